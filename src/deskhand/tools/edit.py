"""`edit`: view and change text files on the desk. A replacement must fit exactly once, so that nothing else changes."""

from __future__ import annotations

import difflib
from typing import Literal

from pydantic import Field

from deskhand.core.errors import InvalidInput, NotFound
from deskhand.core.quoting import with_quote
from deskhand.core.values import Value
from deskhand.tools.base import Tool, ToolContext, ToolResult, told
from deskhand.tools.paths import on_desk, short

VIEW_LINES_MAX = 2_000
TEXT_CHARS_MAX = 1_000_000


class EditArguments(Value):
    """One edit."""

    command: Literal["view", "create", "replace", "insert"]
    path: str = Field(min_length=1, max_length=4_000)
    text: str | None = Field(default=None, max_length=TEXT_CHARS_MAX, description="for create and insert")
    old: str | None = Field(default=None, max_length=TEXT_CHARS_MAX, description="for replace: must occur exactly once")
    new: str | None = Field(default=None, max_length=TEXT_CHARS_MAX, description="for replace")
    line: int | None = Field(default=None, ge=0, description="insert after this line; view from it")
    lines: int | None = Field(default=None, ge=1, le=VIEW_LINES_MAX, description="view so many")


def _needed(value: str | None, name: str, command: str) -> str:
    if value is None:
        raise InvalidInput(f"edit {command}: {name} is needed.", hint=f"Call it again with {name}.", quotes=False)
    return value


class Edit(Tool):
    """Edit text files."""

    name = "edit"
    Arguments = EditArguments
    description = (
        "View or change a text file of the work folder. view: path, line?, lines?. create: path, text (refused when "
        "the file is there). replace: path, old, new; old must occur exactly once. insert: path, line, text."
    )

    async def execute(self, arguments: EditArguments, context: ToolContext) -> ToolResult:
        path = on_desk(arguments.path)
        if arguments.command == "create":
            return await _create(arguments, path, context)
        before = _decoded(await context.desk.read_file(path), path)
        if arguments.command == "view":
            return _view(before, arguments, path)
        after, near = (_replace if arguments.command == "replace" else _insert)(before, arguments)
        await context.desk.write_file(path, after.encode())
        details = {"path": path, "diff": _diff(before, after, short(path))}
        content = with_quote(f"Changed {short(path)} at line {near}.", _around(after, near))
        return ToolResult(content=content, details=details)


async def _create(arguments: EditArguments, path: str, context: ToolContext) -> ToolResult:
    text = _needed(arguments.text, "text", "create")
    try:
        await context.desk.read_file(path, limit=1)
    except NotFound:
        await context.desk.write_file(path, text.encode())
        return told(f"Created {short(path)}, {len(text.splitlines())} lines.", details={"path": path})
    raise InvalidInput(
        f"{short(path)} is there already.", hint="Use replace or insert, or delete it with the files tool first."
    )


def _decoded(data: bytes, path: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise InvalidInput(
            f"{short(path)} is not a UTF-8 text file.", hint="Use bash for it, or files read_picture for a picture."
        ) from None


def _view(text: str, arguments: EditArguments, path: str) -> ToolResult:
    lines = text.splitlines()
    start = max(1, arguments.line or 1)
    shown = lines[start - 1 : start - 1 + (arguments.lines or VIEW_LINES_MAX)]
    numbered = "\n".join(f"{number:>6}\t{line}" for number, line in enumerate(shown, start))
    rest = len(lines) - (start - 1 + len(shown))
    more = f"\n({rest} more lines; view from line {start + len(shown)})" if rest > 0 else ""
    return told((numbered or "(empty)") + more, stranger=True, details={"path": path, "lines": len(lines)})


def _replace(text: str, arguments: EditArguments) -> tuple[str, int]:
    old, new = _needed(arguments.old, "old", "replace"), _needed(arguments.new, "new", "replace")
    count = text.count(old) if old else 0
    if count == 1:
        at = text.index(old)
        return text[:at] + new + text[at + len(old) :], text.count("\n", 0, at) + 1
    if count == 0:
        raise InvalidInput(
            f"replace: old does not occur in {arguments.path}.{_nearest(text, old)}",
            hint="Give it exactly as it stands in the file, white space too.",
        )
    found = [number for number, line in enumerate(text.splitlines(), 1) if old.splitlines()[0] in line][:8]
    raise InvalidInput(
        f"replace: old occurs {count} times, at lines {found}.",
        hint="Give more of the lines around it.",
    )


def _nearest(text: str, old: str) -> str:
    first = next((line for line in old.splitlines() if line.strip()), "")
    near = difflib.get_close_matches(first, text.splitlines(), n=2, cutoff=0.6)
    return f" The nearest lines are: {near}." if near else ""


def _insert(text: str, arguments: EditArguments) -> tuple[str, int]:
    added, lines = _needed(arguments.text, "text", "insert"), text.splitlines(keepends=True)
    if arguments.line is None or arguments.line > len(lines):
        raise InvalidInput(
            f"insert: line {arguments.line} can't be used.",
            hint=f"Give a line from 0 (start) to {len(lines)} (end).",
        )
    at = arguments.line
    if at and not lines[at - 1].endswith("\n"):
        lines[at - 1] += "\n"
    if not added.endswith("\n") and at < len(lines):
        added += "\n"
    return "".join([*lines[:at], added, *lines[at:]]), at + 1


def _around(text: str, line: int, spread: int = 3) -> str:
    lines = text.splitlines()
    start = max(0, line - 1 - spread)
    return "\n".join(f"{n:>6}\t{words}" for n, words in enumerate(lines[start : line + spread], start + 1))


def _diff(before: str, after: str, name: str) -> str:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), name, name, lineterm="", n=2)
    return "\n".join(lines)[:20_000]
