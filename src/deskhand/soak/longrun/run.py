"""Drives one session for so many acts, and reads the gauges every so often. It does not judge what it reads."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from deskhand.agent.driver import Driver
from deskhand.agent.ports import Ports
from deskhand.agent.profiles import load_profile
from deskhand.agent.record import Record
from deskhand.core import commands as cmd
from deskhand.core import events as ev
from deskhand.core.errors import DeskhandError
from deskhand.core.messages import TextPart
from deskhand.desk.base import Desk, DeskSpec
from deskhand.journal.journal import Journal
from deskhand.soak.longrun.gauge import MIB, Row, cpu_s, files_of, folder_bytes, rss_mib, threads_of
from deskhand.soak.longrun.rounds import ROUND, Rounds

STRETCH = 100
"""Acts between two readings."""

OpenDesk = Callable[[], Awaitable[Desk]]
NO_LIMITS = ev.Limits(steps_max=None, model_calls_max=None, cost_usd_max=None, work_s_max=None)


@dataclass(slots=True)
class Readings:
    """Counts finished calls as the driver journals them, and reads the gauges after each stretch."""

    blobs: Path
    keeper: Callable[[], int | None]
    told: Callable[[Row], None]
    stretch: int = STRETCH
    rows: list[Row] = field(default_factory=list)
    failed: int = 0
    _acts: int = -1  # the first call opens the page, and is no act of a round
    _journal_bytes: int = 0
    _blob_bytes: int = 0
    _rounds_s: list[float] = field(default_factory=list)
    _began: float = 0.0
    _driver_cpu_s: float = 0.0
    _keeper_cpu_s: float = 0.0

    def watch(self, event: ev.Event) -> None:
        """Take an event of the session in."""
        self._journal_bytes += len(event.model_dump_json())
        if not isinstance(event, ev.CallFinished):
            return
        self._acts += 1
        if self._acts == 0:
            self._note_cpu()
        self.failed += event.status != "ok"
        if self._acts and self._acts % ROUND == 0:
            self._rounds_s.append(time.perf_counter() - self._began)
        if self._acts and self._acts % self.stretch == 0:
            self._read()
        if self._acts % ROUND == 0:
            self._began = time.perf_counter()

    def _note_cpu(self) -> tuple[float, float]:
        """The processor time that the driver and the keeper have taken since this was asked last."""
        before = self._driver_cpu_s, self._keeper_cpu_s
        self._driver_cpu_s, self._keeper_cpu_s = time.process_time(), cpu_s(self.keeper())
        return self._driver_cpu_s - before[0], self._keeper_cpu_s - before[1]

    def _read(self) -> None:
        driver_s, keeper_s = self._note_cpu()
        mine, blob_bytes = os.getpid(), folder_bytes(self.blobs)
        row = Row(
            acts=self._acts,
            cpu_ms=(driver_s + keeper_s) / self.stretch * 1000,
            driver_cpu_ms=driver_s / self.stretch * 1000,
            act_ms=statistics.median(self._rounds_s) / ROUND * 1000,
            driver_mib=rss_mib(mine),
            keeper_mib=rss_mib(self.keeper()),
            journal_kib=self._journal_bytes / 1024,
            blobs_kib=(blob_bytes - self._blob_bytes) / 1024,
            threads=threads_of(mine),
            files=files_of(mine),
        )
        self._journal_bytes, self._blob_bytes, self._rounds_s = 0, blob_bytes, []
        self.rows.append(row)
        self.told(row)
        self._note_cpu()  # what reading the gauges took is no act's


async def long_run(journal: Journal, acts: int, spec: DeskSpec, open_desk: OpenDesk, readings: Readings) -> str:
    """Work for so many acts on the desk; the session's id. Raises DeskhandError when it did not come to its end."""
    stream = (await journal.create("session", title="a long run")).id
    ports = Ports(
        session_id=stream,
        model=Rounds(acts),
        profile=load_profile("trusting"),
        spec=spec,
        blobs=journal.blobs,
        open_desk=open_desk,
    )
    async with await journal.lock(stream, "a long run") as lock:
        driver = Driver(Record(journal, stream, lock, ports.now), ports, readings.watch)
        await driver.attach(ev.SessionStarted(model="rounds", profile="trusting", limits=NO_LIMITS))
        await driver.open_desk()
        try:
            begin = cmd.Say(parts=(TextPart(text="Go on and on."),))
            await journal.put_command(stream, "begin", begin.model_dump(mode="json"))
            await driver.run(wait=lambda state: False)
        finally:
            await ports.standing_desk.close()
    outcome = driver.state.outcome
    if outcome is None or outcome.kind != "answered":
        ended = f"{outcome.kind}: {outcome.summary}" if outcome else f"before its end: {driver.state.question}"
        raise DeskhandError(f"the long run ended {ended}.", hint=f"See the events of {stream}.")
    return stream


def journal_mib(folder: Path) -> float:
    """The database's files in a journal's folder."""
    return sum(path.stat().st_size for path in folder.glob("journal.db*")) / MIB
