"""A driver's life as a process: takes the session, works and waits on it, lets go of it. What ends it is told by its
exit code, in its log, and wherever people must know, on the record.

It does not know who started it or who watches.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import signal
import time
import traceback
from collections.abc import Callable

from deskhand.agent.driver import Driver
from deskhand.agent.driving.starting import OPTIONS_NAME
from deskhand.agent.record import Record
from deskhand.agent.scribe import Scribe
from deskhand.agent.session import Home, Session, TaskOptions, first_event
from deskhand.core.errors import Conflict, DeskhandError, LimitExceeded
from deskhand.core.outcome import Outcome

EXIT_LET_GO = 0
EXIT_LOST = 6
EXIT_FAULT = 70
EXIT_HELD = 75
"""let go: idle, or told to end. lost: something that the session needs is not there; the record says what. fault: an
error in Deskhand, or a record that can't be written. held: another process drives the session, or took it over."""

Log = Callable[[str], None]


async def drive(home: Home, session_id: str, options: TaskOptions | None, idle_s: float, log: Log) -> int:
    """Drive a session until it is idle or the process is told to end (SIGTERM, SIGINT); the exit code.

    options: those of a new session; they count only where it has not begun. log: where is said what happens.
    """
    told = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    life = _Life(home, session_id, options, log)
    log(f"process {os.getpid()} takes up {session_id}")
    while True:
        code = await life.lived(told, idle_s)
        if code != EXIT_LET_GO or told.is_set() or not await _is_wanted(home, session_id):
            log(f"ends with exit code {code}")
            return code
        log("a command came as it let go: takes it up again")


async def _is_wanted(home: Home, session_id: str) -> bool:
    """Whether a command waits. Who put it while this process still held the session started nobody for it."""
    async with await home.journal() as journal:
        return bool(await journal.take_commands(session_id))


class _Life:
    """From taking a session to letting go of it."""

    def __init__(self, home: Home, session_id: str, options: TaskOptions | None, log: Log) -> None:
        self._home = home
        self._id = session_id
        self._options = options
        self._log = log

    async def lived(self, told: asyncio.Event, idle_s: float) -> int:
        """All of it; the exit code. told: set when it is to end."""
        try:
            session = await self._opened()
        except Conflict as conflict:
            self._log(str(conflict))
            return EXIT_HELD
        except DeskhandError as error:
            self._log(str(error))
            return await self._said_why(error)
        leaving = asyncio.ensure_future(_leave_when(told, session.driver))
        try:
            return await self._attended(session, idle_s)
        finally:
            leaving.cancel()
            await session.close(end_desk=False)

    async def _opened(self) -> Session:
        """The session: begun where it has not, else taken up."""
        if self._options is None or await self._has_begun():
            session = await Session.resume(self._id, self._home, attended=True)
        else:
            options = self._options.model_copy(update={"attended": True})
            session = await Session.start(options, self._home, session_id=self._id)
        with contextlib.suppress(OSError):  # from here on the record says how it is to be run
            (self._home.desk_folder(self._id) / OPTIONS_NAME).unlink(missing_ok=True)
        return session

    async def _has_begun(self) -> bool:
        async with await self._home.journal() as journal:
            return (await journal.info(self._id)).seq > 0

    async def _attended(self, session: Session, idle_s: float) -> int:
        try:
            await session.attend(idle_s)
            return EXIT_LET_GO
        except Conflict as conflict:
            self._log(f"the session is no longer ours: {conflict}")
            return EXIT_HELD
        except DeskhandError as error:
            self._log(str(error))
            return await self._given_up(session, _outcome(error), EXIT_LOST)
        except Exception as fault:  # noqa: BLE001 - whatever it is, the record and the log must say that it ended
            self._log(traceback.format_exc())
            words = f"Deskhand failed inside: {type(fault).__name__}: {fault}. See driver.log in the desk's folder."
            return await self._given_up(session, Outcome(kind="lost", summary=words), EXIT_FAULT)

    async def _given_up(self, session: Session, outcome: Outcome, code: int) -> int:
        try:
            await session.driver.give_up(outcome)
        except DeskhandError as error:
            self._log(f"this could not be put on the record: {error}")
            return EXIT_FAULT
        return code

    async def _said_why(self, error: DeskhandError) -> int:
        """The record says why nobody drives, where it has a beginning or can have one."""
        try:
            async with await self._home.journal() as journal:
                if self._options is None and (await journal.info(self._id)).seq == 0:
                    return EXIT_LOST
                async with await journal.lock(self._id, "deskhand") as lock:
                    scribe = Scribe(Record(journal, self._id, lock, time.time))
                    first = first_event(self._options) if self._options else None
                    await scribe.attach(secrets.token_hex(6), first)
                    await scribe.give_up(_outcome(error))
                return EXIT_LOST
        except Conflict:
            return EXIT_HELD
        except DeskhandError as second:
            self._log(f"this could not be put on the record: {second}")
            return EXIT_FAULT


def _outcome(error: DeskhandError) -> Outcome:
    return Outcome(kind="limit" if isinstance(error, LimitExceeded) else "lost", summary=str(error))


async def _leave_when(told: asyncio.Event, driver: Driver) -> None:
    await told.wait()
    driver.leave()
