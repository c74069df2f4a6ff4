"""Turns what a database, a disk or a damaged row raises into Deskhand's errors. It does not know any query."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from deskhand.core.errors import Conflict, DeskhandError, JournalDamaged, LimitExceeded

VERIFY_HINT = "Run `deskhand journal verify` to see what is damaged, and restore that file from a backup."
SPACE_HINT = "Free some space, then go on: everything journaled so far is kept, and nothing was half written."

UNREADABLE = (ValueError, TypeError, KeyError, OverflowError, RecursionError)
"""What a value that can't be read back raises."""

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT,
            sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_FORMAT}  # fmt: skip
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_PG_FULL, _PG_CORRUPT = ("53100", "53200"), ("XX001", "XX002", "42P01", "42703", "23")
_PG_BUSY = ("55P03", "40001", "40P01")


@contextmanager
def told(place: str) -> Iterator[None]:
    """Let nothing but a DeskhandError out of the block; `place` names the database for people."""
    try:
        yield
    except DBAPIError as error:
        raise database_error(place, error.orig if isinstance(error.orig, BaseException) else error) from None
    except UnicodeDecodeError as error:  # Python's sqlite3, where it can't even decode SQLite's own message
        raise JournalDamaged(f"the journal {place} is damaged: {error}", hint=VERIFY_HINT) from None
    except (sqlite3.Error, SQLAlchemyError) as error:
        raise database_error(place, error) from None
    except OSError as error:
        raise disk_error(place, error) from None


@contextmanager
def reading(what: str) -> Iterator[None]:
    """Let a value that can't be read back (changed by hand, cut off) out as JournalDamaged; `what` names it."""
    try:
        yield
    except UNREADABLE as error:
        raise JournalDamaged(f"{what} can't be read: {str(error)[:200]}", hint=VERIFY_HINT) from None


def database_error(place: str, error: BaseException) -> DeskhandError:
    """The error for what SQLite or PostgreSQL said."""
    if isinstance(error, sqlite3.Error):
        return _sqlite_error(place, error)
    state = str(getattr(error, "sqlstate", "") or "")
    if state.startswith(_PG_FULL):
        return LimitExceeded(f"the journal {place} can't be written: {error}", hint=SPACE_HINT)
    if state.startswith(_PG_BUSY):
        return Conflict(f"the journal {place} is in use: {error}", hint="Try again.")
    if state.startswith(_PG_CORRUPT):
        return JournalDamaged(f"the journal {place} is damaged: {error}", hint=VERIFY_HINT)
    return DeskhandError(
        f"the journal {place} can't be used: {str(error)[:300]}", hint="See that the database runs and lets you in."
    )


def _sqlite_error(place: str, error: sqlite3.Error) -> DeskhandError:
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if code is not None else None
    if primary == sqlite3.SQLITE_FULL:
        return LimitExceeded(f"the journal {place} can't be written: the disk is full", hint=SPACE_HINT)
    if primary in _BUSY:
        return Conflict(
            f"the journal {place} is in use by another process",
            hint="Try again; if it stays so, a process that was writing is stopped: let it go on, or end it.",
        )
    if primary is None or primary in _DAMAGED:
        return JournalDamaged(f"the journal {place} is damaged, or is no journal: {error}", hint=VERIFY_HINT)
    return DeskhandError(
        f"the journal {place} can't be read or written: {error}",
        hint="See that the disk works and that you may write to that folder; nothing was half written.",
    )


def disk_error(place: str, error: OSError) -> DeskhandError:
    """The error for what the file system said."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return LimitExceeded(f"{place} can't be written: the disk is full", hint=SPACE_HINT)
    return DeskhandError(
        f"{place} can't be used: {error.strerror or error}", hint="See that it exists and that you may read and write."
    )
