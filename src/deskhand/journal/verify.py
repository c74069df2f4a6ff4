"""Recomputes chains and says what was found. It reads only, and claims no more than `PROVES`.

What it can't find: a stream that was removed together with its row; a database that was put back, whole or by the
stream, to an earlier signed state; changes by somebody who has the key; titles, which are not part of the chain.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, select, text

from deskhand.core.errors import DeskhandError, JournalDamaged
from deskhand.journal.blobs import Blobs
from deskhand.journal.chain import ORIGIN, event_hash, key_id, same, sign_head, sign_thinned, sign_tombstone
from deskhand.journal.codec import Codec
from deskhand.journal.failures import reading, told
from deskhand.journal.schema import blob_refs, events, streams
from deskhand.journal.thinning import day, thinned_of
from deskhand.journal.values import VerifyReport

PROVES = (
    "No event of {stream} was changed, removed or reordered since its head at event {seq} was signed with key {key}."
)
UNSIGNED = (
    "The events of {stream} agree with their hashes. Without a key this shows that nothing changed by accident, "
    "not that nobody changed it."
)
TOMBSTONE = "{stream} was deleted by somebody who has key {key}."
_PROBLEMS_MAX = 20
_CHUNK = 500


class Verifier:
    """Verifies streams of one open journal. `key` is None when there is none: signatures are then not checked."""

    def __init__(self, connection: Connection, blobs: Blobs, codec: Codec, key: bytes | None) -> None:
        self._connection = connection
        self._blobs = blobs
        self._codec = codec
        self._key = key
        self._seen: dict[str, str] = {}  # blob hash -> its problem, or ""

    def all(self) -> Iterator[VerifyReport]:
        """The database as a whole (only when something is wrong with it), then every stream with a row or events."""
        yield from self._database()
        ids = select(streams.c.id).order_by(streams.c.created_at)
        orphans = select(events.c.stream).where(events.c.stream.not_in(select(streams.c.id))).distinct()
        try:
            with told("as a whole"):
                known, unknown = (list(map(str, self._connection.execute(q).scalars())) for q in (ids, orphans))
        except DeskhandError as error:
            yield VerifyReport(stream="", problems=(error.message,))
            return
        yield from map(self.one, known)
        for stream in unknown:
            yield VerifyReport(stream=stream, problems=("its events are there, but the stream itself is missing",))

    def one(self, stream: str) -> VerifyReport:
        """One stream. Whatever is wrong becomes a problem of the report."""
        try:
            with told("of this stream"), reading(stream):
                return self._stream(stream)
        except DeskhandError as error:
            return VerifyReport(stream=stream, problems=(error.message,))

    def _database(self) -> Iterator[VerifyReport]:
        if self._connection.dialect.name != "sqlite":
            return
        try:
            with told("of this file"):
                found = [str(row[0]) for row in self._connection.execute(text("pragma integrity_check(20)"))]
        except JournalDamaged as error:
            found = [error.message]
        if found != ["ok"]:
            yield VerifyReport(stream="", problems=tuple(f"the database file is damaged: {line}" for line in found))

    def _stream(self, stream: str) -> VerifyReport:
        row = self._connection.execute(select(streams).where(streams.c.id == stream)).one()
        walk = _Walk(stream, row.signed_seq, self._references(stream))
        for event in self._rows(stream):
            walk.step(event)
            walk.problem(self._readable(event))
        if row.deleted_at is not None:
            return self._tombstone(row, walk)
        walk.end(row.seq, row.head)
        thinned = self._thinned(stream, walk)
        for name in sorted({name for names in walk.references.values() for name in names} - set(thinned)):
            walk.problem(self._blob(name))
        walk.problem(self._signature(row, walk))
        report = self._report(row, walk, PROVES if self._key else UNSIGNED)
        return _with_thinned(report, sorted(thinned.values())) if thinned else report

    def _rows(self, stream: str) -> Iterator[Row[Any]]:
        query = select(events).where(events.c.stream == stream).order_by(events.c.seq)
        yield from self._connection.execute(query.execution_options(yield_per=_CHUNK))

    def _references(self, stream: str) -> dict[int, list[str]]:
        references: dict[int, list[str]] = {}
        for row in self._connection.execute(select(blob_refs).where(blob_refs.c.stream == stream)):
            references.setdefault(row.seq, []).append(row.hash)
        return references

    def _readable(self, row: Row[Any]) -> str:
        try:
            self._codec.recorded(row)
        except DeskhandError as error:
            return error.message
        return ""

    def _blob(self, name: str) -> str:
        if name not in self._seen:
            try:
                self._blobs.read(name)
                self._seen[name] = ""
            except DeskhandError as error:
                self._seen[name] = error.message
        return self._seen[name]

    def _thinned(self, stream: str, walk: _Walk) -> dict[str, float]:
        """The blobs that are gone because they were thinned, and when: it must be signed, or any could be said so."""
        gone: dict[str, float] = {}
        for row in thinned_of(self._connection, stream):
            if self._blobs.has(row.hash):
                continue
            gone[row.hash] = row.thinned_at
            signed = not self._key or same(sign_thinned(self._key, row.hash, row.thinned_at), row.thinned_signature)
            walk.problem("" if signed else f"the blob {row.hash[:12]} is gone; that it was thinned is not signed")
        return gone

    def _signature(self, row: Row[Any], walk: _Walk) -> str:
        """What is wrong with the head's signature; "" when it holds, or when there is no key to check it with."""
        if self._key is None or row.seq == row.signed_seq == 0:
            return ""
        if not row.signature:
            return "its head is not signed"
        if row.key_id != key_id(self._key):
            return f"its head was signed with another key ({row.key_id}), so the signature can't be checked"
        signed = sign_head(self._key, row.id, row.signed_seq, walk.signed_hash)
        if not same(signed, row.signature):
            return f"its signature is not that of its events up to {row.signed_seq}"
        if row.signed_seq < row.seq:
            return f"events {row.signed_seq + 1} to {row.seq} are not signed"
        return ""

    def _tombstone(self, row: Row[Any], walk: _Walk) -> VerifyReport:
        walk.problem("it was deleted, but has events" if walk.count else "")
        if self._key is not None:
            signed = sign_tombstone(self._key, row.id, row.deleted_at, row.deleted_events)
            walk.problem("" if same(signed, row.signature) else "its tombstone is not signed with this key")
        return self._report(row, walk, TOMBSTONE if self._key else "")

    def _report(self, row: Row[Any], walk: _Walk, proves: str) -> VerifyReport:
        words = {"stream": row.id, "seq": row.signed_seq, "key": row.key_id}
        return VerifyReport(
            stream=row.id,
            events=walk.count,
            signed_seq=row.signed_seq,
            key=row.key_id,
            problems=tuple(walk.problems[:_PROBLEMS_MAX]),
            proves="" if walk.problems else proves.format(**words),
        )


