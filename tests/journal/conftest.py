"""An open journal on SQLite; also on PostgreSQL where DESKHAND_TEST_POSTGRES holds the URL of a database to spend."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from deskhand.journal import Journal
from tests.journal.samples import decode

POSTGRES = os.environ.get("DESKHAND_TEST_POSTGRES", "")
KEY = b"k" * 32


@pytest.fixture(params=["sqlite", "postgresql"] if POSTGRES else ["sqlite"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str | Path:
    """Where an empty journal can be made."""
    if request.param == "sqlite":
        return tmp_path / "journal.db"
    engine = create_engine(POSTGRES)
    with engine.begin() as connection:
        connection.execute(text("drop schema public cascade"))
        connection.execute(text("create schema public"))
    engine.dispose()
    return POSTGRES


@pytest.fixture
async def journal(place: str | Path, tmp_path: Path) -> AsyncIterator[Journal]:
    async with await open_at(place, tmp_path) as journal:
        yield journal


@pytest.fixture
async def second(journal: Journal, place: str | Path, tmp_path: Path) -> AsyncIterator[Journal]:
    """The same journal, opened once more: another window."""
    async with await open_at(place, tmp_path) as journal:
        yield journal


@pytest.fixture
async def stream(journal: Journal) -> str:
    return (await journal.create("session", title="a session")).id


async def open_at(place: str | Path, tmp_path: Path, key: bytes | None = KEY) -> Journal:
    return await Journal.open(place, blobs=tmp_path / "blobs", key=key, decode=decode)
