"""All streams of one kind as their folds, kept in memory: accounts, projects. It does not know what events mean.

They are few and small, and every request asks for them. Other processes may write too: an append that comes second
reads what came first and tries again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Generic, TypeVar

from deskhand.core.errors import Conflict, NotFound
from deskhand.core.values import Value
from deskhand.journal import Journal, Kind, StreamInfo

S = TypeVar("S")
Evolve = Callable[[S, Value, float], S]
_ALL = 2**53
_TRIES = 20


class Folded(Generic[S]):
    """The folds of all streams of a kind. `start` makes the state before the first event, `evolve` takes one in."""

    def __init__(
        self,
        journal: Journal,
        kind: Kind,
        start: Callable[[StreamInfo], S],
        evolve: Evolve[S],
        now: Callable[[], float],
    ) -> None:
        self.states: dict[str, S] = {}
        self._journal = journal
        self._kind = kind
        self._start = start
        self._evolve = evolve
        self._now = now
        self._seqs: dict[str, int] = {}

    async def load(self) -> None:
        """Read all of them, from the journal as it is now."""
        found = {info.id: info for info in await self._journal.streams(self._kind, limit=_ALL)}
        for gone in self.states.keys() - found.keys():
            self._forget(gone)
        for info in found.values():
            await self._catch_up(info)

    async def create(self, title: str, events: Sequence[Value]) -> S:
        """A new stream with its first events."""
        info = await self._journal.create(self._kind, title=title)
        self.states[info.id], self._seqs[info.id] = self._start(info), 0
        return await self.append(info.id, events)

    async def append(self, stream: str, events: Sequence[Value], blobs: Sequence[str] = ()) -> S:
        """Append to a stream; the state after it. Raises NotFound."""
        for _ in range(_TRIES):
            if stream not in self.states:
                break
            try:
                done = await self._journal.append(
                    stream, events, expect=self._seqs[stream], at=self._now(), blobs=blobs
                )
            except Conflict:
                await self._catch_up(await self._journal.info(stream))
            else:
                for entry in done:
                    self._take_in(stream, entry.event, entry.at, entry.seq)
                return self.states[stream]
        raise NotFound(f"there is no stream {stream[:80]!r} to append to.", hint="Read the list anew.")

    async def delete(self, stream: str) -> None:
        await self._journal.delete(stream)
        self._forget(stream)

    async def _catch_up(self, info: StreamInfo) -> None:
        if info.id not in self.states:
            self.states[info.id], self._seqs[info.id] = self._start(info), 0
        for entry in await self._journal.read(info.id, after=self._seqs[info.id]):
            self._take_in(info.id, entry.event, entry.at, entry.seq)

    def _take_in(self, stream: str, event: Value, at: float, seq: int) -> None:
        if stream in self.states and seq == self._seqs[stream] + 1:
            self.states[stream] = self._evolve(self.states[stream], event, at)
            self._seqs[stream] = seq

    def _forget(self, stream: str) -> None:
        self.states.pop(stream, None)
        self._seqs.pop(stream, None)


def folded(start: S, evolve: Evolve[S], events: Sequence[Value], at: float = 0.0) -> S:
    """The state after some events, all at one time."""
    return reduce(lambda state, event: evolve(state, event, at), events, start)
