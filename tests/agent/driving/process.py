"""A session that is driven by a process of its own, on a fake desk, as a test starts, tells and watches it."""

from __future__ import annotations

import asyncio
import os
import re
import secrets
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from deskhand.agent.driving.starting import IDLE_S, LOG_NAME, driver_alive, start_driver
from deskhand.agent.session import TaskOptions
from deskhand.core import commands as cmd
from deskhand.core import events as ev
from deskhand.core.messages import TextPart
from deskhand.journal.journal import Journal
from deskhand.settings import load
from deskhand.testing.driving import PROGRAM
from deskhand.testing.driving.desk import effects_of
from deskhand.testing.driving.home import SPEC, FakeHome
from deskhand.testing.driving.told import Teller, teller

TOLD = TaskOptions(model="told", desk=SPEC, profile="trusting")
STEPS = TOLD.model_copy(update={"model": "steps"})


class Driven:
    """One session: `start` begins a driver, and whatever else people do."""

    def __init__(self, home: FakeHome, journal: Journal, session_id: str, model: Teller) -> None:
        self.home = home
        self.journal = journal
        self.id = session_id
        self.model = model
        self.pids: list[int] = []

    def start(self, options: TaskOptions | None = None, *, idle_s: float = IDLE_S, program: str = PROGRAM) -> int:
        self.pids.append(start_driver(self.home, self.id, options, idle_s=idle_s, program=program))
        return self.pids[-1]

    async def command(self, command: cmd.Command) -> None:
        await self.journal.put_command(self.id, secrets.token_hex(6), command.model_dump(mode="json"))

    async def say(self, words: str) -> None:
        await self.command(cmd.Say(parts=(TextPart(text=words),)))

    async def until(self, holds: Callable[[ev.Event], bool], *, after: int = 0) -> int:
        """Wait for the first event after a number for which it holds; its number."""
        async for entry in self.journal.follow(self.id, after=after):
            if holds(entry.event):  # type: ignore[arg-type]
                return entry.seq
        raise AssertionError("the journal was closed")

    async def events(self) -> list[ev.Event]:
        return [entry.event for entry in await self.journal.read(self.id)]  # type: ignore[misc]

    async def ended(self, pid: int) -> int:
        """Wait for the end of a driver; the exit code that its log names."""
        await gone(pid)
        return int(re.findall(r"ends with exit code (\d+)", self.log)[-1])

    async def killed(self, pid: int) -> None:
        os.kill(pid, signal.SIGKILL)
        await gone(pid)

    async def alive(self) -> bool:
        return await driver_alive(self.journal, self.id)

    @property
    def folder(self) -> Path:
        return self.home.desk_folder(self.id)

    @property
    def log(self) -> str:
        return (self.folder / LOG_NAME).read_text("utf-8")

    @property
    def effects(self) -> list[str]:
        return effects_of(self.folder)


async def gone(pid: int) -> None:
    """Wait until the process has ended."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    loop, over = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(handle, over.set)
    try:
        await over.wait()
    finally:
        loop.remove_reader(handle)
        os.close(handle)


@asynccontextmanager
async def driven(folder: Path, words: str = "") -> AsyncIterator[Driven]:
    """A session that was made and told something, and that nobody drives yet. Drivers that are left end with it."""
    home = FakeHome(load({**os.environ, "DESKHAND_HOME": str(folder / "home")}, folder))
    async with await home.journal() as journal, teller(home.folder) as model:
        session = Driven(home, journal, (await journal.create("session")).id, model)
        if words:
            await session.say(words)
        try:
            yield session
        finally:
            for pid in session.pids:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)


def is_a(*kinds: type[ev.Event]) -> Callable[[ev.Event], bool]:  # type: ignore[valid-type]
    return lambda event: isinstance(event, kinds)  # type: ignore[arg-type]
