"""How things look as lines in the terminal: steps, checks, ends. Shared by what is shown live and what is shown later.

Words of pages, files and models never reach the terminal as they are: `report.readable` makes them harmless. It
decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from deskhand.core import events as ev
from deskhand.core.messages import Call
from deskhand.core.outcome import Check, Outcome
from deskhand.policy.sentences import why_asked
from deskhand.report.readable import clock, describe, money, one_line, plain, result_line

MARKS = {"ok": ("✓", "green"), "failed": ("✗", "red"), "denied": ("⊘", "red"), "skipped": ("·", "dim")}
UNSURE = ("?", "yellow")
WIDTH_MAX = 100
"""Columns after which the time of a step would be too far from its words."""

_INDENT = "  "
_TIME_CELLS = 9


def step_lines(call: Call, judged: ev.CallJudged | None, finished: ev.CallFinished | None, width: int) -> list[Text]:
    """A step: its mark, its words and its time; below it what is to be said of its verdict and its result."""
    mark, style = MARKS.get(finished.status, UNSURE) if finished else UNSURE
    room = min(width, WIDTH_MAX) - len(_INDENT) - 2 - _TIME_CELLS
    words = _cut(describe(call, judged), room)
    line = Text.assemble(_INDENT, (mark, style), " ", words)
    if finished:
        line.append(" " * (room - cell_len(words)) + f"{clock(finished.took_s):>{_TIME_CELLS}}", "dim")
    lines = [line]
    verdict = judged.verdict if judged else None
    if finished and (told := result_line(finished)):
        lines.append(Text(f"{_INDENT}  {told}", "dim" if finished.status in ("ok", "skipped") else "red"))
    elif verdict and verdict.decision == "ask":
        lines.append(Text(f"{_INDENT}  asked first: {one_line(why_asked(verdict.reason, verdict.touch))}", "dim"))
    return lines


def _cut(words: str, cells: int) -> str:
    return words if cell_len(words) <= cells else set_cell_size(words, max(1, cells - 1)).rstrip() + "…"


def check_line(check: Check) -> Text:
    """A check: whether it holds, and what was seen."""
    mark, style = MARKS["ok" if check.holds else "failed"]
    return Text.assemble(_INDENT, (mark, style), " ", one_line(check.name), "  ", (one_line(check.evidence), "dim"))


def outcome_lines(outcome: Outcome) -> Iterable[Text]:
    """The end of a piece of work with its checks."""
    color = "green" if outcome.good else "red" if outcome.kind in ("failed", "refused", "lost") else "yellow"
    yield Text.assemble((outcome.kind, f"bold {color}"), " ", said(outcome.summary))
    yield from map(check_line, outcome.checks)


def spent_line(steps: int, model_calls: int, wall_s: float, cost_usd: float | None) -> Text:
    """What it took."""
    counts = f"{_count(steps, 'step')}, {_count(model_calls, 'model call')}"
    return Text(f"{counts}, {clock(wall_s)}, {money(cost_usd)}", "dim")


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def said(words: str, summary: str = "") -> str:
    """Words of several lines, harmless and without empty ends. A summary at their end is shown with the outcome."""
    return plain(words.strip().removesuffix(summary.strip()).strip())


def show(console: Console, lines: Iterable[Text]) -> None:
    """Print lines, folded where the terminal ends."""
    for line in lines:
        console.print(line, highlight=False, soft_wrap=not console.is_terminal)
