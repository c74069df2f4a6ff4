"""The shapes of artifacts over HTTP: what is told of one, and what a person may send. It knows no route."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field

from deskhand.artifacts.kinds.registry import form_of
from deskhand.artifacts.versions import Artifact, Candidate, Version
from deskhand.core.artifacts import (
    BYTES_MAX,
    EDITS_MAX,
    FILES_MAX,
    NOTE_CHARS_MAX,
    PATH_CHARS_MAX,
    TITLE_CHARS_MAX,
    By,
    Edit,
    KeptFile,
    Kind,
)
from deskhand.core.errors import InvalidInput
from deskhand.server.artifacts.holding import KEY_CHARS_MAX, VALUE_CHARS_MAX

Path = Annotated[str, Field(max_length=PATH_CHARS_MAX)]
Text = Annotated[str, Field(max_length=BYTES_MAX)]


def _without_nul(text: str) -> str:
    if "\0" in text:  # SQLite counts no letter behind one, and JSON has none
        raise ValueError("a value has no NUL character")
    return text


KeptText = Annotated[str, Field(max_length=VALUE_CHARS_MAX), AfterValidator(_without_nul)]
"""A value that an artifact keeps."""


class VersionView(BaseModel):
    """A version without what is in its files. by, who: a person's account or a model; call: the model's call in the
    session. at: unix seconds. restored: the number of the version that was put back, 0 for none. authors: accounts that
    wrote it together. source, source_version: the branch that was brought in with it, and its version; "" and 0."""

    number: int
    base: int | None
    files: dict[str, KeptFile]
    entry: str
    digest: str
    note: str
    name: str
    restored: int
    authors: tuple[str, ...]
    source: str
    source_version: int
    by: By
    who: str
    call: str
    at: float
    bytes: int


class ArtifactSummary(BaseModel):
    """An artifact with its newest version. source: the artifact that it is a copy or a branch of, "" for none;
    source_version: of a branch, the version of it where it began, else 0."""

    id: str
    session: str
    kind: Kind
    title: str
    source: str
    source_version: int
    made_at: float
    newest: VersionView


class ArtifactList(BaseModel):
    """The artifacts of a session, the oldest first."""

    artifacts: list[ArtifactSummary]


class ArtifactView(ArtifactSummary):
    """An artifact with all its versions, the oldest first."""

    versions: list[VersionView]


class VersionContent(BaseModel):
    """A version with what is in its files: text by path, in base64 under `bytes` for what is no text."""

    id: str
    kind: Kind
    title: str
    number: int
    base: int | None
    entry: str
    digest: str
    files: dict[str, str]
    bytes: dict[str, str]


class Diff(BaseModel):
    """What changed from one version to another, as a unified diff; "" for nothing."""

    diff: str


class FormView(BaseModel):
    """A form that a version goes out as (docs/exports.md). suffix: of the file, "" where it keeps its own."""

    id: str
    suffix: str


class FormList(BaseModel):
    forms: list[FormView]


class DraftView(BaseModel):
    """What is being written of an artifact together, and is no version yet. authors: accounts whose words are in it;
    people: accounts that have it open; at: unix seconds of the last change."""

    unsaved: bool
    authors: tuple[str, ...]
    people: tuple[str, ...]
    at: float


class ArtifactWish(BaseModel):
    """A new artifact. kind: without it the files tell; files: text by path; bytes: others in base64."""

    title: str = Field(default="", max_length=TITLE_CHARS_MAX)
    kind: Kind | None = None
    files: dict[Path, Text] = Field(default={}, max_length=FILES_MAX)
    bytes: dict[Path, Text] = Field(default={}, max_length=FILES_MAX)
    entry: str = Field(default="", max_length=PATH_CHARS_MAX)
    note: str = Field(default="", max_length=NOTE_CHARS_MAX)


class VersionWish(BaseModel):
    """A version made from `base`: by edits of it, or with all its files anew."""

    base: int = Field(ge=1, le=2**31)
    edits: tuple[Edit, ...] = Field(default=(), max_length=EDITS_MAX)
    files: dict[Path, Text] = Field(default={}, max_length=FILES_MAX)
    bytes: dict[Path, Text] = Field(default={}, max_length=FILES_MAX)
    entry: str = Field(default="", max_length=PATH_CHARS_MAX)
    note: str = Field(default="", max_length=NOTE_CHARS_MAX)


class RestoreWish(BaseModel):
    number: int = Field(ge=1, le=2**31)


class ArtifactChange(BaseModel):
    title: str = Field(max_length=TITLE_CHARS_MAX)


class VersionChange(BaseModel):
    """name: "" takes it away."""

    name: str = Field(max_length=TITLE_CHARS_MAX)


def summary_of(artifact: Artifact) -> ArtifactSummary:
    return ArtifactSummary(**_about(artifact))


def view_of(artifact: Artifact) -> ArtifactView:
    return ArtifactView(**_about(artifact), versions=[_version(each) for each in artifact.versions])


def content_view(artifact: Artifact, version: Version, files: Mapping[str, bytes]) -> VersionContent:
    """What is in the files: text where the kind is text."""
    is_text = form_of(artifact.kind).is_text
    return VersionContent(
        id=artifact.id,
        kind=artifact.kind,
        title=artifact.title,
        number=version.number,
        base=version.base,
        entry=version.entry,
        digest=version.digest,
        files={path: data.decode() for path, data in files.items()} if is_text else {},
        bytes={} if is_text else {path: base64.b64encode(data).decode() for path, data in files.items()},
    )


def candidate_content(artifact: Artifact, candidate: Candidate, files: Mapping[str, bytes]) -> VersionContent:
    """The same of a candidate, under its own number."""
    fields = candidate.model_dump(include={"number", "base", "entry", "digest", "maker"})
    return content_view(artifact, Version(files=candidate.files, **fields), files)


def files_of(wish: ArtifactWish | VersionWish) -> dict[str, str | bytes]:
    """The files that were sent. Raises InvalidInput."""
    found: dict[str, str | bytes] = {**wish.files}
    for path, text in wish.bytes.items():
        try:
            found[path] = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            raise InvalidInput(f"what is given for {path!r} is no base64.", hint="Send text under `files`.") from None
    return found


def _about(artifact: Artifact) -> dict[str, object]:
    given = {
        name: getattr(artifact, name)
        for name in ("id", "session", "kind", "title", "source", "source_version", "made_at")
    }
    return given | {"newest": _version(artifact.newest)}


def _version(version: Version) -> VersionView:
    maker = version.maker
    given = version.model_dump(exclude={"maker", "files"})
    return VersionView(**given, files=version.files, by=maker.by, who=maker.who, call=maker.call, bytes=version.bytes)


class Allowed(BaseModel):
    """asked: what a version declares that it uses. allowed: what of it the person who looks has allowed."""

    asked: list[str]
    allowed: list[str]


class AllowWish(BaseModel):
    """allowed: just these."""

    allowed: list[Annotated[str, Field(max_length=40)]] = Field(max_length=20)


class Values(BaseModel):
    """What an artifact keeps for a person, by key."""

    values: dict[str, str]


class ValueWish(BaseModel):
    """version: the number of the one that asks. value: null lets go of the key."""

    version: int = Field(ge=1, le=2**31)
    key: str = Field(min_length=1, max_length=KEY_CHARS_MAX)
    value: KeptText | None


class BranchWish(BaseModel):
    """number: of the version where the branch begins. title: without it, that of the artifact, as a branch."""

    number: int = Field(ge=1, le=2**31)
    title: str = Field(default="", max_length=TITLE_CHARS_MAX)


class BringWish(BaseModel):
    """note: of the version that is made."""

    note: str = Field(default="", max_length=NOTE_CHARS_MAX)


class BroughtView(BaseModel):
    """The artifact that a branch was brought into. candidate: its number, where both changed the same lines and
    somebody has to look; else 0."""

    artifact: ArtifactView
    candidate: int
