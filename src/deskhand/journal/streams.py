"""The rows of streams: make, find, list, rename, delete. Functions of a connection, each within one transaction.

It does not know what events say.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, NamedTuple, get_args

from sqlalchemy import Connection, bindparam, delete, select, tuple_, update

from deskhand.core.errors import Conflict, InvalidInput, NotFound
from deskhand.journal.chain import ORIGIN, key_id, sign_tombstone
from deskhand.journal.failures import reading
from deskhand.journal.ids import checked_stream_id, new_id
from deskhand.journal.schema import blob_refs, commands, events, streams
from deskhand.journal.values import Kind, StreamInfo

TITLE_CHARS_MAX = 500
_NAMED_MAX = 5
_INFO = (streams.c.id, streams.c.kind, streams.c.title, streams.c.created_at, streams.c.seq, streams.c.at,
         streams.c.deleted_at, streams.c.deleted_events)  # fmt: skip


class Head(NamedTuple):
    """What an append, a lock and the inbox need of a stream, read and locked within their transaction."""

    stream: str
    seq: int
    hash: str
    fence: int
    holder: str
    holder_pid: int
    holder_host: str
    holder_since: float
    inbox_position: int


_HEAD = select(
    streams.c.id, streams.c.seq, streams.c.head, streams.c.fence, streams.c.holder, streams.c.holder_pid,
    streams.c.holder_host, streams.c.holder_since, streams.c.inbox_position, streams.c.deleted_at,
    streams.c.deleted_events,
).where(streams.c.id == bindparam("stream")).with_for_update()  # fmt: skip
_TOMBSTONE = select(streams.c.deleted_at, streams.c.deleted_events)
_HEAD_TYPES = (str, int, str, int, str, int, str, float, int)


def clean_title(title: str) -> str:
    """A title is shown in terminals and lists: one line, no control characters, at most 500 characters."""
    words = "".join(char if char.isprintable() else " " for char in title).split()
    return " ".join(words).encode("utf-8", "replace").decode()[:TITLE_CHARS_MAX]


def create(connection: Connection, kind: Kind, id: str | None, title: str, now: float) -> StreamInfo:
    """Make an empty stream. Conflict when the id is, or ever was, another's."""
    if kind not in get_args(Kind):
        raise InvalidInput(f"{str(kind)[:40]!r} is no kind of stream", hint=f"Use one of {', '.join(get_args(Kind))}.")
    stream = checked_stream_id(id) if id is not None else _unused_id(connection, kind, now)
    if _exists(connection, stream):
        raise Conflict(f"there is, or was, a stream {stream}", hint="Leave the id out to get a new one.")
    values = {"id": stream, "kind": kind, "title": clean_title(title), "created_at": now, "at": now, "seq": 0,
              "deleted_events": 0}  # fmt: skip
    connection.execute(
        streams.insert(),
        {
            **values, "head": ORIGIN, "signed_seq": 0, "signature": "", "key_id": "", "fence": 0, "holder": "",
            "holder_pid": 0, "holder_host": "", "holder_since": 0.0, "inbox_position": 0,
        },
    )  # fmt: skip
    return StreamInfo.model_validate(values)


def _unused_id(connection: Connection, kind: Kind, now: float) -> str:
    while _exists(connection, stream := new_id(kind, now)):
        pass
    return stream


def _exists(connection: Connection, stream: str) -> bool:
    return connection.execute(select(streams.c.id).where(streams.c.id == stream)).first() is not None


def head(connection: Connection, stream: str) -> Head:
    """The stream's head, locked for this transaction. NotFound when there is no such stream, or it was deleted."""
    row = connection.execute(_HEAD, {"stream": stream}).first()
    if row is None:
        raise no_stream(stream)
    if row.deleted_at is not None:
        raise deleted(stream, row.deleted_at, row.deleted_events)
    with reading(f"the head of {stream}"):
        if not all(isinstance(value, kind) for value, kind in zip(row, _HEAD_TYPES, strict=False)):
            raise TypeError("a value has the wrong type")
        return Head(*row[:9])


