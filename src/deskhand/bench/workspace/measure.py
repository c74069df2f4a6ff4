"""Opens the real workspace in a real Chromium, and says what it loads, how soon a long session is there, and how soon
what happens is seen. It does not know how the numbers are shown.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from deskhand.agent.session import Home
from deskhand.bench.goals import Report, goal, percentile, times_row
from deskhand.bench.workspace.keys import MANY, key_times
from deskhand.bench.workspace.record import LAST_WORDS, go_on, make_session, say
from deskhand.bench.workspace.serving import served
from deskhand.bench.workspace.viewer import Viewer, viewing
from deskhand.settings import from_environment, load

EVENTS = 10_000
FIRST_LOAD_KIB_MAX = 300
OPEN_MS_MAX = 1_000
EVENT_TO_PAINT_MS_MAX = 150
KEY_RATIO_MAX = 3
_LOG = "[role=log]"
_PAUSE_S = 0.05

Progress = Callable[[str], None]


async def measure(progress: Progress, *, quick: bool = False) -> Report:
    """Raises SetupMissing where there is no Chromium or no built workspace, LimitExceeded when the page never shows."""
    opens, events, rounds, keys = (3, 20, 2, 25) if quick else (9, 100, 4, 40)
    with tempfile.TemporaryDirectory(prefix="deskhand-bench-") as name:
        folder = Path(name)
        home = _home(folder / "home")
        rows: list[dict[str, Any]] = [_machine("before")]
        progress(f"making a session of {EVENTS} events")
        session = await make_session(home, EVENTS)
        async with served(home.settings.environment) as link, viewing(folder / "profile") as viewer:
            address = link.partition("/enter")[0]
            await viewer.open(link)
            await viewer.quiet()
            progress("the first load")
            loads = [
                await _first_load(viewer, f"{address}/", "start"),
                await _first_load(viewer, f"{address}/s/{session}/talk", "session, nothing beside it", pane="closed"),
                await _first_load(viewer, f"{address}/s/{session}", "session, its desk beside it"),
            ]
            progress(f"opening the session, {opens} times")
            opened = await _opened(viewer, f"{address}/s/{session}", opens)
            progress(f"{events} events, one after the other")
            painted = await _painted(viewer, home, session, events)
            progress(f"{2 * rounds * keys} keys, while 1 and {MANY} sessions talk")
            typed = await key_times(viewer, home, address, _LOG, rounds=rounds, keys=keys)
        rows += [*loads, times_row("open 10000 events", "workspace", opened), _machine("after")]
        rows.insert(-1, times_row("event to paint", "workspace", painted))
        for count, times in typed.items():
            rows.insert(-1, times_row("key to paint", f"{count} of {MANY} sessions talk", times))
    return Report(
        goals=(
            goal("first_load_kib_gz", loads[0]["kib_gz"], FIRST_LOAD_KIB_MAX, better="lower"),
            goal("session_first_load_kib_gz", loads[1]["kib_gz"], FIRST_LOAD_KIB_MAX, better="lower"),
            goal("open_10000_events_ms", percentile(opened, 0.5), OPEN_MS_MAX, better="lower"),
            goal("event_to_paint_p95_ms", percentile(painted, 0.95), EVENT_TO_PAINT_MS_MAX, better="lower"),
            goal("p95_key_to_paint_8_sessions_vs_1", _ratio(typed), KEY_RATIO_MAX, better="lower"),
        ),
        rows=tuple(rows),
    )


async def _first_load(viewer: Viewer, address: str, page: str, pane: str = "open") -> dict[str, Any]:
    """Everything of the page that is no answer of the API, as it comes over the wire, packed by gzip."""
    await viewer.run(f"localStorage.setItem('deskhand.pane', {pane!r})")
    await viewer.open("about:blank")
    await viewer.quiet()
    await viewer.accept("gzip")
    await viewer.forget()
    await viewer.open(address)
    await viewer.quiet()
    own = {
        each: size
        for each, size in viewer.bytes_by_address.items()
        if each.startswith("http") and not urlsplit(each).path.startswith("/api/")
    }
    kib = round(sum(own.values()) / 1024, 1)
    return {"what": "first load", "way": page, "files": len(own), "kib_gz": kib, "packed_by": dict(viewer.packed_by)}


async def _opened(viewer: Viewer, address: str, rounds: int) -> list[float]:
    """From asking for the page until its last words are painted, its files in the browser's cache; milliseconds."""
    await viewer.watch(LAST_WORDS, _LOG)
    times = []
    for _ in range(rounds + 1):
        await viewer.open("about:blank")
        await viewer.quiet()
        await viewer.open(address)
        times.append((await viewer.painted(LAST_WORDS))["after_ms"])
        await viewer.quiet()
    return times[1:]


async def _painted(viewer: Viewer, home: Home, session: str, count: int) -> list[float]:
    """From before an event is written until its words are painted in the open session; milliseconds."""
    times = []
    async with await home.journal() as journal:
        await go_on(journal, session, EVENTS)
        for number in range(1, count + 1):
            words = f"Guest {number} of the second list."
            await viewer.want(words)
            at = await say(journal, session, EVENTS + number, words)
            times.append((await viewer.painted(words))["at_ms"] - at * 1000)
            await asyncio.sleep(_PAUSE_S)
    return times


def _ratio(typed: dict[int, list[float]]) -> float:
    """Of the slow keys: with many sessions through with one."""
    return percentile(typed[MANY], 0.95) / percentile(typed[1], 0.95)


def _home(folder: Path) -> Home:
    """A home of its own, so that nothing of this machine's is touched."""
    folder.mkdir()
    return Home(load({**from_environment().environment, "DESKHAND_HOME": str(folder)}, folder))


def _machine(when: str) -> dict[str, Any]:
    load_1m = round(os.getloadavg()[0], 2)
    return {"what": "machine", "way": when, "cores": os.cpu_count(), "load_1m": load_1m, "at": round(time.time())}
