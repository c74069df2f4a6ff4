"""Events to what is stored, and back. It does not know which types of events there are: `decode` does.

An event is a frozen value with a `type`; the version of its type's shape is the class attribute `VERSION` (1 if there
is none). A shape that changes gets the next version and an upcast from the one before: a pure function from the old
`data` to the new, in a table `{(type, old version): function}`. Stored events are never rewritten.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic_core import PydanticSerializationError
from sqlalchemy import Row

from deskhand.core.errors import DeskhandError, InvalidInput, LimitExceeded
from deskhand.core.values import Value
from deskhand.journal.chain import canonical
from deskhand.journal.failures import UNREADABLE, reading
from deskhand.journal.values import Recorded, Stored

Decode = Callable[[str, int, str], Value]
"""Of (type, version, data): an event from its stored form. Raises ValueError or JournalDamaged."""
Upcasts = Mapping[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]]

EVENT_BYTES_MAX = 16 * 1024 * 1024
_TYPE = re.compile(r"[a-z][a-z0-9_.]{0,63}")


class Encoded(NamedTuple):
    """An event ready to be stored; `data` is canonical JSON without the type."""

    type: str
    version: int
    data: str
    event: Value


def encode(event: Value) -> Encoded:
    """The stored form. InvalidInput when the event can't be stored, LimitExceeded when it is too large."""
    kind = str(getattr(event, "type", ""))
    if not _TYPE.fullmatch(kind) or kind == "unknown":
        raise InvalidInput(
            f"an event of type {kind[:64]!r} can't be journaled",
            hint="Append only events with a type of this version; an unknown event stays where it was written.",
        )
    try:
        data = canonical(event.model_dump(mode="json", exclude={"type"}))
        if "null" in data and not _finite(event.model_dump()):
            raise ValueError("it holds a number that is not finite")  # pydantic writes it as null: not what was meant
    except (PydanticSerializationError, ValueError, UnicodeError, RecursionError) as error:
        raise InvalidInput(f"a {kind} event can't be written as JSON: {error}", hint="Give it plain values.") from None
    if len(data) > EVENT_BYTES_MAX:
        raise LimitExceeded(
            f"a {kind} event of {len(data)} bytes is larger than {EVENT_BYTES_MAX}",
            hint="Put what is large into the blob store and name it by its hash.",
        )
    return Encoded(kind, int(getattr(type(event), "VERSION", 1)), data, event)


def _finite(value: Any) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, dict):
        return all(map(_finite, value.values()))
    return all(map(_finite, value)) if isinstance(value, list | tuple) else True


class Codec:
    """Reads stored events with one `decode` and its upcasts."""

    def __init__(self, decode: Decode, upcasts: Upcasts) -> None:
        self._decode = decode
        self._upcasts = upcasts

    def recorded(self, row: Row[Any] | Stored) -> Recorded:
        """The event of a row of the events table; JournalDamaged when it can't be read."""
        with reading(f"event {row.seq} of {row.stream}"):
            return self._recorded(row)

    def all_recorded(self, rows: Sequence[Row[Any]]) -> list[Recorded]:
        """The events of many rows; JournalDamaged names the first that can't be read."""
        try:
            return [self._recorded(row) for row in rows]
        except (*UNREADABLE, DeskhandError):  # which one, and why, is told by reading them one by one
            return [self.recorded(row) for row in rows]

    def _recorded(self, row: Any) -> Recorded:
        """By the order of the table's columns: by their names it takes half as long again."""
        stream, seq, at, kind, version, data, hash = row
        return Recorded(stream=stream, seq=seq, at=at, event=self._event(kind, version, data), hash=hash)

    def _event(self, kind: Any, version: int, data: Any) -> Value:
        if not isinstance(data, str) or not isinstance(kind, str):
            raise ValueError("it is not a mapping with a type")
        while upcast := self._upcasts.get((kind, version)):
            data, version = json.dumps(upcast(json.loads(data))), version + 1
        return self._decode(kind, version, data)


def load_mapping(text: Any, what: str) -> dict[str, Any]:
    """A stored JSON mapping; JournalDamaged when it is none."""
    with reading(what):
        data = json.loads(text)
        if not isinstance(data, dict):
            raise ValueError("it is not a mapping")
        return data
