"""Performers of going through menus and of opening and closing what has things under it."""

from __future__ import annotations

from collections.abc import Generator
from functools import partial
from typing import Any

from deskhand.core.elements import Element, ElementList
from deskhand.models.steps.language.phrases import Target
from deskhand.models.steps.language.program import Expand, Menu
from deskhand.models.steps.run.acting import TRIES, act, act_on, sent_by, spot
from deskhand.models.steps.run.asking import Around, Ask, Done, Performing, computer
from deskhand.models.steps.run.looking import locate, look
from deskhand.models.steps.sight.finding import find
from deskhand.models.steps.sight.folding import FOLDED, level
from deskhand.models.steps.sight.wanted import wanted
from deskhand.models.steps.values.failure import StepFailed

_ITEMS = frozenset({"menuitem", "menuitemcheckbox", "menuitemradio", "option"})


def menu(around: Around, statement: Menu) -> Performing:
    yield from through(around, statement.path)
    return Done(sent=sent_by(around, again=False))


def through(around: Around, path: tuple[Target, ...]) -> Generator[Ask, Any, None]:
    """Press each of the path in turn; what already stands open is not pressed, for that would close it."""
    for target, item in zip(path, (*path[1:], None), strict=True):
        if item is not None and (yield look(partial(_is_open, around, item))):
            continue
        yield from act_on(around, target, "click", lambda element: (computer("left_click", **spot(element)),))


def _is_open(around: Around, item: Target, answers: Any) -> bool:
    listing: ElementList | None = answers.listing
    goal = wanted(item, around.variables)
    found = find(listing, goal, "click").one if listing is not None else None
    return found is not None and found.role in _ITEMS and level(goal.name, found.name) >= FOLDED


def expand(around: Around, statement: Expand) -> Performing:
    """Click it; where that only selects it, the arrow key does the rest."""
    word = "expanded" if statement.on else "collapsed"
    for attempt in range(TRIES):
        element = yield from locate(around, statement.target, "click", first_wait_s=0.3 * attempt)
        if word in element.states:
            return Done()
        report = yield from act((computer("left_click", **spot(element)),), partial(_states, element))
        if not report.again and _is_so(report.extra, word):
            return Done()
        key = "Right" if statement.on else "Left"
        report = yield from act((computer("key", keys=key),), partial(_states, element))
        if not report.again and _is_so(report.extra, word):
            return Done()
    raise StepFailed(
        f"{statement.target.said} could not be {word}.", "Name what has the arrow, or click it: click the ... arrow."
    )


def _states(element: Element, listing: ElementList | None) -> list[str] | None:
    now = listing.by_id(element.id) if listing else None
    return list(now.states) if now is not None else None


def _is_so(states: list[str] | None, word: str) -> bool:
    """True also where the screen does not tell: it has no word for it, or the item was made anew."""
    return states is None or word in states or not {"expanded", "collapsed"} & set(states)
