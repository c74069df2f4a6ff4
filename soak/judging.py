"""What a disturbed job came to: right, a question, an honest failure, or WRONG with the reasons.

It looks at the record, at the app's own database and posts, and at what a person was told in the end. It does not know
who was killed when.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from app.store import Entry, Store
from check import REPORT, check
from prepare import corrected

from deskhand.core import events as ev
from deskhand.core.state import State
from soak.driving import Written
from soak.stage import Stage

Came = Literal["right", "question", "honest failure", "WRONG"]

_TOLD = re.compile(r"interrupted|can.t tell|unknown|twice|may have", re.IGNORECASE)
_REFERENCE = re.compile(r"\bEX-\d+\b")


def record_faults(written: Written) -> list[str]:
    """What is wrong with the record itself: it must verify, and no call may have run twice or be left open."""
    faults = [f"the journal does not verify: {report}" for report in written.verified if not report.ok]
    started = Counter(event.call for event in written.events if isinstance(event, ev.CallStarted))
    finished = Counter(event.call for event in written.events if isinstance(event, ev.CallFinished))
    asked = {event.call for event in written.events if isinstance(event, ev.Asked)}
    faults += [f"call {call} started {times} times" for call, times in started.items() if times > 1]
    faults += [f"call {call} finished {times} times" for call, times in finished.items() if times > 1]
    waiting = written.state.question
    open_calls = set(started) - set(finished) - ({waiting.call.id} if waiting else set())
    return faults + [f"call {call} was started and never answered" for call in sorted(open_calls - asked)]


def told(state: State) -> str:
    """What the person is told in the end: the outcome's summary, or the question."""
    if state.outcome is not None:
        return state.outcome.summary
    asked = state.question
    if asked is None:
        return ""
    reason = asked.verdict.reason if asked.approval and asked.verdict else ""
    return reason or str(asked.call.arguments.get("question", ""))


def app_faults(stage: Stage, work: Path, state: State) -> list[str]:
    """What is in the app that should not be there, or is missing, without a word about it."""
    entries = Store(stage.prepared.data).entries()
    known = {entry.reference for entry in stage.prepared.earlier}
    new = [entry for entry in entries if entry.reference not in known]
    words = told(state)
    named = reported(work)
    faults = [f"report.md names {ref}, which is not in the app" for ref in sorted(named - _references(entries))]
    faults += [] if _TOLD.search(words) else _doubled(new)
    faults += _changed(stage, entries)
    lost = [entry.reference for entry in new if entry.reference not in named]
    if len(lost) > 1:
        faults.append(f"filed, and not in the report: {', '.join(lost)}")
    if len(confirmed := [path for path in stage.posts if path.startswith("/confirm/")]) != len(set(confirmed)):
        faults += [] if _TOLD.search(words) or len(new) == len(set(confirmed)) else ["a draft was confirmed twice"]
    return faults


def _references(entries: list[Entry]) -> set[str]:
    return {entry.reference for entry in entries}


def reported(work: Path) -> set[str]:
    """The references that the job's report names."""
    report = work / REPORT
    return set(_REFERENCE.findall(report.read_text(encoding="utf-8", errors="replace"))) if report.is_file() else set()


def _doubled(new: list[Entry]) -> list[str]:
    times = Counter(entry.receipt.sha256 for entry in new)
    return [f"{entry.receipt.name} was filed {times[entry.receipt.sha256]} times, and nobody was told"
            for entry in new if times[entry.receipt.sha256] > 1]  # fmt: skip


def _changed(stage: Stage, entries: list[Entry]) -> list[str]:
    """Earlier entries may be as they were, or as the correction makes them."""
    now = {entry.reference: entry.expense for entry in entries}
    wanted = corrected(stage.prepared.earlier, stage.prepared.correction)
    return [f"{entry.reference} is neither as it was nor as it should be: {now.get(entry.reference)}"
            for entry in stage.prepared.earlier
            if now.get(entry.reference) not in (entry.expense, wanted[entry.reference])]  # fmt: skip


def outcome_faults(stage: Stage, work: Path, state: State, shown: Mapping[str, str]) -> list[str]:
    """A job that says it is done must be done. shown: artifacts by title."""
    if state.outcome is None or not state.outcome.good:
        return []
    wrong = [each for each in check(stage.prepared, work, shown) if not each.holds]
    return [f"said to be done, but {each.about}, {each.field}: {each.found}, not {each.wanted}" for each in wrong]


def came_to(state: State, faults: list[str]) -> Came:
    """The one word for a job. A job that came to no end at all is WRONG."""
    if faults or (state.outcome is None and state.question is None):
        return "WRONG"
    if state.outcome is None:
        return "question"
    return "right" if state.outcome.good else "honest failure"
