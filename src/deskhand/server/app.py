"""The app: the routes behind the gate. Routes hold no state, so one set of them serves every workplace."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import Any

from fastapi import FastAPI
from starlette.types import ASGIApp

from deskhand.server.access.gate import Gate
from deskhand.server.errors import documented, handle_errors
from deskhand.server.frame.app import Split
from deskhand.server.routes import ROUTERS
from deskhand.server.workplace import Workplace

_ABOUT = """The workspace of Deskhand. Every answer but those of a closed list needs a session (a cookie); every request
that changes something needs the header `X-Deskhand-CSRF` with the token from `GET /api/me`, and an `Origin` of the
server itself. Errors have one shape. What may not be seen is not there: 404."""


@cache
def routes() -> FastAPI:
    """All routes, without a workplace."""
    app = FastAPI(
        title="Deskhand",
        description=_ABOUT,
        version=version("deskhand"),
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
        responses=documented("bad_request", "unauthenticated", "forbidden", "invalid"),
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    for router in ROUTERS:
        app.include_router(router)
    handle_errors(app)
    return app


def make_app(place: Workplace) -> ASGIApp:
    """The app of one workplace, with the frame of its artifacts."""
    return Split(Gate(routes(), place), place.door, place.strays)


def description() -> dict[str, Any]:
    """The interface's description (OpenAPI)."""
    return routes().openapi()
