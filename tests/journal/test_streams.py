"""Making, finding, naming and deleting streams."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from deskhand.core.errors import Conflict, InvalidInput, NotFound
from deskhand.journal import Journal
from deskhand.journal.ids import new_id
from tests.journal.samples import notes


async def test_a_new_stream_has_a_short_id_and_no_events(journal: Journal) -> None:
    made = await journal.create("session", title="Expenses")
    assert re.fullmatch(r"s-[0-9a-hjkmnp-tv-z]{10}", made.id)
    assert (made.seq, made.kind, made.title) == (0, "session", "Expenses")
    assert await journal.read(made.id) == []


def test_ids_made_later_sort_later() -> None:
    ids = [new_id("session", 1_700_000_000 + quarter / 4) for quarter in range(50)]
    assert ids == sorted(ids)


async def test_a_stream_is_found_by_the_beginning_of_its_id(journal: Journal) -> None:
    await journal.create("session", id="s-abc111")
    await journal.create("session", id="s-abd222")
    await journal.create("artifact", id="a-abc111-1")
    assert (await journal.info("abc")).id == "s-abc111"
    assert (await journal.info("a-ab")).id == "a-abc111-1"
    with pytest.raises(InvalidInput, match="could be"):
        await journal.info("ab")


@pytest.mark.parametrize(
    "text", ["", "s-nothere", "%", "_", "s-%", "\0", "ö" * 9, "a" * 1_000, "'; drop table streams"]
)
async def test_what_names_no_stream_is_not_found(journal: Journal, stream: str, text: str) -> None:
    with pytest.raises(NotFound):
        await journal.info(text)
    with pytest.raises(NotFound):
        await journal.read(text.replace("\0", ""))


@pytest.mark.parametrize("id", ["", "S-1", "../x", "a b", "-x", "x" * 65])
async def test_an_id_that_could_be_misread_is_refused(journal: Journal, id: str) -> None:
    with pytest.raises(InvalidInput):
        await journal.create("session", id=id)


async def test_lists_go_from_the_newest_in_pages(journal: Journal) -> None:
    made = [(await journal.create("session" if n % 2 else "project")).id for n in range(7)]
    pages, before = [], None
    while page := await journal.streams(limit=3, before=before):
        pages += [info.id for info in page]
        before = page[-1].id
    assert sorted(pages) == sorted(made) and len(pages) == 7
    assert {info.kind for info in await journal.streams("project")} == {"project"}


async def test_a_title_is_one_clean_line(journal: Journal, stream: str) -> None:
    await journal.rename(stream, "two\nlines \x1b[31m and\0 \ud800 more " + "x" * 900)
    title = (await journal.info(stream)).title
    assert title.startswith("two lines [31m and") and len(title) == 500


async def test_a_deleted_stream_leaves_a_tombstone_and_its_id_is_never_used_again(journal: Journal) -> None:
    stream = (await journal.create("session", id="s-gone", title="secret")).id
    await journal.append(stream, notes("one", "two"), expect=0, at=1.0)
    tombstone = await journal.delete(stream)
    assert (tombstone.deleted_events, tombstone.title) == (2, "") and tombstone.deleted_at is not None
    with pytest.raises(NotFound, match=r"was deleted on .* with its 2 events"):
        await journal.read(stream)
    with pytest.raises(NotFound, match="was deleted"):
        await journal.append(stream, notes("three"), expect=2, at=1.0)
    with pytest.raises(Conflict):
        await journal.create("session", id="s-gone")
    assert await journal.streams() == []


async def test_deleted_words_are_not_left_in_the_files(tmp_path: Path) -> None:
    async with await Journal.open(tmp_path / "journal.db") as journal:
        stream = (await journal.create("session")).id
        from_person = {"words": "correct horse battery staple"}
        await journal.put_command(stream, "c1", from_person)
        assert _holds(tmp_path, b"correct horse")
        await journal.delete(stream)
        assert not _holds(tmp_path, b"correct horse")


def _holds(folder: Path, words: bytes) -> bool:
    return any(words in path.read_bytes() for path in folder.glob("journal.db*"))


async def test_a_stream_is_not_deleted_under_its_writer(journal: Journal, second: Journal, stream: str) -> None:
    async with await journal.lock(stream, "driver"):
        with pytest.raises(Conflict, match="driver"):
            await second.delete(stream)
    await second.delete(stream)
