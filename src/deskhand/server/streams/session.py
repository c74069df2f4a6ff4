"""One session as it happens: its events in order and once, what passes on its driver's channel, and whether it has one.

    event: event   id: 12   data: {"seq": 12, "at": ..., "event": {...}}
    event: signal           data: a line of the channel (`agent.driving`)
    event: artifact         data: {"id": "a-...", "number": 3}    its newest version now; null: it is gone
    event: driver           data: {"alive": true, "problem": ""}
    event: gone             data: {}          the session was deleted, or may not be seen any more; the stream ends

What is finished is an event before the channel says `clear`: the draft never goes before the message is there. It
ends when the server does, and a browser then comes again with the last number that it had.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Any

from deskhand.core.errors import DeskhandError
from deskhand.server.sessions.hub import Listener
from deskhand.server.sessions.written import entry_json
from deskhand.server.streams.sse import HEARTBEAT, HEARTBEAT_S, line, told
from deskhand.server.workplace import Workplace

BATCH = 500
SIGNALS_MAX = 2_000
"""Of a driver that is faster than a viewer: beyond that the channel is left, and taken up again with a snapshot."""

MaySee = Callable[[], bool]


async def session_stream(
    place: Workplace, account: str, session: str, after: int, may_see: MaySee, *, heartbeat_s: float = HEARTBEAT_S
) -> AsyncIterator[str]:
    """The stream of a session for one viewer, from the event after number `after` on."""
    with place.hub.listening([session], account) as listener:
        channel = _Channel(place, session, listener)
        try:
            async for words in _told(place, session, after, may_see, listener, channel, heartbeat_s):
                yield words
        finally:
            await channel.leave()


async def _told(
    place: Workplace,
    session: str,
    after: int,
    may_see: MaySee,
    listener: Listener,
    channel: _Channel,
    heartbeat_s: float,
) -> AsyncIterator[str]:
    driver: dict[str, Any] = {}
    while not place.hub.ending:
        if not may_see():
            yield told("gone", "{}")
            return
        signals = channel.take()
        clear = next((at for at, signal in enumerate(signals) if signal["kind"] == "clear"), len(signals))
        for signal in signals[:clear]:
            yield told("signal", line(signal))
        try:
            entries = await place.journal.read(session, after=after, limit=BATCH)
        except DeskhandError:
            if place.hub.ending:
                return
            yield told("gone", "{}")
            return
        if entries:
            after = entries[-1].seq
            yield "".join(told("event", entry_json(entry), entry.seq) for entry in entries)
        for signal in signals[clear:]:
            yield told("signal", line(signal))
        for artifact in sorted(listener.take_artifacts()):
            yield told("artifact", line({"id": artifact, "number": await _newest(place, session, artifact)}))
        now = {"alive": await place.drivers.is_alive(session), "problem": place.drivers.problem(session)}
        if now != driver:
            driver = now
            yield told("driver", line(driver))
        channel.follow()
        if len(entries) < BATCH and not await listener.wait(heartbeat_s):
            yield HEARTBEAT


async def _newest(place: Workplace, session: str, artifact: str) -> int | None:
    try:
        return (await place.shelf.get(session, artifact)).newest.number
    except DeskhandError:
        return None


class _Channel:
    """What the driver tells, gathered for one viewer; a ring for each."""

    def __init__(self, place: Workplace, session: str, listener: Listener) -> None:
        self._place = place
        self._session = session
        self._listener = listener
        self._signals: list[dict[str, Any]] = []
        self._reading: asyncio.Task[None] | None = None

    def follow(self) -> None:
        """Take the channel up, where it is not followed."""
        if self._reading is None or self._reading.done():
            self._reading = asyncio.get_running_loop().create_task(self._read())

    def take(self) -> list[dict[str, Any]]:
        """What was told since the last look."""
        signals, self._signals = self._signals, []
        return signals

    async def leave(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)

    async def _read(self) -> None:
        async with contextlib.aclosing(self._place.drivers.driving.signals(self._session)) as signals:  # type: ignore[type-var]
            async for signal in signals:
                if len(self._signals) >= SIGNALS_MAX:
                    self._signals.clear()
                    return
                self._signals.append(signal)
                self._listener.ring()
