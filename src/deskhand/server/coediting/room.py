"""One artifact that is being written together: who is there, the text they share, and the version it builds on.

What somebody types is told to the others at once, and to the writer as kept when it is on the disk. A version that
somebody else makes meanwhile, a model say, is brought into the text; where both changed the same lines, both stay there
between marks. It knows no socket, and asks who may write at every message.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from deskhand.agent.shelf import Shelf
from deskhand.artifacts.merging import Merge, merged
from deskhand.artifacts.versions import Artifact, Version
from deskhand.core.artifacts import Maker
from deskhand.core.errors import Conflict, DeskhandError, Refused, StaleVersion
from deskhand.server.coediting.drafts import Draft, Drafts, Update
from deskhand.server.coediting.messages import CHANGE, KNOWN, Bring, Cursor, words
from deskhand.server.coediting.texts import SharedTexts
from deskhand.server.desk.closing import Ending

UPDATES_MAX = 400
"""Kept one by one; beyond that they are made one."""
TANGLED_BYTES = 1024 * 1024
"""A state of this size, with little of it to be seen, is begun anew once nobody is there and nothing is unsaved."""
_TRIES = 5
_KEEP_AGAIN_S = 2.0


@dataclass(eq=False)
class Guest:
    """Somebody's page. changes: how many of its changes were taken in; kept: how many of them are on the disk."""

    account: str
    may_write: Callable[[], bool]
    send: Callable[[str | bytes], None]
    end: Callable[[Ending], None]
    number: int = 0
    at: Cursor | None = None
    changes: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True)
class _Plan:
    """What brings a version into the text."""

    merges: Mapping[str, Merge]
    added: Mapping[str, str]
    removed: frozenset[str] = frozenset()
    conflicts: Mapping[str, int] = field(default_factory=dict)


