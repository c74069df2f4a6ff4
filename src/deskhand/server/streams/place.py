"""Everything that somebody may see, as it changes: a line for every session, and who is gone from the list.

    event: session   data: a summary
    event: removed   data: {"id": "s-..."}    it was deleted, or may not be seen any more
    event: rights    data: {}                 accounts, projects or members changed: read again what of them is shown

It tells of a session only to who may see it, also that it is gone only to who could see it before. It ends when the
cookie ends, and with the server.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

from deskhand.core.errors import DeskhandError
from deskhand.server.sessions.summary import summary_of
from deskhand.server.streams.sse import HEARTBEAT, HEARTBEAT_S, line, told
from deskhand.server.workplace import Workplace

PAUSE_S = 0.1
"""A session that works changes many times a second; its line in a list need not. What happened in it goes before."""


async def place_stream(
    place: Workplace,
    account: str,
    stands: Callable[[], bool],
    visible: Callable[[], set[str]],
    *,
    heartbeat_s: float = HEARTBEAT_S,
) -> AsyncIterator[str]:
    """The stream for one viewer. stands: whether they are still let in; visible: what they may see now."""
    with place.hub.listening(None, account) as listener:
        shown = visible()
        while stands() and not place.hub.ending:
            if not await listener.wait(heartbeat_s):
                yield HEARTBEAT
                continue
            await asyncio.sleep(PAUSE_S)
            if not stands() or place.hub.ending:
                return
            now, changed = visible(), listener.take()
            if listener.rights:
                listener.rights = False
                yield told("rights", "{}")
            for gone in shown - now:
                yield told("removed", line({"id": gone}))
            for session in sorted((now - shown) | (changed & now)):
                try:
                    yield told("session", (await summary_of(place, session)).model_dump_json())
                except DeskhandError:  # deleted meanwhile: the next round tells
                    now.discard(session)
            shown = now
