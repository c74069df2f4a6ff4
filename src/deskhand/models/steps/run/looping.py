"""Performers of loops and conditions. A loop's frame lies in the state; `end` comes back to the loop through it."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from deskhand.models.steps.language.program import End, ForFiles, ForRows, If, LeaveLoop, Otherwise, Repeat, While
from deskhand.models.steps.run.acting import filled
from deskhand.models.steps.run.asking import Around, Done, Performing, ToolUse, inquire
from deskhand.models.steps.run.checking import DECIDE_WAITS_S, entries, list_use, settle
from deskhand.models.steps.run.reading import file_rows
from deskhand.models.steps.run.state import Frame
from deskhand.models.steps.values.failure import StepFailed
from deskhand.models.steps.values.numbers import to_decimal
from deskhand.models.steps.values.variables import Value, shown

ITEMS_MAX = 5_000
REPEATS_MAX = 10_000


def _begin(around: Around, name: str, items: list[Any]) -> Done:
    """The first round of a loop over items, or past it when there are none."""
    if not items:
        return Done(goto=around.step.jump, note=f"Nothing to go over in: {around.step.said}")
    frame = Frame(opener=around.place, name=name, items=items, count=1)
    return Done(push=frame, sets={name: items[0]} if name else {})


def for_files(around: Around, statement: ForFiles) -> Performing:
    pattern = filled(around, statement.pattern).strip() or "*"
    last = PurePosixPath(pattern).name
    if not any(mark in last for mark in "*?[") and "." not in last:
        pattern = f"{pattern.rstrip('/')}/*"
    seen = yield from inquire(list_use(pattern))
    if seen["failed"] or seen["none"]:
        raise StepFailed(
            f"the files {pattern} can't be listed: {str(seen['failed'])[:300]}", "Check the folder's name."
        )
    paths = sorted(path for kind, path in entries(str(seen["text"])) if kind == "file")
    return _begin(around, statement.name, paths[:ITEMS_MAX])


def for_rows(around: Around, statement: ForRows) -> Performing:
    value: Value = around.variables.value_of(statement.what)
    path = value if isinstance(value, str) else ""
    if statement.file or PurePosixPath(path[:1_000]).suffix.casefold() in (".csv", ".tsv", ".json", ".txt"):
        seen = yield from inquire(ToolUse("files", {"action": "read", "path": path}))
        if seen["failed"] or seen["none"]:
            raise StepFailed(f"{path} can't be read: {str(seen['failed'])[:300]}", "Check the file's path on the desk.")
        value = file_rows(path, str(seen["text"]))
    if isinstance(value, str):
        if around.variables.find(statement.what.text.strip("{} ")) is None:
            raise StepFailed(f'there are no rows called "{value[:80]}".', "Read them first: read the table as rows.")
        value = [line for line in value.splitlines() if line.strip()]
    items = value if isinstance(value, list) else [value]
    return _begin(around, statement.name, items[:ITEMS_MAX])


def repeat(around: Around, statement: Repeat) -> Performing:
    yield from ()
    number = to_decimal(shown(around.variables.value_of(statement.times)))
    if number is None or not 0 <= number <= REPEATS_MAX:
        raise StepFailed(f'"{statement.times.text[:60]}" is no number of times.', "Write: repeat 3 times:")
    return _begin(around, "round", [str(n) for n in range(1, int(number) + 1)])


def while_(around: Around, statement: While) -> Performing:
    frame = around.frames[-1] if around.frames and around.frames[-1].opener == around.place else None
    holds, evidence = yield from settle(around, statement.condition, DECIDE_WAITS_S)
    if holds == statement.until:
        return Done(goto=around.step.jump, pop=frame is not None)
    count = frame.count if frame else 0
    if count >= statement.times_max:
        raise StepFailed(
            f"after {count} rounds it goes on: {evidence}.",
            f'For more rounds write "at most {statement.times_max * 2} times".',
        )
    return Done(push=Frame(opener=around.place, count=count + 1), pop=frame is not None)


def if_(around: Around, statement: If) -> Performing:
    holds, _ = yield from settle(around, statement.condition, DECIDE_WAITS_S)
    return Done() if holds else Done(goto=around.step.jump)


def otherwise(around: Around, statement: Otherwise) -> Performing:
    """Reached only at the end of the first branch: go past the other one."""
    yield from ()
    return Done(goto=around.step.jump)


def end(around: Around, statement: End) -> Performing:
    """The next round of the innermost loop, or past it."""
    yield from ()
    frame = _frame(around)
    if not frame.items:
        return Done(goto=frame.opener)
    if frame.count >= len(frame.items):
        return Done(pop=True)
    item = frame.items[frame.count]
    following = frame.model_copy(update={"count": frame.count + 1})
    return Done(pop=True, push=following, goto=frame.opener + 1, sets={frame.name: item} if frame.name else {})


def leave_loop(around: Around, statement: LeaveLoop) -> Performing:
    """Out of the innermost loop, or to its `end`. The machine knows where that is: see `Around.step.jump`."""
    yield from ()
    if not around.frames:
        raise StepFailed("there is no loop to leave here.", "Write it inside a for each, repeat or while.")
    return Done(goto=-1 if statement.next_round else -2, pop=not statement.next_round)


def _frame(around: Around) -> Frame:
    if not around.frames or around.frames[-1].opener != around.step.jump:
        raise StepFailed("the place in the loop was lost.", "Start the steps again.")
    return around.frames[-1]