class Room:
    """Made by `open`, let go of by `close`."""

    def __init__(self, shelf: Shelf, drafts: Drafts, now: Callable[[], float], changed: Callable[[], None]) -> None:
        """changed: called when who is there, or whether something is unsaved, is another."""
        self.guests: list[Guest] = []
        self._shelf = shelf
        self._drafts = drafts
        self._now = now
        self._changed = changed
        self._waiting: list[Update] = []
        self._updates = 0
        self._author: Guest | None = None
        self._numbers = 0
        self._dirty = asyncio.Event()
        self._closing = asyncio.Event()
        self._lock = asyncio.Lock()
        self._keeping = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None
        self._artifact: Artifact
        self._draft: Draft
        self._texts: SharedTexts
        self._saved: Mapping[str, str] = {}

    async def open(self, artifact: Artifact) -> Room:
        """With what is kept of it, or from its newest version. Raises DeskhandError."""
        self._artifact = artifact
        draft = await self._drafts.find(artifact.id)
        if draft is None or draft.base > artifact.newest.number:
            await self._begin(artifact)
        else:
            updates = await self._drafts.updates(artifact.id)
            self._draft, self._updates = draft, len(updates)
            self._texts = SharedTexts(updates, self._told)
            self._saved = await self._texts_of(artifact.version(draft.base))
        await self._bring_newest(artifact)
        await self._keep()
        self._task = asyncio.ensure_future(self._keep_on())
        return self

    async def _begin(self, artifact: Artifact) -> None:
        self._saved = await self._texts_of(artifact.newest)
        self._draft = Draft(artifact.id, secrets.token_hex(8), artifact.newest.number, tuple(self._saved))
        self._texts = SharedTexts((), self._told)
        for path, text in self._saved.items():
            self._texts.put(path, text)
        self._waiting.clear()
        await self._drafts.add(self._draft, [("", self._texts.since())], anew=True)

    @property
    def draft(self) -> Draft:
        return self._draft

    def texts(self) -> dict[str, str]:
        """The files as they are now."""
        return self._texts.texts(self._draft.paths)

    # people

    def enter(self, guest: Guest) -> None:
        self._numbers += 1
        guest.number = self._numbers
        self.guests.append(guest)
        guest.send(self._about(guest))
        guest.send(KNOWN + self._texts.known())
        self._tell_people()
        self._changed()

    def leave(self, guest: Guest) -> None:
        self.guests.remove(guest)
        self._tell_people()
        self._changed()

    def move(self, guest: Guest, at: Cursor | None) -> None:
        """Somebody is at another place of the text, which the others see."""
        _must_write(guest)
        guest.at = at
        self._tell_people()

    # the text

    def tell_since(self, guest: Guest, known: bytes) -> None:
        guest.send(CHANGE + self._texts.since(known))

    def change(self, guest: Guest, update: bytes) -> None:
        """Take in what somebody typed. Raises Refused for who may only look, and what the text raises."""
        _must_write(guest)
        self._author = guest
        try:
            self._texts.take(update)
        finally:
            self._author = None
        guest.changes += 1
        self._dirty.set()

    async def bring(self, guest: Guest, brought: Bring) -> None:
        """Take in what somebody typed apart from the others, of files that are still here."""
        _must_write(guest)
        async with self._lock:
            for path, side in brought.files.items():
                if path in self._draft.paths:
                    mine = self._texts.text(path)
                    merge = await asyncio.to_thread(merged, side.was, mine, side.now, ("draft", "typed apart"))
                    if self._texts.text(path) != mine:
                        merge = merged(side.was, self._texts.text(path), side.now, ("draft", "typed apart"))
                    self._author = guest
                    try:
                        self._texts.splice(path, merge.splices)
                    finally:
                        self._author = None
        await self._keep()
        guest.send(self._texts_change())
        guest.send(words("brought"))

    def _texts_change(self) -> bytes:
        return CHANGE + self._texts.since()

    async def save(self, guest: Guest, note: str) -> None:
        """Make a version of what is there. Where a newer one has to be brought in first that changed the same lines,
        it is left to the people to look at that before."""
        _must_write(guest)
        async with self._lock:
            for _ in range(_TRIES):
                artifact = await self._shelf.get(self._artifact.session, self._artifact.id)
                if await self._bring_newest(artifact):
                    guest.send(words("refused", code="conflict", message="", hint=""))
                    return
                try:
                    await self._save(artifact, guest, note)
                    return
                except StaleVersion:
                    continue
        raise Conflict(f"{self._artifact.id} is written by many at once.", hint="Try again.")

    async def _save(self, artifact: Artifact, guest: Guest, note: str) -> None:
        files, before = self.texts(), self._draft
        authors = tuple(dict.fromkeys((guest.account, *before.authors)))
        self._draft = replace(before, authors=())
        try:
            made = await self._shelf.rewrite(
                artifact.session, artifact.id, before.base, {**files}, Maker(by="person", who=guest.account),
                entry=artifact.newest.entry, note=note, authors=authors,
            )  # fmt: skip
        except BaseException:
            late = self._draft.authors
            self._draft = replace(self._draft, authors=tuple(dict.fromkeys((*before.authors, *late))))
            raise
        self._artifact, self._saved = made, files
        self._draft = replace(self._draft, base=made.newest.number)
        await self._keep()
        self._tell(words("saved", number=made.newest.number, by=guest.account))
        self._tell_all()

    async def look(self) -> None:
        """Bring in a version that somebody made meanwhile. Raises NotFound where the artifact is gone."""
        async with self._lock:
            artifact = await self._shelf.get(self._artifact.session, self._artifact.id)
            await self._bring_newest(artifact)

    async def _bring_newest(self, artifact: Artifact) -> int:
        """In how many places both changed the same."""
        self._artifact, newest = artifact, artifact.newest
        if newest.number <= self._draft.base:
            return 0
        theirs = await self._texts_of(newest)
        name = f"version {newest.number}"
        for turn in range(_TRIES):
            mine = self.texts()
            last = turn == _TRIES - 1  # they type faster than that: then nobody types while it is done
            plan = _plan(self._saved, mine, theirs, name) if last else await asyncio.to_thread(
                _plan, self._saved, mine, theirs, name
            )  # fmt: skip
            if self.texts() == mine:
                break
        self._follow(plan)
        kept = [path for path in self._draft.paths if path not in plan.removed]
        self._draft = replace(self._draft, base=newest.number, paths=tuple(dict.fromkeys((*theirs, *kept))))
        self._saved = theirs
        await self._keep()
        told = {"number": newest.number, "by": newest.maker.by, "who": newest.maker.who}
        self._tell(words("merged", conflicts=dict(plan.conflicts), **told))
        self._tell_all()
        return sum(plan.conflicts.values())

    def _follow(self, plan: _Plan) -> None:
        for path, merge in plan.merges.items():
            self._texts.splice(path, merge.splices)
        for path, text in plan.added.items():
            self._texts.put(path, text)
        for path in plan.removed:
            self._texts.put(path, "")

    async def _texts_of(self, version: Version) -> dict[str, str]:
        return {path: data.decode() for path, data in (await self._shelf.files(version)).items()}

    # keeping

    def _told(self, update: bytes) -> None:
        """The text changed, by somebody or by the room itself."""
        guest = self._author
        self._waiting.append((guest.account if guest else "", update))
        if guest and guest.account not in self._draft.authors:
            self._draft = replace(self._draft, authors=(*self._draft.authors, guest.account))
        for other in self.guests:
            if other is not guest:
                other.send(CHANGE + update)
        self._dirty.set()

    async def _keep_on(self) -> None:
        while True:
            await self._dirty.wait()
            self._dirty.clear()
            try:
                await self._keep()
            except DeskhandError:  # a full disk, say: nobody is told that it is kept, and it is tried again
                self._dirty.set()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(_KEEP_AGAIN_S):
                        await self._closing.wait()

    async def _keep(self) -> None:
        """Put on the disk what changed, then tell its writers so."""
        async with self._keeping:
            updates, self._waiting = self._waiting, []
            counts = [(guest, guest.changes) for guest in self.guests]
            was, unsaved = self._draft, self.texts() != dict(self._saved)
            now = replace(was, unsaved=unsaved, authors=was.authors if unsaved else (), at=self._now())
            self._draft = now
            try:
                await self._write(now, updates)
            except BaseException:
                self._waiting = updates + self._waiting
                raise
            for guest, count in counts:
                if count > guest.kept:
                    guest.kept = count
                    guest.send(words("kept", n=count))
            if (was.unsaved, was.authors) != (now.unsaved, now.authors):
                self._tell_all()

    async def _write(self, draft: Draft, updates: list[Update]) -> None:
        if self._updates + len(updates) > UPDATES_MAX:
            await self._drafts.add(draft, [("", self._texts.since())], anew=True)
            self._updates = 1
            return
        await self._drafts.add(draft, updates)
        self._updates += len(updates)

    async def close(self, *, keep: bool = True) -> None:
        """Keep what is not kept yet, unless all of it shall go. What nobody needs any more goes."""
        self._closing.set()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if not keep:
            return
        await self._keep()
        written = sum(len(text) for text in self.texts().values())
        if not self._draft.unsaved and self._texts.measure() > TANGLED_BYTES + 4 * written:
            await self._drafts.forget([self._artifact.id])
        elif self._updates > 1:
            await self._drafts.add(self._draft, [("", self._texts.since())], anew=True)

    # telling

    def _tell(self, message: str) -> None:
        for guest in self.guests:
            guest.send(message)

    def _tell_all(self) -> None:
        """What is true of the room now, to each."""
        for guest in self.guests:
            guest.send(self._about(guest))
        self._changed()

    def _about(self, guest: Guest) -> str:
        draft = self._draft
        return words(
            "room", epoch=draft.epoch, base=draft.base, entry=self._artifact.newest.entry, paths=draft.paths,
            unsaved=draft.unsaved, authors=draft.authors, writes=guest.may_write(), you=guest.number,
        )  # fmt: skip

    def _tell_people(self) -> None:
        there = [
            {"n": each.number, "account": each.account, "at": each.at.model_dump(mode="json") if each.at else None}
            for each in self.guests
        ]
        self._tell(words("people", people=there))


def _plan(base: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str], name: str) -> _Plan:
    """What brings theirs into mine. A file that they took away stays where I changed it."""
    merges: dict[str, Merge] = {}
    conflicts: dict[str, int] = {}
    for path in theirs.keys() & mine.keys():
        merges[path] = merged(base.get(path, ""), mine[path], theirs[path], ("draft", name))
        if merges[path].conflicts:
            conflicts[path] = merges[path].conflicts
    gone = base.keys() - theirs.keys()
    removed = frozenset(path for path in gone & mine.keys() if mine[path] == base[path])
    conflicts |= {path: 1 for path in gone & mine.keys() if path not in removed}
    added = {path: text for path, text in theirs.items() if path not in mine}
    return _Plan(merges, added, removed, conflicts)


def _must_write(guest: Guest) -> None:
    if not guest.may_write():
        raise Refused("this account may only look at what is written here.", hint="Ask an owner for it.")
