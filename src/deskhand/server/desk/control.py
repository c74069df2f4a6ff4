"""Control of one desk as the bridge knows it: the holder by the journal, and who wants to hear of a change.

It does not know what is done with it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from itertools import accumulate

from deskhand.core.events import Event
from deskhand.journal.journal import Journal
from deskhand.journal.values import Recorded
from deskhand.server.desk.holder import Holder

_BATCH = 500
_FEW = 20
"""So many are folded where they are: a thread would take longer."""


class Control:
    """Who holds control now. Fed by `heard`; those who listen are called at once, within it."""

    def __init__(self) -> None:
        self.holder = Holder()
        self._listening: list[Callable[[], None]] = []

    def may_act(self, connection: str) -> bool:
        return self.holder.may_act(connection)

    def heard(self, event: Event) -> None:
        """Take one more event of the session into account."""
        self._becomes(self.holder.after(event))

    def _becomes(self, holder: Holder) -> None:
        before, self.holder = self.holder.by, holder
        if holder.by != before:
            for listener in tuple(self._listening):
                listener()

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` after each change of the holder, until what is returned is called."""
        self._listening.append(listener)
        return lambda: self._listening.remove(listener)

    async def catch_up(self) -> None:
        """Take into account all that was journaled before this call."""


class JournaledControl(Control):
    """Control of a session's desk, read from its stream in the journal: each event once, however many ask.

    The events of a long session are folded on a thread: many thousands of them would hold up whatever else is served.
    """

    def __init__(self, journal: Journal, stream: str) -> None:
        super().__init__()
        self._journal = journal
        self._stream = stream
        self._seq = 0
        self._reading = asyncio.Lock()

    async def follow(self) -> None:
        """Hear every event as it comes. Ends with the journal; NotFound when the stream is deleted."""
        await self.catch_up()
        async for recorded in self._journal.follow(self._stream, after=self._seq):
            async with self._reading:
                if recorded.seq == self._seq + 1:
                    self._seq = recorded.seq
                    self.heard(recorded.event)  # type: ignore[arg-type]

    async def catch_up(self) -> None:
        """A ring of the bell may come late, or be lost: before somebody acts, the journal itself is asked.

        Raises NotFound when the stream is deleted, JournalDamaged when it can't be read.
        """
        async with self._reading:
            while batch := await self._journal.read(self._stream, after=self._seq, limit=_BATCH):
                for holder in await self._after(batch):
                    self._becomes(holder)
                self._seq = batch[-1].seq

    async def _after(self, batch: Sequence[Recorded]) -> list[Holder]:
        """The holder after each of these events."""
        events: list[Event] = [recorded.event for recorded in batch]  # type: ignore[misc]

        def fold() -> list[Holder]:
            return list(accumulate(events, lambda holder, event: holder.after(event), initial=self.holder))[1:]

        return fold() if len(events) < _FEW else await asyncio.to_thread(fold)
