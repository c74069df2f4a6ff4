"""Lines from a person, and what they mean."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from deskhand.cli.keyboard import Keyboard
from deskhand.cli.questions import approval, question_lines
from deskhand.core import events as ev
from deskhand.core.messages import Call
from deskhand.core.state import OpenCall


def asked(call: Call) -> ev.Asked:
    return ev.Asked(question="q", call=call.id, kind="question", text="?")


ANSWERS = [
    ("y", ("allow", "")),
    ("Yes.", ("allow", "")),
    ("是", ("allow", "")),
    ("always", ("always", "")),
    ("总是", ("always", "")),
    ("t", ("take_over", "")),
    ("n", ("deny", "")),
    ("", ("deny", "")),
    ("yes but only this once", ("deny", "yes but only this once")),
    ("allow everything", ("deny", "allow everything")),
    ("  too early ", ("deny", "too early")),
]


@pytest.mark.parametrize(("line", "meant"), ANSWERS)
def test_only_a_clear_yes_allows(line: str, meant: tuple[str, str]) -> None:
    assert approval(line) == meant


@pytest.mark.parametrize("options", [None, "red", 7, ["red", 3]])
def test_a_question_is_shown_whatever_the_model_made_of_it(options: object) -> None:
    call = Call(id="1", name="ask_person", arguments={"question": "Which\x1b[2J?", "options": options})  # type: ignore[dict-item]
    lines = [line.plain for line in question_lines(OpenCall(call, asked=asked(call)))]
    assert lines[0] == "? Which\\x1b[2J?"


async def test_lines_are_read_one_by_one_to_the_end() -> None:
    reading, writing = os.pipe()
    os.write(writing, b" one \ntwo\n\nlast")
    os.close(writing)
    keyboard = Keyboard(reading)
    assert [await keyboard.line("") for _ in range(5)] == ["one", "two", "", "last", None]
    os.close(reading)


async def test_waiting_for_a_line_can_be_called_off_and_loses_nothing() -> None:
    reading, writing = os.pipe()
    keyboard = Keyboard(reading)
    waiting = asyncio.ensure_future(keyboard.line(""))
    os.write(writing, b"hal")
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    os.write(writing, b"f\n")
    assert await keyboard.line("") == "half"
    os.close(writing)
    os.close(reading)


async def test_a_file_can_be_read_as_a_keyboard(tmp_path: Path) -> None:
    (tmp_path / "said").write_text("one\n", "utf-8")
    with (tmp_path / "said").open() as file:
        keyboard = Keyboard(file.fileno())
        assert [await keyboard.line(""), await keyboard.line("")] == ["one", None]
