"""Sessions at work as a page sees them: words that form, and turns that end up in the journal.

No model is asked. How fast one talks is made up (`PIECES_PER_S`); what it says goes the way that a driver's words go.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from deskhand.agent.channel import Channel
from deskhand.agent.driving.door import Door
from deskhand.agent.session import Home
from deskhand.bench.workspace.record import go_on
from deskhand.core import events as ev
from deskhand.core.messages import Reply
from deskhand.journal import Journal

PIECES_PER_S = 20
"""What a fast model gives: some 60 tokens a second, three of them a piece."""
TURN_PIECES = 40
_PIECE = "and the next of them is "


@asynccontextmanager
async def streaming(home: Home, sessions: Sequence[str]) -> AsyncIterator[None]:
    """All of these sessions talk, each at its own time, until the block ends."""
    async with await home.journal() as journal, AsyncExitStack() as open_:
        talking = [
            asyncio.create_task(_talk(journal, session, await _opened(home, session, open_), place))
            for place, session in enumerate(sessions)
        ]
        try:
            yield
        finally:
            for each in talking:
                each.cancel()
            ended = await asyncio.gather(*talking, return_exceptions=True)
    for error in ended:
        if isinstance(error, Exception):
            raise error


async def _opened(home: Home, session: str, open_: AsyncExitStack) -> Channel:
    folder = home.desk_folder(session)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    channel = Channel()
    door = Door(channel, folder)
    await door.open()
    open_.push_async_callback(door.close)
    return channel


async def _talk(journal: Journal, session: str, channel: Channel, place: int) -> None:
    seq = (await journal.info(session)).seq
    await go_on(journal, session, seq)
    seq += 1
    await asyncio.sleep(place / PIECES_PER_S / 8)
    while True:
        for _ in range(TURN_PIECES):
            channel.piece("text", "draft", _PIECE)
            await asyncio.sleep(1 / PIECES_PER_S)
        turn = [ev.ModelAsked(model="steps"), ev.ModelReplied(reply=Reply(text=_PIECE * TURN_PIECES))]
        await journal.append(session, turn, expect=seq, at=time.time())
        seq += len(turn)
        channel.clear()
