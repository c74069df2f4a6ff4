"""Where artifacts are kept: each is a stream of the journal, its files are blobs. The tool and the workspace use it.

Anybody may write, at any time and in any process: what is added is appended behind the version that it was made from,
and who comes second with the same base is told so, with what has come in between. No version is ever changed or lost.

The id of an artifact names its session and counts there: `a-4kq7m2x9ab-2` is the second one of `s-4kq7m2x9ab`. Within
its session the number will do, also as `a2`: so a conversation that was forked means its own copies.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from itertools import takewhile
from typing import Any

from deskhand.artifacts.content import Content, clean_title, content_of, digest_of
from deskhand.artifacts.diffs import diff_of
from deskhand.artifacts.edits import edited
from deskhand.artifacts.kinds.registry import form_of
from deskhand.artifacts.versions import Artifact, Candidate, Version, folded
from deskhand.core import artifacts as ev
from deskhand.core.errors import Conflict, InvalidInput, LimitExceeded, NotFound, StaleVersion
from deskhand.core.values import Value
from deskhand.journal.blobs import UNTYPED
from deskhand.journal.journal import Journal

ARTIFACTS_MAX = 500
"""Of one session."""
VERSIONS_MAX = 2_000
CANDIDATES_MAX = 500
_TRIES = 50
_ALL = 2**53
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
_SHORT = re.compile(rf"a?({_NUMBER.pattern})")
_TEXT = "text/plain; charset=utf-8"

_MADE_TRIES = 5

Change = Callable[[Artifact], Sequence[Value]]
Get = Callable[[], Awaitable[Artifact]]


class Shelf:
    """The artifacts of one journal. It holds nothing in memory: what it says was true when it looked."""

    def __init__(self, journal: Journal, now: Callable[[], float] = time.time) -> None:
        self._journal = journal
        self._now = now

    # reading

    async def of_session(self, session: str) -> list[Artifact]:
        """The session's artifacts, the oldest first."""
        infos = await self._journal.streams("artifact", limit=_ALL, begins=_begin(session))
        mine = sorted((number, info.id) for info in infos if (number := number_of(info.id, session)) and info.seq)
        found = []
        for _, id in mine:
            try:
                found.append(await self.get(session, id))
            except NotFound:  # deleted meanwhile, or not written yet
                continue
        return found

    async def get(self, session: str, id: str) -> Artifact:
        """The session's artifact of this id, or number. Raises NotFound, also where it is another session's."""
        stream = full_id(session, id)
        if stream is None:
            raise no_artifact(id)
        try:
            recorded = await self._journal.read(stream)
        except NotFound:
            raise no_artifact(id) from None
        artifact = folded(stream, ((entry.event, entry.at) for entry in recorded))
        if artifact.session != session or not artifact.versions:
            raise no_artifact(id)
        return artifact

    async def files(self, version: Version | Candidate) -> dict[str, bytes]:
        """The version's files."""
        return {path: await self._journal.blobs.get(file.blob) for path, file in version.files.items()}

    async def texts(self, version: Version | Candidate) -> dict[str, str]:
        """The files of a version whose kind is text."""
        return {path: data.decode() for path, data in (await self.files(version)).items()}

    async def diff(self, artifact: Artifact, first: int, second: int) -> str:
        """What changed from one version to another."""
        before, after = [await self.files(artifact.version(number)) for number in (first, second)]
        return await asyncio.to_thread(diff_of, before, after)

    # writing

    async def create(
        self,
        session: str,
        content: Content,
        title: str,
        maker: ev.Maker,
        note: str = "",
        source: tuple[str, int] = ("", 0),
    ) -> Artifact:
        """A new artifact with its first version. source: of a branch, the artifact and the version where it begins.
        Raises LimitExceeded when the session has too many."""
        title = clean_title(title)
        kept = await self.kept(content)
        first = (
            ev.ArtifactCreated(
                session=session,
                kind=content.kind,
                title=title,
                source=source[0],
                source_version=source[1],
                maker=maker,
            ),
            _version(kept, maker, note),
        )
        stream = await self._new_stream(session, title)
        await self._append(stream, 0, first)
        return await self.get(session, stream)

    async def update(
        self, session: str, id: str, base: int, edits: Sequence[ev.Edit], maker: ev.Maker, note: str = ""
    ) -> Artifact:
        """A version made from `base` by edits. Raises InvalidInput when one does not fit exactly once, StaleVersion
        when a newer version is there."""
        version, files = await self._edited(session, id, base, edits)
        return await self.rewrite(session, id, base, files, maker, entry=version.entry, note=note)

    async def rewrite(
        self,
        session: str,
        id: str,
        base: int,
        files: Mapping[str, str | bytes],
        maker: ev.Maker,
        *,
        entry: str = "",
        note: str = "",
        authors: Sequence[str] = (),
    ) -> Artifact:
        """A version with other files, made with `base` in sight. The same content as the newest makes no version.
        authors: who wrote it together. Raises StaleVersion when a newer version is there."""
        artifact = await self.get(session, id)
        made = await self._made(artifact, base, files, maker, entry, note)
        return await self._add(artifact, base, made.model_copy(update={"authors": tuple(authors)}))

    async def _made(
        self,
        artifact: Artifact,
        base: int,
        files: Mapping[str, str | bytes],
        maker: ev.Maker,
        entry: str,
        note: str,
    ) -> ev.VersionMade:
        """These files as a version, kept as blobs and not yet in the stream. entry: "" for that of `base`."""
        content = content_of(artifact.kind, files, entry or _kept_entry(artifact.version(base), files))
        return _version(await self.kept(content), maker, note)

    async def restore(self, session: str, id: str, number: int, maker: ev.Maker) -> Artifact:
        """The content of an earlier version again, as the newest one."""
        artifact = await self.get(session, id)
        version = artifact.version(number)

        def restored(now: Artifact) -> Sequence[Value]:
            if now.newest.digest == version.digest:
                return ()
            again = {"files": version.files, "entry": version.entry, "digest": version.digest}
            return (ev.VersionMade(
                number=len(now.versions) + 1, base=now.newest.number, restored=number, maker=maker, **again
            ),)  # fmt: skip

        return await self.change(session, artifact.id, restored)

    async def rename(self, session: str, id: str, title: str, maker: ev.Maker) -> Artifact:
        """Give it another title."""
        title = clean_title(title)
        renamed = await self.change(
            session, id, lambda now: () if now.title == title else (ev.ArtifactRenamed(title=title, maker=maker),)
        )
        await self._journal.rename(renamed.id, title)
        return renamed

    async def name_version(self, session: str, id: str, number: int, name: str, maker: ev.Maker) -> Artifact:
        """Give a version a name, "" for none."""
        named = clean_title(name) if name.strip() else ""

        def change(now: Artifact) -> Sequence[Value]:
            same = now.version(number).name == named
            return () if same else (ev.VersionNamed(number=number, name=named, maker=maker),)

        return await self.change(session, id, change)

    async def delete(self, session: str, id: str) -> None:
        """Delete it for good, with the files that nothing else refers to. Its tombstone stays, its id is spent."""
        await self._journal.delete((await self.get(session, id)).id)

    async def there(self, ids: Collection[str]) -> list[str]:
        """Those of the artifacts that have not been deleted."""
        sessions = {session_of(id) for id in ids}
        found = [
            info.id
            for session in sessions
            for info in await self._journal.streams("artifact", limit=_ALL, begins=_begin(session))
        ]
        return [id for id in found if id in ids]

    async def delete_all(self, session: str) -> None:
        """Delete all artifacts of a session."""
        for info in await self._journal.streams("artifact", limit=_ALL, begins=_begin(session)):
            if number_of(info.id, session):
                await self._journal.delete(info.id)

    async def copy(self, source: str, session: str, before: float) -> None:
        """Give a session copies of another's artifacts, under the same numbers, with the versions that were made before
        a moment (unix seconds). Times and makers stay; the files are shared. Links are not copied."""
        for artifact in await self.of_session(source):
            recorded = await self._journal.read(artifact.id)
            kept = [entry for entry in takewhile(lambda entry: entry.at < before, recorded) if _goes_along(entry.event)]
            events = [_copied(entry.event, artifact.id, session) for entry in kept]
            if not any(isinstance(event, ev.VersionMade) for event in events):
                continue
            stream = f"{_begin(session)}{number_of(artifact.id, source)}"
            await self._journal.create("artifact", id=stream, title=artifact.title)
            await self._append(stream, 0, events, [entry.at for entry in kept])

    async def _add(self, artifact: Artifact, base: int, made: ev.VersionMade) -> Artifact:
        def added(now: Artifact) -> Sequence[Value]:
            newest = now.newest
            if newest.digest == made.digest and base in (newest.number, newest.base):
                return ()  # it is there: nothing was changed, or a call that broke off had made it
            if newest.number != base:
                raise _stale(now, base)
            return (made.model_copy(update={"number": base + 1, "base": base}),)

        return await self._told_stale(artifact, base, added)

    async def change(self, session: str, id: str, change: Change) -> Artifact:
        """Append what the change says of the artifact as it is now, looking again as often as somebody else was first.
        The change itself may raise."""
        for _ in range(_TRIES):
            artifact = await self.get(session, id)
            events = change(artifact)
            if not events:
                return artifact
            _must_have_room(artifact, events)
            try:
                await self._append(artifact.id, artifact.seq, events)
            except Conflict:
                continue
            return await self.get(session, id)
        raise _crowded(id)

    async def on_newest(self, get: Get, make: Callable[[Artifact], Awaitable[Change]]) -> Artifact:
        """Append what `make` makes with the newest version in sight; made anew as often as another came meanwhile."""
        for _ in range(_MADE_TRIES):
            seen = await get()
            change = await make(seen)

            def unmoved(now: Artifact, newest: int = seen.newest.number, change: Change = change) -> Sequence[Value]:
                if now.newest.number != newest:
                    raise _Moved
                return change(now)

            try:
                return await self.change(seen.session, seen.id, unmoved)
            except _Moved:
                continue
        raise _crowded(seen.id)

    async def propose(
        self,
        session: str,
        id: str,
        base: int,
        files: Mapping[str, str | bytes],
        maker: ev.Maker,
        *,
        entry: str = "",
        note: str = "",
        comments: Sequence[int] = (),
    ) -> Artifact:
        """A candidate with other files, made with `base` in sight: no version until a person accepts it. comments:
        those that it answers. Raises StaleVersion when a newer version is there, InvalidInput when nothing differs."""
        artifact = await self.get(session, id)
        made = await self._made(artifact, base, files, maker, entry, note)

        def proposed(now: Artifact) -> Sequence[Value]:
            if now.newest.number != base:
                raise _stale(now, base)
            if made.digest == now.newest.digest:
                raise InvalidInput("the candidate is the same as the newest version.", hint="Change something.")
            last = now.candidates[-1] if now.candidates else None
            if last and last.decided is None and (last.digest, last.maker.call) == (made.digest, maker.call):
                return ()  # a call that broke off had made it
            fields = made.model_dump(include={"files", "entry", "digest", "note", "maker"})
            known = tuple(number for number in dict.fromkeys(comments) if number in now.comments)
            return (ev.CandidateMade(number=len(now.candidates) + 1, base=base, comments=known, **fields),)

        return await self._told_stale(artifact, base, proposed)

    async def propose_edits(
        self,
        session: str,
        id: str,
        base: int,
        edits: Sequence[ev.Edit],
        maker: ev.Maker,
        note: str = "",
        comments: Sequence[int] = (),
    ) -> Artifact:
        """The same by edits of `base`, as `update` takes them."""
        version, files = await self._edited(session, id, base, edits)
        return await self.propose(session, id, base, files, maker, entry=version.entry, note=note, comments=comments)

    async def _edited(
        self, session: str, id: str, base: int, edits: Sequence[ev.Edit]
    ) -> tuple[Version, dict[str, str]]:
        artifact = await self.get(session, id)
        version = artifact.version(base)
        content = content_of(artifact.kind, await self.files(version), version.entry)
        return version, await asyncio.to_thread(edited, content.texts(), edits)

    async def _told_stale(self, artifact: Artifact, base: int, change: Change) -> Artifact:
        """Change it; where a newer version is there, the error tells what has come in between."""
        try:
            return await self.change(artifact.session, artifact.id, change)
        except StaleVersion as stale:
            now = await self.get(artifact.session, artifact.id)
            raise _stale(now, base, await self.diff(now, base, now.newest.number)) from stale

    async def kept(self, content: Content) -> dict[str, Any]:
        """Put the files where they are kept, before an event refers to them. Gives how the event names the content: its
        files, entry and digest."""
        media_type = _TEXT if form_of(content.kind).is_text else UNTYPED
        files = {
            path: ev.KeptFile(blob=await self._journal.blobs.put(data, media_type), bytes=len(data))
            for path, data in content.files.items()
        }
        return {"files": files, "entry": content.entry, "digest": digest_of(content.kind, content.entry, files)}

    async def _new_stream(self, session: str, title: str) -> str:
        """A stream under the session's next number. Those of what was deleted are not given again."""
        infos = await self._journal.streams("artifact", limit=_ALL, begins=_begin(session))
        taken = [number_of(info.id, session) for info in infos]
        if len(taken) >= ARTIFACTS_MAX:
            raise LimitExceeded(f"the session has {ARTIFACTS_MAX} artifacts.", hint="Change one, or delete some.")
        for number in range(max(taken, default=0) + 1, _ALL):
            try:
                return (await self._journal.create("artifact", id=f"{_begin(session)}{number}", title=title)).id
            except Conflict:
                continue
        raise AssertionError("there are more numbers than that")

    async def _append(
        self, stream: str, expect: int, events: Sequence[Value], at: float | Sequence[float] | None = None
    ) -> None:
        made = [event for event in events if isinstance(event, ev.VersionMade | ev.CandidateMade)]
        blobs = [file.blob for event in made for file in event.files.values()]
        when = self._now() if at is None else at
        await self._journal.append(stream, events, expect=expect, at=when, blobs=blobs)


