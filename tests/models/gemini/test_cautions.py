"""What Google's check of a call wants confirmed is asked of a person, and only their yes is passed on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from deskhand.core import commands as cmd
from deskhand.core import events as ev
from deskhand.core.messages import Call, ModelMessage, Reply
from deskhand.core.moves import Rest
from deskhand.models.gemini.cautions import caution
from deskhand.models.gemini.forms import DESKTOP, LEGACY
from tests.agent.world import finished, world

from ..conformance import answered, person, reply_of, request_of
from .peer import Body, Refused, Said, text, use
from .world import in_form, talking

WHY = "The click pays for an order."
PAY = {"y": 500, "x": 500, "safety_decision": {"decision": "require_confirmation", "explanation": WHY}}


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        ({"decision": "require_confirmation", "explanation": WHY}, WHY),
        ({"decision": "require_confirmation"}, "require_confirmation, without a reason"),
        ({"decision": "REQUIRE_CONFIRMATION", "explanation": " a\n b "}, "a b"),
        ({"decision": "something_new", "explanation": WHY}, WHY),
        ({"explanation": WHY}, WHY),
        ("require_confirmation", "require_confirmation, without a reason"),
        ([1], "require_confirmation, without a reason"),
        ({"decision": "regular"}, ""),
        ({"decision": "allowed", "explanation": "fine"}, ""),
        (None, ""),
    ],
)
def test_what_must_be_confirmed_is_told_in_the_providers_words(decision: Any, words: str) -> None:
    assert caution({"x": 1, "safety_decision": decision}) == words


async def test_the_caution_stands_on_the_first_of_several_calls_and_in_no_arguments() -> None:
    part = use("type_text_at", {**PAY, "text": "4242"})
    async with talking(Said([part]), card=in_form(LEGACY)) as (model, _):
        reply = await reply_of(model, request_of(person("Go.")))
    assert [call.caution for call in reply.calls] == [WHY, "", "", ""]
    assert "safety" not in str([call.arguments for call in reply.calls])


async def played(folder: Path, answer: str, profile: str = "trusting") -> tuple[list[ev.Event], Body]:
    """A cautioned act and one behind it, the person's answer to the question, and what the provider was told."""
    said = (Said([use("move", PAY, "a"), use("wait", {"seconds": 1}, "b")]), Said([text("Done.")]))
    async with talking(*said, card=in_form(DESKTOP)) as (model, peer), world(folder, model) as w:
        w.profile = profile
        async with w.driver() as driver:
            await w.say("Buy it.")
            assert await driver.run(wait=lambda state: False) == Rest("question")
            question = next(event for event in await w.events() if isinstance(event, ev.Asked))
            assert WHY in question.text
            await w.command(cmd.Answer(question=question.question, answer=answer))
            await driver.run(wait=lambda state: False)
        return await w.events(), peer.requests[1]["contents"][-1]


async def test_a_call_that_any_profile_allows_is_asked_about_when_the_provider_says_so(tmp_path: Path) -> None:
    events, told = await played(tmp_path, "allow")
    assert [status for status, _ in finished(events)] == ["ok", "ok"]
    first, second = [part["functionResponse"]["response"] for part in told["parts"]]
    assert first["safety_acknowledgement"] == "true"
    assert "safety_acknowledgement" not in second


async def test_what_the_person_denied_is_not_made_and_not_acknowledged(tmp_path: Path) -> None:
    events, told = await played(tmp_path, "deny")
    assert [status for status, _ in finished(events)] == ["denied", "skipped"]
    assert "safety_acknowledgement" not in str(told)


async def test_a_provider_that_takes_no_answer_without_a_yes_is_not_given_a_false_one(tmp_path: Path) -> None:
    def strict(body: Body) -> Said | Refused:
        parts = [part for content in body["contents"] for part in content["parts"]]
        decided = sum("safety_decision" in part.get("functionCall", {}).get("args", {}) for part in parts)
        said = sum("safety_acknowledgement" in part.get("functionResponse", {}).get("response", {}) for part in parts)
        if decided != said:
            return Refused(400, "INVALID_ARGUMENT", "A safety decision must be acknowledged (safety_acknowledgement).")
        return Said([text("Done.")]) if len(body["contents"]) > 1 else Said([use("move", PAY, "a")])

    async with (
        talking(strict, card=in_form(DESKTOP)) as (model, peer),
        world(tmp_path, model) as w,
        w.driver() as driver,
    ):
        await w.say("Buy it.")
        await driver.run(wait=lambda state: False)
        question = next(event for event in await w.events() if isinstance(event, ev.Asked))
        await w.command(cmd.Answer(question=question.question, answer="deny"))
        assert await driver.run(wait=lambda state: False) == Rest("over")
    assert len(peer.requests) == 3
    assert "safety" not in str(peer.requests[2]["contents"])
    assert "did not allow" in str(peer.requests[2]["contents"])


async def test_a_provider_that_wants_an_address_in_answers_is_given_one() -> None:
    def strict(body: Body) -> Said | Refused:
        responses = [part.get("functionResponse", {}) for content in body["contents"] for part in content["parts"]]
        if any(one and "url" not in one["response"] for one in responses):
            return Refused(400, "INVALID_ARGUMENT", "The function response of a computer use call must contain a URL.")
        return Said([text("Done.")])

    call = Call(id="a", name="computer", arguments={"action": "mouse_move", "coordinate": [1, 2]})
    talk = (person("Go."), ModelMessage(reply=Reply(calls=(call,), stop_reason="calls")), answered(call))
    async with talking(strict, card=in_form(LEGACY, DESKTOP)) as (model, peer):
        assert [(await reply_of(model, request_of(*talk))).text for _ in range(2)] == ["Done.", "Done."]
    assert (len(peer.requests), model.wire) == (3, LEGACY)


def test_a_call_without_a_caution_is_as_it_was() -> None:
    assert Call.model_validate({"id": "a", "name": "bash"}).caution == ""
