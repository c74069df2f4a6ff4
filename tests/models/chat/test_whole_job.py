"""One job, judged and performed by the loop on a fake desk, through every wire form: the same acts, the same end."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskhand.models.cards import Card
from deskhand.models.chat.forms import TAGGED
from deskhand.models.wire.scale import scale_for
from tests.agent.world import world
from tests.models.one_job import JOB, Played, played, rested, went_through

from .peer import Said
from .world import ALL_FORMS, BLIND, CARD, GRID, in_form, spoken, tag, talking


async def in_wire(folder: Path, form: str, card: Card = CARD) -> Played:
    answers = [spoken(reply, form, scale_for((1280, 800), card)) for reply in JOB]
    return await played(folder, talking(*answers, card=in_form(form, card=card)))


@pytest.mark.parametrize("card", [CARD, GRID, BLIND], ids=["sees", "points in thousandths", "blind"])
async def test_a_job_does_the_same_in_every_wire_form(tmp_path: Path, card: Card) -> None:
    ends = [await in_wire(tmp_path / form, form, card) for form in ALL_FORMS]
    assert went_through(ends[0])
    assert all(end.end == ends[0].end for end in ends)


async def test_a_call_that_can_not_be_read_is_answered_with_the_form_and_the_work_goes_on(tmp_path: Path) -> None:
    wrong, right = tag("{'name': 'bash'}"), tag('{"name": "bash", "arguments": {"command": "echo hi"}}')
    answers = Said(f"First. {wrong}"), Said(right), Said("Done.")
    async with talking(*answers, card=in_form(TAGGED)) as (model, peer), world(tmp_path, model) as w:
        await rested(w)
    first, second = (body["messages"][-1]["content"] for body in peer.requests[1:])
    assert "Write it again, as the last thing of your answer" in first
    assert second == '<tool_result tool="bash">\nexit 0\n<from-the-screen>\nhi\n\n</from-the-screen>\n</tool_result>'
    assert w.desk.effects == ["run echo hi"]
