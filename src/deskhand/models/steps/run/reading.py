"""Performers of reading: from the screen, from pictures, from files, into variables."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Generator
from typing import Any

from deskhand.core.elements import Element, ElementList
from deskhand.models.steps.language.phrases import Conversion
from deskhand.models.steps.language.program import Fallback, Read, ReadFile, ReadPicture
from deskhand.models.steps.run.acting import filled
from deskhand.models.steps.run.asking import (
    Answers,
    Around,
    Ask,
    Done,
    Performing,
    ToolUse,
    computer,
    elements_use,
    inquire,
    text_digest,
)
from deskhand.models.steps.run.looking import WAITS_S, look, ocr_use, painted, several_found
from deskhand.models.steps.sight.finding import find
from deskhand.models.steps.sight.labels import read_value
from deskhand.models.steps.sight.pictures import line_text, lines, text_of_lines, value_beside
from deskhand.models.steps.sight.tables import table_rows
from deskhand.models.steps.sight.wanted import Wanted, wanted
from deskhand.models.steps.values.expressions import converted
from deskhand.models.steps.values.failure import StepFailed

ROWS_MAX = 5_000


def read(around: Around, statement: Read) -> Performing:
    goal = wanted(statement.target, around.variables) if statement.target else None

    def digest(answers: Answers) -> dict[str, Any]:
        if answers.listing is None:
            return {"value": None, "problem": f"I can't see the screen: {answers.failure[:300]}", "hint": ""}
        place = painted(answers.listing, goal) if goal is not None and statement.what == "value" else {}
        once = _none("it is painted.", "") if place.get("region") else _read_once(answers.listing, statement, goal)
        return once | place

    seen: dict[str, Any] = {}
    for wait_s in WAITS_S[:2] if statement.fallback.kind != "fail" else WAITS_S:
        seen = yield look(digest, wait_s)
        if seen["value"] is None and seen.get("region"):
            seen = yield from _read_painted(statement, goal, seen)
        if seen["value"] is not None:
            return Done(sets={statement.into: seen["value"]})
        if seen.get("final"):
            break
    if goal is not None and statement.what == "value" and not seen.get("final") and not seen.get("region"):
        painted_too = yield from _read_painted(statement, goal, {**seen, "off": ""})
        if painted_too["value"] is not None:
            return Done(sets={statement.into: painted_too["value"]})
    return (yield from _fall_back(around, statement.into, statement.fallback, statement.conversion, seen))


def _read_painted(statement: Read, goal: Wanted | None, seen: dict[str, Any]) -> Generator[Ask, Any, dict[str, Any]]:
    """The value beside words that are painted on a canvas or picture, or anywhere on the screen."""
    assert goal is not None
    region, below = seen.get("region"), int(seen.get("below") or 0)
    if seen.get("off"):
        place = yield Ask(
            (computer("mouse_move", element=str(seen["off"])), elements_use()), lambda a: painted(a.listing, goal)
        )
        region = place.get("region") or region

    def digest(answers: Answers) -> dict[str, Any]:
        if answers.listing is None:
            return _none(f"the picture could not be read: {answers.failure[:300]}", "Look at the desk.") | {
                "region": region
            }
        words = [e for e in answers.listing.elements if e.box.center.y >= below]
        return _painted_value(words, statement, goal) | {"region": region}

    came: dict[str, Any] = yield Ask((ocr_use(region),), digest, part=True)
    return came


def _painted_value(words: list[Element], statement: Read, goal: Wanted) -> dict[str, Any]:
    rows = lines(words)
    if not goal.name:
        text = text_of_lines(rows)
        return _read_as(text, statement.conversion) if text else _none("no words are painted there.", "Name the place.")
    try:
        return {"value": value_beside(rows, (goal.name,), statement.conversion)}
    except StepFailed as error:
        return _none(error.message, error.hint)


def _read_once(listing: ElementList, statement: Read, goal: Wanted | None) -> dict[str, Any]:
    page = next((p for p in listing.pages if p.active), None)
    if statement.what in ("title", "address"):
        text = (page.title if statement.what == "title" else page.address) if page else ""
        return _read_as(text, statement.conversion) if text else _none("I see no page.", "Open one first.")
    if statement.what == "table":
        rows = table_rows(listing, goal)[:ROWS_MAX]
        return {"value": rows} if rows else _none("I see no table of that name with named columns.", "Name the table.")
    if goal is None:
        return _none("there is nothing to read.", 'Write: read "Total" as total')
    if statement.what == "count":
        return {"value": str(_count(listing, goal))}
    reading = read_value(listing, goal)
    if reading.value is not None and (reading.value or statement.fallback.kind == "fail"):
        return _read_as(reading.value, statement.conversion)
    if len(reading.finding.elements) > 1:
        message, hint = several_found(goal, list(reading.finding.elements))
        return {**_none(message, hint), "final": True}
    near = "; ".join(reading.finding.nearest)
    return _none(
        f"I can't find {goal.said} to read.", f"I see: {near}." if near else "I see nothing with a name there."
    )


def _count(listing: ElementList, goal: Wanted) -> int:
    if goal.role == "row" or goal.name in ("rows", "行"):
        return len(table_rows(listing, None))
    return len(find(listing, goal, "see").elements)


def _none(problem: str, hint: str) -> dict[str, Any]:
    return {"value": None, "problem": problem, "hint": hint}


def _read_as(text: str, conversion: Conversion) -> dict[str, Any]:
    try:
        return {"value": converted(text, conversion)[:200_000]}
    except StepFailed as error:
        return {**_none(error.message, error.hint), "final": True}


def _fall_back(
    around: Around, into: str, fallback: Fallback, conversion: Conversion, seen: dict[str, Any]
) -> Generator[Ask, Any, Done]:
    """What the step says to do when there is nothing to read."""
    problem, hint = str(seen.get("problem", "")), str(seen.get("hint", ""))
    if fallback.kind == "words":
        return Done(sets={into: around.variables.fill(fallback.words)})
    if fallback.kind == "ask" and around.can_ask:
        question = f"Step {around.step.number} ({around.step.said}): {problem} What is {into}?"
        answer = yield Ask((ToolUse("ask_person", {"question": question[:4_000]}),), text_digest)
        if not answer["failed"] and str(answer["text"]).strip():
            return Done(sets={into: converted(str(answer["text"]).strip(), conversion)})
    raise StepFailed(problem or "there is nothing to read.", hint)


def read_picture(around: Around, statement: ReadPicture) -> Performing:
    path = filled(around, statement.path).strip()
    labels = tuple(around.variables.fill(label) for label in statement.labels)

    def digest(answers: Answers) -> dict[str, Any]:
        if answers.failure or not answers.items:
            return _none(f"{path} can't be read: {answers.failure[:300]}", "Check the file's path on the desk.")
        listing = Answers(_as_elements(answers)).listing
        if listing is None:
            return _none(f"the words of {path} could not be read.", "Is it a picture (PNG or JPEG)?")
        return _picture_value(listing, statement, labels)

    seen = yield Ask((ToolUse("files", {"action": "read_picture", "path": path}),), digest)
    if seen["value"] is not None:
        return Done(sets={statement.into: seen["value"]})
    return (yield from _fall_back(around, statement.into, statement.fallback, statement.conversion, seen))


def _as_elements(answers: Answers) -> list[Any]:
    return [type(item)("elements", item.text, item.failed) for item in answers.items]


def _picture_value(listing: ElementList, statement: ReadPicture, labels: tuple[str, ...]) -> dict[str, Any]:
    rows = lines(listing.elements)
    try:
        if statement.what == "text":
            return {"value": converted(text_of_lines(rows), statement.conversion)}
        if statement.what == "line":
            text = line_text(rows, statement.line)
            if text is None:
                return _none(f"the picture has only {len(rows)} lines.", "Name another line.")
            return {"value": converted(text, statement.conversion)}
        return {"value": value_beside(rows, labels, statement.conversion)}
    except StepFailed as error:
        return _none(error.message, error.hint)


def read_file(around: Around, statement: ReadFile) -> Performing:
    path = filled(around, statement.path).strip()
    seen = yield from inquire(ToolUse("files", {"action": "read", "path": path}))
    if seen["failed"] or seen["none"]:
        raise StepFailed(f"{path} can't be read: {str(seen['failed'])[:300]}", "Check the file's path on the desk.")
    text = str(seen["text"])
    return Done(sets={statement.into: file_rows(path, text) if statement.rows else text})


def file_rows(path: str, text: str) -> Any:
    """Rows of a CSV or JSON file as columns -> text; any other file as a list of its lines."""
    if path.casefold().endswith(".json"):
        return _json_rows(path, text)
    if re.search(r"\.(csv|tsv)$", path, re.IGNORECASE):
        delimiter = "\t" if path.casefold().endswith("tsv") else _delimiter(text)
        try:
            rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter))[: ROWS_MAX + 1]
        except csv.Error as error:
            raise StepFailed(f"{path} is not a table: {error}.", "The first line must name the columns.") from None
        head = [name.strip() for name in rows[0]] if rows else []
        return [dict(zip(head, row, strict=False)) for row in rows[1:] if any(row)]
    return [line for line in text.splitlines() if line.strip()][:ROWS_MAX]


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count) if any(mark in head for mark in ",;\t") else ","


def _json_rows(path: str, text: str) -> Any:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise StepFailed(f"{path} is not JSON.", "Check the file.") from None
    items = found if isinstance(found, list) else [found]
    return [
        {
            str(key): cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False)
            for key, cell in item.items()
        }
        if isinstance(item, dict)
        else str(item)
        for item in items[:ROWS_MAX]
    ]