def readable(connection: Connection, stream: str) -> None:
    """NotFound when there is no such stream, or it was deleted; takes no lock."""
    row = connection.execute(_TOMBSTONE.where(streams.c.id == stream)).first()
    if row is None:
        raise no_stream(stream)
    if row.deleted_at is not None:
        raise deleted(stream, row.deleted_at, row.deleted_events)


def no_stream(stream: str) -> NotFound:
    return NotFound(f"there is no stream {stream[:80]!r}", hint="Run `deskhand sessions list` to see which there are.")


def deleted(stream: str, at: Any, count: Any) -> NotFound:
    with reading(f"the tombstone of {stream}"):
        when = datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M UTC")
    return NotFound(f"{stream} was deleted on {when}, with its {count} events", hint="Deleted events can't be read.")


def info(connection: Connection, id_or_prefix: str) -> StreamInfo:
    """The stream with this id, or the only one whose id begins so; a session's "s-" may be left out. Tombstones by
    their full id."""
    text = id_or_prefix.strip().lower()
    if not text or len(text) > 64 or not text.replace("-", "").isalnum() or not text.isascii():
        raise no_stream(id_or_prefix)
    if row := connection.execute(select(*_INFO).where(streams.c.id == text)).first():
        return _info(row)
    begins = streams.c.id.startswith(text) | streams.c.id.like(f"s-{text}%")
    alive = select(*_INFO).where(begins, streams.c.deleted_at.is_(None)).order_by(streams.c.id.desc())
    rows = connection.execute(alive.limit(_NAMED_MAX + 1)).all()
    if not rows:
        raise no_stream(id_or_prefix)
    if len(rows) > 1:
        names = ", ".join(str(row.id) for row in rows[:_NAMED_MAX]) + (" ..." if len(rows) > _NAMED_MAX else "")
        raise InvalidInput(f"{text!r} could be {names}", hint="Write more of the id.")
    return _info(rows[0])


def listing(
    connection: Connection, kind: Kind | None, limit: int, before: str | None, begins: str = ""
) -> list[StreamInfo]:
    """Streams that were not deleted, the newest first; `before` is the id of the last one of the page before."""
    query = select(*_INFO).where(streams.c.deleted_at.is_(None))
    if kind is not None:
        query = query.where(streams.c.kind == kind)
    if begins:
        query = query.where(streams.c.id.startswith(begins, autoescape=True))
    if before is not None:
        place = connection.execute(select(streams.c.created_at, streams.c.id).where(streams.c.id == before)).first()
        if place is None:
            raise no_stream(before)
        query = query.where(tuple_(streams.c.created_at, streams.c.id) < tuple_(*place))
    rows = connection.execute(query.order_by(streams.c.created_at.desc(), streams.c.id.desc()).limit(limit))
    return [_info(row) for row in rows]


def _info(row: Any) -> StreamInfo:
    with reading(f"the stream {row.id}"):
        return StreamInfo.model_validate(row._asdict())


def rename(connection: Connection, stream: str, title: str) -> None:
    head(connection, stream)
    connection.execute(update(streams).where(streams.c.id == stream).values(title=clean_title(title)))


def bury(connection: Connection, stream: str, now: float, key: bytes | None) -> list[str]:
    """Remove all of a stream but its tombstone; the hashes of the blobs that it referred to."""
    last = head(connection, stream)
    mine = select(blob_refs.c.hash).where(blob_refs.c.stream == stream).distinct()
    hashes = [str(row.hash) for row in connection.execute(mine)]
    for table in (blob_refs, commands, events):
        connection.execute(delete(table).where(table.c.stream == stream))
    signature = sign_tombstone(key, stream, now, last.seq) if key else ""
    tombstone = {
        "title": "", "seq": 0, "head": ORIGIN, "signed_seq": 0, "signature": signature, "deleted_at": now,
        "key_id": key_id(key) if key else "", "deleted_events": last.seq, "fence": last.fence + 1, "holder": "",
    }  # fmt: skip
    connection.execute(update(streams).where(streams.c.id == stream).values(**tombstone))
    return hashes
