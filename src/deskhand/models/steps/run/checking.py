"""Performers of expectations and waiting, and conditions of loops: look until it holds or the looks are used up."""

from __future__ import annotations

import re
from collections.abc import Generator
from pathlib import PurePosixPath
from typing import Any

from deskhand.models.steps.language.phrases import Both, Condition, Shown
from deskhand.models.steps.language.program import Expect, WaitFor
from deskhand.models.steps.run.asking import Answers, Around, Ask, Done, Performing, ToolUse, computer, elements_use
from deskhand.models.steps.run.judging import files_of, judge, needs_screen
from deskhand.models.steps.run.looking import ocr_use
from deskhand.models.steps.run.state import Check
from deskhand.models.steps.sight.controls import frame_bottom
from deskhand.models.steps.values.failure import StepFailed

EXPECT_WAITS_S = (0.0, 0.3, 0.6, 1.0, 1.5, 2.0, 2.5)
DECIDE_WAITS_S = (0.0, 0.5)
"""A condition that does not hold is looked at once more: the page may just be drawing it."""
_ENTRY = re.compile(r'(?P<kind>file|folder|link|other) \d+ "(?P<path>(?:[^"\\]|\\.)*)"')


def list_use(pattern: str) -> ToolUse:
    """A listing of the files that a path or pattern names."""
    path = PurePosixPath(pattern[:1_000])
    return ToolUse("files", {"action": "list", "path": str(path.parent), "pattern": path.name or "*"})


def entries(text: str) -> list[tuple[str, str]]:
    """(kind, path) of each line of a listing of files."""
    return [(m["kind"], re.sub(r"\\(.)", r"\1", m["path"])) for m in _ENTRY.finditer(text)]


def settle(around: Around, condition: Condition, waits_s: tuple[float, ...]) -> Generator[Ask, Any, tuple[bool, str]]:
    """Judge a condition, looking again after each wait while it does not hold."""
    paths = tuple(dict.fromkeys(files_of(condition, around.variables)))
    screen = needs_screen(condition, around.variables)
    if not screen and not paths:
        return judge(condition, None, around.variables, {})

    def digest(answers: Answers) -> dict[str, Any]:
        found = [item for item in answers.items if item.tool == "files"]
        files = {path: not item.failed and bool(entries(item.text)) for path, item in zip(paths, found, strict=False)}
        holds, evidence = judge(condition, answers.listing, around.variables, files)
        return {"holds": holds, "evidence": evidence[:600]}

    def with_picture(answers: Answers) -> dict[str, Any]:
        return digest(_read_too(answers))

    pictured = _picture_looks(condition, waits_s) if screen else frozenset()
    seen: dict[str, Any] = {"holds": False, "evidence": ""}
    for turn, wait_s in enumerate(waits_s):
        uses = [computer("wait", duration=wait_s)] if wait_s else []
        uses += [list_use(path) for path in paths]
        if screen:
            uses.append(elements_use())
        seen = yield Ask(tuple(uses), digest, look=screen and not paths and not wait_s)
        if not seen["holds"] and turn in pictured:
            both = yield Ask((*map(list_use, paths), elements_use(), ocr_use()), with_picture, part=True)
            seen = both if both["holds"] else seen
        if seen["holds"]:
            break
    return bool(seen["holds"]), str(seen["evidence"])


def _picture_looks(condition: Condition, waits_s: tuple[float, ...]) -> frozenset[int]:
    """At which looks the picture is read too: it is slow, so once on the way and once before giving up. Only what
    must be there is looked for in pixels; what must be gone is not, for a misread word would look gone."""
    parts = condition.parts if isinstance(condition, Both) else (condition,)
    if len(waits_s) < len(EXPECT_WAITS_S) or not any(isinstance(part, Shown) and part.shown for part in parts):
        return frozenset()
    return frozenset({min(4, len(waits_s) - 1), len(waits_s) - 1})


def _read_too(answers: Answers) -> Answers:
    """The answers with the words read off the picture added to the list that came before them."""
    lists = [Answers([item]).listing for item in answers.items if item.tool == "elements"]
    found = [each for each in lists if each is not None]
    if len(found) < 2:
        return answers
    below = frame_bottom(found[0])
    words = tuple(e for e in found[-1].elements if e.box.center.y >= below)
    merged = found[0].model_copy(update={"elements": (*found[0].elements, *words)})
    return Answers(answers.items, seen=merged)


def expect(around: Around, statement: Expect) -> Performing:
    holds, evidence = yield from settle(around, statement.condition, EXPECT_WAITS_S)
    where = "".join(f", {frame.name} {_short(around, frame.name)}" for frame in around.frames if frame.name)
    name = f"{statement.said} (line {around.step.line}{where})"
    check = Check(name=name[:300], holds=holds, evidence=evidence)
    if holds:
        return Done(check=check)
    return Done(
        check=check,
        ends="failed",
        message=f"this was expected but is not so: {statement.said}. {evidence[:1].upper()}{evidence[1:]}.",
    )


def _short(around: Around, name: str) -> str:
    value = around.variables.values.get(name, "")
    return (
        value[:60]
        if isinstance(value, str)
        else str(next(iter(value.values()), ""))[:60]
        if isinstance(value, dict)
        else ""
    )


def waits_for(limit_s: float) -> tuple[float, ...]:
    """Growing waits that add up to about the limit; never more than 60 looks."""
    waits, total, step = [0.0], 0.0, 0.3
    largest = max(3.0, limit_s / 50)
    while total < limit_s and len(waits) < 60:
        wait = min(step, limit_s - total, 30.0)
        waits.append(max(round(wait, 2), 0.05))
        total += wait
        step = min(step * 1.5, largest)
    return tuple(waits)


def wait_for(around: Around, statement: WaitFor) -> Performing:
    holds, evidence = yield from settle(around, statement.condition, waits_for(statement.limit_s))
    if not holds:
        raise StepFailed(
            f"I waited {statement.limit_s:g} seconds in vain. {evidence[:1].upper()}{evidence[1:]}.",
            'Name it as the screen does; or, to wait for longer, write: wait for "..." for at most 2 minutes',
        )
    return Done()
