"""The app put together: which address does what."""

from __future__ import annotations

from pathlib import Path

from smallsite.making import make_site
from starlette.applications import Starlette
from starlette.routing import Route

from app import correcting, filing, listing
from app.page import PAGES, not_found
from app.store import Store


def _routes() -> list[Route]:
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
    ]


def make_app(folder: Path) -> Starlette:
    """The app over one data folder, which is made when it is not there."""
    return make_site("expenses.test", PAGES, _routes(), Store(folder), not_found)
