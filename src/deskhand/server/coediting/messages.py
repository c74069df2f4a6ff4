"""What a browser and the server say to each other about a text that is written together. Pure.

Bytes are of the shared text: the first says what the rest is.

    0  what of which replica is there (a state vector); whoever hears it answers with what lacks
    1  a change (an update of Yjs), or the last part of one
    2  a part of a change that is too long for one message

Words are JSON. From the browser: `at`, `save`, `bring`; from the server: `room`, `people`, `kept`, `merged`, `saved`,
`refused`.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from deskhand.core.artifacts import FILES_MAX, NOTE_CHARS_MAX, PATH_CHARS_MAX
from deskhand.core.errors import InvalidInput

KNOWN, CHANGE, PART = b"\x00", b"\x01", b"\x02"
WORDS_CHARS_MAX = 1_000_000
_SMALL = ConfigDict(extra="forbid")
Count = Annotated[int, Field(ge=0, le=2**53)]


class Id(BaseModel):
    """Of a piece of the text."""

    model_config = _SMALL
    client: Count
    clock: Count


class Mark(BaseModel):
    """A place in the text that moves along with it, as Yjs writes it (a relative position)."""

    model_config = _SMALL
    type: Id | None = None
    tname: str | None = Field(default=None, max_length=PATH_CHARS_MAX)
    item: Id | None = None
    assoc: int = Field(default=0, ge=-1, le=1)


class Cursor(BaseModel):
    """Where somebody is: what they have selected in a file, from anchor to head."""

    model_config = _SMALL
    path: str = Field(max_length=PATH_CHARS_MAX)
    anchor: Mark
    head: Mark


class At(BaseModel):
    model_config = _SMALL
    type: Literal["at"]
    at: Cursor | None


class Save(BaseModel):
    """Make a version of what is there."""

    model_config = _SMALL
    type: Literal["save"]
    note: str = Field(default="", max_length=NOTE_CHARS_MAX)


class Side(BaseModel):
    """A file as somebody began to change it, and as they left it."""

    model_config = _SMALL
    was: str
    now: str


class Bring(BaseModel):
    """Changes that were made apart: of a replica that has nothing in common with this one any more."""

    model_config = _SMALL
    type: Literal["bring"]
    files: dict[str, Side] = Field(max_length=FILES_MAX)


Words = At | Save | Bring
_WORDS: TypeAdapter[Words] = TypeAdapter(Annotated[Words, Field(discriminator="type")])


def read_words(text: str) -> Words:
    """Raises InvalidInput for what is none of them."""
    try:
        if len(text) > WORDS_CHARS_MAX:
            raise ValueError("too long")
        return _WORDS.validate_json(text)
    except (ValidationError, ValueError, RecursionError):
        raise InvalidInput("what came is no word of this conversation.", hint="Load the page anew.") from None


def words(type: str, **more: Any) -> str:
    return json.dumps({"type": type, **more}, ensure_ascii=True, separators=(",", ":"))
