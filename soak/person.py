"""The person whom a disturbed job asks: looks at the app, and answers by what is really there.

It does not know what was killed.
"""

from __future__ import annotations

from pathlib import Path

from app.store import Store
from prepare import corrected

from deskhand.core.state import State
from deskhand.models.steps.run.unsure import AGAIN, HAPPENED
from soak.judging import reported, told
from soak.stage import Stage

ANSWERS_MAX = 6


def answer(stage: Stage, work: Path, state: State) -> str:
    """What the person says to the open question; "" when looking at the app does not tell."""
    words = told(state)
    entries = Store(stage.prepared.data).entries()
    if "Click Confirm" in words:
        known = {entry.reference for entry in stage.prepared.earlier}
        new = {entry.reference for entry in entries} - known
        return HAPPENED if new - reported(work) else AGAIN
    if "Save changes" in words:
        wanted = corrected(stage.prepared.earlier, stage.prepared.correction)
        now = {entry.reference: entry.expense for entry in entries}
        return HAPPENED if all(now[reference] == expense for reference, expense in wanted.items()) else AGAIN
    if "Click Continue" in words:
        pages = [
            asked for asked in stage.asked if asked.startswith("GET ") and not asked.endswith((".css", "/receipt"))
        ]
        return HAPPENED if pages and pages[-1].startswith("GET /confirm/") else AGAIN
    return ""
