"""Model and effort of a step follow from what happened before it, by the person's rules."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from deskhand.agent.choosing import Choice, choose, must_have_efforts, rules_for, together
from deskhand.core import events as ev
from deskhand.core.errors import InvalidInput
from deskhand.core.messages import Message, ModelMessage, PersonMessage, Reply, ResultMessage, TextPart
from deskhand.core.moves import CIRCLE_REPEATS
from deskhand.core.state import State
from deskhand.models.cards import Card, card_of
from deskhand.models.scripted import calling, saying
from deskhand.settings import STEP_WHEN, StepRule

Called = tuple[str, dict[str, JsonValue]]
CLICK: Called = ("computer", {"action": "left_click", "element": "e1"})
LOOK: Called = ("computer", {"action": "screenshot"})
SHELL: Called = ("bash", {"command": "ls"})
OPUS, HAIKU = card_of("anthropic/claude-opus-5-5"), card_of("anthropic/claude-haiku-5-5")
STARTED = ev.SessionStarted(model="anthropic/claude-opus-5-5", effort="medium")


def person(words: str = "Go.") -> Message:
    return PersonMessage(parts=(TextPart(text=words),))


def notice() -> Message:
    return PersonMessage(role="notice", parts=(TextPart(text="A new desk."),))


def turn(*calls: Called) -> Message:
    return ModelMessage(reply=calling(*calls))


def result(*, failed: bool = False) -> Message:
    return ResultMessage(call_id="t.1", tool="computer", parts=(TextPart(text="So."),), failed=failed)


def state(*, circling: int = 0, warned: bool = False) -> State:
    return State(session=STARTED, trail=("=a",) * circling, warned=warned)


HAPPENED: list[tuple[str, State, list[Message], set[str]]] = [
    ("a person began", state(), [person()], {"begins"}),
    ("they spoke while it worked", state(), [person(), turn(CLICK), result(), person("Wait.")], {"begins"}),
    ("a notice came behind their words", state(), [person(), notice()], {"begins"}),
    ("a click worked", state(), [person(), turn(CLICK), result()], {"acts"}),
    ("a click and a look worked", state(), [person(), turn(CLICK, LOOK), result(), result()], {"acts"}),
    ("it only looked", state(), [person(), turn(LOOK), result()], set()),
    ("a command was part of it", state(), [person(), turn(CLICK, SHELL), result(), result()], set()),
    ("a click failed", state(), [person(), turn(CLICK), result(failed=True)], {"after_failure"}),
    ("the first of two failed", state(), [turn(CLICK, SHELL), result(failed=True), result()], {"after_failure"}),
    ("an older one failed", state(), [turn(SHELL), result(failed=True), turn(CLICK), result()], {"acts"}),
    ("a notice came", state(), [turn(CLICK), result(), notice()], set()),
    ("the notice of a circle", state(circling=CIRCLE_REPEATS, warned=True), [turn(SHELL), result()], {"circles"}),
    ("a circle that ended", state(circling=1, warned=True), [turn(SHELL), result()], set()),
    ("a circle not told of", state(circling=CIRCLE_REPEATS), [turn(SHELL), result()], set()),
    ("it only spoke", state(), [person(), ModelMessage(reply=saying("Well."))], set()),
    ("nothing yet", state(), [], set()),
]


@pytest.mark.parametrize(("name", "now", "messages", "happened"), HAPPENED, ids=[case[0] for case in HAPPENED])
def test_what_happened_decides(name: str, now: State, messages: list[Message], happened: set[str]) -> None:
    fits = {when for when in STEP_WHEN if choose([StepRule(when, effort="low")], now, messages).rule}
    assert fits == happened | {"always"}


def test_the_first_rule_that_fits_counts() -> None:
    rules = [StepRule("after_failure", "high"), StepRule("always", "low"), StepRule("begins", "max")]
    assert choose(rules, state(), [person()]) == Choice("", "low", "always")
    assert choose(rules, state(), [turn(CLICK), result(failed=True)]) == Choice("", "high", "after_failure")


@pytest.mark.parametrize(
    ("rules", "choice"),
    [
        ([], Choice("", "medium", "")),
        ([StepRule("circles", "max")], Choice("", "medium", "")),
        ([StepRule("begins", use="openai/gpt-6.1-sol")], Choice("openai/gpt-6.1-sol", "", "begins")),
        ([StepRule("begins", "low", "openai/gpt-6.1-sol")], Choice("openai/gpt-6.1-sol", "low", "begins")),
    ],
)
def test_without_a_rule_the_sessions_effort_holds_for_its_own_model(rules: list[StepRule], choice: Choice) -> None:
    assert choose(rules, state(), [person()]) == choice


def test_rules_may_be_held_to_some_models_and_a_program_follows_none() -> None:
    rules = [StepRule("always", "low", model="anthropic/*"), StepRule("always", "high", model="openai/gpt-6.1-sol")]
    assert rules_for(rules, OPUS) == (rules[0],)
    assert rules_for([*rules, StepRule("always", "low")], card_of("steps")) == ()


@pytest.mark.parametrize(
    ("effort", "rules", "words"),
    [
        ("heroic", [], r'claude-opus-5-5 has no effort "heroic"\. It has: low, medium, high, xhigh, max\.'),
        ("", [StepRule("begins", "heroic")], r'\[\[step\]\] for "begins" sets the effort "heroic", which anthropic/'),
        ("", [StepRule("acts", "low", "ollama/gemma3")], r"ollama/gemma3 does not have\. It has none\. Mend the rule"),
    ],
)
def test_an_effort_that_a_model_does_not_have_is_told_with_those_it_has(
    effort: str, rules: list[StepRule], words: str
) -> None:
    with pytest.raises(InvalidInput, match=words):
        must_have_efforts(effort, rules, OPUS, {"ollama/gemma3": card_of("ollama/gemma3")})


def test_an_effort_of_the_model_that_a_rule_names_is_judged_by_its_card() -> None:
    tight = OPUS.model_copy(update={"efforts": ("low",)})
    must_have_efforts("low", [StepRule("begins", "xhigh", "a/b")], tight, {"a/b": OPUS})
    with pytest.raises(InvalidInput):
        must_have_efforts("low", [StepRule("begins", "xhigh")], tight, {"a/b": OPUS})


def test_a_conversation_is_kept_so_that_every_model_of_the_rules_takes_it() -> None:
    own = Card(model="a/own", context_tokens=1_000_000, clearing="theirs")
    other = Card(model="b/other", context_tokens=128_000, pictures_max=10, thinking_bound=True)
    kept = together(own, [other, Card(model="c/unknown")])
    assert (kept.model, kept.context_tokens, kept.pictures_max, kept.thinking_bound) == ("a/own", 128_000, 10, True)
    assert kept.clearing == ""
    assert together(own, []) == own


def test_a_reply_that_failed_changes_nothing_of_what_happened() -> None:
    assert choose([StepRule("begins", "low")], State(session=STARTED, failures=2), [person()]).rule == "begins"
    empty = ModelMessage(reply=Reply())
    assert choose([StepRule("acts", "low")], state(), [person(), empty]).rule == ""
