"""The loop. One driver a session: it alone writes, and it can be recited.

append what the inbox holds -> state = evolve(...) -> move = next_move(state)
-> perform(move), raced against the inbox -> append its events -> again
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import aclosing

from deskhand.agent.context import Transcript
from deskhand.agent.perform import Events, Performer
from deskhand.agent.ports import Ports
from deskhand.agent.record import Inboxed, Record
from deskhand.core import events as ev
from deskhand.core.commands import PREEMPTING, Answer, event_of
from deskhand.core.evolve import evolve
from deskhand.core.moves import NOBODY, Move, Rest, next_move
from deskhand.core.state import State

Watcher = Callable[[ev.Event], None]


class Driver:
    """Drives one session to its next rest."""

    def __init__(self, record: Record, ports: Ports, watch: Watcher | None = None) -> None:
        self.state = State()
        self.transcript = Transcript()
        self._record = record
        self._ports = ports
        self._watch = watch
        self._performer = Performer(ports, self.transcript)
        self._inbox: asyncio.Future[None] | None = None
        self._handed_over: bool | None = None

    async def attach(self, first: ev.SessionStarted | None = None) -> None:
        """Take up the session where its journal ends. first: the first event of a new session, written before all."""
        for event in await self._record.load():
            self._take_in(event, fresh=False)
        resumed = self.state.session is not None
        if first is not None and not resumed:
            await self._append(first)
        await self._append(ev.DriverAttached(driver=self._ports.new_id(), resumed=resumed))

    async def open_desk(self) -> None:
        async for event in self._performer.open_desk():
            await self._append(event)

    async def run(self, *, wait: Callable[[State], bool]) -> Rest:
        """Drive until there is nothing to do. `wait(state)`: whether to wait for the inbox then, or to return."""
        try:
            while True:
                await self._take_inbox()
                await self._hand_over()
                move = next_move(self.state)
                if not isinstance(move, Rest):
                    await self._perform(move)
                elif not await self._waited(wait(self.state)):
                    return move
        finally:
            if self._inbox is not None:
                self._inbox.cancel()
                await asyncio.gather(self._inbox, return_exceptions=True)

    async def _waited(self, waits: bool) -> bool:
        """Wait for the inbox, as long as the open question has time; False when nobody is to wait."""
        asked = self.state.question.asked if self.state.question else None
        given_up = asked is not None and asked.unanswered != "wait" and not self.state.person_has_control
        if not (waits or (given_up and not self._ports.attended)):
            return False
        if asked is None or not given_up or (asked.patience_s is None and self._ports.attended):
            await self._record.wait_command()
            return True
        try:
            await asyncio.wait_for(self._record.wait_command(), asked.patience_s or 0.0)
        except TimeoutError:
            await self._append(ev.Answered(question=asked.question, answer=NOBODY, by="deskhand"))
        return True

    async def _hand_over(self) -> None:
        """The desk learns who has it."""
        if self.state.person_has_control != self._handed_over:
            self._handed_over = self.state.person_has_control
            await self._performer.hand_over(to_person=self._handed_over)

    async def _perform(self, move: Move) -> None:
        """Perform a move; a command that pre-empts breaks it off, and what was broken off is journaled."""
        async with aclosing(self._performer.perform(move, self.state)) as events:  # type: ignore[type-var]
            while True:
                event = await self._next(events)
                if event is None:
                    return
                if isinstance(event, _Broken):
                    for left in self._performer.broken_off(move):
                        await self._append(left)
                    return
                await self._append(event)

    async def _next(self, events: Events) -> ev.Event | _Broken | None:
        """The next event of a performance, unless a pre-empting command comes first."""
        step = asyncio.ensure_future(anext(events, None))
        try:
            while not step.done():
                inbox = self._watched_inbox()
                await asyncio.wait((step, inbox), return_when=asyncio.FIRST_COMPLETED)
                if inbox.done() and not step.done():
                    inbox.result()
                    if await self._take_inbox():
                        return _BROKEN
            return await step
        finally:
            step.cancel()
            await asyncio.gather(step, return_exceptions=True)

    def _watched_inbox(self) -> asyncio.Future[None]:
        """Done when a command waits. One watch serves many events: each new one asks the database first."""
        if self._inbox is None or self._inbox.done():
            self._inbox = asyncio.ensure_future(self._record.wait_command())
        return self._inbox

    async def _take_inbox(self) -> bool:
        """Journal what the inbox holds; whether any of it breaks off what is being performed."""
        preempts = False
        for entry in await self._record.inbox():
            event = self._event_of(entry)
            await self._record.append([event], takes=[entry.id])
            self._take_in(event)
            preempts = preempts or isinstance(entry.command, PREEMPTING)
        return preempts

    def _event_of(self, entry: Inboxed) -> ev.Event:
        """What a command becomes. Of two answers to one question the first counts; the other one is told so."""
        if entry.command is None:
            return ev.CommandIgnored(command=entry.id, reason=entry.problem)
        if isinstance(entry.command, Answer):
            asked, open_one = entry.command.question, self.state.question
            if open_one is None or open_one.question != asked:
                return ev.CommandIgnored(command=entry.id, reason=f"the question {asked} does not wait for an answer")
        return event_of(entry.command, entry.id)

    async def _append(self, event: ev.Event) -> None:
        await self._record.append([event])
        self._take_in(event)

    def _take_in(self, event: ev.Event, *, fresh: bool = True) -> None:
        self.state = evolve(self.state, event)
        self.transcript.add(event)
        if self._watch and fresh:
            self._watch(event)


class _Broken:
    """A performance was broken off by a command."""


_BROKEN = _Broken()
