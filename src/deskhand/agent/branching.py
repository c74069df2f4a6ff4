"""Branches of artifacts: one that begins with a version of another, goes its own way, and may be brought in again.

What both have in common is the version where the branch began, or the one of it that was brought in last. All of it are
events of the two streams; nothing of either is lost.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from deskhand.agent.shelf import Change, Shelf
from deskhand.artifacts.content import content_of
from deskhand.artifacts.kinds.registry import form_of
from deskhand.artifacts.merging import merged_files
from deskhand.artifacts.versions import Artifact, Version
from deskhand.core import artifacts as ev
from deskhand.core.errors import InvalidInput, NotFound
from deskhand.core.values import Value


@dataclass(frozen=True, slots=True)
class Brought:
    """The artifact that a branch was brought into. candidate: its number, where it has to be looked at; else 0."""

    artifact: Artifact
    candidate: int


class Branching:
    """Of the artifacts of one shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def branch(self, artifact: Artifact, number: int, title: str, maker: ev.Maker) -> Artifact:
        """A new artifact of the same session that begins with this version. Raises NotFound, LimitExceeded."""
        version = artifact.version(number)
        content = content_of(artifact.kind, await self._shelf.files(version), version.entry)
        title = title or f"{artifact.title} (branch)"
        return await self._shelf.create(
            artifact.session, content, title[: ev.TITLE_CHARS_MAX], maker, version.note, (artifact.id, number)
        )

    async def bring(self, branch: Artifact, note: str, maker: ev.Maker) -> Brought:
        """Bring the branch's newest version into the newest of where it came from: a version there, or a candidate with
        marks where both changed the same lines. Raises NotFound, InvalidInput when nothing is new, Conflict."""
        if not branch.source_version:
            raise InvalidInput(f"{branch.id} is no branch.", hint="Branch from a version first.", quotes=False)

        told = {"note": note[: ev.NOTE_CHARS_MAX] or f"From the branch {branch.title!r}", "maker": maker}
        told |= {"source": branch.id, "source_version": branch.newest.number}
        conflicts = 0

        async def brought(source: Artifact) -> Change:
            nonlocal conflicts
            kept, conflicts = await self._together(branch, source)
            return _change(branch, source.newest, kept | told, candidate=conflicts > 0)

        made = await self._shelf.on_newest(lambda: self._source(branch), brought)
        return Brought(made, len(made.candidates) if conflicts else 0)

    async def _source(self, branch: Artifact) -> Artifact:
        try:
            return await self._shelf.get(branch.session, branch.source)
        except NotFound:
            raise NotFound(
                f"{branch.source}, where {branch.id} branched from, is not there any more.",
                hint="Go on in the branch.",
                quotes=False,
            ) from None

    async def _together(self, branch: Artifact, source: Artifact) -> tuple[dict[str, Any], int]:
        """The content that both make together, and in how many places they are at odds."""
        base, mine, theirs = self._base(branch, source), source.newest, branch.newest
        if theirs.digest in (base.digest, mine.digest):
            raise InvalidInput("the branch has nothing that is new there.", hint="Change something in it first.")
        conflicts, entry = 0, mine.entry if theirs.entry == base.entry else theirs.entry
        if mine.digest == base.digest:
            content = content_of(source.kind, await self._shelf.files(theirs), theirs.entry)
        elif not form_of(source.kind).is_text:
            raise InvalidInput("both were changed, and they are no text.", hint="Choose one of them.", quotes=False)
        else:
            names = (f"version {mine.number}", f"branch, version {theirs.number}")
            was, ours, new = [await self._shelf.texts(each) for each in (base, mine, theirs)]
            files, conflicts = await asyncio.to_thread(merged_files, was, ours, new, names)
            content = content_of(source.kind, files, entry if entry in files else "")
        return await self._shelf.kept(content), conflicts

    @staticmethod
    def _base(branch: Artifact, source: Artifact) -> Version:
        """The last version that all of both came from."""
        brought = [each.source_version for each in source.versions if each.source == branch.id]
        if brought and max(brought) <= len(branch.versions):
            return branch.version(max(brought))
        return branch.version(1)


def _change(branch: Artifact, newest: Version, fields: Mapping[str, Any], *, candidate: bool) -> Change:
    """The branch's newest version beside the newest of its source."""

    def change(now: Artifact) -> Sequence[Value]:
        if fields["digest"] == newest.digest:
            return ()
        if candidate:
            return (ev.CandidateMade(number=len(now.candidates) + 1, base=newest.number, **fields),)
        authors = _authors(branch)
        return (ev.VersionMade(number=newest.number + 1, base=newest.number, authors=authors, **fields),)

    return change


def _authors(branch: Artifact) -> tuple[str, ...]:
    """The accounts that wrote in the branch, since it began."""
    wrote = [who for each in branch.versions[1:] for who in (*each.authors, *_person(each))]
    return tuple(dict.fromkeys(wrote))


def _person(version: Version) -> tuple[str, ...]:
    return (version.maker.who,) if version.maker.by == "person" and version.maker.who else ()
