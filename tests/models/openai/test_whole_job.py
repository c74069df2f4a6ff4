"""One job, judged and performed by the loop on a fake desk, through every wire form: the same acts, the same end."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskhand.core import commands as cmd
from deskhand.core import events as ev
from deskhand.core.messages import PicturePart
from deskhand.core.moves import Rest
from deskhand.models.cards import Card
from deskhand.models.wire.scale import Scale
from tests.agent.world import world
from tests.models.one_job import JOB, Played, never, played, rested, went_through

from .peer import computer, said, text
from .world import ALL_FORMS, CARD, ONE, in_form, spoken, talking

SMALL_PICTURES = CARD.model_copy(update={"picture_edge_px_max": 640})
CHECK = {"id": "sc_1", "code": "malicious_instructions", "message": "The page tells the model what to do."}


async def in_wire(folder: Path, form: str, card: Card = CARD, scale: Scale = ONE) -> Played:
    answers = [spoken(reply, form, scale) for reply in JOB]
    return await played(folder, talking(*answers, card=in_form(form, card=card)))


@pytest.mark.parametrize(
    ("card", "scale"), [(CARD, ONE), (SMALL_PICTURES, Scale((1280, 800), (640, 400)))], ids=["as it is", "scaled"]
)
async def test_a_job_does_the_same_in_every_wire_form(tmp_path: Path, card: Card, scale: Scale) -> None:
    ends = [await in_wire(tmp_path / form, form, card, scale) for form in ALL_FORMS]
    assert went_through(ends[0])
    assert all(end.end == ends[0].end for end in ends)


async def test_a_batch_is_answered_by_one_picture_and_words_for_each_act(tmp_path: Path) -> None:
    batch = computer("c1", {"type": "move", "x": 5, "y": 6}, {"type": "keypress", "keys": ["TAB"]})
    async with talking(said(batch), said(text("Done."))) as (model, peer), world(tmp_path, model) as w:
        await rested(w)
        finished = [event for event in await w.events() if isinstance(event, ev.CallFinished)]
    assert [any(isinstance(part, PicturePart) for part in event.content) for event in finished] == [False, True]
    call, output, words = peer.requests[1]["input"][-3:]
    assert (call, output["type"], output["call_id"]) == (batch, "computer_call_output", "c1")
    assert "Moved the pointer to 5,6." in words["content"][0]["text"]
    assert "Pressed TAB." in words["content"][0]["text"]


async def test_a_batch_that_stops_is_answered_by_a_picture_too_and_what_was_not_done_is_said(tmp_path: Path) -> None:
    batch = computer("c1", {"type": "keypress", "keys": ["NoSuchKey"]}, {"type": "type", "text": "x"})
    async with talking(said(batch), said(text("Oh."))) as (model, peer), world(tmp_path, model) as w:
        await rested(w)
    output, words = peer.requests[1]["input"][-2:]
    assert output["output"]["image_url"].startswith("data:image/png")
    assert "there is no key" in words["content"][0]["text"]
    assert "Not executed: an earlier computer action" in words["content"][0]["text"]


@pytest.mark.parametrize("answer", ["allow", "deny"])
async def test_what_the_vendor_wants_confirmed_is_asked_and_only_then_acknowledged(tmp_path: Path, answer: str) -> None:
    batch = computer("c1", {"type": "move", "x": 5, "y": 6}, {"type": "wait"}, checks=(CHECK,))
    async with talking(said(batch), said(text("So."))) as (model, peer), world(tmp_path, model) as w:
        w.profile = "trusting"
        assert await rested(w) == Rest("question")
        (question,) = [event for event in await w.events() if isinstance(event, ev.Asked)]
        assert "malicious_instructions: The page tells the model what to do." in question.text
        await w.command(cmd.Answer(question=question.question, answer=answer))
        async with w.driver() as driver:
            await driver.run(wait=never)
    outputs = [item for item in peer.requests[-1]["input"] if item["type"].endswith("_output")]
    if answer == "allow":
        assert [output.get("acknowledged_safety_checks") for output in outputs] == [[CHECK]]
    else:
        assert [output["type"] for output in outputs] == ["function_call_output"] * 2
        assert "did not allow" in str(outputs[0]["output"])
