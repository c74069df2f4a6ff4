"""The loop. One driver a session: it alone writes, and it can be recited.

append what the inbox holds -> state = evolve(...) -> move = next_move(state)
-> perform(move), raced against the inbox -> append its events -> again

Before a command that pre-empts is journaled, what is being performed has been broken off and the desk's keys and
buttons are let go of: from that event on no input leaves, but releases.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import aclosing
from typing import Any

from deskhand.agent.context import Transcript
from deskhand.agent.perform import Events, Performer
from deskhand.agent.ports import Ports
from deskhand.agent.record import Record
from deskhand.agent.scribe import Scribe, Watcher
from deskhand.core import events as ev
from deskhand.core.commands import PREEMPTING, BreakOff, Command
from deskhand.core.moves import NOBODY, Conclude, Move, Notice, Rest, next_move
from deskhand.core.outcome import Outcome
from deskhand.core.state import State

Idle = Callable[[], Coroutine[Any, Any, object]]
"""Returns when a session that rests has been left alone for long enough."""

LEAVING = Rest("leaving")


class Driver:
    """Drives one session to its next rest."""

    def __init__(self, record: Record, ports: Ports, watch: Watcher | None = None) -> None:
        self._scribe = Scribe(record, watch)
        self._ports = ports
        self._performer = Performer(ports, self._scribe.transcript)
        self._inbox: asyncio.Future[None] | None = None
        self._handed_over: bool | None = None
        self._found_taken = False
        self._stopped = False
        self._preempted = False
        self._leaving = asyncio.Event()

    @property
    def state(self) -> State:
        return self._scribe.state

    @property
    def transcript(self) -> Transcript:
        return self._scribe.transcript

    async def attach(self, first: ev.SessionStarted | None = None) -> None:
        """Take up the session where its journal ends. first: the first event of a new session, written before all."""
        await self._scribe.attach(self._ports.new_id(), first)
        self._found_taken = self.state.person_has_control

    async def open_desk(self) -> None:
        async for event in self._performer.open_desk():
            await self._scribe.append(event)

    async def run(self, *, wait: Callable[[State], bool], idle: Idle | None = None) -> Rest:
        """Drive until there is nothing to do. `wait(state)`: whether to wait for the inbox then, or to return.

        idle: when it returns while the inbox is waited for, so does this; a question with a time of its own has that.
        The desk is opened when something needs it and it is not there.
        """
        try:
            while not self._leaving.is_set():
                await self._take_inbox()
                await self._hand_over()
                move = next_move(self.state)
                if self._lacks_desk(move):
                    await self._perform(self._performer.open_desk())
                elif not isinstance(move, Rest):
                    await self._perform(self._performer.perform(move, self.state))
                elif not await self._waited(wait(self.state), idle):
                    return move
            return LEAVING
        finally:
            if self._inbox is not None:
                self._inbox.cancel()
                await asyncio.gather(self._inbox, return_exceptions=True)

    def leave(self) -> None:
        """Have `run` break off what it performs, journal what is to be told of that, and return LEAVING."""
        self._leaving.set()

    async def give_up(self, outcome: Outcome) -> None:
        """Journal that the work can't go on (`Scribe.give_up`)."""
        await self._scribe.give_up(outcome)
        self._ports.channel.clear()

    def _lacks_desk(self, move: Move) -> bool:
        """Whether the desk is to be opened first. What only answers, asks for nothing and ends does without it."""
        if self._ports.desk is not None or self.state.stop is not None:
            return False
        if isinstance(move, Rest):
            return self.state.person_has_control
        return not isinstance(move, Conclude | Notice)

    async def _waited(self, waits: bool, idle: Idle | None) -> bool:
        """Wait for the inbox, as long as the open question has time; False when nobody is to wait any longer."""
        asked = self.state.question.asked if self.state.question else None
        given_up = asked is not None and asked.unanswered != "wait" and not self.state.person_has_control
        if not (waits or (given_up and not self._ports.attended)):
            return False
        if asked is None or not given_up or (asked.patience_s is None and self._ports.attended):
            return await self._command_came(None, idle)
        if not await self._command_came(asked.patience_s or 0.0, None) and not self._leaving.is_set():
            await self._scribe.append(ev.Answered(question=asked.question, answer=NOBODY, by="deskhand"))
        return True

    async def _command_came(self, within_s: float | None, idle: Idle | None) -> bool:
        """Wait until a command waits in the inbox; False when the time is over, all is idle, or the driver leaves."""
        inbox = self._watched_inbox()
        others: list[asyncio.Future[Any]] = [asyncio.ensure_future(self._leaving.wait())]
        if idle is not None:
            others.append(asyncio.ensure_future(idle()))
        try:
            await asyncio.wait([inbox, *others], timeout=within_s, return_when=asyncio.FIRST_COMPLETED)
            if inbox.done():
                inbox.result()
            return inbox.done()
        finally:
            for other in others:
                other.cancel()
            await asyncio.gather(*others, return_exceptions=True)

    async def _hand_over(self) -> None:
        """The desk learns who has it; nothing is held on it when a person has stopped the work."""
        stopped, self._stopped = self._stopped, self.state.stop is not None
        if self._stopped and not stopped:
            await self._performer.let_go()
        if self._ports.desk is not None and self.state.person_has_control != self._handed_over:
            self._handed_over = self.state.person_has_control
            await self._performer.hand_over(to_person=self._handed_over, seen=not self._found_taken)
            self._found_taken = False

    async def _perform(self, performance: Events) -> None:
        """Journal the events of a performance; what breaks it off, and what is to be told of that, is journaled."""
        async with aclosing(performance) as events:  # type: ignore[type-var]
            while True:
                event = await self._next(events)
                if event is None:
                    return
                if isinstance(event, _Broken):
                    for left in self._performer.broken_off() if self.state.asking else ():
                        await self._scribe.append(left)
                    self._ports.channel.clear()
                    return
                await self._scribe.append(event)

    async def _next(self, events: Events) -> ev.Event | _Broken | None:
        """The next event of a performance, unless the driver leaves or a pre-empting command comes first."""
        if self._preempted or self._leaving.is_set():
            return _BROKEN
        step = asyncio.ensure_future(anext(events, None))
        leaving = asyncio.ensure_future(self._leaving.wait())
        try:
            while not step.done():
                inbox = self._watched_inbox()
                await asyncio.wait((step, inbox, leaving), return_when=asyncio.FIRST_COMPLETED)
                if step.done():
                    break
                if leaving.done() or await self._preempts(inbox):
                    return await self._broken_off(step)
            return await step
        finally:
            step.cancel()
            leaving.cancel()
            await asyncio.gather(step, leaving, return_exceptions=True)

    async def _preempts(self, inbox: asyncio.Future[None]) -> bool:
        """Whether something in the inbox breaks off what is being performed; if not, all of it is journaled."""
        inbox.result()
        entries = await self._scribe.record.inbox()
        self._preempted = any(self._breaks(entry.command) for entry in entries)
        if not self._preempted:
            await self._scribe.take(entries)
        return self._preempted

    def _breaks(self, command: Command | None) -> bool:
        if not isinstance(command, BreakOff):
            return isinstance(command, PREEMPTING)
        running = self.state.running
        return running is not None and running.call.id == command.call

    async def _broken_off(self, step: asyncio.Future[ev.Event | None]) -> ev.Event | _Broken | None:
        """End a step and have the desk hold still. A step that ended by itself meanwhile has happened: its event."""
        step.cancel()
        await asyncio.gather(step, return_exceptions=True)
        await self._performer.let_go()
        return _BROKEN if step.cancelled() else step.result()

    def _watched_inbox(self) -> asyncio.Future[None]:
        """Done when a command waits. One watch serves many events: each new one asks the database first."""
        if self._inbox is None or self._inbox.done():
            self._inbox = asyncio.ensure_future(self._scribe.record.wait_command())
        return self._inbox

    async def _take_inbox(self) -> None:
        """Journal what the inbox holds. Nothing that a pre-empting command breaks off is being performed now."""
        await self._scribe.take_inbox()
        self._preempted = False


class _Broken:
    """A performance was broken off by a command, or because the driver leaves."""


_BROKEN = _Broken()
