"""All rooms of this server: one an artifact that is being written, open while somebody is there.

It does not know accounts' rights: the server asks it to carry a page when it has checked them.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass

from starlette.websockets import WebSocket

from deskhand.agent.shelf import Shelf
from deskhand.artifacts.kinds.registry import form_of
from deskhand.artifacts.versions import Artifact
from deskhand.core.errors import DeskhandError, InvalidInput, LimitExceeded, NotFound
from deskhand.server.coediting import endings
from deskhand.server.coediting.connection import Connection
from deskhand.server.coediting.drafts import Draft, Drafts
from deskhand.server.coediting.endings import ending_of
from deskhand.server.coediting.room import Guest, Room
from deskhand.server.desk.closing import Ending
from deskhand.server.sessions.hub import Hub, Listener

ROOMS_MAX = 32
"""With `STATE_BYTES_MAX` each, they hold at most a quarter of a gibibyte."""
GUESTS_MAX = 32
"""Of one room: each change is sent to all of them."""
LOOK_S = 15.0

log = logging.getLogger("deskhand.server")

MayDo = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Rights:
    """What an account may do, asked as often as it is called."""

    see: MayDo
    write: MayDo


@dataclass(eq=False)
class _Open:
    room: Room
    following: asyncio.Task[None]


class Rooms:
    """Everything runs on one event loop."""

    def __init__(self, shelf: Shelf, drafts: Drafts, hub: Hub, now: Callable[[], float]) -> None:
        self._shelf = shelf
        self._drafts = drafts
        self._hub = hub
        self._now = now
        self._open: dict[str, _Open] = {}
        self._doors: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._closed = False

    async def serve(self, websocket: WebSocket, artifact: Artifact, account: str, rights: Rights) -> None:
        """Accept the WebSocket and carry the page until it ends. That it may see the artifact was checked before.

        Raises InvalidInput, before it accepts, for an artifact that is no text.
        """
        if not form_of(artifact.kind).is_text:
            raise InvalidInput(f"a {artifact.kind} is no text.", hint="Rewrite it from a file.", quotes=False)
        await websocket.accept()
        connection = Connection(websocket)
        guest = Guest(account, rights.write, connection.send, connection.end)
        await connection.close(await self._carried(connection, guest, artifact, rights))

    async def _carried(self, connection: Connection, guest: Guest, artifact: Artifact, rights: Rights) -> Ending | None:
        try:
            room = await self._entered(artifact, guest)
        except LimitExceeded:
            return endings.TOO_MANY
        except DeskhandError as error:
            return ending_of(error)
        with self._hub.listening([artifact.session], guest.account) as listener:
            watching = asyncio.ensure_future(self._watch(guest, rights, listener))
            try:
                return await connection.run(room, guest)
            finally:
                watching.cancel()
                await asyncio.gather(watching, return_exceptions=True)
                await self._left(artifact.id, room, guest)

    async def _watch(self, guest: Guest, rights: Rights, listener: Listener) -> None:
        """End the page's place when its account may not have it any more."""
        while rights.see():
            if self._hub.ending:
                guest.end(endings.SERVER_ENDS)
                return
            await listener.wait(LOOK_S)
        guest.end(endings.NOT_ALLOWED)

    async def _entered(self, artifact: Artifact, guest: Guest) -> Room:
        async with self._doors[artifact.id]:
            if self._closed:
                raise LimitExceeded("the server ends.", hint="Connect again.")
            found = self._open.get(artifact.id)
            if found is None:
                if len(self._open) >= ROOMS_MAX:
                    raise LimitExceeded(f"{ROOMS_MAX} artifacts are being written.", hint="Try again later.")
                room = Room(self._shelf, self._drafts, self._now, lambda: self._changed(artifact))
                await room.open(await self._shelf.get(artifact.session, artifact.id))
                found = _Open(room, asyncio.ensure_future(self._follow(artifact, room)))
                self._open[artifact.id] = found
            if len(found.room.guests) >= GUESTS_MAX:
                raise LimitExceeded(f"{GUESTS_MAX} pages write this artifact.", hint="Close one.")
            found.room.enter(guest)
            return found.room

    async def _left(self, id: str, room: Room, guest: Guest) -> None:
        room.leave(guest)
        async with self._doors[id]:
            found = self._open.get(id)
            if found is None or found.room is not room or room.guests:
                return
            await self._shut(id, found)

    async def _shut(self, id: str, found: _Open, *, keep: bool = True) -> None:
        del self._open[id]
        found.following.cancel()
        await asyncio.gather(found.following, return_exceptions=True)
        try:
            await found.room.close(keep=keep)
        except DeskhandError as error:
            log.warning("what was written of %s could not be kept to the end: %s", id, error)

    async def _follow(self, artifact: Artifact, room: Room) -> None:
        """Bring in what others make of it, until it is gone."""
        ending = endings.WENT_WRONG
        try:
            with self._hub.listening([artifact.session]) as listener:
                while True:
                    if artifact.id in listener.take_artifacts():
                        await room.look()
                    await listener.wait(LOOK_S)
        except NotFound:
            ending = endings.GONE
        except DeskhandError as error:
            log.warning("%s can't be written together any more: %s", artifact.id, error)
        for guest in tuple(room.guests):
            guest.end(ending)

    def _changed(self, artifact: Artifact) -> None:
        self._hub.artifact_changed(artifact.session, artifact.id)

    async def draft_of(self, artifact: str) -> tuple[Draft | None, tuple[str, ...]]:
        """What is written of it and is no version yet, and the accounts that have it open."""
        found = self._open.get(artifact)
        if found is not None:
            return found.room.draft, tuple(dict.fromkeys(guest.account for guest in found.room.guests))
        return await self._drafts.find(artifact), ()

    async def forget(self, artifacts: Collection[str]) -> None:
        """They are deleted: so is what was written of them."""
        for id in artifacts:
            async with self._doors[id]:
                found = self._open.get(id)
                if found is not None:
                    for guest in found.room.guests:
                        guest.end(endings.GONE)
                    await self._shut(id, found, keep=False)
                await self._drafts.forget([id])

    async def drafted(self) -> set[str]:
        """The artifacts of which something is kept that is no version yet."""
        return await self._drafts.all()

    async def close(self) -> None:
        """End all places; new ones are turned away. What was written is kept."""
        self._closed = True
        for id, found in list(self._open.items()):
            for guest in found.room.guests:
                guest.end(endings.SERVER_ENDS)
            async with self._doors[id]:
                if self._open.get(id) is found:
                    await self._shut(id, found)
