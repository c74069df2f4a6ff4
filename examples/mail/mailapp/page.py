"""The app's pages: what their templates may name, and what every one of them shows. It does not know letters."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from smallsite.pages import Pages
from starlette.requests import Request
from starlette.responses import Response

from mailapp.store import FOLDERS, OWNER


def now() -> str:
    """The local time as it is written on letters."""
    return f"{datetime.now():%Y-%m-%d %H:%M}"


def _beside(request: Request) -> dict[str, object]:
    """What stands beside every page: how many letters are unread, and drafts unsent."""
    store = request.app.state.store
    return {"unread": store.unread(), "unsent": len(store.drafts()), "search": ""}


PAGES = Pages(
    Path(__file__).parent, scripts=True, known={"folders": FOLDERS, "owner": OWNER}, more=_beside
)  # fmt: skip


async def not_found(request: Request, _: Exception | None = None) -> Response:
    return PAGES.refuse(request, 404, "There is nothing here", "It may have been deleted. Go back to the inbox.")
