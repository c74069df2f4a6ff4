"""`edit`, `files`, `bash`, `elements`, `ask_person`, `finish` on a fake desk."""

from typing import Any

import pytest

from deskhand.core.errors import DeskhandError, InvalidInput
from deskhand.core.messages import text_of
from deskhand.testing.desk import FakeDesk, FakePage, element
from deskhand.tools.base import ToolContext, ToolResult
from deskhand.tools.registry import tool_named

FILES = {"a.txt": b"one\ntwo\nthree\ntwo\n", "notes/b.txt": b"x", "bin": b"\0\xff"}


async def call(desk: FakeDesk, name: str, **given: Any) -> ToolResult:
    tool = tool_named(name)
    return await tool.execute(tool.parse(given), ToolContext(desk))


def words(result: ToolResult) -> str:
    return text_of(tuple(part for part in result.content))  # type: ignore[misc]


def desk() -> FakeDesk:
    return FakeDesk([FakePage("http://a.test", "A", [element(1, "button", "Go")])], dict(FILES))


async def test_a_replacement_that_fits_once_is_made_and_shown() -> None:
    d = desk()
    result = await call(d, "edit", command="replace", path="a.txt", old="three", new="3")
    assert d.files["/work/a.txt"] == b"one\ntwo\n3\ntwo\n"
    assert "-three" in result.details["diff"]


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"command": "replace", "path": "a.txt", "old": "two", "new": "2"}, "occurs 2 times, at lines \\[2, 4\\]"),
        ({"command": "replace", "path": "a.txt", "old": "thre e", "new": ""}, "nearest lines are: \\['three'\\]"),
        ({"command": "replace", "path": "a.txt", "old": "x"}, "new is needed"),
        ({"command": "create", "path": "a.txt", "text": ""}, "there already"),
        ({"command": "insert", "path": "a.txt", "line": 99, "text": "x"}, "to 4"),
        ({"command": "view", "path": "nope"}, "there is no file"),
        ({"command": "view", "path": "../etc/passwd"}, "outside the work folder"),
        ({"command": "view", "path": "bin"}, "not a UTF-8"),
    ],
)
async def test_an_edit_that_cannot_be_made_says_why(given: dict[str, Any], problem: str) -> None:
    d = desk()
    with pytest.raises(DeskhandError, match=problem):
        await call(d, "edit", **given)
    assert d.effects == []


async def test_insert_keeps_every_other_line() -> None:
    d = desk()
    await call(d, "edit", command="insert", path="a.txt", line=1, text="and")
    assert d.files["/work/a.txt"] == b"one\nand\ntwo\nthree\ntwo\n"


async def test_files_lists_lines_that_a_program_can_read() -> None:
    listed = words(await call(desk(), "files", action="list", depth=2))
    assert 'file 18 "a.txt"' in listed
    assert 'file 1 "notes/b.txt"' in listed


async def test_files_writes_moves_and_deletes() -> None:
    d = desk()
    await call(d, "files", action="write", path="new/c.txt", text="héllo")
    await call(d, "files", action="move", path="new/c.txt", target="d.txt")
    await call(d, "files", action="delete", path="a.txt")
    assert d.files["/work/d.txt"] == "héllo".encode()
    assert "/work/a.txt" not in d.files


async def test_the_first_line_of_bash_is_the_exit_status() -> None:
    assert words(await call(desk(), "bash", command="echo hi")).split("\n")[:2] == ["exit 0", "hi"]
    assert words(await call(desk(), "bash", command="frobnicate")).startswith("exit 127")
    with pytest.raises(InvalidInput, match="command is needed"):
        await call(desk(), "bash")


async def test_elements_are_marked_as_words_of_a_stranger() -> None:
    d = desk()
    await call(d, "computer", action="open", target="http://a.test")
    result = await call(d, "elements")
    assert '[e1] button "Go"' in words(result)
    assert all(part.stranger for part in result.content)  # type: ignore[union-attr]


async def test_finish_carries_its_checks_and_ask_person_its_question() -> None:
    result = await call(desk(), "finish", outcome="done", summary="ok", checks=[{"name": "n", "holds": False}])
    assert result.outcome is not None
    assert not result.outcome.good
    asked = await call(desk(), "ask_person", question="which?", options=["a", "b"])
    assert asked.question is not None
    assert asked.question.options == ("a", "b")
