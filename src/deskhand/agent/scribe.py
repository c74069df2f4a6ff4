"""Writes one session: appends events and folds them as they go, and turns what the inbox holds into events.

It performs nothing and needs neither model nor desk; so it can also say on the record why there are none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from deskhand.agent.context import Transcript
from deskhand.agent.record import Inboxed, Record
from deskhand.core import events as ev
from deskhand.core.commands import Answer, BreakOff, ReturnControl, UseTool, event_of
from deskhand.core.evolve import evolve
from deskhand.core.messages import TextPart
from deskhand.core.moves import INTERRUPTED
from deskhand.core.outcome import Outcome
from deskhand.core.state import State

Watcher = Callable[[ev.Event], None]

BROKE_OFF = "Not executed: the work broke off before it."
WAITING_MAX = 16
"""Of calls that are not the model's; more are turned away."""


class Scribe:
    """The one hand that writes a session's stream. watch: told each event that it writes."""

    def __init__(self, record: Record, watch: Watcher | None = None) -> None:
        self.state = State()
        self.transcript = Transcript()
        self.record = record
        self._watch = watch

    async def attach(self, driver: str, first: ev.SessionStarted | None = None) -> None:
        """Take up the session where its journal ends. first: the first event of a new session, written before all."""
        for event in await self.record.load():
            self._take_in(event, fresh=False)
        resumed = self.state.session is not None
        if first is not None and not resumed:
            await self.append(first)
        await self.append(ev.DriverAttached(driver=driver, resumed=resumed))

    async def append(self, event: ev.Event) -> None:
        await self.record.append([event])
        self._take_in(event)

    async def take_inbox(self) -> None:
        """Journal what the inbox holds."""
        await self.take(await self.record.inbox())

    async def take(self, entries: Sequence[Inboxed]) -> None:
        """Journal these commands, which wait in the inbox."""
        for entry in entries:
            event = self._event_of(entry)
            await self.record.append([event], takes=[entry.id])
            self._take_in(event)

    def _event_of(self, entry: Inboxed) -> ev.Event:
        """What a command becomes. Of two answers to one question the first counts; the other one is told so."""
        if entry.command is None:
            return ev.CommandIgnored(command=entry.id, reason=entry.problem)
        if isinstance(entry.command, Answer):
            asked, open_one = entry.command.question, self.state.question
            if open_one is None or open_one.question != asked:
                return ev.CommandIgnored(command=entry.id, reason=f"the question {asked} does not wait for an answer")
        if isinstance(entry.command, UseTool) and len(self.state.used) >= WAITING_MAX:
            return ev.CommandIgnored(command=entry.id, reason=f"{WAITING_MAX} calls wait already")
        if isinstance(entry.command, BreakOff) and entry.command.call not in (c.call.id for c in self.state.used):
            return ev.CommandIgnored(command=entry.id, reason=f"no such call is under way: {entry.command.call[:80]}")
        if isinstance(entry.command, ReturnControl) and not self.state.person_has_control:
            return ev.CommandIgnored(command=entry.id, reason="nobody has the desk who could give it back")
        return event_of(entry.command, entry.id)

    async def give_up(self, outcome: Outcome) -> None:
        """Journal that nobody can go on with the work: every open call gets an answer, then comes the end.

        Where there was nothing to do, people are only told.
        """
        await self.take_inbox()
        for call in self.state.calls:
            begun = call.started or bool(call.held)
            status: ev.CallStatus = "interrupted" if begun else "skipped"
            content = (TextPart(text=INTERRUPTED if begun else BROKE_OFF),)
            await self.append(ev.CallFinished(call=call.call.id, status=status, content=content))
        works = self.state.outcome is None and (self.state.said or self.state.heard)
        await self.append(ev.Concluded(outcome=outcome) if works else ev.Warned(topic="driver", text=outcome.summary))

    def _take_in(self, event: ev.Event, *, fresh: bool = True) -> None:
        self.state = evolve(self.state, event)
        self.transcript.add(event)
        if self._watch and fresh:
            self._watch(event)