def _with_thinned(report: VerifyReport, moments: list[float]) -> VerifyReport:
    """The report, with how many pictures were thinned and when in its words."""
    first, last = day(moments[0]), day(moments[-1])
    when = f"on {first}" if first == last else f"between {first} and {last}"
    count = "1 picture was" if len(moments) == 1 else f"{len(moments)} pictures were"
    words = f"{report.proves} {count} thinned {when}." if report.proves else ""
    return report.model_copy(update={"thinned": len(moments), "proves": words})


class _Walk:
    """One pass over a chain. After a broken link it goes on from the stored hash, so that one fault is told once."""

    def __init__(self, stream: str, signed_seq: int, references: dict[int, list[str]]) -> None:
        self.stream = stream
        self.references = references
        self.problems: list[str] = []
        self.count = 0
        self.signed_hash = ORIGIN
        self._signed_seq = signed_seq
        self._seq = 0
        self._hash = ORIGIN

    def problem(self, words: str) -> None:
        if words:
            self.problems.append(words)

    def step(self, row: Row[Any]) -> None:
        self.count += 1
        if row.seq != self._seq + 1:
            self.problem(_missing(self._seq + 1, row.seq - 1))
        about = (row.at, row.type, row.version)
        blobs = self.references.get(row.seq, [])
        found = event_hash(self._hash, self.stream, row.seq, about, row.data, blobs)
        if found != row.hash and row.seq == self._seq + 1:
            self.problem(f"event {row.seq} was changed or reordered: its hash is not that of its content")
        self._seq, self._hash = row.seq, row.hash
        if row.seq == self._signed_seq:
            self.signed_hash = found

    def end(self, seq: int, head: str) -> None:
        if self._seq < seq:
            self.problem(_missing(self._seq + 1, seq))
        elif self._seq > seq:
            self.problem(f"events {seq + 1} to {self._seq} are there, but its head ends at {seq}")
        elif self._hash != head:
            self.problem("its head is not the hash of its last event")


def _missing(first: int, last: int) -> str:
    return f"event {first} is missing" if first == last else f"events {first} to {last} are missing"