class _Moved(Exception):
    """Somebody made a version meanwhile."""


def _must_have_room(artifact: Artifact, events: Sequence[Value]) -> None:
    """Whoever makes a version or a candidate, and however. Raises LimitExceeded."""
    kinds = {type(event) for event in events}
    if ev.VersionMade in kinds and len(artifact.versions) >= VERSIONS_MAX:
        raise LimitExceeded(f"{artifact.id} has {VERSIONS_MAX} versions.", hint="Create another artifact.")
    if ev.CandidateMade in kinds and len(artifact.candidates) >= CANDIDATES_MAX:
        raise LimitExceeded(f"{artifact.id} has {CANDIDATES_MAX} candidates.", hint="Make versions of it.")


def _crowded(id: str) -> Conflict:
    return Conflict(f"{id} is written by many at once.", hint="Try again.")


def _begin(session: str) -> str:
    """How the ids of a session's artifacts begin."""
    return f"a-{session.removeprefix('s-')}-"


def number_of(id: str, session: str) -> int:
    """Which of the session's artifacts this id names; 0 for none of them."""
    number = id.removeprefix(_begin(session))
    return int(number) if number != id and _NUMBER.fullmatch(number) else 0


def session_of(id: str) -> str:
    """The session that the id of an artifact names; "" for an id of another form."""
    begin, _, number = id.rpartition("-")
    return f"s-{begin.removeprefix('a-')}" if begin.startswith("a-") and _NUMBER.fullmatch(number) else ""


