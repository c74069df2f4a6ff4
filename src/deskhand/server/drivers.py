"""Drivers of sessions as the server knows them: who has one, and starting one for a session that has something to do.

A driver is a process of its own and goes on when the server ends. How it is started and what it tells while it works is
`agent.driving`'s; the server never drives. It does not know who asked.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from typing import Any, Protocol

from deskhand.agent.session import TaskOptions
from deskhand.core.errors import Conflict, DeskhandError
from deskhand.journal import Journal
from deskhand.server.sessions.beginnings import Beginnings

FRESH_S = 0.5
"""For so long an answer to whether a session has a driver is not asked anew."""
TEND_S = 0.25
"""How often it is looked whether a command was taken, while one waits."""
TENDED_S_MAX = 120.0
STARTS_MAX = 3
"""Drivers that were started for what waits, and took nothing: then it is left, until the next command."""
AT_ONCE = 4
"""Drivers that start at once; each is a process that loads for a second."""

log = logging.getLogger("deskhand.server")


class Driving(Protocol):
    """Processes that drive (`agent.driving`)."""

    async def start(self, session: str, options: TaskOptions | None) -> None:
        """Start a driver's process. options: for a session that has not begun. Raises DeskhandError when it can't."""
        ...

    async def end(self, session: str) -> None:
        """End the session's driver, if it has one that was started so, and wait until it let go."""
        ...

    def signals(self, session: str) -> AsyncIterator[dict[str, Any]]:
        """What its drivers tell while something happens, each beginning with a snapshot; without end."""
        ...


class Drivers:
    """Who drives what."""

    def __init__(
        self,
        journal: Journal,
        driving: Driving,
        beginnings: Beginnings,
        changed: Callable[[str], None],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.driving = driving
        self.beginnings = beginnings
        self._journal = journal
        self._changed = changed
        self._now = now
        self._alive: dict[str, tuple[float, bool]] = {}
        self._tended: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()
        self._at_once = asyncio.Semaphore(AT_ONCE)
        self._problems: dict[str, str] = {}

    async def is_alive(self, session: str) -> bool:
        """Whether the session has a driver, whoever started it, or one that is just starting."""
        return session in self._tended or await self._holds(session)

    async def _holds(self, session: str) -> bool:
        at, alive = self._alive.get(session, (0.0, False))
        if at and self._now() - at < FRESH_S:
            return alive
        writer = await self._journal.writer_of(session)
        alive = writer is not None and writer.live
        self._alive[session] = (self._now(), alive)
        return alive

    def forget(self, session: str) -> None:
        """What was last known of its driver may be no more."""
        self._alive.pop(session, None)

    def problem(self, session: str) -> str:
        """Why the last driver could not be started, in words; "" for nothing."""
        return self._problems.get(session, "")

    def tend(self, session: str) -> None:
        """See to it that what waits in the inbox is taken: by the driver that there is, or by a new one."""
        self._again.add(session)
        if session not in self._tended:
            self._tended[session] = asyncio.get_running_loop().create_task(self._tend(session))

    async def end(self, session: str) -> None:
        """End the session's driver. Raises Conflict when it is one that this server can't end."""
        if task := self._tended.pop(session, None):
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        await self.driving.end(session)
        self._alive.pop(session, None)
        writer = await self._journal.writer_of(session)
        if writer is not None and writer.live:
            raise Conflict(f"{session} is being written by {writer}.", hint="End that one first.")

    async def close(self) -> None:
        """Let go; the drivers go on."""
        tasks = list(self._tended.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _tend(self, session: str) -> None:
        """A driver that is about to end may leave a command that came in its last moment: so it is looked again."""
        starts, until = 0, self._now() + TENDED_S_MAX
        try:
            while self._now() < until:
                self._again.discard(session)
                if not await self._journal.take_commands(session):
                    if session in self._again:
                        continue
                    return
                self._alive.pop(session, None)
                if not await self._holds(session):
                    if starts == STARTS_MAX or not await self._started(session):
                        return
                    starts += 1
                await asyncio.sleep(TEND_S)
        except DeskhandError as error:  # it was deleted, say
            log.info("%s is not tended any more: %s", session, error)
        finally:
            self._tended.pop(session, None)
            self._alive.pop(session, None)
            self._changed(session)

    async def _started(self, session: str) -> bool:
        self._problems.pop(session, None)
        options = await self.beginnings.of(session)
        if options is not None and (await self._journal.info(session)).seq:
            await self.beginnings.forget(session)
            options = None
        try:
            async with self._at_once:
                await self.driving.start(session, options)
        except Conflict:
            return True  # somebody else was first, and takes what waits
        except DeskhandError as error:
            log.warning("no driver could be started for %s: %s", session, error)
            self._problems[session] = str(error)
            return False
        return True
