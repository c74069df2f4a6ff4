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
    maker: ev.Maker
    at: float = 0.0

    @property
    def bytes(self) -> int:
        return sum(file.bytes for file in self.files.values())


class Artifact(Value):
    """An artifact with all its versions, the oldest first. seq: the number of the last event that is in it."""

    id: str
    session: str = ""
    kind: ev.Kind = "text"
    title: str = ""
    source: str = ""
    made_at: float = 0.0
    versions: tuple[Version, ...] = ()
    seq: int = 0

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


def evolve(artifact: Artifact, event: Value, at: float) -> Artifact:
    """The artifact after an event. A version that is not the next one counts for nothing: its number is taken."""
    after = artifact.model_copy(update={"seq": artifact.seq + 1})
    match event:
        case ev.ArtifactCreated(session=session, kind=kind, title=title, source=source):
            first = {"session": session, "kind": kind, "title": title, "source": source, "made_at": at}
            return after.model_copy(update=first)
        case ev.VersionMade() if event.number == len(artifact.versions) + 1:
            made = Version(**event.model_dump(exclude={"type"}), at=at)
            return after.model_copy(update={"versions": (*artifact.versions, made)})
        case ev.ArtifactRenamed(title=title):
            return after.model_copy(update={"title": title})
        case ev.VersionNamed(number=number, name=name) if number <= len(artifact.versions):
            named = artifact.versions[number - 1].model_copy(update={"name": name})
            versions = (*artifact.versions[: number - 1], named, *artifact.versions[number:])
            return after.model_copy(update={"versions": versions})
    return after


def folded(id: str, events: Iterable[tuple[Value, float]]) -> Artifact:
    """The artifact after all its events, each with its time."""
    artifact = Artifact(id=id)
    for event, at in events:
        artifact = evolve(artifact, event, at)
    return artifact
