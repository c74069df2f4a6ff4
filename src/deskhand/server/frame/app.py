"""The frame's own application: two kinds of addresses, GET and HEAD, and nothing else. It knows no account, reads no
cookie and sets none, and never sends anybody elsewhere."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from deskhand.frame.built import BUILT, Built, Library, built
from deskhand.frame.headers import LIBRARY_HEADERS, frame_headers
from deskhand.server.access.door import Door
from deskhand.server.frame.strays import Strays

PAGE = "/frame"
LIBRARIES = "/lib/"
TRIALS = "/frame/"
"""Below it nothing is: what arrives there in a test of the seal is only noted."""
_REFUSAL = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_METHODS = ("GET", "HEAD")


class FrameApp:
    """An ASGI app. own_port: it is the only thing on its port, so that no other port's name may lead to it."""

    def __init__(self, door: Door, strays: Strays, *, own_port: bool) -> None:
        self._door = door
        self._strays = strays
        self._own_port = own_port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket") and scope["path"].startswith(TRIALS):
            token, _, name = scope["path"].removeprefix(TRIALS).partition("/")
            self._strays.note(token, name)
        if scope["type"] == "http":
            await self._answer(Request(scope))(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})

    def _answer(self, request: Request) -> Response:
        host = request.headers.get("host", "")
        if not self._door.takes(host) or (self._own_port and self._door.port_in(host) != self._door.frame_port):
            return _refused(400, "this server is not that host.\n")
        if request.method not in _METHODS:
            return _refused(405, "only GET and HEAD.\n", Allow=", ".join(_METHODS))
        found = built(BUILT)
        path = request.url.path
        if path != PAGE and not path.startswith(LIBRARIES):
            return _refused(404, "there is nothing here.\n")
        if found is None:
            return _refused(503, "the frame is not built. In a checkout: make web\n")
        if path == PAGE:
            return self._page(found, host)
        library = found.libraries.get(path.removeprefix(LIBRARIES))
        return _refused(404, "there is nothing here.\n") if library is None else _sent(request, library)

    def _page(self, found: Built, host: str) -> Response:
        headers = frame_headers(self._door.origin_of(host), self._door.framers(host), found.script_hashes)
        return Response(found.page, media_type="text/html", headers=headers)


class Split:
    """Each request to the app that it is for: by the port it came in on, or where there is one port, by its path."""

    def __init__(self, workspace: ASGIApp, door: Door, strays: Strays) -> None:
        self._workspace = workspace
        self._door = door
        self._frame = FrameApp(door, strays, own_port=bool(door.frame_port))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await (self._frame if self._is_framed(scope) else self._workspace)(scope, receive, send)

    def _is_framed(self, scope: Scope) -> bool:
        if scope["type"] not in ("http", "websocket"):
            return False
        if self._door.frame_port:
            return bool(scope.get("server")) and scope["server"][1] == self._door.frame_port
        path: str = scope["path"]
        return path == PAGE or path.startswith((LIBRARIES, TRIALS))


def _sent(request: Request, library: Library) -> Response:
    headers = dict(LIBRARY_HEADERS)
    path = library.path
    accepted = {part.partition(";")[0].strip() for part in request.headers.get("accept-encoding", "").split(",")}
    if library.packed and "gzip" in accepted:
        path = library.packed
        headers["Content-Encoding"] = "gzip"
    return Response(path.read_bytes(), media_type="text/javascript", headers=headers)


def _refused(status: int, words: str, **more: str) -> Response:
    return Response(words, status, {**_REFUSAL, **more}, media_type="text/plain")
