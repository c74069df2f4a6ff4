"""A session's events as pages get them: as they lie in the journal, and read where that would not do."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from deskhand.core import events as ev
from deskhand.core.errors import JournalDamaged, NotFound
from deskhand.core.messages import TextPart
from deskhand.journal import Journal, Stored
from deskhand.server.record import decode
from deskhand.server.sessions import written
from deskhand.server.sessions.written import Written, entry_json

SAID = ev.Said(parts=(TextPart(text='Zeile 1\nZeile 2 "näher" \u2028 👋'),), command="c-1", by="u-1")


class Kept:
    """A journal with one session of some events."""

    def __init__(self, journal: Journal, session: str, file: Path) -> None:
        self.journal, self.session, self._file = journal, session, file

    def change(self, seq: int, **columns: Any) -> None:
        """As another program may leave the row."""
        with sqlite3.connect(self._file) as connection:
            names = ", ".join(f"{name} = ?" for name in columns)
            connection.execute(f"UPDATE events SET {names} WHERE seq = ?", (*columns.values(), seq))

    async def read(self, of: Written) -> list[dict[str, Any]]:
        text, last = await of.events(self.session, 0, 10_000)
        found: list[dict[str, Any]] = json.loads(f"[{text}]")
        assert last == (found[-1]["seq"] if found else 0)
        return found


@pytest.fixture
async def kept(tmp_path: Path) -> AsyncIterator[Kept]:
    async with await Journal.open(tmp_path / "journal.db", decode=decode) as journal:
        session = (await journal.create("session")).id
        events = (ev.SessionStarted(model="m"), SAID, ev.Paused(), ev.ModelAsked(model="m"), ev.Continued(by="u-1"))
        await journal.append(session, events, expect=0, at=[1.0, 1e9 + 0.1, 2.5, 1e22, 3.0])
        yield Kept(journal, session, tmp_path / "journal.db")


async def test_events_are_handed_on_as_reading_and_writing_them_would_give_them(kept: Kept) -> None:
    read = [json.loads(entry_json(entry)) for entry in await kept.journal.read(kept.session)]
    assert await kept.read(Written(kept.journal)) == read


async def test_each_event_is_looked_at_once(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []

    def is_plain(row: Stored) -> bool:
        looked.append(row.seq)
        return True

    monkeypatch.setattr(written, "_is_plain", is_plain)
    pages = Written(kept.journal)
    await pages.events(kept.session, 0, 2)
    await pages.events(kept.session, 3, 2)
    assert looked == [1, 2, 4, 5]
    for _ in range(2):
        await kept.read(pages)
    assert looked == [1, 2, 4, 5, 3, 4, 5]


async def test_what_was_written_before_a_field_was_added_gets_it(kept: Kept) -> None:
    kept.change(3, data='{"command":""}')
    pages = Written(kept.journal)
    for _ in range(2):
        found = await kept.read(pages)
        assert found[2]["event"] == {"type": "paused", "command": "", "by": ""}
        assert [each["seq"] for each in found] == [1, 2, 3, 4, 5]


async def test_an_event_from_the_future_is_told_as_unknown(kept: Kept) -> None:
    kept.change(3, type="danced", data='{"steps":3}')
    assert (await kept.read(Written(kept.journal)))[2]["event"]["type"] == "unknown"


@pytest.mark.parametrize("columns", [{"data": '{"by":'}, {"data": '{"by":5,"command":""}'}, {"at": "soon"}])
async def test_a_damaged_event_is_told_of_and_not_handed_on(kept: Kept, columns: dict[str, Any]) -> None:
    kept.change(3, **columns)
    with pytest.raises(JournalDamaged, match="be read"):
        await kept.read(Written(kept.journal))


async def test_nothing_is_remembered_of_more_sessions_than_are_kept(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(written, "KNOWN_MAX", 2)
    pages = Written(kept.journal)
    sessions = [(await kept.journal.create("session")).id for _ in range(3)]
    for session in sessions:
        await kept.journal.append(session, [ev.Paused()], expect=0, at=1.0)
        await pages.events(session, 0, 10)
    assert list(pages._known) == sessions[1:]


async def test_a_session_without_events_gives_none_and_one_that_is_not_there_is_not_found(kept: Kept) -> None:
    empty = (await kept.journal.create("session")).id
    assert await Written(kept.journal).events(empty, 0, 10) == ("", 0)
    with pytest.raises(NotFound):
        await Written(kept.journal).events("s-nothing", 0, 10)
