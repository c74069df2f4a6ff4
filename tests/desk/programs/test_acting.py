"""When an act that was planned on an older frame is still done, and what a field that writes its own way says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from deskhand.core.acts import Act, Click, SetValue, TypeText
from deskhand.core.errors import DeskhandError, DeskLost, StaleFrame
from deskhand.core.geometry import Box, Point
from deskhand.desk.base import ActReport
from deskhand.desk.programs.acting import Hands, perform


@dataclass
class ScreenDouble:
    """Stands in for the screen: tells of one change, and does every act at once."""

    changed: Box | None
    performed: int = 0
    frame: int = 7

    async def changed_since(self, frame: int) -> Box | None:
        return self.changed

    async def current_frame(self) -> int:
        return 7

    async def settle(self, **rule: Any) -> Any:
        return ActReport(frame=7)

    async def perform(self, act: Act, **rest: Any) -> ActReport:
        self.performed += 1
        return ActReport(frame=7, changed=True)


@dataclass
class SightDouble:
    """Stands in for what knows the fields: holds what it was told to hold, whatever it is given."""

    holds: str
    lost: bool | DeskhandError = False

    async def takes_no_text(self) -> bool:
        if isinstance(self.lost, DeskhandError):
            raise self.lost
        return self.lost

    def busy(self) -> bool:
        return False

    def held_up(self) -> bool:
        return False

    async def set_value(self, element_id: str, value: str) -> str:
        return self.holds


async def nothing(target: str) -> str:
    return ""


def hands(changed: Box | None = None, holds: str = "") -> Hands:
    return Hands(ScreenDouble(changed), SightDouble(holds), nothing)  # type: ignore[arg-type]


CLICK = Click(at=Point(500, 300))


@pytest.mark.parametrize(
    "changed", [Box(490, 290, 16, 16), Box(550, 350, 14, 14), Box(0, 0, 200, 20), Box(0, 0, 14, 40)]
)
async def test_a_click_near_a_change_or_after_a_large_one_is_not_done(changed: Box) -> None:
    both = hands(changed)
    with pytest.raises(StaleFrame, match="Nothing was done"):
        await perform(both, CLICK, 3)
    assert both.screen.performed == 0  # type: ignore[attr-defined]


async def test_a_small_change_far_from_a_click_is_told_and_the_click_is_done() -> None:
    report = await perform(hands(Box(49, 13, 14, 14)), CLICK, 3)
    assert report.note == "(Something small had changed since you looked: around 49,13, 14x14 pixels.)"


async def test_a_screen_that_did_not_change_leaves_no_note() -> None:
    assert (await perform(hands(), CLICK, 3)).note == ""


@pytest.mark.parametrize(
    ("holds", "note"),
    [("3.50", ""), (" 3.50 ", ""), ("3.50 EUR", 'It now holds "3.50 EUR".'), ('"', 'It now holds "\\"".')],
)
async def test_a_field_that_writes_its_own_way_says_what_it_holds(holds: str, note: str) -> None:
    assert (await perform(hands(holds=holds), SetValue(element="e1", value="3.50"), None)).note == note


@pytest.mark.parametrize(
    ("lost", "note"),
    [(True, "Nothing that takes text seems to have the focus."), (False, ""), (DeskLost("gone", hint="Wait."), "")],
)
async def test_text_that_nothing_took_is_told_and_what_is_not_known_is_not(
    lost: bool | DeskhandError, note: str
) -> None:
    both = Hands(ScreenDouble(None), SightDouble("", lost), nothing)  # type: ignore[arg-type]
    assert (await perform(both, TypeText(text="hello"), None)).note == note
