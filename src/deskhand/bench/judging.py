"""`deskhand bench judge`: what finding out what an act would reach costs, and the whole judgement, for each source.

The desk is the real one behind its keeper, and the judge the one that stands before every act. It asks no model.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deskhand.agent.judging import judged
from deskhand.agent.profiles import load_profile
from deskhand.bench.goals import Report, goal, times_row
from deskhand.bench.rounds import Progress
from deskhand.bench.site import HOST, site
from deskhand.core import acts
from deskhand.core.elements import Element
from deskhand.core.errors import NotFound
from deskhand.core.geometry import Point
from deskhand.desk.base import Desk, DeskSpec, ElementQuery
from deskhand.desk.open import open_desk
from deskhand.policy.trained.model import likelihood_of
from deskhand.policy.trained.seen import Seen
from deskhand.tools.computer import ComputerArguments, to_act

INSIDE = "inside.test"
"""Another site of which the page holds a frame: it runs in a process of its own."""
_OF_PAGE = ("page with a form, by element", "page with a form, by place")
_WARM = 3
_ASKED_MAX = 50
GOAL_MS = 5.0

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Trial:
    """One thing to be judged again and again. before: what is done before each time, outside the measured time."""

    source: str
    call: ComputerArguments
    rounds: int
    before: Callable[[], Awaitable[object]] | None = None


async def measure(progress: Progress, *, quick: bool = False) -> Report:
    """Measure every source. Raises SetupMissing when this machine lacks something, with the mend."""
    rounds, slow = (40, 8) if quick else (200, 25)
    rows: Rows = [{"what": "machine", "cores": os.cpu_count(), "load_1_min": round(os.getloadavg()[0], 2)}]
    with site() as place, tempfile.TemporaryDirectory(prefix="deskhand-bench-") as folder:
        desk = await open_desk(Path(folder), DeskSpec(sites={HOST: place.address, INSIDE: place.address}))
        try:
            rows += await _round_trips(desk, rounds)
            for part in (_page_trials, _program_trials, _drawn_trials):
                for trial in await part(desk, slow if part is not _page_trials else rounds):
                    progress(trial.source)
                    rows += await _times(desk, trial)
        finally:
            await desk.close()
    rows += _second_readings(rounds)
    worst = max(row["p50_ms"] for row in rows if row["what"] == "verdict" and row["way"] in _OF_PAGE)
    return Report(goals=(goal("judge_with_elements_p50_ms", worst, GOAL_MS, better="lower"),), rows=tuple(rows))


async def _page_trials(desk: Desk, rounds: int) -> list[Trial]:
    await desk.act(acts.Open(target=f"http://{HOST}/judge"))
    order, send, unsure, field = [
        await _named(desk, name) for name in ("Place the order", "Send it", "Hand over", "Name")
    ]
    await desk.act(acts.Click(at=field.box.center))
    by_element, by_place = _OF_PAGE
    return [
        Trial(by_element, ComputerArguments(action="left_click", element=order.id), rounds),
        Trial(by_place, _click(order.box.center), rounds),
        Trial("page, a button that is read", ComputerArguments(action="left_click", element=unsure.id), rounds),
        Trial("page, Return in a field", ComputerArguments(action="key", keys="Return"), rounds),
        Trial("frame of another site, by place", _click(send.box.center), rounds),
        Trial("frame of another site, by element", ComputerArguments(action="left_click", element=send.id), rounds),
    ]


async def _program_trials(desk: Desk, rounds: int) -> list[Trial]:
    await desk.act(acts.Open(target="editor"))
    text = await _in_program(desk)
    return [
        Trial("program (AT-SPI), by place", _click(text.box.center), rounds),
        Trial("program (AT-SPI), by element", ComputerArguments(action="left_click", element=text.id), rounds),
        Trial("program (AT-SPI), Return", ComputerArguments(action="key", keys="Return"), rounds),
        Trial("program (AT-SPI), a chord of its menu", ComputerArguments(action="key", keys="ctrl+shift+s"), rounds),
    ]


async def _drawn_trials(desk: Desk, rounds: int) -> list[Trial]:
    await desk.act(acts.Key(keys="alt+F4"))
    await desk.act(acts.Open(target=f"http://{HOST}/judge-canvas"))
    canvas = next(e for e in (await desk.elements()).elements if e.role == "canvas").box
    drawn = Point(canvas.x + 150, canvas.y + 90)
    beside = iter(range(1, 10_000))

    async def drawn_anew() -> object:
        return await desk.act(acts.MouseMove(at=Point(canvas.x + next(beside) % 500, canvas.bottom - 5)))

    return [
        Trial("words drawn on a canvas (OCR), new each time", _click(drawn), rounds, drawn_anew),
        Trial("words drawn on a canvas (OCR), seen before", _click(drawn), rounds),
    ]


async def _times(desk: Desk, trial: Trial) -> Rows:
    """Both costs, in turn, so that what the machine does besides falls on both."""
    profile, act = load_profile("balanced"), to_act(trial.call)
    target_ms: list[float] = []
    verdict_ms: list[float] = []
    known_by = "none"
    for number in range(trial.rounds + _WARM):
        started = await _begun(trial)
        known_by = (await desk.target(act)).known_by
        middle = time.perf_counter()
        likelihood_of.cache_clear()  # as if it were judged for the first time
        again = await _begun(trial)
        await judged(trial.call, desk, profile, (HOST,))
        if number >= _WARM:
            target_ms.append((middle - started) * 1000)
            verdict_ms.append((time.perf_counter() - again) * 1000)
    return [
        times_row("target", trial.source, target_ms, known_by=known_by),
        times_row("verdict", trial.source, verdict_ms),
    ]


async def _round_trips(desk: Desk, rounds: int) -> Rows:
    """What any question to the desk costs: that much is the machine's, and its load's, and not the judge's."""
    times_ms = []
    for _ in range(rounds):
        started = time.perf_counter()
        await desk.held()
        times_ms.append((time.perf_counter() - started) * 1000)
    return [times_row("round trip to the desk", "a question that asks nobody", times_ms)]


def _second_readings(rounds: int) -> Rows:
    """What the trained model costs for a press that it has not read before; not every press needs it."""
    times_ms = []
    for number in range(rounds + _WARM):
        label, near = f"Hand over parcel {number}", "To the depot, by six | Track it"
        what = Seen("button", label, "Parcels section Today", "Handed over, it can't be called back.", near)
        started = time.perf_counter()
        likelihood_of(what)
        if number >= _WARM:
            times_ms.append((time.perf_counter() - started) * 1000)
    return [times_row("second reading", "a press that was not read before", times_ms)]


async def _begun(trial: Trial) -> float:
    if trial.before is not None:
        await trial.before()
    return time.perf_counter()


async def _in_program(desk: Desk) -> Element:
    """The program's own field for text, once its window is in front."""
    for _ in range(_ASKED_MAX):
        found = (await desk.elements()).elements
        if text := next((e for e in found if e.role == "textbox" and e.source == "app" and e.app != "Chromium"), None):
            return text
        await desk.act(acts.Wait(duration_s=0.2))
    raise NotFound("the editor shows no field for text", hint="Run the benchmark again when the machine is less busy.")


async def _named(desk: Desk, name: str) -> Element:
    found = await desk.elements(ElementQuery(find=name, text=False))
    for each in found.elements:
        if each.name == name and each.source == "page":
            return each
    raise NotFound(f"the page has no {name!r}", hint="Look at the page of the benchmark.")


def _click(at: Point) -> ComputerArguments:
    return ComputerArguments(action="left_click", coordinate=tuple(at))
