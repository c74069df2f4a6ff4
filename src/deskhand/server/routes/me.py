"""Coming in, going out, and one's own account."""

from __future__ import annotations

import re
from importlib.metadata import version

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field
from starlette.responses import RedirectResponse

from deskhand.server.access.accounts import Account, alike
from deskhand.server.access.cookies import LIFE_S, csrf_of, hashed_cookie
from deskhand.server.access.events import Language, Role, Theme
from deskhand.server.access.rights import Asker, Place, Visitor, signed_in
from deskhand.server.errors import Turned, documented
from deskhand.server.workplace import Workplace

router = APIRouter(tags=["me"])


class AccountView(BaseModel):
    """An account. has_password: else only one-time links let it in."""

    id: str
    name: str
    role: Role
    language: Language
    theme: Theme
    has_password: bool


class ServerView(BaseModel):
    """frame: the address of the frame that artifacts run in."""

    host: str
    tls: bool
    frame: str


class Me(BaseModel):
    """Who asks. csrf: what the header X-Deskhand-CSRF must say. first_run: there are no sessions yet."""

    account: AccountView
    csrf: str
    version: str
    server: ServerView
    first_run: bool


class Login(BaseModel):
    name: str = Field(max_length=200)
    password: str = Field(max_length=2_000)


class OwnChange(BaseModel):
    """What changes of one's own account. old_password: needed where there is a password already."""

    name: str | None = Field(default=None, max_length=200)
    password: str | None = Field(default=None, max_length=2_000)
    old_password: str = Field(default="", max_length=2_000)
    language: Language | None = None
    theme: Theme | None = None


def account_view(account: Account) -> AccountView:
    return AccountView(**account.model_dump(exclude={"made_at"}))


class Link(BaseModel):
    """The token of a one-time link."""

    token: str = Field(max_length=1_000)


class LinkView(BaseModel):
    """Whom a link lets in: their name. now: the name of who is signed in already, "" for nobody."""

    name: str
    now: str


_OPENED_HERE = frozenset({"none", "same-origin"})
"""Sec-Fetch-Site of a link that a person opened from a terminal, the address bar or this workspace itself."""


_SESSION = re.compile(r"s-[a-z0-9]{1,40}")
"""What an id of a session looks like: nothing else is led to."""


@router.get("/enter", include_in_schema=False)
async def enter(place: Place, request: Request, token: str = "", session: str = "") -> Response:
    """A one-time link: a cookie for its account, and on to the workspace, or to a session in it.

    A page of somebody else must not make a person work, unseen, under another account. So a link that one led to, and
    one for another account than is signed in, ask first: nothing happens until a page of this workspace was answered.
    """
    account = place.accounts.find(await place.links.shown(token))
    if account is None:
        return RedirectResponse("/?link=used", 303)
    now = await signed_in(place, request)
    opened_here = request.headers.get("sec-fetch-site", "") in _OPENED_HERE
    if not opened_here or (now is not None and now.id != account.id):
        return RedirectResponse(f"/enter/asked#{token}", 303)
    if not await place.links.account_of(token):
        return RedirectResponse("/?link=used", 303)
    response = RedirectResponse(f"/s/{session}" if _SESSION.fullmatch(session) else "/", 303)
    await _let_in(place, response, account.id)
    return response


@router.post("/api/link", responses=documented("unauthenticated", "forbidden", "invalid"))
async def look_at_link(place: Place, request: Request, given: Link) -> LinkView:
    """Whom a one-time link lets in; it stays good."""
    account = place.accounts.find(await place.links.shown(given.token))
    if account is None:
        raise _no_link()
    now = await signed_in(place, request)
    return LinkView(name=account.name, now=now.account.name if now else "")


@router.post("/api/enter", responses=documented("unauthenticated", "forbidden", "invalid"))
async def enter_by_link(place: Place, request: Request, response: Response, given: Link) -> Me:
    """Come in by a one-time link, as a person who was asked. Who was signed in here before is not any more."""
    account = place.accounts.find(await place.links.account_of(given.token))
    if account is None:
        raise _no_link()
    if before := await signed_in(place, request):
        await place.cookies.end(before.cookie)
        place.hub.rights_changed()
    cookie = await _let_in(place, response, account.id)
    return _me(place, request, Visitor(account, hashed_cookie(cookie), csrf_of(cookie)))


