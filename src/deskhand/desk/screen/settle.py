"""When is the screen final after an act? A pure rule over times and changed blocks; it reads no pixels and no clock.

The rule and its numbers come from 38 recordings of browser work, replayed: 300 ms for the first change and 100 ms of
quiet returned too early once (a typed address), 250 ms of quiet never; the median wait was 263 and 373 ms.
A fixed sleep of 2 s wasted 1.7 s in most and was too short for the slow ones.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from deskhand.core.geometry import Box
from deskhand.desk.screen.diff import inside, union

FIRST_CHANGE_S = 0.3
FIRST_CHANGE_MOVE_S = 0.06
FIRST_CHANGE_NAVIGATION_S = 0.6
"""Buttons, links and Return nearly always change something; on a busy machine a page took more than 0.3 s to begin."""
FIRST_CHANGE_DIALOG_S = 1.6
"""The browser's file dialog came 0.5 to 1.5 s after the click; till then only the field's look changes."""
QUIET_S = 0.1
QUIET_NAVIGATION_S = 0.25
QUIET_SMALL_S = 0.2
SMALL_CHANGE = 0.01
"""After a click, a change of less than this share of the screen may be only the pressed look of what was clicked: a
menu in Chromium appears 100 to 200 ms after its focus ring (measured), so what follows is waited for longer."""
QUIET_OPENING_S = 0.6
"""After a double click what was clicked is marked first; on a busy machine a folder opened 0.3 s later and more.
What it opened is waited for like a page: a file manager lost a paste that came 0.1 s after its folder was shown."""
CAP_S = 3.0
CAP_NAVIGATION_S = 5.0
ANIMATION_SIDE_MAX = 64
ANIMATION_S = 1.0
ANIMATION_CHANGES_MIN = 4
ANIMATIONS_MAX = 8
LARGE_CHANGE = 0.25
"""A change of this share of the screen is a new page or window: what was learnt about the old one is forgotten."""
_MARGIN = 2


class Settled(NamedTuple):
    """changed: whether pixels changed. settled: False when they still did at the end. waited_s: how long it took."""

    changed: bool
    settled: bool
    waited_s: float


class Animations:
    """Small areas that are known to change all the time (a spinner); their changes do not count."""

    def __init__(self, screen: Box) -> None:
        self._large = screen.width * screen.height * LARGE_CHANGE
        self._known: deque[Box] = deque(maxlen=ANIMATIONS_MAX)

    @property
    def areas(self) -> tuple[Box, ...]:
        return tuple(self._known)

    def learn(self, area: Box) -> None:
        wider = Box(area.x - _MARGIN, area.y - _MARGIN, area.width + 2 * _MARGIN, area.height + 2 * _MARGIN)
        self._known.append(wider)

    def sift(self, blocks: Sequence[Box]) -> list[Box]:
        """The blocks that count. A large change forgets everything that was learnt."""
        if any(block.width * block.height >= self._large for block in blocks):
            self._known.clear()
        return [block for block in blocks if not any(inside(block, area) for area in self._known)]


class Rule(NamedTuple):
    """first_change_s: the longest wait for a first change; quiet_s: so long without change, and it is over.

    quiet_small_s: instead of quiet_s while all that changed is smaller than `small_pixels`.
    """

    first_change_s: float = FIRST_CHANGE_S
    quiet_s: float = QUIET_S
    cap_s: float = CAP_S
    quiet_small_s: float = 0.0
    small_pixels: int = 0


class SettleClock:
    """One wait. Feed it with `note` and `busy`; it is over when `left` is 0. Times are of any monotonic clock, in s."""

    def __init__(self, rule: Rule, start: float) -> None:
        self._rule = rule
        self._start = start
        self._last: float | None = None
        self._changes: deque[tuple[float, Box]] = deque(maxlen=1_000)
        self._pixels = 0
        self.changed = False

    def note(self, now: float, blocks: Sequence[Box]) -> None:
        """Blocks that count changed just now."""
        if whole := union(blocks):
            self.changed = True
            self._last = now
            self._pixels += sum(block.width * block.height for block in blocks)
            self._changes.append((now, whole))

    def busy(self, now: float) -> None:
        """Something is still under way (a page loads): not quiet yet, whatever the pixels say."""
        self._last = now

    def left(self, now: float) -> float:
        """Seconds until it is over if nothing more happens; 0 or less when it is."""
        rule = self._rule
        quiet_s = max(rule.quiet_s, rule.quiet_small_s if self._pixels < rule.small_pixels else 0.0)
        quiet = self._start + rule.first_change_s if self._last is None else self._last + quiet_s
        if not self.changed:
            quiet = max(quiet, self._start + self._rule.first_change_s)
        return min(quiet, self._start + self._rule.cap_s) - now

    def capped(self, now: float) -> bool:
        return now >= self._start + self._rule.cap_s

    def animation(self, now: float) -> Box | None:
        """The small area that alone kept changing in the last second or more; None when there was more to see."""
        if now - self._start < ANIMATION_S:
            return None
        recent = [(at, box) for at, box in self._changes if at >= now - ANIMATION_S]
        area = union(box for _, box in recent)
        if area is None or len(recent) < ANIMATION_CHANGES_MIN:
            return None
        return area if area.width <= ANIMATION_SIDE_MAX and area.height <= ANIMATION_SIDE_MAX else None
