"""What an artifact is: something that a model or a person made, kept in versions, and the events of its stream.

An artifact belongs to the session in which it was made. Its versions are numbered from 1; each names all of its files
by the hashes of their bytes, so that nothing that was there once is ever overwritten. Pure: what the events add up to
is folded in `artifacts.versions`, what is in the files nobody knows here.
"""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field, TypeAdapter

from deskhand.core import events as ev
from deskhand.core.values import Value

Kind = Literal[
    "html", "react", "svg", "markdown", "code", "mermaid", "slides", "table", "chart", "json", "text", "picture", "pdf",
]  # fmt: skip
"""What an artifact is shown as. The list is closed: each has a module in `artifacts.kinds`."""

KINDS: tuple[Kind, ...] = get_args(Kind)

By = Literal["model", "person", "restore"]
"""Who made a version; restore: a person who put an earlier one back."""

FILES_MAX = 64
BYTES_MAX = 16 * 1024 * 1024
"""Of all files of a version together."""
PATH_CHARS_MAX = 200
TITLE_CHARS_MAX = 200
NOTE_CHARS_MAX = 2_000
COMMENT_CHARS_MAX = 4_000
QUOTE_CHARS_MAX = 2_000
SELECTOR_CHARS_MAX = 1_000
EDITS_MAX = 200


class KeptFile(Value):
    """A file of a version: the hash of its bytes, and how many they are."""

    blob: str
    bytes: int = Field(ge=0)


class Edit(Value):
    """A change of one place of a text file: `old` must stand there exactly once. An empty `old` makes a new file."""

    path: str = Field(max_length=PATH_CHARS_MAX)
    old: str
    new: str


class Maker(Value):
    """Who makes something of an artifact. who: an account's id or a model's name, "" for not known; call: the id of the
    model's call in its session, where a person's words stand before it."""

    by: By
    who: str = ""
    call: str = ""


class ArtifactCreated(Value):
    """The first event of an artifact. source: the artifact that it is a copy of, where its session was forked, or a
    branch of; source_version: of a branch, the version of it where it began, else 0."""

    type: Literal["artifact_created"] = "artifact_created"
    session: str
    kind: Kind
    title: str
    source: str = ""
    source_version: int = 0
    maker: Maker


class VersionMade(Value):
    """A version: all its files by path. base: the version that it was made from, None for the first and for one that
    was written anew. entry: the file that is shown. digest: the same content has the same. restored: the number of the
    version that was put back, 0 for none. authors: accounts that wrote it together; none where its maker did alone.
    source, source_version: the branch that was brought in with it, "" and 0 for none, and its version."""

    type: Literal["version_made"] = "version_made"
    number: int = Field(ge=1)
    base: int | None = None
    files: dict[str, KeptFile]
    entry: str
    digest: str
    note: str = ""
    restored: int = 0
    authors: tuple[str, ...] = ()
    source: str = ""
    source_version: int = 0
    maker: Maker


class ArtifactRenamed(Value):
    type: Literal["artifact_renamed"] = "artifact_renamed"
    title: str
    maker: Maker


class VersionNamed(Value):
    """A version got a name of its own; "" takes it away."""

    type: Literal["version_named"] = "version_named"
    number: int
    name: str
    maker: Maker


class Anchor(Value):
    """What a comment is about, in a version: a range of a file's text (characters from `start` to before `end`), or an
    element of what was shown, by its selector. quote: the words there, as they were."""

    version: int = Field(ge=1)
    path: str = ""
    start: int = 0
    end: int = 0
    selector: str = ""
    quote: str = ""


class Commented(Value):
    """Somebody said something about a place. number: counts within the artifact."""

    type: Literal["commented"] = "commented"
    number: int = Field(ge=1)
    anchor: Anchor
    text: str
    maker: Maker


class CommentResolved(Value):
    """It is settled; or, with resolved false, it is not any more."""

    type: Literal["comment_resolved"] = "comment_resolved"
    comment: int
    resolved: bool
    maker: Maker


class CommentDeleted(Value):
    type: Literal["comment_deleted"] = "comment_deleted"
    comment: int
    maker: Maker


class CommentsSent(Value):
    """A model was asked for a candidate version because of them."""

    type: Literal["comments_sent"] = "comments_sent"
    comments: tuple[int, ...]
    maker: Maker


class CandidateMade(Value):
    """A version that is proposed: it is none until a person accepts it. The fields are those of `VersionMade`. number:
    counts candidates; comments: those that it answers."""

    type: Literal["candidate_made"] = "candidate_made"
    number: int = Field(ge=1)
    base: int
    files: dict[str, KeptFile]
    entry: str
    digest: str
    note: str = ""
    comments: tuple[int, ...] = ()
    source: str = ""
    source_version: int = 0
    maker: Maker


class CandidateDecided(Value):
    """version: the number of the version that came of it, 0 for none."""

    type: Literal["candidate_decided"] = "candidate_decided"
    candidate: int
    accepted: bool
    version: int = 0
    maker: Maker


class ShareMade(Value):
    """A link that shows one version to whoever has it, until then (unix seconds). Its token is on no record."""

    type: Literal["share_made"] = "share_made"
    share: str
    version: int
    until: float
    maker: Maker


class ShareRevoked(Value):
    type: Literal["share_revoked"] = "share_revoked"
    share: str
    maker: Maker


ArtifactEvent = (
    ArtifactCreated | VersionMade | ArtifactRenamed | VersionNamed | Commented | CommentResolved | CommentDeleted
    | CommentsSent | CandidateMade | CandidateDecided | ShareMade | ShareRevoked
)  # fmt: skip
"""There is none for the end: an artifact that is deleted is gone, but for its stream's tombstone."""

_SHAPES: dict[str, TypeAdapter[Value]] = {
    str(shape.model_fields["type"].default): TypeAdapter(shape) for shape in get_args(ArtifactEvent)
}


def decode(type: str, version: int, data: str) -> Value:
    """An event of a session or of an artifact from its stored form. One from the future becomes Unknown."""
    shape = _SHAPES.get(type)
    if shape is None or version > 1:
        return ev.decode(type, version, data)
    return ev.as_read(type, data, shape)
