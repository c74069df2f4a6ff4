"""Accounts: everybody may see who there is, an owner lets people in and out."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from deskhand.server.access.events import Role
from deskhand.server.access.rights import Asker, Owner, Place
from deskhand.server.errors import Turned, documented
from deskhand.server.routes.me import AccountView, account_view
from deskhand.server.workplace import Workplace

router = APIRouter(prefix="/api/accounts", tags=["accounts"])
_ERRORS = documented("unauthenticated", "forbidden", "not_found", "conflict", "invalid")


class AccountList(BaseModel):
    accounts: list[AccountView]


class NewAccount(BaseModel):
    """Somebody new. Without a password, a one-time link is the only way in."""

    name: str = Field(max_length=200)
    role: Role = "member"
    password: str | None = Field(default=None, max_length=2_000)


class AccountChange(BaseModel):
    """What changes of an account. link: make a one-time link for it."""

    name: str | None = Field(default=None, max_length=200)
    role: Role | None = None
    password: str | None = Field(default=None, max_length=2_000)
    link: bool = False


class AccountWithLink(BaseModel):
    """link: a one-time link that lets the account in; null when none was made. It is shown only this once."""

    account: AccountView
    link: str | None


@router.get("", responses=documented("unauthenticated"))
async def list_accounts(place: Place, visitor: Asker) -> AccountList:
    """Who there is."""
    return AccountList(accounts=[account_view(account) for account in place.accounts.all()])


@router.post("", status_code=201, responses=_ERRORS)
async def make_account(place: Place, visitor: Owner, wish: NewAccount) -> AccountWithLink:
    """Let somebody in, with a project of their own."""
    account = await place.accounts.make(wish.name, wish.role, visitor.id)
    await place.projects.load()
    if wish.password is not None:
        try:
            await _set_password(place, account.id, wish.password, visitor.id)
        except BaseException:
            await _remove(place, account.id, visitor.id)
            raise
    link = None if wish.password is not None else link_for(place, account.id)
    return AccountWithLink(account=account_view(place.accounts.get(account.id)), link=link)


@router.patch("/{id}", responses=_ERRORS)
async def change_account(place: Place, visitor: Owner, id: str, change: AccountChange) -> AccountWithLink:
    """Change an account: its name, its role, its password; or make a one-time link for somebody who lost theirs."""
    if id == visitor.id and (change.password is not None or change.link):
        raise Turned(
            "forbidden", "one's own password is not changed here.", "Change it in your own account, with the old one."
        )
    account = await place.accounts.change(id, visitor.id, name=change.name, role=change.role)
    if change.password is not None:
        await _set_password(place, account.id, change.password, visitor.id)
        await place.cookies.end_all(account.id)
    place.hub.rights_changed()
    link = link_for(place, account.id) if change.link else None
    return AccountWithLink(account=account_view(place.accounts.get(id)), link=link)


@router.delete("/{id}", status_code=204, responses=_ERRORS)
async def remove_account(place: Place, visitor: Owner, id: str) -> Response:
    """Remove an account. What was in its own project is the remover's from then on: nothing is lost."""
    place.accounts.get(id)
    await _remove(place, id, visitor.id)
    return Response(status_code=204)


async def _set_password(place: Workplace, account: str, password: str, by: str) -> None:
    await place.passwords.put(account, password)
    await place.accounts.password_was_set(account, by)


async def _remove(place: Workplace, account: str, by: str) -> None:
    await place.accounts.remove(account)
    await place.cookies.end_all(account)
    await place.passwords.remove(account)
    await place.uploads.forget(account)
    await asyncio.to_thread(place.home.remembering.remove_all, account)
    to = by if place.accounts.find(by) else place.owner().id
    await place.projects.hand_on(account, to)
    place.hub.rights_changed()


def link_for(place: Workplace, account: str) -> str:
    """A one-time link for an account."""
    return f"{place.door.address}/enter?token={place.links.token(account)}"
