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

from mailapp import folders, people, writing
from mailapp.page import HERE, not_found, refuse
from mailapp.store import Store
from mailapp.upload import SizeLimit, TooLarge

HOSTS = ["mail.test", "127.0.0.1", "localhost"]
"""Names the app answers to; a page elsewhere that points its own name at this machine gets nothing."""


async def _too_large(request: Request, _: Exception) -> Response:
    return refuse(request, 413, "That is too much to send at once", "Attach a file of at most 5 MB.")


def _routes() -> list[Route | Mount]:
    return [
        Route("/", folders.home),
        Route("/folders/{folder}", folders.show_folder),
        Route("/search", folders.show_search),
        Route("/mail/{mail:int}", folders.read),
        Route("/mail/{mail:int}/files/{number:int}", folders.enclosure),
        Route("/mail/{mail:int}/destroy", folders.destroy_form),
        Route("/mail/{mail:int}/destroy", folders.destroy, methods=["POST"]),
        Route("/mail/{mail:int}/{verb}", folders.move, methods=["POST"]),
        Route("/new", writing.new_form),
        Route("/new", writing.take, methods=["POST"]),
        Route("/autosave", writing.autosave, methods=["POST"]),
        Route("/drafts", writing.show_drafts),
        Route("/drafts/{draft}", writing.draft_form),
        Route("/drafts/{draft}/discard", writing.discard, methods=["POST"]),
        Route("/check/{draft}", writing.check),
        Route("/check/{draft}", writing.send, methods=["POST"]),
        Route("/sent/{mail:int}", writing.sent),
        Route("/people", people.show),
        Route("/people", people.add, methods=["POST"]),
        Route("/people/{person:int}/remove", people.remove, methods=["POST"]),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]


def make_app(folder: Path) -> Starlette:
    """The app over one data folder, which is made when it is not there."""
    app = Starlette(
        routes=_routes(),
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS), Middleware(SizeLimit)],
        exception_handlers={404: not_found, TooLarge: _too_large},
    )
    app.state.store = Store(folder)
    app.state.secret = secrets.token_bytes(32)
    return app
