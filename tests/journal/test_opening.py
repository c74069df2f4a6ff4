"""Opening: new, older, newer, strange and broken databases, and the key."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from pathlib import Path

import pytest
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, inspect, text

from deskhand.core.errors import DeskhandError, InvalidInput, JournalDamaged, Refused, SetupMissing
from deskhand.journal import Journal, database, load_key, migrate
from deskhand.journal.database import journal_url
from deskhand.journal.schema import REVISIONS, metadata
from tests.journal.conftest import KEY, open_at
from tests.journal.samples import notes

GOLDEN = Path(__file__).parent / "golden"


def script(place: Path, *statements: str) -> None:
    connection = sqlite3.connect(place)
    connection.executescript(";".join(statements))
    connection.close()


async def test_a_new_journal_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    async with await Journal.open(tmp_path / "of" / "mine" / "journal.db") as journal:
        stream = (await journal.create("session")).id
        await journal.append(stream, notes("x"), expect=0, at=1, blobs=[journal.blobs.write(b"x")])
        modes = {path.name: path.stat().st_mode & 0o077 for path in (tmp_path / "of").rglob("*") if path.is_file()}
    assert {"journal.db", "journal.db-wal"} < set(modes) and set(modes.values()) == {0}
    assert (tmp_path / "of" / "mine").stat().st_mode & 0o077 == 0


async def test_many_open_a_new_journal_at_once(place: str | Path, tmp_path: Path) -> None:
    windows = await asyncio.gather(*(open_at(place, tmp_path) for _ in range(5)))
    stream = (await windows[0].create("session")).id
    assert [(await window.info(stream)).id for window in windows] == [stream] * 5
    for window in windows:
        await window.close()


def shape(engine: Engine) -> dict[str, object]:
    """The tables, columns, keys and indexes of a database."""
    seen = inspect(engine)
    return {
        name: (
            [(c["name"], str(c["type"]), c["nullable"], str(c["default"])) for c in seen.get_columns(name)],
            seen.get_pk_constraint(name)["constrained_columns"],
            sorted(str(sorted(map(str, key.items()))) for key in seen.get_foreign_keys(name)),
            sorted(str((i["name"], i["column_names"], i["unique"])) for i in seen.get_indexes(name)),
        )
        for name in seen.get_table_names()
    }


async def test_migrating_from_the_first_revision_gives_the_tables_that_a_new_journal_has(
    place: str | Path, tmp_path: Path
) -> None:
    await (await open_at(place, tmp_path)).close()
    engine = create_engine(journal_url(place))
    new = shape(engine)
    with engine.begin() as connection:
        metadata.drop_all(connection)
        migrate.upgrade(connection)
        assert MigrationContext.configure(connection).get_current_revision() == REVISIONS[-1]
        scripts = ScriptDirectory.from_config(migrate.config(connection)).walk_revisions()
        assert tuple(reversed([step.revision for step in scripts])) == REVISIONS
    assert shape(engine) == new
    engine.dispose()
    await (await open_at(place, tmp_path)).close()


@pytest.mark.parametrize("golden", sorted(path.name for path in GOLDEN.glob("*.sql")))
async def test_a_journal_of_every_earlier_version_opens_verifies_and_goes_on(tmp_path: Path, golden: str) -> None:
    script(tmp_path / "journal.db", (GOLDEN / golden).read_text())
    async with await open_at(tmp_path / "journal.db", tmp_path) as journal:
        assert [recorded.event for recorded in await journal.read("s-golden")] == notes("one", "two", "three")
        await journal.put_command("s-golden", "c1", {})
        await journal.append("s-golden", notes("four"), expect=3, at=4, takes=["c1"])
        assert [report.ok for report in await journal.verify()] == [True, True]


async def test_a_migration_that_fails_leaves_the_journal_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "journal.db"
    script(place, (GOLDEN / "0001.sql").read_text(), "create table commands (x)")
    engine = create_engine(journal_url(place))
    before = shape(engine)
    with pytest.raises(DeskhandError):
        await open_at(place, tmp_path)
    assert shape(engine) == before
    engine.dispose()


async def test_a_newer_schema_is_refused_and_left_alone(place: str | Path, tmp_path: Path) -> None:
    await (await open_at(place, tmp_path)).close()
    engine = create_engine(journal_url(place))
    with engine.begin() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    engine.dispose()
    with pytest.raises(Refused, match=r"schema 9999.*upgrade Deskhand"):
        await open_at(place, tmp_path)


VERSIONED = "create table alembic_version (version_num); insert into alembic_version values "
STRANGE = {
    "another database": ("create table recipes (title)", "not a journal"),
    "no version": ("create table alembic_version (version_num); create table streams (id)", "not a journal"),
    "tables gone": (f"{VERSIONED} ('{REVISIONS[-1]}')", "lacks the table"),
    "odd version": (f"{VERSIONED} (x'00ff')", "schema"),
    "version elsewhere": ("create table alembic_version (other); create table x (y)", "no such column"),
}  # fmt: skip


@pytest.mark.parametrize("name", STRANGE)
async def test_a_database_that_is_no_journal_is_refused(tmp_path: Path, name: str) -> None:
    statements, expected = STRANGE[name]
    script(tmp_path / "journal.db", statements)
    with pytest.raises(DeskhandError, match=expected):
        await open_at(tmp_path / "journal.db", tmp_path)


@pytest.mark.parametrize(
    "hostile",
    [
        "create trigger t after insert on events begin delete from events; end",
        "create view v as select * from events",
    ],
)
async def test_a_journal_that_brings_code_of_its_own_is_refused(tmp_path: Path, hostile: str) -> None:
    await (await open_at(tmp_path / "journal.db", tmp_path)).close()
    script(tmp_path / "journal.db", hostile)
    with pytest.raises(JournalDamaged, match="that Deskhand did not make"):
        await open_at(tmp_path / "journal.db", tmp_path)


HOSTILE_ROWS = (
    "update streams set seq = 'many'", "update streams set seq = -1", "update streams set at = 'never'",
    "update streams set title = x'ff00'", "update streams set title = cast(x'fffe' as text)",
    "update streams set kind = 'spell'", "update streams set deleted_at = 1e300", "update streams set deleted_at = 'x'",
    "update streams set head = 5", "update streams set fence = 'x', holder = 7", "update streams set holder = x'00'",
    "update events set data = 5", "update events set data = x'ff'", "update events set data = '[1]'",
    "update events set data = '" + "[" * 90_000 + "'", "update events set at = 'x', type = 5, version = 'y'",
    "update events set type = x'ff'", "update events set hash = 1", "update commands set data = '{', position = 5",
    "update commands set data = x'00', id = 6", "drop table events", "drop table commands", "update streams set id = 5",
    "drop table streams; create table streams (id)", "update streams set inbox_position = 'x'",
)  # fmt: skip


@pytest.mark.parametrize("statement", HOSTILE_ROWS)
async def test_hostile_rows_raise_nothing_but_our_errors(tmp_path: Path, statement: str) -> None:
    async with await open_at(tmp_path / "journal.db", tmp_path) as journal:
        await journal.create("session", id="s-x")
        await journal.append("s-x", notes("a", "b"), expect=0, at=1)
        await journal.put_command("s-x", "c1", {})
    script(tmp_path / "journal.db", "pragma foreign_keys=off", "pragma ignore_check_constraints=on", statement)
    await use_everything(tmp_path / "journal.db", tmp_path)


@settings(max_examples=40)
@given(st.binary(max_size=8_192), st.sampled_from([0, 16, 18, 100]))
@example(b"", 0)
@example(b"\0" * 4_096, 100)
def test_random_bytes_raise_nothing_but_our_errors(content: bytes, header: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "journal.db").write_bytes(HEADER[:header] + content)
        asyncio.run(use_everything(Path(folder) / "journal.db", Path(folder)))


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 2**31), st.binary(min_size=1, max_size=64)), max_size=20), st.integers(0, 9))
def test_a_journal_with_random_bytes_in_it_raises_nothing_but_our_errors(
    changes: list[tuple[int, bytes]], cut: int
) -> None:
    content = bytearray(WHOLE)
    for place, data in changes:
        place %= len(content)
        content[place : place + len(data)] = data
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "journal.db").write_bytes(content[: len(content) * (10 - cut) // 10])
        asyncio.run(use_everything(Path(folder) / "journal.db", Path(folder)))


async def use_everything(place: Path, folder: Path) -> None:
    """Every operation there is; each may fail, but only with one of our errors."""
    try:
        journal = await open_at(place, folder)
    except DeskhandError:
        return
    async with journal:
        for use in (
            lambda: journal.streams(), lambda: journal.info("s-x"), lambda: journal.read("s-x"),
            lambda: journal.take_commands("s-x"), lambda: journal.put_command("s-x", "c1", {}), journal.verify,
            lambda: journal.put_command("s-x", "c2", {}), lambda: journal.lock("s-x", "me"),
            lambda: journal.writer_of("s-x"), lambda: journal.append("s-x", notes("c"), expect=2, at=1),
            lambda: journal.append("s-x", notes("c"), expect=2, at=1, takes=["c1"]), lambda: journal.create("session"),
            lambda: journal.rename("s-x", "y"), lambda: journal.collect(0), lambda: journal.delete("s-x"),
        ):  # fmt: skip
            try:
                result = await use()  # type: ignore[no-untyped-call]
            except DeskhandError as error:
                assert error.hint
            else:
                if hasattr(result, "release"):
                    await result.release()


def _whole() -> bytes:
    async def make(folder: Path) -> None:
        async with await open_at(folder / "journal.db", folder) as journal:
            await journal.create("session", id="s-x")
            await journal.append("s-x", notes("a", "b"), expect=0, at=1)
            await journal.put_command("s-x", "c1", {})

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(make(Path(folder)))
        return (Path(folder) / "journal.db").read_bytes()


WHOLE = _whole()
HEADER = WHOLE[:100]


@pytest.mark.parametrize(
    "place", ["mysql://x/y", "://", "postgresql://host/x", "sqlite://", "http://x", "postgresql+psycopg://"]
)
async def test_a_url_that_is_not_for_a_journal_is_refused(place: str) -> None:
    with pytest.raises(InvalidInput, match="Give the path"):
        await Journal.open(place)


async def test_a_folder_in_place_of_the_file_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(DeskhandError, match="can't be used"):
        await Journal.open(tmp_path)


async def test_postgresql_without_its_driver_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(*_: object, **__: object) -> None:
        raise ModuleNotFoundError("psycopg")

    monkeypatch.setattr(database, "create_engine", absent)
    with pytest.raises(SetupMissing, match="pip install"):
        await Journal.open("postgresql+psycopg://host/name", blobs=Path("/nowhere/blobs"))


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "config" / "journal.key"
    assert load_key(path) == load_key(path) and len(load_key(path)) == len(KEY)
    assert path.stat().st_mode & 0o777 == 0o600
    assert [found.name for found in path.parent.iterdir()] == ["journal.key"]


def test_a_key_that_others_can_read_or_that_was_cut_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "journal.key"
    load_key(path)
    path.chmod(0o644)
    with pytest.raises(Refused, match="chmod 600"):
        load_key(path)
    path.chmod(0o600)
    path.write_bytes(b"short")
    with pytest.raises(Refused, match="5 bytes instead of 32"):
        load_key(path)


def test_every_table_is_described(tmp_path: Path) -> None:
    words = (Path(__file__).parents[2] / "docs" / "file-format.md").read_text()
    for table in metadata.tables.values():
        assert f"`{table.name}`" in words
        assert [c.name for c in table.columns if f"`{c.name}`" not in words] == []
