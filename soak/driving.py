"""The driver as a person starts it: `deskhand do`, and `deskhand resume` after its death, each a process of its own.

It does not know who kills it, nor what the job is worth.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from drive import shown_in
from prepare import SITE

from deskhand.agent.session import Home
from deskhand.core.events import Event
from deskhand.core.evolve import fold
from deskhand.core.state import State
from deskhand.desk.client import DeskClient
from deskhand.desk.open import open_desk
from deskhand.journal.values import VerifyReport
from deskhand.settings import load
from soak.stage import JOB, PROFILE, Stage
from soak.victims import keeper_of

_DESKHAND = [sys.executable, "-m", "deskhand.cli.main"]
_LIMITS = ["--max-steps", "5000", "--max-time", "3600"]
_RUN = ["--no-ask", "--json"]


@dataclass(frozen=True)
class Written:
    """What is on the record of the one session in a home."""

    session: str
    events: list[Event]
    verified: list[VerifyReport]
    shown: dict[str, str] = field(default_factory=dict)
    """The artifacts of the session: the newest text of each, by its title."""

    @property
    def state(self) -> State:
        return fold(self.events)


@dataclass
class Driving:
    """The drivers of one job, one after the other. codes: how each ended; a negative one is a signal's number."""

    stage: Stage
    codes: list[int] = field(default_factory=list)
    process: subprocess.Popen[bytes] | None = None

    @property
    def session(self) -> str:
        """The session's id; "" before it is on the record."""
        desks = self.stage.home / "desks"
        return next((path.name for path in desks.iterdir()), "") if desks.is_dir() else ""

    @property
    def run_dir(self) -> Path:
        return self.stage.home / "desks" / (self.session or "none")

    def begin(self, answer: str = "") -> None:
        """Start the job, or go on with it when it is on the record, with this answer to the open question."""
        if self.session:
            self._start("resume", self.session, *(["--answer", answer] if answer else []), *_LIMITS, *_RUN)
            return
        files = [word for path in self.stage.prepared.files.values() for word in ("--put", path)]
        site = ["--site", f"{SITE}=127.0.0.1:{self.stage.port}"]
        self._start("do", str(JOB), "--profile", str(PROFILE), *site, *files, *_LIMITS, *_RUN)

    def _start(self, *words: str) -> None:
        names = ("PATH", "LANG", "HOME", "PYTHONPATH")
        kept = {name: os.environ[name] for name in names if name in os.environ}
        place = self.stage.folder / f"driver-{len(self.codes) + 1}"
        with place.with_suffix(".out").open("wb") as out, place.with_suffix(".err").open("wb") as err:
            self.process = subprocess.Popen(
                [*_DESKHAND, *words],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                env={**kept, "DESKHAND_HOME": str(self.stage.home)},
                start_new_session=True,
            )

    def ends(self, timeout_s: float) -> bool:
        """Wait for the driver's end; whether it came."""
        assert self.process is not None
        try:
            self.codes.append(self.process.wait(timeout_s))
        except subprocess.TimeoutExpired:
            return False
        return True

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.ends(30)

    def said(self) -> str:
        """What all drivers wrote to standard error."""
        return "\n".join(path.read_text(errors="replace") for path in sorted(self.stage.folder.glob("driver-*.err")))

    def written(self) -> Written:
        return asyncio.run(_written(self.stage.home))

    def close_desk(self) -> None:
        """End the desk when a killed driver has left it standing."""
        if keeper_of(self.run_dir) is not None:
            asyncio.run(_close(self.run_dir))


async def _written(folder: Path) -> Written:
    async with await Home(load({"DESKHAND_HOME": str(folder)}, folder)).journal() as journal:
        streams = await journal.streams("session")
        if not streams:
            return Written("", [], [])
        recorded = await journal.read(streams[0].id)
        events: list[Event] = [entry.event for entry in recorded]  # type: ignore[misc]
        return Written(streams[0].id, events, await journal.verify(), await shown_in(journal, streams[0].id))


async def _close(run_dir: Path) -> None:
    desk: DeskClient = await open_desk(run_dir)
    async with asyncio.timeout(60):
        await desk.close()
