"""Brings a database to this version's schema, or refuses it with a reason. It does not know what is in the streams."""

from __future__ import annotations

import errno
import fcntl
import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, inspect, select, text

from deskhand.core.errors import JournalDamaged, Refused
from deskhand.journal.database import Database
from deskhand.journal.failures import VERIFY_HINT, told
from deskhand.journal.schema import APPLICATION_ID, REVISIONS, metadata, version

_MIGRATE = "deskhand.journal.migrate"
_LOCK_KEY = 0x4453484B
_TABLES = frozenset(metadata.tables)


def open_schema(database: Database, folder: Path) -> None:
    """Make the tables, upgrade them, or find them right. Refused for a newer schema, JournalDamaged for a bad one."""
    with told(database.place), _alone(folder):
        if database.is_sqlite:
            _private_file(Path(database.place))
            if database.pragma_now("journal_mode") != ["wal"]:
                database.pragma_now("journal_mode=WAL")
        database.write_now(_bring_up)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process of this folder opens at a time: two that make the same tables would trip over each other."""
    descriptor = os.open(folder / ".opening", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _private_file(path: Path) -> None:
    """SQLite gives its WAL the mode of the database file; a journal is read by its owner only.

    One that is there is not opened here: closing it again would let go of every lock that this process holds on it,
    also those of another window, whose log another process would then remove (fcntl(2)).
    """
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _bring_up(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})
    found = set(inspect(connection).get_table_names())
    if not found:
        _create(connection)
        return
    revision = _revision(connection, found)
    _refuse_strange(connection)
    if revision != REVISIONS[-1]:
        importlib.import_module(_MIGRATE).upgrade(connection)
        found = set(inspect(connection).get_table_names())
    if missing := sorted(_TABLES - found):
        raise JournalDamaged(f"the journal lacks the table {missing[0]}", hint=VERIFY_HINT)


def _create(connection: Connection) -> None:
    metadata.create_all(connection)
    connection.execute(version.insert().values(version_num=REVISIONS[-1]))
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")


def _revision(connection: Connection, found: set[str]) -> str:
    """The schema revision of the file; refuses files that are no journals and journals from the future."""
    revision = connection.execute(select(version.c.version_num)).scalar() if version.name in found else None
    if revision is None:
        raise JournalDamaged(
            "this database is not a journal: it has tables, but no schema version",
            hint="Give the path of a journal, or of a file that does not exist yet.",
        )
    if revision not in REVISIONS:
        raise Refused(
            f"the journal has schema {str(revision)[:32]}, and this version of Deskhand knows up to {REVISIONS[-1]}",
            hint="It was written by a newer version: upgrade Deskhand. Nothing was changed.",
        )
    return str(revision)


def _refuse_strange(connection: Connection) -> None:
    """A trigger or view that came with the file would run inside our own statements."""
    if connection.dialect.name != "sqlite":
        return
    query = text("select type, name from sqlite_master where type in ('trigger', 'view') limit 1")
    if row := connection.execute(query).first():
        raise JournalDamaged(
            f"the journal holds a {row.type} {str(row.name)[:60]!r} that Deskhand did not make",
            hint="Do not use this file; restore the journal from a backup.",
        )
