"""Whatever the tiny model writes is what was asked for."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskhand.agent.asking import TOOL_SPECS
from deskhand.core.errors import DeskhandError, InvalidInput
from deskhand.models.tiny.grammar import by_schema, one_of
from deskhand.models.tiny.network import VOCABULARY, Network
from deskhand.models.tiny.turn import BYTES_MAX, Called, Given, Piece, Words, asked_by, turn
from deskhand.models.tiny.writing import Writer
from deskhand.tools.registry import TOOLS

NETWORK = Network(7)
TOOLS_BODY = [{"type": "function", "function": {"name": t.name, "parameters": t.parameters}} for t in TOOL_SPECS]
SAID = {"messages": [{"role": "user", "content": "Go."}]}


def pen(seed: int = 1, bytes_max: int = BYTES_MAX) -> Writer:
    return Writer(NETWORK, seed, b"Go.", bytes_max)


def pieces(seed: int = 1, **body: Any) -> list[Piece]:
    asked = asked_by({**SAID, **body})
    return list(turn(asked, pen(seed, asked.bytes_max)))


def calls(found: list[Piece]) -> list[tuple[str, dict[str, Any]]]:
    names = {piece.index: piece.name for piece in found if isinstance(piece, Called)}
    given: dict[int, str] = dict.fromkeys(names, "")
    for piece in found:
        if isinstance(piece, Given):
            given[piece.index] += piece.text
    return [(names[index], json.loads(text)) for index, text in given.items()]


def test_the_same_seed_gives_the_same_opinion_and_another_another() -> None:
    assert (Network(1).logits(b"ab") == Network(1).logits(b"ab")).all()
    assert (Network(1).logits(b"ab") != Network(2).logits(b"ab")).any()
    assert NETWORK.logits(b"").shape == (VOCABULARY,)


def test_the_opinion_depends_on_what_came_before() -> None:
    assert (NETWORK.logits(b"abc") != NETWORK.logits(b"bac")).any()


@pytest.mark.parametrize("spec", TOOL_SPECS, ids=lambda spec: spec.name)
@pytest.mark.parametrize("seed", range(8))
def test_what_is_written_by_a_tools_schema_is_read_by_the_tool_or_refused_in_words(spec: Any, seed: int) -> None:
    arguments = json.loads(pen(seed).whole(by_schema(spec.parameters)))
    assert set(spec.parameters.get("required", ())) <= set(arguments) <= set(spec.parameters["properties"])
    try:
        TOOLS[spec.name].parse(arguments)
    except DeskhandError as refused:
        assert refused.message and refused.hint


@pytest.mark.parametrize("seed", range(12))
def test_a_turn_with_tools_is_words_and_calls_of_these_tools(seed: int) -> None:
    found = pieces(seed, tools=TOOLS_BODY)
    made = calls(found)
    assert 1 <= len(made) <= 3
    assert {name for name, _ in made} <= set(TOOLS)
    assert any(isinstance(piece, Words) for piece in found)


def test_a_named_tool_is_the_only_one_and_comes_without_words() -> None:
    choice = {"type": "function", "function": {"name": "bash"}}
    found = pieces(tools=TOOLS_BODY, tool_choice=choice, parallel_tool_calls=False)
    assert [name for name, _ in calls(found)] == ["bash"]
    assert not any(isinstance(piece, Words) for piece in found)


def test_no_tools_and_none_wanted_are_words_alone() -> None:
    for body in ({}, {"tools": TOOLS_BODY, "tool_choice": "none"}):
        found = pieces(**body)
        assert found and all(isinstance(piece, Words) for piece in found)


def test_an_answer_by_schema_is_valid_json_and_makes_no_calls() -> None:
    schema = {
        "type": "object",
        "properties": {"say": {"type": "string"}, "n": {"type": "integer", "minimum": 1, "maximum": 3}},
        "required": ["say", "n"],
        "additionalProperties": False,
    }
    wanted = {"type": "json_schema", "json_schema": {"name": "answer", "schema": schema}}
    found = pieces(tools=TOOLS_BODY, response_format=wanted)
    answer = json.loads("".join(piece.text for piece in found if isinstance(piece, Words)))
    assert set(answer) == {"say", "n"} and 1 <= answer["n"] <= 3


def test_bytes_that_are_used_up_break_the_answer_off() -> None:
    found = pieces(tools=TOOLS_BODY, max_tokens=5)
    assert "".join(piece.text for piece in found if isinstance(piece, Words))
    assert not any(isinstance(piece, Called) for piece in found)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"messages": "hello"}, '"messages" is not a list'),
        ({"tools": "bash"}, '"tools" is not a list'),
        ({"tools": [{"type": "function"}]}, "a tool has no name"),
        ({"tools": TOOLS_BODY, "tool_choice": {"function": {"name": "fly"}}}, "names 'fly', which is no tool"),
        ({"response_format": {"type": "poem"}}, "there is no response_format 'poem'"),
        ({"response_format": {"type": "json_schema", "json_schema": {"schema": {"type": "tree"}}}}, "can't be held to"),
    ],
)
def test_what_a_client_sends_wrong_is_told(body: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        asked_by({**SAID, **body})


def test_a_choice_from_nothing_is_refused() -> None:
    with pytest.raises(InvalidInput, match="nothing to choose from"):
        one_of([])


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(["messages", "tools", "tool_choice", "response_format", "max_tokens", "parallel_tool_calls"])


@settings(max_examples=150)
@given(st.dictionaries(FIELDS, ANYTHING, max_size=4), st.booleans())
def test_any_request_is_understood_or_refused_in_words(body: dict[str, Any], said: bool) -> None:
    try:
        asked = asked_by({**SAID, **body} if said else body)
    except InvalidInput as refused:
        assert refused.message and refused.hint
    else:
        assert asked.bytes_max > 0