def _no_link() -> Turned:
    return Turned("unauthenticated", "this link was used already, or is too old.", "Ask for a new one.")


@router.post("/api/login", responses=documented("unauthenticated", "limited", "invalid", "forbidden"))
async def login(place: Place, request: Request, response: Response, given: Login) -> Me:
    """Come in by name and password. After some wrong ones it has to be waited."""
    name, address = f"name {alike(given.name)}", request.client.host if request.client else ""
    if (wait_s := max(place.tries.wait_s(name), place.address_tries.wait_s(address))) > 0:
        raise Turned(
            "limited", "too many wrong passwords.", f"Try again in {wait_s:.0f} s.", {"Retry-After": f"{wait_s:.0f}"}
        )
    account = place.accounts.named(given.name)
    place.tries.failed(name)  # before the answer is known: many tries at once must not all count as the first
    place.address_tries.failed(address)
    if not await place.passwords.fits(account.id if account else "", given.password) or account is None:
        raise Turned("unauthenticated", "the name or the password is wrong.", "Try again, or ask an owner for a link.")
    place.tries.forget(name)
    place.address_tries.take_back(address)
    cookie = await _let_in(place, response, account.id)
    return _me(place, request, Visitor(account, hashed_cookie(cookie), csrf_of(cookie)))


@router.post("/api/logout", status_code=204, responses=documented("unauthenticated", "forbidden"))
async def logout(place: Place, visitor: Asker) -> Response:
    """Go out: the cookie lets nobody in any more, and its streams end."""
    await place.cookies.end(visitor.cookie)
    place.hub.rights_changed()
    response = Response(status_code=204)
    response.delete_cookie(place.door.cookie_name, path="/", httponly=True, samesite="strict", secure=place.door.tls)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@router.get("/api/me", responses=documented("unauthenticated"))
async def get_me(place: Place, request: Request, visitor: Asker) -> Me:
    """Who asks, and the token for requests that change something."""
    return _me(place, request, visitor)


@router.patch("/api/me", responses=documented("unauthenticated", "forbidden", "conflict", "invalid", "limited"))
async def change_me(place: Place, request: Request, visitor: Asker, change: OwnChange) -> Me:
    """Change one's own name, password, language or look. A new password ends one's other sessions."""
    if change.password is not None:
        await _change_password(place, visitor, change)
    account = await place.accounts.change(
        visitor.id, visitor.id, name=change.name, language=change.language, theme=change.theme
    )
    return _me(place, request, Visitor(account, visitor.cookie, visitor.csrf))


async def _change_password(place: Workplace, visitor: Visitor, change: OwnChange) -> None:
    assert change.password is not None
    if visitor.account.has_password:
        key = f"own {visitor.id}"
        if place.tries.wait_s(key) > 0:
            raise Turned("limited", "too many wrong passwords.", "Try again in some minutes.")
        place.tries.failed(key)
        if not await place.passwords.fits(visitor.id, change.old_password):
            raise Turned("forbidden", "the old password is wrong.", "Try again, or ask an owner for a link.")
        place.tries.forget(key)
    await place.passwords.put(visitor.id, change.password)
    await place.accounts.password_was_set(visitor.id, visitor.id)
    await place.cookies.end_all(visitor.id, but=visitor.cookie)
    place.hub.rights_changed()


async def _let_in(place: Workplace, response: Response, account: str) -> str:
    cookie = await place.cookies.issue(account)
    response.set_cookie(
        place.door.cookie_name, cookie, max_age=int(LIFE_S), path="/", httponly=True, samesite="strict",
        secure=place.door.tls,
    )  # fmt: skip
    return cookie


def _me(place: Workplace, request: Request, visitor: Visitor) -> Me:
    frame = place.door.frame_address(request.headers.get("host", ""))
    return Me(
        account=account_view(visitor.account),
        csrf=visitor.csrf,
        version=version("deskhand"),
        server=ServerView(host=place.door.host, tls=place.door.tls, frame=frame),
        first_run=not place.sessions.ids(),
    )
