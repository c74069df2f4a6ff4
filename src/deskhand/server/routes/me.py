"""Coming in, going out, and one's own account."""

from __future__ import annotations

from importlib.metadata import version

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field
from starlette.responses import RedirectResponse

from deskhand.server.access.accounts import Account, alike
from deskhand.server.access.cookies import LIFE_S, csrf_of, hashed_cookie
from deskhand.server.access.events import Language, Role, Theme
from deskhand.server.access.rights import Asker, Place, Visitor
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


@router.get("/enter", include_in_schema=False)
async def enter(place: Place, token: str = "") -> Response:
    """A one-time link: a cookie for its account, and on to the workspace."""
    account = place.accounts.find(await place.links.account_of(token))
    if account is None:
        return RedirectResponse("/?link=used", 303)
    response = RedirectResponse("/", 303)
    await _let_in(place, response, account.id)
    return response


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
