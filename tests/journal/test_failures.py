"""A full disk, a locked database, a disk that fails: told in our words, and the journal stays as it was."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from deskhand.core.errors import Conflict, DeskhandError, JournalDamaged, LimitExceeded
from deskhand.journal import Journal, database
from deskhand.journal.failures import database_error, told
from tests.journal.conftest import open_at
from tests.journal.samples import notes


def limit_pages(journal: Journal, pages: int) -> None:
    """Give the database no more than so many pages in all: a disk that is full."""
    journal._database.pragma_now(f"max_page_count={pages}")


async def test_a_full_disk_refuses_the_append_whole_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    async with await open_at(tmp_path / "journal.db", tmp_path) as journal:
        stream = (await journal.create("session")).id
        await journal.append(stream, notes("before"), expect=0, at=1)
        await journal.put_command(stream, "c1", {})
        limit_pages(journal, 1)
        with pytest.raises(LimitExceeded, match=r"the disk is full.*Free some space") as refused:
            await journal.append(stream, notes(*["much" * 500] * 50), expect=1, at=2, takes=["c1"])
        assert "nothing was half written" in refused.value.hint
        assert len(await journal.read(stream)) == 1 and len(await journal.take_commands(stream)) == 1
        limit_pages(journal, 100_000)
        await journal.append(stream, notes("after"), expect=1, at=3, takes=["c1"])
        assert all(report.ok for report in await journal.verify())


async def test_a_lock_can_be_let_go_on_a_full_disk(tmp_path: Path) -> None:
    async with await open_at(tmp_path / "journal.db", tmp_path) as journal:
        stream = (await journal.create("session")).id
        with pytest.raises(LimitExceeded):
            async with await journal.lock(stream, "driver") as writer:
                limit_pages(journal, 1)
                await journal.append(stream, notes("much" * 90_000), expect=0, at=1, writer=writer)
        assert not (tmp_path / "locks" / f"{stream}.lock").exists()


async def test_a_database_held_by_another_is_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_PRAGMAS", ("busy_timeout=10", "synchronous=FULL"))
    async with await open_at(tmp_path / "journal.db", tmp_path) as journal:
        stream = (await journal.create("session")).id
        other = sqlite3.connect(tmp_path / "journal.db", isolation_level=None)
        other.execute("begin immediate")
        with pytest.raises(Conflict, match="in use by another process"):
            await journal.append(stream, notes("x"), expect=0, at=1)
        assert await journal.read(stream) == []
        other.execute("rollback")
        other.close()
        await journal.append(stream, notes("x"), expect=0, at=1)


@pytest.mark.parametrize("when", ["insert into events", "update streams", "commit"])
async def test_a_disk_that_fails_at_any_statement_leaves_the_journal_as_it_was(tmp_path: Path, when: str) -> None:
    async with await open_at(tmp_path / "journal.db", tmp_path) as journal:
        stream = (await journal.create("session")).id
        await journal.append(stream, notes("before"), expect=0, at=1)
        with failing(journal._database._writer, when), pytest.raises(DeskhandError, match="disk I/O error"):
            await journal.append(stream, notes("never"), expect=1, at=2)
        await journal.append(stream, notes("after"), expect=1, at=3)
        assert [recorded.event for recorded in await journal.read(stream)] == notes("before", "after")
        assert (await journal.verify(stream))[0].ok


async def test_a_lock_whose_commit_fails_is_not_kept(tmp_path: Path) -> None:
    async with await open_at(tmp_path / "journal.db", tmp_path) as journal:
        stream = (await journal.create("session")).id
        with failing(journal._database._writer, "commit"), pytest.raises(DeskhandError, match="disk I/O error"):
            await journal.lock(stream, "unlucky")
        async with await journal.lock(stream, "next"):
            pass


@contextmanager
def failing(engine: Engine, when: str) -> Iterator[None]:
    """A disk that fails when a statement that begins so, or the commit, is due."""

    def on_statement(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.lower().startswith(when):
            raise io_error()

    def on_commit(_connection: object) -> None:
        raise io_error()

    name, listener = ("commit", on_commit) if when == "commit" else ("before_cursor_execute", on_statement)
    event.listen(engine, name, listener)
    yield
    event.remove(engine, name, listener)


def io_error() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_WRITE
    return error


POSTGRES = {
    "53100": LimitExceeded, "40001": Conflict, "55P03": Conflict, "42P01": JournalDamaged, "XX001": JournalDamaged,
    "23505": JournalDamaged, "08006": DeskhandError, "28P01": DeskhandError, "": DeskhandError,
}  # fmt: skip


@pytest.mark.parametrize("state", POSTGRES)
def test_what_postgresql_says_becomes_one_of_our_errors(state: str) -> None:
    error = database_error("pg", SimpleNamespace(sqlstate=state))  # type: ignore[arg-type]
    assert type(error) is POSTGRES[state] and error.hint


def test_errors_without_a_code_are_damage() -> None:
    with pytest.raises(JournalDamaged), told("x"):
        raise OperationalError("select 1", {}, sqlite3.OperationalError("Could not decode to UTF-8 column"))
