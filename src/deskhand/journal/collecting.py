"""Removes blobs that no stream refers to, and the files of those that were thinned.

Functions of a connection and the blob store; it does not know why.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, select, text

from deskhand.journal.blobs import Blobs
from deskhand.journal.schema import blob_refs, blobs
from deskhand.journal.values import Collected

BATCH = 200
"""Blobs looked at in one transaction: an append never waits for more than so many files to be removed."""


def collect(connection: Connection, store: Blobs, hashes: Sequence[str]) -> Collected:
    """Remove those of the hashes that nothing refers to; of a thinned one only the file, for its row says when it went.

    Within a transaction that keeps appends out, so that no event can come to refer to a blob that is being removed.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("lock table blob_refs, blobs in share row exclusive mode"))
    wanted = connection.execute(select(blob_refs.c.hash).where(blob_refs.c.hash.in_(hashes)))
    kept = {row.hash for row in wanted}
    thinned = select(blobs.c.hash).where(blobs.c.hash.in_(list(kept)), blobs.c.thinned_at.is_not(None))
    bare = {row.hash for row in connection.execute(thinned)}
    gone = [name for name in hashes if (name not in kept or name in bare) and not store.is_awaited(name)]
    connection.execute(delete(blobs).where(blobs.c.hash.in_([name for name in gone if name not in kept])))
    return Collected(blobs=len(gone), blob_bytes=sum(store.remove(name) for name in gone))


def batches(hashes: Sequence[str]) -> list[Sequence[str]]:
    return [hashes[start : start + BATCH] for start in range(0, len(hashes), BATCH)]
