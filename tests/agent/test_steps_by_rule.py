"""A session whose rules ask another model after a failure, on a fake desk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from pydantic import JsonValue

from deskhand.agent.driver import Driver
from deskhand.core import events as ev
from deskhand.models.base import Changed
from deskhand.models.governor.fallback import Fallback
from deskhand.models.scripted import ScriptedModel, calling, saying
from deskhand.settings import FallbackRule, StepRule
from tests.agent.world import World, finished, world
from tests.models.conformance import person, request_of
from tests.models.governor.world import Time

OWN, OTHER = "anthropic/claude-haiku-5-5", "anthropic/claude-opus-5-5"
Called = tuple[str, dict[str, JsonValue]]
OPEN: Called = ("computer", {"action": "open", "target": "http://form.test"})
FILL: Called = ("computer", {"action": "set_value", "element": "e1", "value": "Ann"})
WRONG: Called = ("computer", {"action": "left_click", "element": "e99"})
RULES = (StepRule("after_failure", "high", OTHER), StepRule("acts", "low"))


@asynccontextmanager
async def ruled(w: World, other: ScriptedModel, *rules: StepRule, effort: str = "") -> AsyncIterator[Driver]:
    w.rules, w.others = rules, {OTHER: other}
    w.first = ev.SessionStarted(model=OWN, effort=effort)
    async with w.driver() as driver:
        await w.say("save Ann")
        await driver.run(wait=lambda state: False)
        yield driver


def asked(events: list[ev.Event]) -> list[tuple[str, str, str]]:
    return [(e.model.rpartition("/")[2], e.effort, e.rule) for e in events if isinstance(e, ev.ModelAsked)]


async def test_a_failure_is_put_to_another_model_and_then_the_own_one_goes_on(tmp_path: Path) -> None:
    own = ScriptedModel([calling(OPEN), calling(WRONG, turn="u"), saying("Done.")], name=OWN)
    other = ScriptedModel([calling(FILL, turn="v")], name=OTHER)
    async with world(tmp_path, own) as w, ruled(w, other, *RULES, effort="medium"):
        events = await w.events()
    assert asked(events) == [
        ("claude-haiku-5-5", "medium", ""),
        ("claude-haiku-5-5", "low", "acts"),
        ("claude-opus-5-5", "high", "after_failure"),
        ("claude-haiku-5-5", "low", "acts"),
    ]
    assert [status for status, _ in finished(events)] == ["ok", "failed", "ok"]
    assert [r.settings.get("effort") for r in (*own.requests, *other.requests)] == ["medium", "low", "low", "high"]
    assert len(other.requests[0].messages) == 5  # all that was said and done before it was asked


async def test_without_rules_and_effort_a_request_says_nothing_of_it(tmp_path: Path) -> None:
    own = ScriptedModel([saying("Done.")], name=OWN)
    async with world(tmp_path, own) as w, ruled(w, ScriptedModel([], name=OTHER)):
        assert asked(await w.events()) == [("claude-haiku-5-5", "", "")]
    assert "effort" not in own.requests[0].settings


async def test_the_conversation_is_kept_within_the_smaller_context(tmp_path: Path) -> None:
    own = ScriptedModel([saying("Done.")], name="openai/gpt-6.1-sol")
    small = ScriptedModel([], name="openai/computer-use-preview")
    async with world(tmp_path, own) as w, ruled(w, small, StepRule("circles", use=OTHER)):
        events = await w.events()
    assert [event.context_tokens for event in events if isinstance(event, ev.ModelAsked)] == [8192]


async def test_who_answers_in_the_place_of_a_model_is_asked_only_an_effort_that_it_has(tmp_path: Path) -> None:
    refused = saying("").model_copy(update={"stop_reason": "refused"})
    stand_in = ScriptedModel([saying("Done.")], name="ollama/gemma3")
    first = ScriptedModel([refused], name=OWN)
    model = Fallback(first, [FallbackRule("refused", "ollama/gemma3")], lambda name: stand_in, Time().now)
    async with world(tmp_path, model) as w, ruled(w, ScriptedModel([], name=OTHER), effort="high"):
        assert asked(await w.events()) == [("claude-haiku-5-5", "high", ""), ("gemma3", "", "")]
    assert (first.requests[0].settings["effort"], "effort" in stand_in.requests[0].settings) == ("high", False)


async def test_a_stand_in_keeps_the_effort_that_it_has() -> None:
    refused = saying("").model_copy(update={"stop_reason": "refused"})
    stand_in = ScriptedModel([saying("Done.")], name=OTHER)
    rules, efforts = [FallbackRule("refused", OTHER)], {OTHER: ("low",)}
    model = Fallback(ScriptedModel([refused]), rules, lambda name: stand_in, Time().now, lambda name: efforts[name])
    pieces = [piece async for piece in model.stream(request_of(person("Go."), settings={"effort": "low"}))]
    assert isinstance(pieces[0], Changed)
    assert stand_in.requests[0].settings["effort"] == "low"