def full_id(session: str, id: str) -> str | None:
    """The id of the session's artifact that is meant; None where it can be none of them."""
    if short := _SHORT.fullmatch(id.strip()):
        return f"{_begin(session)}{short[1]}"
    return id if number_of(id, session) else None


def no_artifact(id: str) -> NotFound:
    return NotFound(f"there is no artifact {id[:80]!r} in this session.", hint="List them to see which there are.")


def _version(kept: Mapping[str, Any], maker: ev.Maker, note: str) -> ev.VersionMade:
    """The first version with this content."""
    return ev.VersionMade(number=1, **kept, note=note[: ev.NOTE_CHARS_MAX], maker=maker)


def _stale(now: Artifact, base: int, diff: str = "") -> StaleVersion:
    newest = now.newest.number
    return StaleVersion(
        f"{now.id} is at version {newest}, which was made since version {base}.",
        hint=f"Look at what changed since, then make your change with {newest} as its base.",
        newest=newest,
        diff=diff,
    )


def _kept_entry(version: Version, files: Mapping[str, str | bytes]) -> str:
    return version.entry if version.entry in files else ""


def _goes_along(event: Value) -> bool:
    return not isinstance(event, ev.ShareMade | ev.ShareRevoked)


def _copied(event: Value, source: str, session: str) -> Value:
    """The event in a copy of its artifact. Branches are those of the copies."""
    if not isinstance(event, ev.ArtifactCreated | ev.VersionMade | ev.CandidateMade):
        return event
    told: dict[str, Any] = {}
    if isinstance(event, ev.ArtifactCreated):
        told = {"session": session, "source": source}
    if event.source_version:
        told["source"] = f"{_begin(session)}{number_of(event.source, session_of(source))}"
    return event.model_copy(update=told)
