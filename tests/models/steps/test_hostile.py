"""Whatever is said or answered, the model gives a Reply, and its state survives JSON."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from deskhand.core.messages import Message, ModelMessage, Reply, ResultMessage, TextPart
from deskhand.core.moves import INTERRUPTED
from deskhand.models.base import Request, TextDelta, ToolSpec
from deskhand.models.steps import StepsModel, parse
from deskhand.models.steps.language.words import ROLE_WORDS
from deskhand.models.steps.model import next_reply
from tests.models.steps.natural import NATURAL
from tests.models.steps.wordings import CASES
from tests.models.steps.world import World, element, person

WORDS = sorted({word for said, _ in CASES for word in said.split()} | set(list(ROLE_WORDS)[:40]))
said = st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=25).map(" ".join)
programs = st.lists(st.builds(lambda pad, line: " " * pad + line, st.integers(0, 4), said), max_size=8).map("\n".join)


def listing() -> str:
    world = World().add(element("e1", "button", "Save"), element("e2", "textbox", "Name", value="x"))
    text, _ = world.answer("elements", {})
    return text


answers = st.sampled_from(
    [
        listing(),
        "exit 0\nok",
        "exit 1",
        'file 10 "a.png"',
        "Denied.",
        INTERRUPTED,
        "",
        "[e1] button",
        "[",
        "2",
    ]
) | st.text(max_size=60)


@given(st.text(max_size=300))
@settings(max_examples=150)
def test_no_text_makes_the_parser_raise(text: str) -> None:
    read = parse(text)
    assert read.problems or read.steps


@given(programs)
@settings(max_examples=200)
def test_no_heap_of_known_words_makes_the_parser_raise(text: str) -> None:
    read = parse(text)
    assert read.problems or read.steps


@given(
    st.sampled_from([case[0] for case in (*CASES, *NATURAL)]),
    st.lists(st.tuples(answers, st.booleans()), min_size=1, max_size=12),
)
@settings(max_examples=300)
def test_no_answer_makes_a_step_raise(program: str, told: list[tuple[str, bool]]) -> None:
    messages: list[Message] = [
        person(f"let total = 1\nlet x = 2\nlet rows = 3\nlet file = a\nlet amount = 4\n{program}")
    ]
    for text, failed in told:
        reply = next_reply(messages, can_ask=True)
        messages.append(ModelMessage(reply=Reply.model_validate_json(reply.model_dump_json())))
        assert "my own record" not in reply.text
        for call in reply.calls:
            json.dumps(call.arguments)
            messages.append(ResultMessage(call_id=call.id, tool=call.name, parts=(TextPart(text=text),), failed=failed))
        if not reply.calls:
            break


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=8,
    )
)
@settings(max_examples=100)
def test_a_damaged_record_is_told_not_raised(native: Any) -> None:
    reply = next_reply([person("click OK"), ModelMessage(reply=Reply(native={"steps": native}))], can_ask=False)
    assert reply.calls or reply.text


def test_a_state_of_another_place_is_refused() -> None:
    first = next_reply([person("click OK")], can_ask=False)
    for change in (
        {"place": 99},
        {"place": -1},
        {"frames": [{"opener": 0}]},
        {"answers": [1, 2]},
        {"program": "other"},
    ):
        native = {"steps": {**first.native["steps"], **change}}
        reply = next_reply([person("click OK"), ModelMessage(reply=Reply(native=native))], can_ask=False)
        assert reply.calls[0].name == "finish", change


def test_long_and_odd_lines_are_read_in_time() -> None:
    for line in (
        "click " + "a and click " * 300,
        "read " + "as a " * 700,
        '"' * 3000,
        "in the row of " * 250,
        "在" * 3000,
        "type " + "in " * 1200,
    ):
        parse(line)


async def test_the_model_streams_its_words_and_then_one_reply() -> None:
    tools = (ToolSpec("ask_person", "", {}),)
    request = Request("s", "", (person("click OK"),), tools, blob=lambda _: b"")
    model = StepsModel()
    out = [item async for item in model.stream(request)]
    await model.close()
    assert isinstance(out[0], TextDelta) and out[0].text == "Step 1: click OK"
    reply = out[-1]
    assert isinstance(reply, Reply) and [call.id for call in reply.calls] == ["s1.1"]
    assert reply.usage.cost_usd == 0 and model.name == "steps"
