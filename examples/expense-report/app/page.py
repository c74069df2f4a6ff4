"""The app's pages: what their templates may name. A form of one page is not good for another."""

from __future__ import annotations

from pathlib import Path

from smallsite.pages import Pages
from starlette.requests import Request
from starlette.responses import Response

from app.entry import CATEGORIES, CURRENCIES, PAID_BY

PAGES = Pages(
    Path(__file__).parent,
    scripts=False,
    known={"categories": CATEGORIES, "currencies": CURRENCIES, "paid_by": PAID_BY},
    apart=True,
)


def not_found(request: Request, _: Exception | None = None) -> Response:
    return PAGES.refuse(request, 404, "There is nothing here", "It may have been deleted. Go back to the list.")
