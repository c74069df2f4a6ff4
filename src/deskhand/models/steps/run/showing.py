"""Performer of `show`: makes an artifact of a value, or of a file of the desk.

After a call that was cut off the list of artifacts tells whether it is there.
"""

from __future__ import annotations

import posixpath
from collections.abc import Generator
from typing import Any

from deskhand.core.artifacts import TITLE_CHARS_MAX
from deskhand.models.steps.language.program import Show
from deskhand.models.steps.run.acting import filled
from deskhand.models.steps.run.asking import Around, Ask, Done, Performing, ToolUse, inquire, text_digest
from deskhand.models.steps.values.failure import StepFailed
from deskhand.models.steps.values.tables import chart_of, csv_of, page_of, rows_in, slides_of
from deskhand.models.steps.values.variables import Value, shown

_KINDS = {"chart": "chart", "table": "table", "page": "html", "slides": "slides", "document": "markdown"}
_NAMES = {"chart": "chart.json", "table": "table.csv", "html": "index.html", "slides": "slides.md",
          "markdown": "document.md"}  # fmt: skip


def show(around: Around, statement: Show) -> Performing:
    title = filled(around, statement.title).strip() if statement.title else ""
    arguments = _of_file(around, statement, title) if statement.file else _of_value(around, statement, title)
    seen: dict[str, Any] = {}
    for _ in range(2):
        seen = yield Ask((ToolUse("artifact", {"command": "create", **arguments}),), text_digest)
        if not (seen["cut"] or seen["none"]) or (yield from _is_there(arguments)):
            break
    else:
        raise StepFailed("nobody knows whether it is shown: the call was cut off twice.", "Write: continue.")
    if seen["failed"] and not (seen["cut"] or seen["none"]):
        raise StepFailed(f"it can't be shown: {str(seen['failed'])[:400]}", "See docs/steps.md for what can be shown.")
    return Done()


def _of_file(around: Around, statement: Show, title: str) -> dict[str, Any]:
    path = filled(around, statement.what).strip()
    if not path:
        raise StepFailed("the file's name is empty.", "Write for example: show report.md")
    if statement.look == "chart":
        raise StepFailed(
            f"{path} is not read yet.", f"Write: read the rows of the file {path} as rows, then show rows."
        )
    kind = {"kind": _KINDS[statement.look]} if statement.look else {}
    return {"title": (title or posixpath.basename(path))[:TITLE_CHARS_MAX], **kind, "from_desk": [path]}


def _of_value(around: Around, statement: Show, title: str) -> dict[str, Any]:
    value = _value(around, statement)
    title = (title or statement.what.text.strip("{} "))[:TITLE_CHARS_MAX]
    kind = _KINDS[statement.look or ("table" if rows_in(value) is not None else "document")]
    return {
        "title": title,
        "kind": kind,
        "files": [{"path": _NAMES[kind], "text": _text(around, statement, value, kind, title)}],
    }


def _value(around: Around, statement: Show) -> Value:
    words = statement.what
    if words.quoted:
        return around.variables.fill(words)
    bare = words.text.strip()
    return around.variables.get(bare[1:-1].strip() if bare.startswith("{") and bare.endswith("}") else bare)


def _text(around: Around, statement: Show, value: Value, kind: str, title: str) -> str:
    if kind == "html":
        return page_of(value, title)
    if kind == "slides":
        return slides_of(value, title)
    if kind == "markdown":
        return shown(value).rstrip("\n") + "\n"
    rows = rows_in(value)
    if rows is None:
        raise StepFailed(f"{statement.what.text} holds no rows.", 'Read a table first: read the table "Name" as rows')
    if kind == "table":
        return csv_of(rows)
    y, x = (around.variables.fill(words) if words else "" for words in (statement.y, statement.x))
    return chart_of(rows, statement.drawn, y, x)


def _is_there(arguments: dict[str, Any]) -> Generator[Ask, Any, bool]:
    """Whether an artifact of this title is in the list."""
    seen = yield from inquire(ToolUse("artifact", {"command": "list"}))
    return not seen["failed"] and f" {arguments['title']!r}, version " in str(seen["text"])
