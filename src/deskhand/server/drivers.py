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

FRESH_S = 0.5
"""For so long an answer to whether a session has a driver is not asked anew."""
TEND_S = 0.25
"""How often it is looked whether a command was taken, while one waits."""
TENDED_S_MAX = 120.0
START_S = 30.0
"""How long a driver that was started may take until it has taken the session up: it loads for about a second."""
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
        changed: Callable[[str], None],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.driving = driving
        self._journal = journal
        self._changed = changed
        self._now = now
        self._alive: dict[str, tuple[float, bool]] = {}
        self._tended: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()
        self._at_once = asyncio.Semaphore(AT_ONCE)
        self._problems: dict[str, str] = {}
        self._wished: dict[str, TaskOptions] = {}
        self._held: dict[str, str] = {}

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

    def wished(self, session: str) -> TaskOptions | None:
        """With which options a session was started that has not begun yet."""
        return self._wished.get(session)

    async def held_by(self, account: str) -> int:
        """How many sessions have a driver now that this account had started, since this server runs."""
        mine = [session for session, whose in self._held.items() if whose == account]
        for session in mine:
            if not await self.is_alive(session):
                self._held.pop(session, None)
        return sum(whose == account for whose in self._held.values())

    def tend(self, session: str, options: TaskOptions | None = None, account: str = "") -> None:
        """See to it that what waits in the inbox is taken: by the driver that there is, or by a new one.

        options: for a session that has not begun. account: who wants it; "" for who does already.
        """
        self._again.add(session)
        if account:
            self._held.setdefault(session, account)
        if options is not None:
            self._wished[session] = options
        if session not in self._tended:
            self._tended[session] = asyncio.get_running_loop().create_task(self._tend(session, options))

    async def end(self, session: str) -> None:
        """End the session's driver. Raises Conflict when it is one that this server can't end."""
        if task := self._tended.pop(session, None):
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        await self.driving.end(session)
        self._held.pop(session, None)
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

    async def _tend(self, session: str, options: TaskOptions | None) -> None:
        """A driver that is about to end may leave a command that came in its last moment: so it is looked again."""
        until = self._now() + TENDED_S_MAX
        try:
            while self._now() < until:
                self._again.discard(session)
                if not await self._journal.take_commands(session):
                    if session in self._again:
                        continue
                    return
                self._alive.pop(session, None)
                if await self._holds(session):
                    await asyncio.sleep(TEND_S)
                elif not await self._came(session, options) and session not in self._again:
                    return
        except DeskhandError as error:  # it was deleted, say
            log.info("%s is not tended any more: %s", session, error)
        except Exception:
            log.exception("%s is not tended any more", session)
        finally:
            self._tended.pop(session, None)
            self._alive.pop(session, None)
            if session not in self._problems:
                self._wished.pop(session, None)
            self._changed(session)

    async def _came(self, session: str, options: TaskOptions | None) -> bool:
        """Start a driver; whether it took the session up. One that can't work says why on the record, and ends."""
        self._problems.pop(session, None)
        before = (await self._journal.info(session)).seq
        try:
            async with self._at_once:
                await self.driving.start(session, options)
        except Conflict:
            return True  # somebody else was first, and takes what waits
        except DeskhandError as error:
            log.warning("no driver could be started for %s: %s", session, error)
            self._problems[session] = str(error)
            return False
        until = self._now() + START_S
        while self._now() < until:
            self._alive.pop(session, None)
            if await self._holds(session) or not await self._journal.take_commands(session):
                return True
            if (await self._journal.info(session)).seq > before:
                self._alive.pop(session, None)
                return await self._holds(session)
            await asyncio.sleep(TEND_S)
        self._problems[session] = "its driver did not begin. See driver.log in the folder of its desk."
        return False
