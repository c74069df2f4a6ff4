"""Performs acts on a screen side: resolves elements to points just before the act, refuses acts on a stale frame.

It does not know cells, the shell or files; what `open` does is given to it.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from deskhand.core.acts import Act, Click, Drag, MouseDown, MouseMove, MouseUp, Open, Scroll, SetValue, TypeText
from deskhand.core.errors import DeskhandError, StaleFrame
from deskhand.core.geometry import Box, Point
from deskhand.desk.base import ActReport
from deskhand.desk.screen.screen import LeadsTo, Screen
from deskhand.desk.sight.sight import Sight

_OPEN_CAP_S = 8.0
_OPEN_FIRST_CHANGE_S = 1.5
_OPEN_QUIET_S = 0.25
_SENT_FIRST_CHANGE_S = 0.5
_HELD_CHARS_MAX = 120
_ASIDE_PX_MAX = 32
_ASIDE_DISTANCE_PX = 100
_ASKING_S = 0.5
"""A page that is too busy to answer costs an act no more than this."""
_NO_FOCUS = "Nothing that takes text seems to have the focus."
_NAVIGATING_ROLES = frozenset({"link", "button"})

Opener = Callable[[str], Awaitable[str]]
"""Opens a target and says in words what it opened."""


@dataclass(frozen=True)
class Hands:
    """What acts need of a screen side, as it is now."""

    screen: Screen
    sight: Sight
    open: Opener


async def perform(hands: Hands, act: Act, seen: int | None, dialog: bool = False) -> ActReport:
    """Perform one act. seen, dialog: see `desk.base.Desk.act`."""
    aside = ""
    if seen is not None and isinstance(act, Click | MouseDown | MouseUp | Drag | SetValue):
        aside = await _refuse_stale(hands.screen, seen, act.at if isinstance(act, Click) else None)
    report = await _done(hands, act, dialog)
    return report.model_copy(update={"note": f"{report.note} {aside}".strip()}) if aside else report


async def _done(hands: Hands, act: Act, dialog: bool) -> ActReport:
    if isinstance(act, Open):
        await hands.screen.until_managed()
        return await _settled(hands, lambda: hands.open(act.target))
    if isinstance(act, SetValue):
        return await _settled(hands, lambda: _set_value(hands.sight, act), cap_s=3.0, first_change_s=0.3)
    at: Point | None = None
    leads_to: LeadsTo = "dialog" if dialog else ""
    if isinstance(act, Click | MouseDown | MouseUp | MouseMove | Scroll) and act.element is not None:
        at = await hands.sight.point_of(act.element)
        leads_to = leads_to or (await _leads_to(hands.sight, act.element) if isinstance(act, Click) else "")
    if isinstance(act, TypeText):
        return await _typed(hands, act)
    return await hands.screen.perform(act, at=at, leads_to=leads_to, loading=hands.sight)


async def _typed(hands: Hands, act: TypeText) -> ActReport:
    """Whether anything takes the text is asked while it is typed and the screen settles, which takes longer."""
    asking = asyncio.ensure_future(_takes_no_text(hands.sight))
    try:
        report = await hands.screen.perform(act, loading=hands.sight)
        lost = await asyncio.wait_for(asking, _ASKING_S)
    except TimeoutError:
        lost = False
    finally:
        asking.cancel()
    return report.model_copy(update={"note": f"{report.note} {_NO_FOCUS}".strip()}) if lost else report


async def _takes_no_text(sight: Sight) -> bool:
    try:
        return await sight.takes_no_text()
    except DeskhandError:
        return False  # not known: nothing is said


async def _refuse_stale(screen: Screen, seen: int, at: Point | None) -> str:
    """Raises StaleFrame when the screen changed since that frame; a small change far from `at` is only told."""
    changed = await screen.changed_since(seen)
    if changed is None:
        return ""
    where = f"around {changed.x},{changed.y}, {changed.width}x{changed.height} pixels"
    if at is not None and _is_aside(changed, at):
        return f"(Something small had changed since you looked: {where}.)"
    raise StaleFrame(
        f"The screen changed after frame {seen}, on which this was planned: {where}. Nothing was done.",
        hint="Look at the screen again, then plan the act on what is there now.",
    )


def _is_aside(changed: Box, at: Point) -> bool:
    """Whether a change is small and far from a place: the icon of a tab that loads, a clock, a badge."""
    if max(changed.width, changed.height) > _ASIDE_PX_MAX:
        return False
    centre = changed.center
    return max(abs(centre.x - at.x), abs(centre.y - at.y)) > _ASIDE_DISTANCE_PX


async def _set_value(sight: Sight, act: SetValue) -> str:
    """What the field holds now, where that is not what it was given: a field may write an amount its own way."""
    held = await sight.set_value(act.element, act.value)
    if held.strip() == act.value.strip():
        return ""
    shown = held if len(held) <= _HELD_CHARS_MAX else held[:_HELD_CHARS_MAX] + "..."
    return f"It now holds {json.dumps(shown, ensure_ascii=False)}."


async def settle_after(hands: Hands, begin: Callable[[], None]) -> ActReport:
    """Begin something that pages will go on after, then wait as after an act."""

    async def work() -> str:
        begin()
        return ""

    return await _settled(hands, work, cap_s=_OPEN_CAP_S, first_change_s=_SENT_FIRST_CHANGE_S)


async def _settled(
    hands: Hands,
    work: Callable[[], Awaitable[str]],
    *,
    cap_s: float = _OPEN_CAP_S,
    first_change_s: float = _OPEN_FIRST_CHANGE_S,
) -> ActReport:
    """Do work that is no input, then wait as for an act. A window takes longer to appear than a key to echo."""
    before = await hands.screen.current_frame()
    started = time.monotonic()
    note = await work()
    if await hands.screen.current_frame() != before:
        first_change_s = _OPEN_QUIET_S
    outcome = await hands.screen.settle(
        first_change_s=first_change_s, quiet_s=_OPEN_QUIET_S, cap_s=cap_s, loading=hands.sight
    )
    frame = await hands.screen.current_frame()
    waited_ms = (time.monotonic() - started) * 1000
    return ActReport(frame=frame, changed=frame != before, settled=outcome.settled, waited_ms=waited_ms, note=note)


async def _leads_to(sight: Sight, element_id: str) -> LeadsTo:
    element = await sight.element(element_id)
    if element is None or element.source != "page":
        return ""
    return "dialog" if element.role == "file" else "page" if element.role in _NAVIGATING_ROLES else ""
