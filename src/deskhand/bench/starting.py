"""How soon a desk can be used, and what memory it takes with its browser.

It does not know what the desk is used for.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from deskhand.bench.goals import times_row
from deskhand.bench.rounds import Progress
from deskhand.desk.cells.watch import processes_of
from deskhand.desk.client import DeskClient
from deskhand.desk.open import open_desk

_MIB_OF_KIB = 1 / 1024


async def start_times(rounds: int, progress: Progress) -> list[dict[str, Any]]:
    """The first desk of this process, and those after it: from the call until a first picture is in hand."""
    attached_ms, seen_ms = [], []
    for number in range(rounds + 1):
        progress(f"desk start {number + 1} of {rounds + 1}")
        with tempfile.TemporaryDirectory(prefix="deskhand-bench-") as folder:
            started = time.perf_counter()
            desk = await open_desk(Path(folder))
            try:
                attached_ms.append((time.perf_counter() - started) * 1000)
                await desk.look()
                seen_ms.append((time.perf_counter() - started) * 1000)
            finally:
                await desk.close()
    return [
        times_row("first desk of a process: attached", "deskhand", attached_ms[:1]),
        times_row("first desk of a process: first picture", "deskhand", seen_ms[:1]),
        times_row("desk start: attached", "deskhand", attached_ms[1:]),
        times_row("desk start: first picture", "deskhand", seen_ms[1:]),
    ]


def memory_rows(desk: DeskClient, run_dir: Path) -> list[dict[str, Any]]:
    """Proportional set size (PSS) of every process of the desk, by part: what two share counts half for each."""
    keeper = int((run_dir / "keeper.lock").read_text())
    running = desk.info.processes
    parts = {"keeper": [keeper]}
    for name, pid in running.items():
        parts[name] = [pid, *processes_of(pid)]
    rows = []
    for part, pids in parts.items():
        for name, (count, mib) in _by_name(pids).items():
            rows.append({"what": "memory", "part": part, "program": name, "processes": count, "pss_mib": round(mib, 1)})
    return rows


def _by_name(pids: Iterable[int]) -> dict[str, tuple[int, float]]:
    found: dict[str, tuple[int, float]] = {}
    for pid in pids:
        try:
            name = Path(f"/proc/{pid}/comm").read_text().strip()
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue  # it has ended meanwhile
        kib = sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        count, mib = found.get(name, (0, 0.0))
        found[name] = (count + 1, mib + kib * _MIB_OF_KIB)
    return found
