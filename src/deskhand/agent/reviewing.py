"""What people say about an artifact, and what is proposed because of it: comments, candidates, accepting and refusing.

All of it are events of the artifact's stream. It does not know how a model is asked.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from deskhand.agent.shelf import Change, Shelf
from deskhand.artifacts.anchors import followed, found
from deskhand.artifacts.content import content_of
from deskhand.artifacts.kinds.registry import form_of
from deskhand.artifacts.merging import merged_files
from deskhand.artifacts.versions import Artifact, Candidate, Comment, Version
from deskhand.core import artifacts as ev
from deskhand.core.errors import Conflict, InvalidInput, LimitExceeded, Refused
from deskhand.core.values import Value

COMMENTS_MAX = 1_000
"""Of one artifact, with those that were deleted."""
_SHOWN_CHARS = 60


@dataclass(frozen=True, slots=True)
class Place:
    """Characters `start` to `end` of a file of the newest version, and the words there."""

    path: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A comment, and where it is now. place: None where the text does not tell; lost: its words are not there any
    more."""

    comment: Comment
    place: Place | None
    lost: bool


class Reviewing:
    """Of the artifacts of one shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    # comments

    async def comment(self, artifact: Artifact, anchor: ev.Anchor, text: str, maker: ev.Maker) -> Comment:
        """Say something about a place. Raises InvalidInput where there is no such place, LimitExceeded."""
        words = text.strip()
        if not words:
            raise InvalidInput("there is nothing in the comment.", hint="Say something.", quotes=False)
        checked = await self._checked(artifact, anchor)

        def change(now: Artifact) -> Sequence[Value]:
            if now.comments_made >= COMMENTS_MAX:
                raise LimitExceeded(f"{now.id} has {COMMENTS_MAX} comments.", hint="Create another artifact.")
            return (ev.Commented(number=now.comments_made + 1, anchor=checked, text=words, maker=maker),)

        made = await self._shelf.change(artifact.session, artifact.id, change)
        return max(made.comments.values(), key=lambda each: each.number)

    async def _checked(self, artifact: Artifact, anchor: ev.Anchor) -> ev.Anchor:
        """The anchor with the words that are there."""
        version = artifact.version(anchor.version)
        if anchor.selector:
            return ev.Anchor(version=anchor.version, selector=anchor.selector, quote=anchor.quote)
        if anchor.path not in version.files or not form_of(artifact.kind).is_text:
            raise InvalidInput(f"there is no text {anchor.path[:80]!r} to say something about.", hint="Read it first.")
        text = (await self._shelf.files(version))[anchor.path].decode()
        if not 0 <= anchor.start < anchor.end <= len(text):
            raise InvalidInput(
                f"characters {anchor.start} to {anchor.end} are no place of {anchor.path}.",
                hint=f"It has {len(text)} characters; a place has one at least.",
            )
        return anchor.model_copy(update={"quote": text[anchor.start : anchor.end][: ev.QUOTE_CHARS_MAX]})

    async def resolve(self, artifact: Artifact, number: int, resolved: bool, maker: ev.Maker) -> Artifact:
        """Say that a comment is settled, or that it is not."""

        def change(now: Artifact) -> Sequence[Value]:
            same = now.comment(number).resolved == resolved
            return () if same else (ev.CommentResolved(comment=number, resolved=resolved, maker=maker),)

        return await self._shelf.change(artifact.session, artifact.id, change)

    async def remove(self, artifact: Artifact, number: int, maker: ev.Maker) -> Artifact:
        """Take a comment of one's own away. Raises Refused for another's."""

        def change(now: Artifact) -> Sequence[Value]:
            if now.comment(number).maker.who != maker.who:
                raise Refused("this comment is somebody else's.", hint="Resolve it instead.")
            return (ev.CommentDeleted(comment=number, maker=maker),)

        return await self._shelf.change(artifact.session, artifact.id, change)

    async def sent(self, artifact: Artifact, numbers: Sequence[int], maker: ev.Maker) -> Artifact:
        """Note that a model was asked because of them."""

        def change(now: Artifact) -> Sequence[Value]:
            return (ev.CommentsSent(comments=tuple(now.comment(number).number for number in numbers), maker=maker),)

        return await self._shelf.change(artifact.session, artifact.id, change)

    async def placed(self, artifact: Artifact) -> list[Placed]:
        """All comments, the oldest first, each with where it is in the newest version."""
        if not form_of(artifact.kind).is_text:
            return [Placed(each, None, False) for each in artifact.comments.values()]
        needed = {each.anchor.version for each in artifact.comments.values()} | {artifact.newest.number}
        texts = {number: await self._shelf.texts(artifact.version(number)) for number in needed}
        return await asyncio.to_thread(
            lambda: [
                _placed(each, texts[each.anchor.version], texts[artifact.newest.number])
                for each in sorted(artifact.comments.values(), key=lambda comment: comment.number)
            ]
        )

    # candidates

    async def accept(self, artifact: Artifact, number: int, maker: ev.Maker) -> Artifact:
        """Make a version of a candidate. Where others came since its base, both are brought together; Conflict where
        both changed the same lines, or where it was decided before."""

        async def accepted(seen: Artifact) -> Change:
            version = await self._version_of(seen, _open(seen, number))
            decided = ev.CandidateDecided(candidate=number, accepted=True, version=version.number, maker=maker)

            def change(now: Artifact) -> Sequence[Value]:
                _open(now, number)
                return (version, decided)

            return change

        return await self._shelf.on_newest(lambda: self._shelf.get(artifact.session, artifact.id), accepted)

    async def _version_of(self, artifact: Artifact, candidate: Candidate) -> ev.VersionMade:
        """The version that the candidate would be now. Its maker is who made the candidate."""
        newest = artifact.newest
        shown: dict[str, Any] = {
            "number": newest.number + 1,
            "base": newest.number,
            "note": candidate.note,
            "source": candidate.source,
            "source_version": candidate.source_version,
            "maker": candidate.maker,
        }
        if candidate.base == newest.number:
            fields = candidate.model_dump(include={"files", "entry", "digest"})
            return ev.VersionMade(**fields, **shown)
        sides: tuple[Version | Candidate, ...] = (artifact.version(candidate.base), newest, candidate)
        base, mine, theirs = [await self._shelf.texts(each) for each in sides]
        names = (f"version {newest.number}", f"candidate {candidate.number}")
        files, conflicts = await asyncio.to_thread(merged_files, base, mine, theirs, names)
        if conflicts or not files:
            raise Conflict(
                f"version {newest.number} changed the same lines as candidate {candidate.number}.",
                hint="Ask for it anew, or make the change by hand.",
            )
        entry = candidate.entry if candidate.entry in files else ""
        content = content_of(artifact.kind, files, entry)
        return ev.VersionMade(**await self._shelf.kept(content), **shown)

    async def refuse(self, artifact: Artifact, number: int, maker: ev.Maker) -> Artifact:
        """Put a candidate aside. It stays to be looked at."""

        def change(now: Artifact) -> Sequence[Value]:
            _open(now, number)
            return (ev.CandidateDecided(candidate=number, accepted=False, maker=maker),)

        return await self._shelf.change(artifact.session, artifact.id, change)


def _open(artifact: Artifact, number: int) -> Candidate:
    candidate = artifact.candidate(number)
    if candidate.decided is not None:
        how = f"accepted as version {candidate.version}" if candidate.accepted else "refused"
        raise Conflict(f"candidate {number} was {how}.", hint="Read the artifact anew.")
    return candidate


def _placed(comment: Comment, then: dict[str, str], now: dict[str, str]) -> Placed:
    anchor = comment.anchor
    if anchor.selector:
        return _of_element(comment, then, now)
    place = followed(then[anchor.path], now.get(anchor.path, ""), anchor.start, anchor.end)
    if place is not None:
        return Placed(comment, _place(anchor.path, now[anchor.path], *place), False)
    quote = then[anchor.path][anchor.start : anchor.end]
    for path, text in now.items():  # it may have moved to another file
        if path != anchor.path and (place := found(text, quote)):
            return Placed(comment, _place(path, text, *place), False)
    return Placed(comment, None, True)


def _place(path: str, text: str, start: int, end: int) -> Place:
    return Place(path, start, end, text[start:end][: ev.QUOTE_CHARS_MAX])


def _of_element(comment: Comment, then: dict[str, str], now: dict[str, str]) -> Placed:
    """An element is known again by its words, where the files have them as they are shown."""
    lines = [line.strip() for line in comment.anchor.quote.splitlines()]
    words = next((line[:_SHOWN_CHARS].strip() for line in lines if line), "")
    places = [_place(path, text, *place) for path, text in now.items() if words and (place := found(text, words))]
    if places:
        return Placed(comment, places[0], False)
    was = bool(words) and any(words in text for text in then.values())
    return Placed(comment, None, was and not any(words in text for text in now.values()))
