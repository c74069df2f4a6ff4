"""One job, judged and performed by the loop on a fake desk, through every wire form: the same acts, the same end."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskhand.models.cards import Card
from deskhand.models.wire.scale import Scale
from tests.models.one_job import JOB, Played, played, went_through

from .world import ALL_FORMS, CARD, ONE, in_form, spoken, talking

SMALL_PICTURES = CARD.model_copy(update={"picture_edge_px_max": 640})


async def in_wire(folder: Path, form: str, card: Card = CARD, scale: Scale = ONE) -> Played:
    said = [spoken(reply, form, scale) for reply in JOB]
    return await played(folder, talking(*said, card=in_form(form, card=card)))


@pytest.mark.parametrize(
    ("card", "scale"), [(CARD, ONE), (SMALL_PICTURES, Scale((1280, 800), (640, 400)))], ids=["as it is", "scaled"]
)
async def test_a_job_does_the_same_in_every_wire_form(tmp_path: Path, card: Card, scale: Scale) -> None:
    ends = [await in_wire(tmp_path / form, form, card, scale) for form in ALL_FORMS]
    assert went_through(ends[0])
    assert all(end == ends[0] for end in ends)


async def test_without_scaling_the_canonical_calls_are_the_scripted_ones(tmp_path: Path) -> None:
    end = await in_wire(tmp_path / "a", ALL_FORMS[0])
    assert end.calls == [call.arguments for reply in JOB for call in reply.calls]
