"""A site put together: its addresses, its folder of files, and what guards it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from smallsite.pages import Pages

REQUEST_BYTES_MAX = 6_000_000


class _TooLarge(Exception):
    """More was sent than a form of ours can hold."""


class _SizeLimit:
    """Cuts a request off at REQUEST_BYTES_MAX, whatever length it claims."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        left = REQUEST_BYTES_MAX

        async def limited() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise _TooLarge
            return message

        await self._app(scope, limited, send)


def make_site(
    host: str, pages: Pages, routes: Sequence[BaseRoute], store: object, not_found: Callable[..., object]
) -> Starlette:
    """A site over one store. It answers to `host` and this machine: a page elsewhere that points its own name at this
    machine gets nothing."""

    async def too_large(request: Request, _: Exception) -> Response:
        return pages.refuse(request, 413, "That is too much to send at once", "Attach a file of at most 5 MB.")

    app = Starlette(
        routes=[*routes, Mount("/static", StaticFiles(directory=pages.folder / "static"))],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=[host, "127.0.0.1", "localhost"]),
            Middleware(_SizeLimit),
        ],
        exception_handlers={404: not_found, _TooLarge: too_large},
    )
    app.state.store = store
    app.state.secret = secrets.token_bytes(32)
    return app
