"""An artifact as the fold of its stream's events. Pure: it does not know where the stream or the files are."""

from __future__ import annotations

from collections.abc import Iterable

from deskhand.core import artifacts as ev
from deskhand.core.errors import NotFound
from deskhand.core.values import Value


class Version(Value):
    """A version as it was made, with the name that somebody gave it, "" for none. at: unix seconds."""

    number: int
    base: int | None
    files: dict[str, ev.KeptFile]
    entry: str
    digest: str
    note: str = ""
    name: str = ""
    restored: int = 0
    authors: tuple[str, ...] = ()
    source: str = ""
    source_version: int = 0
    maker: ev.Maker
    at: float = 0.0

    @property
    def bytes(self) -> int:
        return sum(file.bytes for file in self.files.values())


class Comment(Value):
    """What somebody said about a place. sent: a model was asked for a candidate because of it. at: unix seconds."""

    number: int
    anchor: ev.Anchor
    text: str
    maker: ev.Maker
    at: float = 0.0
    resolved: bool = False
    sent: bool = False


class Candidate(Value):
    """A version that is proposed. decided: by whom, None while nobody has; version: what came of it, 0 for none."""

    number: int
    base: int
    files: dict[str, ev.KeptFile]
    entry: str
    digest: str
    note: str = ""
    comments: tuple[int, ...] = ()
    source: str = ""
    source_version: int = 0
    maker: ev.Maker
    at: float = 0.0
    decided: ev.Maker | None = None
    accepted: bool = False
    version: int = 0


class Share(Value):
    """A link that shows one version. at, until: unix seconds."""

    id: str
    version: int
    until: float
    maker: ev.Maker
    at: float = 0.0
    revoked: bool = False


class Artifact(Value):
    """An artifact with all its versions, the oldest first. comments: by number, without those that were deleted;
    comments_made: with them. seq: the number of the last event that is in it."""

    id: str
    session: str = ""
    kind: ev.Kind = "text"
    title: str = ""
    source: str = ""
    source_version: int = 0
    made_at: float = 0.0
    versions: tuple[Version, ...] = ()
    comments: dict[int, Comment] = {}
    comments_made: int = 0
    candidates: tuple[Candidate, ...] = ()
    shares: dict[str, Share] = {}
    seq: int = 0

    @property
    def short(self) -> str:
        """What it is called within its session, such as "a2"."""
        return f"a{self.id.rpartition('-')[2]}"

    @property
    def newest(self) -> Version:
        return self.versions[-1]

    def version(self, number: int) -> Version:
        """The version of this number. Raises NotFound."""
        if not 1 <= number <= len(self.versions):
            raise NotFound(
                f"{self.id} has no version {number}.", hint=f"Its versions are 1 to {len(self.versions)}.", quotes=False
            )
        return self.versions[number - 1]

    def comment(self, number: int) -> Comment:
        """Raises NotFound, also for one that was deleted."""
        found = self.comments.get(number)
        if found is None:
            raise NotFound(f"{self.id} has no comment {number}.", hint="Read the comments anew.", quotes=False)
        return found

    def candidate(self, number: int) -> Candidate:
        """Raises NotFound."""
        if not 1 <= number <= len(self.candidates):
            raise NotFound(f"{self.id} has no candidate {number}.", hint="Read the artifact anew.", quotes=False)
        return self.candidates[number - 1]


def evolve(artifact: Artifact, event: Value, at: float) -> Artifact:
    """The artifact after an event. A version that is not the next one counts for nothing: its number is taken."""
    after = artifact.model_copy(update={"seq": artifact.seq + 1})
    match event:
        case ev.ArtifactCreated():
            first = event.model_dump(include={"session", "kind", "title", "source", "source_version"})
            return after.model_copy(update=first | {"made_at": at})
        case ev.VersionMade() if event.number == len(artifact.versions) + 1:
            made = Version(**event.model_dump(exclude={"type"}), at=at)
            return after.model_copy(update={"versions": (*artifact.versions, made)})
        case ev.ArtifactRenamed(title=title):
            return after.model_copy(update={"title": title})
        case ev.VersionNamed(number=number, name=name) if number <= len(artifact.versions):
            named = artifact.versions[number - 1].model_copy(update={"name": name})
            versions = (*artifact.versions[: number - 1], named, *artifact.versions[number:])
            return after.model_copy(update={"versions": versions})
    return _reviewed(after, event, at)


def _reviewed(after: Artifact, event: Value, at: float) -> Artifact:
    """After what was said about it, and what was proposed."""
    comments = dict(after.comments)
    match event:
        case ev.Commented(number=number, anchor=anchor, text=text, maker=maker):
            comments[number] = Comment(number=number, anchor=anchor, text=text, maker=maker, at=at)
            return after.model_copy(update={"comments": comments, "comments_made": number})
        case ev.CommentResolved(comment=number, resolved=resolved) if number in comments:
            comments[number] = comments[number].model_copy(update={"resolved": resolved})
        case ev.CommentDeleted(comment=number):
            comments.pop(number, None)
        case ev.CommentsSent(comments=numbers):
            for number in numbers:
                if number in comments:
                    comments[number] = comments[number].model_copy(update={"sent": True})
        case ev.CandidateMade() if event.number == len(after.candidates) + 1:
            made = Candidate(**event.model_dump(exclude={"type"}), at=at)
            return after.model_copy(update={"candidates": (*after.candidates, made)})
        case ev.CandidateDecided(candidate=number) if number <= len(after.candidates):
            how = {"decided": event.maker, "accepted": event.accepted, "version": event.version}
            decided = after.candidates[number - 1].model_copy(update=how)
            candidates = (*after.candidates[: number - 1], decided, *after.candidates[number:])
            return after.model_copy(update={"candidates": candidates})
        case ev.ShareMade(share=id, version=version, until=until, maker=maker):
            share = Share(id=id, version=version, until=until, maker=maker, at=at)
            return after.model_copy(update={"shares": after.shares | {id: share}})
        case ev.ShareRevoked(share=id) if id in after.shares:
            revoked = after.shares[id].model_copy(update={"revoked": True})
            return after.model_copy(update={"shares": after.shares | {id: revoked}})
    return after.model_copy(update={"comments": comments})


def folded(id: str, events: Iterable[tuple[Value, float]]) -> Artifact:
    """The artifact after all its events, each with its time."""
    artifact = Artifact(id=id)
    for event, at in events:
        artifact = evolve(artifact, event, at)
    return artifact
