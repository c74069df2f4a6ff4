"""One job, judged and performed by the loop on a fake desk, through every wire form: the same acts, the same end."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskhand.models.cards import Card
from deskhand.models.gemini.forms import DESKTOP, LEGACY
from deskhand.models.wire.scale import Scale
from tests.models.one_job import JOB, Played, played, went_through

from .peer import Said, use
from .world import ALL_FORMS, CARD, FUNCTIONS, GRIDDED, PIXELS, SCREEN, in_form, spoken, talking


async def in_wire(folder: Path, form: str, card: Card = CARD, scale: Scale = GRIDDED) -> Played:
    said = [spoken(reply, form, scale) for reply in JOB]
    return await played(folder, talking(*said, card=in_form(form, card=card)))


@pytest.mark.parametrize(
    "card", [CARD, CARD.model_copy(update={"picture_edge_px_max": 640})], ids=["as it is", "small"]
)
async def test_a_job_does_the_same_in_every_wire_form(tmp_path: Path, card: Card) -> None:
    ends = [await in_wire(tmp_path / form, form, card) for form in ALL_FORMS]
    assert went_through(ends[0])
    assert all(end == ends[0] for end in ends)


async def test_in_pixels_the_canonical_calls_are_the_scripted_ones(tmp_path: Path) -> None:
    end = await in_wire(tmp_path / "a", FUNCTIONS, PIXELS, Scale(SCREEN, SCREEN))
    assert end.calls == [call.arguments for reply in JOB for call in reply.calls]


DONE = use("finish", {"outcome": "done", "summary": "filled in"})
AT = {"y": 69, "x": 156}
OLD_JOB = [
    Said([use("navigate", {"url": "http://form.test"})]),
    Said([use("type_text_at", {**AT, "text": "Ann", "press_enter": False}), use("wait_5_seconds", {})]),
    Said([DONE]),
]
NEW_JOB = [
    Said([use("desk", {"action": "open", "target": "http://form.test", "intent": "to begin"}, "1")]),
    Said(
        [
            use("click", {**AT, "intent": "to fill in the name"}, "2"),
            use("hotkey", {"keys": ["Control", "A"], "intent": "to replace it"}, "3"),
            use("type", {"text": "Ann", "intent": "the name"}, "4"),
            use("wait", {"seconds": 5, "intent": "to let it settle"}, "5"),
        ]
    ),
    Said([DONE]),
]


async def test_the_older_names_and_the_newer_ones_do_the_same_work(tmp_path: Path) -> None:
    old = await played(tmp_path / "old", talking(*OLD_JOB, card=in_form(LEGACY), signed=False), len(OLD_JOB))
    new = await played(tmp_path / "new", talking(*NEW_JOB, card=in_form(DESKTOP), signed=False), len(NEW_JOB))
    assert old == new
    assert "set name ann" in old.effects
