"""What the journal hands out: streams, recorded events, commands, reports. It does not know how they are stored."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from pydantic import Field, SerializeAsAny

from deskhand.core.values import Value

Kind = Literal["session", "artifact", "project", "account"]


class Recorded(Value):
    """An event as it stands in its stream. `seq` counts from 1; `at` is unix seconds; `hash` is the chain's, in hex."""

    stream: str
    seq: int
    at: float
    event: SerializeAsAny[Value]
    hash: str


class Stored(NamedTuple):
    """A row of the events as it lies in the database, in the order of its columns: nothing of it was looked at."""

    stream: str
    seq: int
    at: float
    type: str
    version: int
    data: str
    hash: str


class Writer(Value):
    """Who holds, or last held, a stream's lock. `live` is what the operating system says, not what the row says."""

    holder: str
    pid: int
    host: str
    since: float
    live: bool = True

    def __str__(self) -> str:
        return f"{self.holder} (process {self.pid} on {self.host})"


class StreamInfo(Value):
    """A stream. `seq` is its last event's number (0: none yet), `at` that event's time or the time of creation.

    A deleted stream stays as its tombstone: `deleted_at` and `deleted_events` are set, and there are no events.
    """

    id: str
    kind: Kind
    title: str
    created_at: float
    seq: int = Field(ge=0)
    at: float
    deleted_at: float | None = None
    deleted_events: int = 0


class Command(Value):
    """Something put into a stream's inbox. `position` counts from 1 within the stream."""

    stream: str
    position: int
    id: str
    data: dict[str, Any]
    at: float


class Receipt(Value):
    """What became of a command that was put. Not `new`: this id was there before, and `command` is that earlier one.

    `taken_seq` is the sequence number of the event that took it, or None while it waits.
    """

    new: bool
    command: Command
    taken_seq: int | None = None


class Collected(Value):
    """Blobs that no stream referred to and that were removed."""

    blobs: int = 0
    blob_bytes: int = 0


class Weight(Value):
    """What a stream takes by itself: its events (about), and the blobs that only it refers to, with their bytes."""

    event_bytes: int
    blobs: dict[str, int]

    @property
    def bytes(self) -> int:
        return self.event_bytes + sum(self.blobs.values())


class VerifyReport(Value):
    """What recomputing a stream's chain found. `proves` says what an empty `problems` is worth, and no more.
    `thinned` counts the pictures that were let go as promised (docs/retention.md): that is no problem.

    `stream` is "" for what concerns the database as a whole. `key` names the signing key, "" when unsigned.
    """

    stream: str
    events: int = 0
    signed_seq: int = 0
    key: str = ""
    problems: tuple[str, ...] = ()
    thinned: int = 0
    proves: str = ""

    @property
    def ok(self) -> bool:
        return not self.problems
