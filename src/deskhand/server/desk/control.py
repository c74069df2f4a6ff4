"""Control of one desk as the bridge knows it: the holder by the journal, and who wants to hear of a change.

It does not know what is done with it.
"""

from __future__ import annotations

from collections.abc import Callable

from deskhand.core.events import Event
from deskhand.journal.journal import Journal
from deskhand.journal.values import Recorded
from deskhand.server.desk.holder import Holder

_BATCH = 500


class Control:
    """Who holds control now. Fed by `heard`; those who listen are called at once, within it."""

    def __init__(self) -> None:
        self.holder = Holder()
        self._listening: list[Callable[[], None]] = []

    def may_act(self, connection: str) -> bool:
        return self.holder.may_act(connection)

    def heard(self, event: Event) -> None:
        """Take one more event of the session into account."""
        before = self.holder.by
        self.holder = self.holder.after(event)
        if self.holder.by != before:
            for listener in tuple(self._listening):
                listener()

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` after each change of the holder, until what is returned is called."""
        self._listening.append(listener)
        return lambda: self._listening.remove(listener)

    async def catch_up(self) -> None:
        """Take into account all that was journaled before this call."""


class JournaledControl(Control):
    """Control of a session's desk, read from its stream in the journal."""

    def __init__(self, journal: Journal, stream: str) -> None:
        super().__init__()
        self._journal = journal
        self._stream = stream
        self._seq = 0

    async def follow(self) -> None:
        """Hear every event as it comes. Ends with the journal; NotFound when the stream is deleted."""
        async for recorded in self._journal.follow(self._stream, after=self._seq):
            self._take(recorded)

    async def catch_up(self) -> None:
        """A ring of the bell may come late, or be lost: before somebody acts, the journal itself is asked.

        Raises NotFound when the stream is deleted, JournalDamaged when it can't be read.
        """
        while batch := await self._journal.read(self._stream, after=self._seq, limit=_BATCH):
            for recorded in batch:
                self._take(recorded)

    def _take(self, recorded: Recorded) -> None:
        if recorded.seq == self._seq + 1:
            self._seq = recorded.seq
            self.heard(recorded.event)  # type: ignore[arg-type]
