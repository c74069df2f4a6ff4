"""Drivers for the server's tests: in this process, with the fake desk and a scripted model, on the real journal."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from typing import Any

from deskhand.agent.channel import Channel, Signal
from deskhand.agent.driver import Driver
from deskhand.agent.ports import Ports
from deskhand.agent.profiles import load_profile
from deskhand.agent.record import Record
from deskhand.agent.session import Home, TaskOptions
from deskhand.agent.shelf import Shelf
from deskhand.core import events as ev
from deskhand.core.errors import Conflict, DeskhandError
from deskhand.desk.base import Desk
from deskhand.journal import Journal
from deskhand.models.base import Model
from deskhand.models.scripted import Answer, Script, ScriptedModel, saying
from deskhand.testing.desk import FakeDesk
from tests.agent.world import form_page


class DrivingHere:
    """`server.drivers.Driving` without processes. answers: of the model of every session that is started."""

    def __init__(self, home: Home, journal: Journal) -> None:
        self.home = home
        self.answers: Sequence[Answer] | Script = [saying("Done."), saying("And again."), saying("Once more.")]
        self.fails: DeskhandError | None = None
        self.started: list[tuple[str, TaskOptions | None]] = []
        self.channels: dict[str, Channel] = {}
        self._kept: dict[str, TaskOptions | None] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._models: dict[str, Model] = {}

    async def start(self, session: str, options: TaskOptions | None) -> None:
        self.started.append((session, options))
        options = self._kept.setdefault(session, options)
        if self.fails is not None:
            raise self.fails
        if session in self._tasks and not self._tasks[session].done():
            raise Conflict("it is driven already")
        attached = asyncio.Event()
        self._tasks[session] = asyncio.create_task(self._drive(session, options, attached))
        waiting = asyncio.create_task(attached.wait())
        await asyncio.wait({self._tasks[session], waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()

    async def _drive(self, session: str, options: TaskOptions | None, attached: asyncio.Event) -> None:
        channel = self.channels.setdefault(session, Channel())
        model = self._models.setdefault(session, ScriptedModel(self.answers))
        desk = FakeDesk([form_page()])

        async def open_desk() -> Desk:
            return desk

        async with await self.home.journal() as journal, await journal.lock(session, "test") as lock:
            ports = Ports(
                session_id=session,
                model=model,
                profile=load_profile((options or TaskOptions()).profile, self.home.profiles),
                spec=(options or TaskOptions()).desk,
                blobs=journal.blobs,
                open_desk=open_desk,
                channel=channel,
                shelf=Shelf(journal),
            )
            driver = Driver(Record(journal, session, lock, time.time), ports)
            first = options and ev.SessionStarted(
                model=options.model,
                profile=options.profile,
                limits=options.limits,
                desk=options.desk.model_dump(mode="json"),
            )
            await driver.attach(first)
            attached.set()
            await driver.open_desk()
            await driver.run(wait=lambda state: True)

    async def end(self, session: str) -> None:
        if task := self._tasks.pop(session, None):
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def signals(self, session: str) -> AsyncIterator[dict[str, Any]]:
        heard: asyncio.Queue[Signal] = asyncio.Queue()
        channel = self.channels.setdefault(session, Channel())
        yield {"kind": "snapshot", "drafts": [], "wait": ""}
        with channel.listening(heard.put_nowait):
            while True:
                signal = await heard.get()
                yield {"kind": signal.kind, "about": signal.about, "text": signal.text, "offset": signal.offset}

    async def close(self) -> None:
        for session in list(self._tasks):
            await self.end(session)
