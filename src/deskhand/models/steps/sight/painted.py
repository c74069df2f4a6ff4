"""What is painted: a canvas or picture on the screen whose words must be read off the pixels. It reads no pixels."""

from __future__ import annotations

from dataclasses import replace

from deskhand.core.elements import Element, ElementList
from deskhand.core.geometry import Box
from deskhand.models.steps.sight.folding import tight
from deskhand.models.steps.sight.places import anchors
from deskhand.models.steps.sight.wanted import Wanted, WantedPlace

PAINTED = frozenset({"canvas", "image", "img", "graphic", "video"})


def surface(listing: ElementList, goal: Wanted) -> Element | None:
    """The canvas or picture that the target is said to be in; the largest when several fit; None without one."""
    place = _place(goal)
    if place is None or place.anchor is None:
        return None
    found = [e for e in anchors(listing, place.anchor) if e.role in PAINTED and e.box.width > 0 and e.box.height > 0]
    return max(found, key=lambda e: e.box.width * e.box.height, default=None)


def _place(goal: Wanted) -> WantedPlace | None:
    return next((place for place in goal.places if place.kind == "in" and place.anchor is not None), None)


def without_surface(goal: Wanted) -> Wanted:
    """The target among the words of its canvas: those have no container any more."""
    return replace(goal, places=tuple(place for place in goal.places if place is not _place(goal)), role="", whole="")


def word_box(element: Element, name: str) -> Element:
    """An element read off the picture, cut down to the words that were meant: a line is read as one piece."""
    at = element.name.casefold().find(name.strip().casefold())
    if element.source != "ocr" or at < 0 or not name.strip() or tight(element.name) == tight(name):
        return element
    each = element.box.width / max(len(element.name), 1)
    box = Box(
        element.box.x + round(at * each), element.box.y, max(1, round(len(name.strip()) * each)), element.box.height
    )
    return element.model_copy(update={"box": box})
