"""A driver as a process on the real desk, to be stopped, killed and taken up again."""

from __future__ import annotations

import select
import signal
import subprocess
import time
from pathlib import Path

from soak.victims import below, end, keeper_of

from deskhand.agent.session import Home
from deskhand.core import events as ev
from deskhand.settings import load
from tests.cli.shell import DESKHAND, TIMEOUT_S, environment

_LOOK_S = 0.05


class Started:
    """`deskhand do TASK --json` under way in a home. Use it in a `with` block."""

    def __init__(self, home: Path, task: str, *options: str, **variables: str) -> None:
        self.home = home
        self.words = ""
        self.process = subprocess.Popen(
            [*DESKHAND, "do", task, "--json", *options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(home, **variables),
        )

    def __enter__(self) -> Started:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.end()

    @property
    def run_dir(self) -> Path:
        return next((self.home / "desks").iterdir())

    @property
    def session(self) -> str:
        return self.run_dir.name

    @property
    def work(self) -> Path:
        return self.run_dir / "desk" / "work"

    def until_file(self, name: str) -> None:
        """Wait until the task has made a file on its desk."""
        until = time.monotonic() + TIMEOUT_S
        while not list(self.home.glob(f"desks/*/desk/work/{name}")):
            assert self.process.poll() is None, self.end()
            assert time.monotonic() < until, f"{name} never came"
            select.select([], [], [], _LOOK_S)

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def end(self) -> tuple[int, str]:
        """The exit code and what was written to standard error."""
        assert self.process.stderr is not None
        if not self.process.stderr.closed:
            self.words = self.process.communicate(timeout=TIMEOUT_S)[1]
        return self.process.returncode, self.words

    def kill_all(self) -> list[int]:
        """End the driver and every process of the desk at once, as a machine that goes down does; their pids."""
        keeper = keeper_of(self.run_dir)
        assert keeper is not None
        pids = [self.process.pid, keeper, *below(keeper)]
        for pid in pids:
            end(pid)  # some end with their keeper
        self.end()
        return pids


async def events_of(home: Path) -> list[ev.Event]:
    """What is on the record of the only session of a home; the record has been verified."""
    async with await Home(load({"DESKHAND_HOME": str(home)}, home)).journal() as journal:
        (stream,) = await journal.streams("session")
        assert all(report.ok for report in await journal.verify())
        return [entry.event for entry in await journal.read(stream.id)]  # type: ignore[misc]


def statuses(events: list[ev.Event]) -> list[str]:
    """How each call ended, in order."""
    return [event.status for event in events if isinstance(event, ev.CallFinished)]
