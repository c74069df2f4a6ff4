"""All sessions of the journal, as lists and pages show them. It follows the journal, whoever writes it.

It does not know who may see what.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass

from deskhand.agent.shelf import session_of
from deskhand.core.errors import DeskhandError, NotFound
from deskhand.journal import Journal, StreamInfo
from deskhand.journal.bell import ANY
from deskhand.server.sessions.hub import Hub
from deskhand.server.sessions.index import Index, Known, Snippet, Spent, terms_of
from deskhand.server.sessions.tally import Tally

BATCH = 500
LOOK_S = 3.0
"""How often it is looked whether the drivers of sessions that work still live: a death rings no bell."""
_ALL = 2**53
_BLANK = Known(0, Tally())

IsAlive = Callable[[str], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Seen:
    """A session as it is now. alive: it has a driver; only looked at while there is no outcome."""

    info: StreamInfo
    tally: Tally
    alive: bool


class Sessions:
    """Keeps up with the journal from `load` until its `follow` is cancelled."""

    def __init__(self, journal: Journal, index: Index, hub: Hub, is_alive: IsAlive) -> None:
        self._journal = journal
        self._index = index
        self._hub = hub
        self._is_alive = is_alive
        self._infos: dict[str, StreamInfo] = {}
        self._known: dict[str, Known] = {}
        self._artifacts: dict[str, StreamInfo] = {}
        self._alive: dict[str, bool] = {}
        self._reading: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def load(self) -> None:
        """Read the list of sessions; what happened in each is read when it is wanted."""
        self._known = await self._index.known()
        await self.look()
        await self._look_at_artifacts()

    def has(self, session: str) -> bool:
        return session in self._infos

    def ids(self) -> list[str]:
        return list(self._infos)

    def info(self, session: str) -> StreamInfo:
        """The stream as it was when it was last looked at. Raises NotFound."""
        found = self._infos.get(session)
        if found is None:
            raise NotFound(f"there is no session {session[:80]!r}.", hint="Read the list of sessions anew.")
        return found

    async def look(self) -> None:
        """Read the list anew; tell of what changed."""
        before = self._infos
        self._infos = {info.id: info for info in await self._journal.streams("session", limit=_ALL)}
        gone = (before.keys() | self._known.keys()) - self._infos.keys()
        await self._forget(gone)
        strange = {session for session, known in self._known.items() if known.seq > self._infos[session].seq}
        await self._index.forget(strange)  # of another journal, or of a newer copy of this one
        for session in strange:
            del self._known[session]
        for session, info in self._infos.items():
            if before.get(session) != info:
                self._hub.session_changed(session)

    async def look_at(self, session: str) -> None:
        """Read one session's stream anew; tell of it when it changed, and of an artifact. Streams of other kinds are
        passed over."""
        try:
            info = await self._journal.info(session)
        except DeskhandError:
            return
        if info.kind == "artifact" and info.id == session:
            self._artifacts[info.id] = info
            self._hub.artifact_changed(session_of(info.id), info.id)
            return
        if info.kind != "session" or info.id != session:
            return
        if info.deleted_at is not None:
            await self._forget({session})
        elif self._infos.get(session) != info:
            self._infos[session] = info
            self._hub.session_changed(session)

    async def see(self, session: str) -> Seen:
        """The session with all that has happened in it. Raises NotFound."""
        tally = await self._caught_up(session)
        if tally.outcome is None:
            self._alive[session] = await self._is_alive(session)
        return Seen(self.info(session), tally, self._alive.get(session, False))

    async def search(self, query: str, among: Collection[str]) -> set[str]:
        """Those among the sessions that hold every word of the query, in their title or in what was said and seen."""
        for session in among:
            await self._caught_up(session)
        found = set(among)
        for term in terms_of(query):
            titled = {session for session in found if term in self.info(session).title.casefold()}
            found = titled | (found & await self._index.holding(term) if found - titled else set())
        return found

    async def snippets(self, session: str, query: str) -> list[Snippet]:
        return await self._index.snippets(session, terms_of(query))

    async def spent(self, since: float, among: Collection[str]) -> list[Spent]:
        """Every request to a model since then, of these sessions."""
        for session in among:
            if self.info(session).at >= since:
                await self._caught_up(session)
        wanted = set(among)
        return [each for each in await self._index.spent(since) if each.session in wanted]

    async def follow(self) -> None:
        """Keep up with the journal until cancelled, and with drivers that die."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._follow_journal())
            tasks.create_task(self._follow_drivers())

    async def _follow_journal(self) -> None:
        async for names in self._journal.changes():
            with contextlib.suppress(DeskhandError):  # a full disk, say: the next ring looks again
                if ANY in names:
                    await self.look()
                    await self._look_at_artifacts()
                for name in names - {ANY}:
                    await self.look_at(name)

    async def _follow_drivers(self) -> None:
        while True:
            await asyncio.sleep(LOOK_S)
            for session, was in list(self._alive.items()):
                known = self._known.get(session, _BLANK)
                with contextlib.suppress(DeskhandError):
                    if (was or known.tally.busy) and await self._is_alive(session) != was:
                        self._alive[session] = not was
                        self._hub.session_changed(session)

    async def _look_at_artifacts(self) -> None:
        """Tell of those that changed since they were last looked at, whoever wrote them."""
        before = self._artifacts
        self._artifacts = {info.id: info for info in await self._journal.streams("artifact", limit=_ALL)}
        for artifact in before.keys() | self._artifacts.keys():
            if before.get(artifact) != self._artifacts.get(artifact):
                self._hub.artifact_changed(session_of(artifact), artifact)

    async def _caught_up(self, session: str) -> Tally:
        known = self._known.get(session, _BLANK)
        if known.seq >= self.info(session).seq:
            return known.tally
        async with self._reading[session]:
            while True:
                known = self._known.get(session, _BLANK)
                entries = await self._journal.read(session, after=known.seq, limit=BATCH)
                if not entries:
                    return known.tally
                self._known[session] = await self._index.take_in(session, known, entries)

    async def _forget(self, sessions: Collection[str]) -> None:
        for session in sessions:
            self._infos.pop(session, None)
            self._known.pop(session, None)
            self._alive.pop(session, None)
            self._reading.pop(session, None)
        await self._index.forget(sessions)
        for session in sessions:
            self._hub.session_changed(session)
