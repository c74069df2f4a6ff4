"""The app put together: which address does what."""

from __future__ import annotations

import secrets
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from app import correcting, filing, listing
from app.page import HERE, refuse
from app.store import Store
from app.upload import SizeLimit, TooLarge

HOSTS = ["expenses.test", "127.0.0.1", "localhost"]
"""Names the app answers to; a page elsewhere that points its own name at this machine gets nothing."""


async def _too_large(request: Request, _: Exception) -> Response:
    return refuse(request, 413, "That is too much to send at once", "Attach a file of at most 5 MB.")


def _routes() -> list[Route | Mount]:
    return [
        Route("/", listing.show_list),
        Route("/export.csv", listing.export),
        Route("/new", filing.new_form),
        Route("/new", filing.begin, methods=["POST"]),
        Route("/confirm/{draft}", filing.check),
        Route("/confirm/{draft}", filing.confirm, methods=["POST"]),
        Route("/confirm/{draft}/receipt", filing.draft_receipt),
        Route("/saved/{reference}", filing.saved),
        Route("/entries/{reference}", correcting.edit_form),
        Route("/entries/{reference}", correcting.edit, methods=["POST"]),
        Route("/entries/{reference}/receipt", filing.entry_receipt),
        Route("/entries/{reference}/delete", correcting.delete_form),
        Route("/entries/{reference}/delete", correcting.delete, methods=["POST"]),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]


def make_app(folder: Path) -> Starlette:
    """The app over one data folder, which is made when it is not there."""
    app = Starlette(
        routes=_routes(),
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS), Middleware(SizeLimit)],
        exception_handlers={404: filing.not_found, TooLarge: _too_large},
    )
    app.state.store = Store(folder)
    app.state.secret = secrets.token_bytes(32)
    return app
