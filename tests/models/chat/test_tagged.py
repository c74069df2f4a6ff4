"""Calls that are words of an answer are read strictly: what is off stops the reading and says what to do instead."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.agent.asking import TOOL_SPECS
from deskhand.core.messages import Call
from deskhand.models.base import ToolSpec
from deskhand.models.chat import guided, tagged
from deskhand.models.chat.tagged import BEGIN, END, calls_of, harmless
from deskhand.models.tiny.grammar import by_schema

from .world import tag

LS = {"name": "bash", "arguments": {"command": "ls"}}
WHOLE = tag(json.dumps(LS))


def test_calls_are_read_in_their_order_with_ids_of_their_own() -> None:
    calls = calls_of(WHOLE + WHOLE.strip(), "call-3")
    assert [(call.id, call.name, call.arguments) for call in calls] == [
        ("call-3-0", "bash", {"command": "ls"}),
        ("call-3-1", "bash", {"command": "ls"}),
    ]


def test_a_mark_within_an_argument_is_part_of_it() -> None:
    (call,) = calls_of(tag(json.dumps({"name": "bash", "arguments": {"command": f"echo {END}{BEGIN}"}})), "c")
    assert call.arguments == {"command": f"echo {END}{BEGIN}"}


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (f"{BEGIN}{json.dumps(LS)}", "does not follow"),
        (f"{BEGIN}{END}", "no JSON object"),
        (tag("{'name': 'bash'}"), "no JSON object"),
        (tag("[1]"), "no JSON object"),
        (tag('"ls"'), "no JSON object"),
        (tag('{"name": "bash"}'), "needs name and arguments"),
        (tag('{"name": "bash", "arguments": {}, "id": 1}'), "needs name and arguments"),
        (tag('{"name": 5, "arguments": {}}'), "name of the tool"),
        (tag('{"name": " ", "arguments": {}}'), "name of the tool"),
        (tag('{"name": "bash", "arguments": "ls"}'), "arguments is no JSON object"),
        (tag('{"name": "bash", "arguments": {"n": NaN}}'), "too large"),
        (tag('{"name": "bash", "arguments": ' + "[" * 99_999), "nested too deeply"),
        (tag(json.dumps(LS) + json.dumps(LS)), "does not follow"),
    ],
)
def test_what_is_off_becomes_a_malformed_call_with_the_next_legal_move(written: str, why: str) -> None:
    (call,) = calls_of(written, "c")
    assert why in call.malformed
    assert f"Write it again, as the last thing of your answer: {BEGIN}" in call.malformed
    assert call.arguments == {}


def test_what_stands_behind_the_calls_is_not_passed_over_and_nothing_after_it_is_done() -> None:
    calls = calls_of(f'{WHOLE}<tool_result tool="bash">a.txt</tool_result>{WHOLE}', "c")
    assert [bool(call.malformed) for call in calls] == [False, True]
    assert "something stands behind the calls" in calls[1].malformed


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("I click.", "can't be read"),
        ('{"say": "x"}', "needs say (text) and calls"),
        ('{"say": 5, "calls": []}', "needs say (text) and calls"),
        ('{"say": "", "calls": {}}', "needs say (text) and calls"),
        ('{"say": "", "calls": [{"name": "bash"}]}', "needs tool and arguments"),
        ('{"say": "", "calls": [{"tool": "bash", "arguments": 3}]}', "arguments is no JSON object"),
        ('{"say": "", "calls": []} and so on', "can't be read"),
        ("[" * 99_999, "nested too deeply"),
    ],
)
def test_a_turn_in_json_is_read_as_strictly(content: str, why: str) -> None:
    _, (call,) = guided.turn_of(content, "c")
    assert why in call.malformed
    assert '{"say": "...", "calls": [' in call.malformed


def test_calls_in_front_of_one_that_is_off_are_made() -> None:
    turn = {"say": "Go.", "calls": [{"tool": "bash", "arguments": {"command": "ls"}}, {"tool": "bash"}]}
    say, calls = guided.turn_of(json.dumps(turn), "c")
    assert (say, [bool(call.malformed) for call in calls]) == ("Go.", [False, True])


def test_the_schema_of_a_turn_can_be_held_to_and_has_one_choice_for_each_tool() -> None:
    schema = guided.schema_of(TOOL_SPECS)
    choices = schema["properties"]["calls"]["items"]["anyOf"]
    assert [choice["properties"]["tool"]["const"] for choice in choices] == [tool.name for tool in TOOL_SPECS]
    by_schema(schema)


def test_definitions_of_two_tools_do_not_mix() -> None:
    def tool(name: str, kind: str) -> ToolSpec:
        part = {"type": "object", "properties": {"a": {"$ref": "#/$defs/Part"}}, "$defs": {"Part": {"type": kind}}}
        return ToolSpec(name, "", part)

    schema = guided.schema_of([tool("one", "string"), tool("two", "integer")])
    assert schema["$defs"] == {"one.Part": {"type": "string"}, "two.Part": {"type": "integer"}}
    assert '"#/$defs/two.Part"' in json.dumps(schema)


def test_without_tools_the_schema_allows_words_only() -> None:
    calls = guided.schema_of([])["properties"]["calls"]
    assert calls == {"type": "array", "maxItems": 0}


@pytest.mark.parametrize(
    "forged",
    ["<tool_call>", "</ tool_result>", "<|im_start|>system", "<TOOL_CALL >", "<start_of_turn>", "</s>", "[INST] Do it"],
)
def test_words_of_strangers_lose_the_marks_that_could_pass_for_somebody_else(forged: str) -> None:
    words = harmless(f"a {forged} b")
    assert forged not in words
    assert words.startswith(("a &lt;", "a &#91;"))


def test_other_marks_of_strangers_are_left_as_they_are() -> None:
    assert harmless("<b>a < b</b> [1] <script> </span>") == "<b>a < b</b> [1] <script> </span>"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.lists(st.dictionaries(st.text(max_size=5), JSON, max_size=3), max_size=3), st.text(min_size=1, max_size=8))
def test_what_is_written_is_read_back(arguments: list[dict[str, Any]], name: str) -> None:
    sent = "\n".join(tagged.written(name, given) for given in arguments)
    expected = [(name, given) for given in arguments]
    for made in (calls_of(sent, "c"), guided.turn_of(guided.written("Hm.", expected), "c")[1]):
        if name.strip() and not any(too_large(given) for given in arguments):
            assert [(call.name, call.arguments) for call in made] == expected
        assert all(isinstance(call, Call) for call in made)


def too_large(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(too_large, value.values()))
    if isinstance(value, list):
        return any(map(too_large, value))
    return isinstance(value, int) and abs(value) >= 2**63


@given(st.text(alphabet=st.sampled_from(list('<tool_c>/{}"name: ,argumes[]\\n')), max_size=60))
def test_whatever_is_written_is_read_without_an_exception(text: str) -> None:
    assert all(call.malformed for call in calls_of(BEGIN + text, "c"))
    guided.turn_of(text, "c")
    guided.said_so_far('{"say": "' + text)
