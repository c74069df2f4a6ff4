"""Blobs that go while the events that name them stay: which may, marking them, and what they leave free.

A thinned blob keeps its row, its references and so its place in the chain; only its bytes go. Functions of a
connection. It does not know what a picture is for: who asks says which may go, by stream.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, text, update

from deskhand.journal.blobs import Blobs
from deskhand.journal.chain import sign_thinned
from deskhand.journal.collecting import batches
from deskhand.journal.failures import reading
from deskhand.journal.schema import blob_refs, blobs, events
from deskhand.journal.values import Weight

Marks = Mapping[str, Mapping[str, int]]
"""Blob -> {stream: the last of its events that was looked at}: in these streams, so far, the blob may go."""

EVENT_OVERHEAD_BYTES = 300
"""What a row of events takes besides its data: hash, ids, times and its place in the index, about."""


def thinnable(
    connection: Connection, store: Blobs, marks: Marks, *, grace_s: float, besides: Collection[str] = ()
) -> dict[str, int]:
    """The blobs that every reference lets go, and their bytes; references of the streams `besides` do not count.

    One that was put within the last `grace_s` seconds stays: an append may be about to name it.
    """
    found: dict[str, int] = {}
    for batch in batches(list(marks)):
        query = select(blobs.c.hash, blobs.c.size_bytes).where(blobs.c.hash.in_(batch), blobs.c.thinned_at.is_(None))
        sizes = {str(row.hash): int(row.size_bytes) for row in connection.execute(query)}
        references = select(blob_refs).where(blob_refs.c.hash.in_(list(sizes)), blob_refs.c.stream.not_in(besides))
        for reference in connection.execute(references):
            if reference.seq > marks[reference.hash].get(reference.stream, 0):
                sizes.pop(reference.hash, None)
        found |= {name: size for name, size in sizes.items() if store.is_older_than(name, grace_s)}
    return found


def mark(
    connection: Connection, store: Blobs, marks: Marks, *, grace_s: float, now: float, key: bytes | None
) -> dict[str, int]:
    """Mark as thinned what may go; the caller then lets the collector remove the files. The blobs and their bytes."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("lock table blob_refs, blobs in share row exclusive mode"))
    going = thinnable(connection, store, marks, grace_s=grace_s)
    for name in going:
        values = {"thinned_at": now, "thinned_signature": sign_thinned(key, name, now) if key else ""}
        connection.execute(update(blobs).where(blobs.c.hash == name).values(**values))
    return going


def thinned_at(connection: Connection, hash: str) -> float | None:
    """When the blob was thinned, in unix seconds; None when it was not."""
    when = connection.execute(select(blobs.c.thinned_at).where(blobs.c.hash == hash)).scalar()
    with reading(f"the row of the blob {hash[:12]}"):
        return None if when is None else float(when)


def thinned_of(connection: Connection, stream: str) -> list[Row[Any]]:
    """(hash, thinned_at, thinned_signature) of the thinned blobs that a stream refers to."""
    mine = select(blob_refs.c.hash).where(blob_refs.c.stream == stream)
    query = select(blobs.c.hash, blobs.c.thinned_at, blobs.c.thinned_signature)
    return list(connection.execute(query.where(blobs.c.thinned_at.is_not(None), blobs.c.hash.in_(mine))))


def weight(connection: Connection, stream: str, besides: Collection[str]) -> Weight:
    """What would be free without this stream, once the streams `besides` are gone."""
    lengths = select(func.sum(func.length(events.c.data) + EVENT_OVERHEAD_BYTES)).where(events.c.stream == stream)
    others = blob_refs.alias()
    away = [stream, *besides]
    elsewhere = select(others.c.hash).where(others.c.hash == blob_refs.c.hash, others.c.stream.not_in(away)).exists()
    query = (
        select(blobs.c.hash, blobs.c.size_bytes)
        .join(blob_refs, blob_refs.c.hash == blobs.c.hash)
        .where(blob_refs.c.stream == stream, blobs.c.thinned_at.is_(None), ~elsewhere)
    )
    alone = {str(row.hash): int(row.size_bytes) for row in connection.execute(query)}
    return Weight(event_bytes=int(connection.execute(lengths).scalar() or 0), blobs=alone)


def blob_bytes(connection: Connection) -> int:
    """The bytes of all blobs that were not thinned."""
    return int(
        connection.execute(select(func.sum(blobs.c.size_bytes)).where(blobs.c.thinned_at.is_(None))).scalar() or 0
    )


def day(moment: float) -> str:
    """A moment as people read it: "2026-11-22"."""
    with reading("the time of a thinning"):
        return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%d")
