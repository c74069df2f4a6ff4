from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core import events as ev
from deskhand.core.messages import Call, TextPart
from deskhand.core.verdicts import Touch, Verdict
from deskhand.report.readable import WORDS_MAX, clock, describe, moment, money, plain, result_line, short

CALLS = [
    ("computer", {"action": "left_click", "coordinate": [3, 4]}, "click 3,4"),
    ("computer", {"action": "left_click", "element": "e12"}, "click e12"),
    ("computer", {"action": "type", "text": "two\nlines"}, 'type "two lines"'),
    ("computer", {"action": "key", "keys": "ctrl+s"}, "press ctrl+s"),
    ("computer", {"action": "drag", "path": [[1, 2], [3, 4]]}, "drag from [1, 2] to [3, 4]"),
    ("computer", {"action": "screenshot"}, "look at the screen"),
    ("bash", {"command": "ls  -l"}, "run ls -l"),
    ("bash", {"restart": True}, "start the shell anew"),
    ("secret", {"name": "mail", "field": "password", "element": "e2"}, "type the password of mail into e2"),
    ("elements", {"find": "Save"}, 'list what is on the screen about "Save"'),
    ("files", {"action": "make_folder", "path": "a"}, "make folder a"),
    ("edit", {"command": "replace", "path": "a.md"}, "replace a.md"),
    ("ask_person", {"question": "Which?"}, "ask: Which?"),
    ("finish", {"outcome": "done"}, "finish: done"),
    (
        "artifact",
        {"command": "create", "title": "A", "kind": "chart", "content": "{}"},
        'create the artifact "A" (chart)',
    ),
    ("artifact", {"command": "create", "from_desk": ["a.md"]}, 'create the artifact "a.md"'),
    ("artifact", {"command": "update", "id": "a1", "base": 2, "edits": []}, "update the artifact a1, from version 2"),
    ("artifact", {"command": "list"}, "list the artifacts"),
    ("unheard_of", {"a": 1}, 'unheard_of {"a": 1}'),
]


@pytest.mark.parametrize(("tool", "arguments", "words"), CALLS)
def test_a_call_is_described_in_words(tool: str, arguments: dict, words: str) -> None:  # type: ignore[type-arg]
    assert describe(Call(id="1", name=tool, arguments=arguments)) == words


def test_the_name_of_a_target_comes_from_the_verdict_and_not_from_the_model() -> None:
    touch = Touch(classes=("move",), target='button "Save"')
    judged = ev.CallJudged(call="1", verdict=Verdict(decision="allow", reason="", rule="", touch=touch))
    call = Call(id="1", name="computer", arguments={"action": "left_click", "element": "e1"})
    assert describe(call, judged) == 'click button "Save"'


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=300),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
ACTIONS = ("type", "drag", "left_click", "scroll", "key", "zoom", "wait", "set_value", "open", "key_up")
NAMES = (
    "action",
    "path",
    "coordinate",
    "element",
    "text",
    "keys",
    "command",
    "find",
    "question",
    "outcome",
    "from_desk",
    "title",
)
ARGUMENTS = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(ACTIONS) | JSON, max_size=5)


@given(
    tool=st.sampled_from(("computer", "bash", "elements", "files", "edit", "ask_person", "finish", "x")),
    arguments=ARGUMENTS,
)
def test_whatever_a_model_asks_for_becomes_one_short_harmless_line(tool: str, arguments: dict) -> None:  # type: ignore[type-arg]
    line = describe(Call(id="1", name=tool, arguments=arguments))
    assert len(line) <= WORDS_MAX
    assert all(char.isprintable() or char in "\u200c\u200d" for char in line)


HOSTILE = [
    ("\x1b[2Jgone", "\\x1b[2Jgone"),
    ("pay \u202eevil", "pay \\u202eevil"),
    ("a\x07b", "a\\x07b"),
    ("\ud800", "\\ud800"),
    ("two\nlines\tkept", "two\nlines\tkept"),
    ("👩\u200d💻 می\u200cخواهم", "👩\u200d💻 می\u200cخواهم"),
]


@pytest.mark.parametrize(("text", "harmless"), HOSTILE)
def test_what_can_not_be_seen_is_written_out(text: str, harmless: str) -> None:
    assert plain(text) == harmless


def test_a_giant_text_is_cut_and_says_so() -> None:
    assert short("x" * 1_000_000) == "x" * (WORDS_MAX - 1) + "…"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.0, "0.00 s"), (9.999, "10.0 s"), (59.99, "1:00 min"), (187, "3:07 min"), (3729, "1:02:09 h")],
)
def test_a_span_is_said_as_people_say_it(seconds: float, words: str) -> None:
    assert clock(seconds) == words


@pytest.mark.parametrize(("seconds", "words"), [(-1, "0:00"), (67.4, "1:07"), (3729, "1:02:09")])
def test_a_moment_is_shown_as_on_a_clock(seconds: float, words: str) -> None:
    assert moment(seconds) == words


@pytest.mark.parametrize(("cost", "words"), [(None, "price not known"), (0.0, "no cost"), (0.12345, "$0.1235")])
def test_a_cost_without_a_price_says_so(cost: float | None, words: str) -> None:
    assert money(cost) == words


def test_a_command_that_failed_is_shown_with_its_exit_code_and_its_words() -> None:
    content = (TextPart(text="exit 2"), TextPart(text="no such file\n"))
    finished = ev.CallFinished(call="1", status="ok", content=content, details={"exit_code": 2})
    assert result_line(finished) == "exit 2: no such file"
