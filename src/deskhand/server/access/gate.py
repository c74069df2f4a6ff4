"""The gate: every request passes it before any route. Who is not let in here reaches nothing.

In this order: the Host header names this server; an answer is public (a closed list) or a cookie says who asks; what
changes something brings the right origin and token; a viewer changes nothing but themselves. Which objects somebody may
reach is decided in `rights`.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from deskhand.server.access.cookies import same
from deskhand.server.access.headers import dress
from deskhand.server.access.rights import Visitor, forbidden, signed_in
from deskhand.server.errors import Stalled, TooLarge, Turned, answer_to, unauthenticated
from deskhand.server.sessions.uploads import BYTES_MAX
from deskhand.server.workplace import Workplace

PUBLIC = frozenset(
    {("GET", "/enter"), ("POST", "/api/login"), ("POST", "/api/link"), ("POST", "/api/enter"), ("POST", "/api/shared")}
)
"""What answers to nobody in particular, beside the workspace's own static files: those hold nothing of anybody."""

OWN = frozenset({("PATCH", "/api/me"), ("POST", "/api/logout")})
"""What a viewer may change: themselves."""

CSRF_HEADER = "X-Deskhand-CSRF"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
JSON_BYTES_MAX = 1_250_000
"""A little more than the inbox takes for one command."""
_LARGE = re.compile(
    r"/api/(uploads|sessions/[^/]+/files/.+|projects/[^/]+/files/[^/]+|sessions/[^/]+/artifacts(/[^/]+/versions)?)"
)
_SAME_SITE = frozenset({"", "same-origin", "none"})


class Gate:
    """An ASGI app around the routes."""

    def __init__(self, app: ASGIApp, place: Workplace) -> None:
        self._app = app
        self._place = place
        limits = place.settings().server
        self._stall_s, self._head_max = limits.body_stall_s, limits.head_kib * 1024

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        scope["state"] = {"workplace": self._place, "visitor": None}
        began = ended = False

        async def dressed(message: Message) -> None:
            nonlocal began, ended
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                began = True
                dress(MutableHeaders(scope=message), tls=self._place.door.tls)
            began = began or message["type"] == "websocket.accept"
            ended = message["type"] == "http.response.body" and not message.get("more_body", False)
            await send(message)

        try:
            scope["state"]["visitor"] = await self._admitted(HTTPConnection(scope))
            await self._app(scope, self._bounded(scope, receive), dressed)
        except Exception as error:
            if ended:  # it was answered, and logged, on its way here
                return
            if began:
                raise
            await _refuse(scope, receive, dressed, answer_to(error))

    async def _admitted(self, asked: HTTPConnection) -> Visitor | None:
        """Who asks; None for what is public. Raises what turns the request away."""
        host, path = asked.headers.get("host", ""), asked.scope["path"]
        method = asked.scope.get("method", "GET")
        if _head_bytes(asked.scope) > self._head_max:
            raise Turned("too_large", f"the head of the request has more than {self._head_max} bytes.", "Send less.")
        if not self._place.door.takes(host):
            raise Turned(
                "bad_request", f"this server is not {host[:100]!r}.",
                "Use the address that `deskhand up` printed; give another name of it with --name.",
            )  # fmt: skip
        is_socket = asked.scope["type"] == "websocket"
        changes = is_socket or method not in SAFE
        if changes and not self._place.door.is_own(asked.headers.get("origin", ""), host):
            raise forbidden_origin()
        if not is_socket and ((method, path) in PUBLIC or (not _is_private(path) and not changes)):
            return None
        if asked.headers.get("sec-fetch-site", "") not in _SAME_SITE:
            raise forbidden_origin()
        visitor = await self._visitor(asked)
        if changes and not is_socket:
            if not same(asked.headers.get(CSRF_HEADER, ""), visitor.csrf):
                raise Turned(
                    "forbidden", f"the header {CSRF_HEADER} is missing or wrong.", "Take the token from GET /api/me."
                )
            if visitor.account.role == "viewer" and (method, path) not in OWN:
                raise forbidden("an account that is a viewer may only look.")
        return visitor

    async def _visitor(self, asked: HTTPConnection) -> Visitor:
        visitor = await signed_in(self._place, asked)
        if visitor is None:
            raise unauthenticated()
        return visitor

    def _bounded(self, scope: Scope, receive: Receive) -> Receive:
        """No more of a body is taken than a route of its kind needs, and no longer waited for its next piece than the
        settings say."""
        if scope["type"] != "http":
            return receive
        most = BYTES_MAX if _LARGE.fullmatch(scope["path"]) else JSON_BYTES_MAX
        size, whole = 0, False

        async def bounded() -> Message:
            nonlocal size, whole
            try:
                message = await asyncio.wait_for(receive(), None if whole else self._stall_s)
            except TimeoutError:
                raise Stalled(self._stall_s) from None
            whole = whole or not message.get("more_body", False)
            size += len(message.get("body", b""))
            if size > most:
                raise TooLarge(most)
            return message

        return bounded


def forbidden_origin() -> Turned:
    return Turned("forbidden", "this was asked for by a page of somebody else.", "Use the workspace's own page.")


def _head_bytes(scope: Scope) -> int:
    """The uvicorn parser bounds what is not whole yet; a head that came at once is measured here."""
    fields = sum(len(name) + len(value) + 4 for name, value in scope["headers"])
    return fields + len(scope.get("raw_path") or b"") + len(scope.get("query_string") or b"")


def _is_private(path: str) -> bool:
    return path == "/api" or path.startswith("/api/")


async def _refuse(
    scope: Scope, receive: Receive, send: Callable[[Message], Awaitable[None]], response: Response
) -> None:
    """Answer, also to who wanted a WebSocket: as HTTP where the server can, else by closing it."""
    if scope["type"] == "websocket" and "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": 1008})
        return
    await response(scope, receive, send)
