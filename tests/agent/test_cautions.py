"""What a model's provider wants confirmed is asked of a person, whatever the profile allows; nothing is loosened."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskhand.agent.judging import judged
from deskhand.agent.profiles import load_profile
from deskhand.core import commands as cmd
from deskhand.core import events as ev
from deskhand.core.messages import Call, Reply, ResultMessage
from deskhand.core.verdicts import Decision
from deskhand.models.scripted import ScriptedModel, saying
from deskhand.testing.desk import FakeDesk
from deskhand.tools.registry import tool_named

from .world import finished, world

WHY = "It sends a message."


async def decided(command: str, caution: str, profile: str = "balanced") -> tuple[Decision, str]:
    arguments = tool_named("bash").parse({"command": command})
    verdict = await judged(arguments, FakeDesk(), load_profile(profile), (), caution)
    return verdict.decision, verdict.reason


async def test_an_allowed_call_becomes_a_question_with_the_providers_words() -> None:
    assert (await decided("ls", ""))[0] == "allow"
    decision, reason = await decided("ls", WHY)
    assert decision == "ask"
    assert f'"{WHY}"' in reason


async def test_a_call_that_is_denied_stays_denied() -> None:
    strict = load_profile("balanced")
    denied = strict.model_copy(update={"rules": [rule.model_copy(update={"decide": "deny"}) for rule in strict.rules]})
    arguments = tool_named("bash").parse({"command": "ls"})
    plain = await judged(arguments, FakeDesk(), denied, ())
    assert plain.decision == "deny"
    assert await judged(arguments, FakeDesk(), denied, (), WHY) == plain


CAUTIONED = Reply(
    calls=(
        Call(id="a", name="computer", arguments={"action": "mouse_move", "coordinate": [1, 2]}, caution=WHY),
        Call(id="b", name="computer", arguments={"action": "mouse_move", "coordinate": [3, 4]}),
    ),
    stop_reason="calls",
)


@pytest.mark.parametrize(
    ("answer", "statuses", "confirmed"),
    [("allow", ["ok", "ok"], [True, False]), ("deny", ["denied", "skipped"], [False, False])],
)
async def test_only_a_yes_lets_the_call_and_those_behind_it_go_on_and_is_told_to_the_model(
    tmp_path: Path, answer: str, statuses: list[str], confirmed: list[bool]
) -> None:
    async with world(tmp_path, [CAUTIONED, saying("Done.")]) as w:
        async with w.driver() as driver:
            await w.say("Go.")
            await driver.run(wait=lambda state: False)
            question = next(event for event in await w.events() if isinstance(event, ev.Asked))
            assert WHY in question.text
            await w.command(cmd.Answer(question=question.question, answer=answer))
            await driver.run(wait=lambda state: False)
        assert [status for status, _ in finished(await w.events())] == statuses
        assert isinstance(w.model, ScriptedModel)
        told = [message for message in w.model.requests[1].messages if isinstance(message, ResultMessage)]
    assert [message.confirmed for message in told] == confirmed
