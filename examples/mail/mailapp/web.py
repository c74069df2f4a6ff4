"""The app put together: which address does what."""

from __future__ import annotations

from pathlib import Path

from smallsite.making import make_site
from starlette.applications import Starlette
from starlette.routing import Route

from mailapp import folders, people, writing
from mailapp.page import PAGES, not_found
from mailapp.store import Store


def _routes() -> list[Route]:
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
    ]


def make_app(folder: Path) -> Starlette:
    """The app over one data folder, which is made when it is not there."""
    return make_site("mail.test", PAGES, _routes(), Store(folder), not_found)
