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
    """The first event of an artifact. source: the artifact that it is a copy of, where its session was forked."""

    type: Literal["artifact_created"] = "artifact_created"
    session: str
    kind: Kind
    title: str
    source: str = ""
    maker: Maker


class VersionMade(Value):
    """A version: all its files by path. base: the version that it was made from, None for the first and for one that
    was written anew. entry: the file that is shown. digest: the same content has the same. restored: the number of the
    version that was put back, 0 for none. authors: accounts that wrote it together; none where its maker did alone."""

    type: Literal["version_made"] = "version_made"
    number: int = Field(ge=1)
    base: int | None = None
    files: dict[str, KeptFile]
    entry: str
    digest: str
    note: str = ""
    restored: int = 0
    authors: tuple[str, ...] = ()
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


ArtifactEvent = ArtifactCreated | VersionMade | ArtifactRenamed | VersionNamed
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
