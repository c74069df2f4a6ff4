"""The tables of the journal, as this version of the code knows them. How older files become this is in `migrations`.

docs/file-format.md describes every column. Both SQLite and PostgreSQL hold exactly these tables.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

REVISIONS = ("0001", "0002", "0003")
"""Every schema revision that this code can open, the oldest first. The last is the one that it writes."""

APPLICATION_ID = 0x4453484B
"""SQLite's application_id of a journal: "DSHK". Tells a journal from any other SQLite file."""

metadata = MetaData()

version = Table("alembic_version", metadata, Column("version_num", String(32), primary_key=True))

streams = Table(
    "streams",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("at", Double, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("head", String(64), nullable=False),
    Column("signed_seq", BigInteger, nullable=False),
    Column("signature", String(64), nullable=False),
    Column("key_id", String(16), nullable=False),
    Column("deleted_at", Double),
    Column("deleted_events", BigInteger, nullable=False),
    Column("fence", BigInteger, nullable=False),
    Column("holder", Text, nullable=False),
    Column("holder_pid", BigInteger, nullable=False),
    Column("holder_host", Text, nullable=False),
    Column("holder_since", Double, nullable=False),
    Column("inbox_position", BigInteger, nullable=False, server_default="0"),
    Index("streams_by_age", "created_at", "id"),
)

events = Table(
    "events",
    metadata,
    Column("stream", String(64), ForeignKey("streams.id"), primary_key=True),
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("at", Double, nullable=False),
    Column("type", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("data", Text, nullable=False),
    Column("hash", String(64), nullable=False),
)

blobs = Table(
    "blobs",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("media_type", Text, nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("thinned_at", Double),
    Column("thinned_signature", String(64), nullable=False, server_default=""),
)

blob_refs = Table(
    "blob_refs",
    metadata,
    Column("stream", String(64), primary_key=True),
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("hash", String(64), ForeignKey("blobs.hash"), primary_key=True),
    ForeignKeyConstraint(["stream", "seq"], ["events.stream", "events.seq"], ondelete="CASCADE"),
    Index("blob_refs_by_hash", "hash"),
)

commands = Table(
    "commands",
    metadata,
    Column("stream", String(64), ForeignKey("streams.id"), primary_key=True),
    Column("position", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("id", String(128), nullable=False),
    Column("data", Text, nullable=False),
    Column("at", Double, nullable=False),
    Column("taken_seq", BigInteger),
    Index("commands_by_id", "stream", "id", unique=True),
    Index("commands_waiting", "stream", "taken_seq", "position"),
)
