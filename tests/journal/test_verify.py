"""Verifying: every kind of tampering is found, and no more is claimed than is so."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from deskhand.core.errors import NotFound
from deskhand.journal import Journal, VerifyReport
from deskhand.journal.chain import ORIGIN, canonical, event_hash
from deskhand.journal.database import journal_url
from tests.journal.conftest import KEY, open_at
from tests.journal.samples import notes

STREAM = "s-tampered"


async def made(place: str | Path, folder: Path, key: bytes | None = KEY) -> str:
    """A journal with a stream of six events in two appends, the second with a blob; the blob's hash."""
    async with await open_at(place, folder, key) as journal:
        await journal.create("session", id=STREAM)
        await journal.append(STREAM, notes(*"abcd"), expect=0, at=1)
        blob = await journal.blobs.put(b"picture")
        await journal.append(STREAM, notes("e", "f"), expect=4, at=2, blobs=[blob])
        return blob


def tamper(place: str | Path, *statements: str) -> None:
    engine = create_engine(journal_url(place))
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


async def verified(place: str | Path, folder: Path, key: bytes | None = KEY) -> VerifyReport:
    async with await open_at(place, folder, key) as journal:
        return next(report for report in await journal.verify() if report.stream == STREAM)


async def test_a_whole_stream_verifies_and_says_what_that_proves(place: str | Path, tmp_path: Path) -> None:
    await made(place, tmp_path)
    report = await verified(place, tmp_path)
    assert report.ok and (report.events, report.signed_seq) == (6, 6)
    assert report.proves.startswith(f"No event of {STREAM} was changed, removed or reordered since its head at event 6")
    assert report.key in report.proves


TAMPERED = {
    "changed data": ('update events set data = \'{"text":"B"}\' where seq = 2', "event 2 was changed"),
    "changed time": ("update events set at = 9 where seq = 3", "event 3 was changed"),
    "changed type": ("update events set type = 'count', data = '{}' where seq = 3", "event 3 was changed"),
    "changed version": ("update events set version = 0 where seq = 3", "event 3 was changed"),
    "changed hash": (f"update events set hash = '{ORIGIN}' where seq = 6", "event 6 was changed"),
    "removed": ("delete from events where seq = 3", "event 3 is missing"),
    "removed first": ("delete from events where seq = 1", "event 1 is missing"),
    "removed two": ("delete from events where seq in (2, 3)", "events 2 to 3 are missing"),
    "cut tail": ("delete from events where seq = 6", "event 6 is missing"),
    "cut tail and head": (
        "delete from events where seq = 6",
        "update streams set seq = 5, signed_seq = 5, head = (select hash from events where seq = 5)",
        "its signature is not that of its events up to 5",
    ),
    "head alone": ("update streams set head = signature", "its head is not the hash"),
    "head behind": ("update streams set seq = 5", "its head ends at 5"),
    "signature": (f"update streams set signature = '{ORIGIN}'", "its signature is not that"),
    "no signature": ("update streams set signature = '', signed_seq = 0", "its head is not signed"),
    "another key": ("update streams set key_id = 'x'", "signed with another key"),
    "reordered": (
        "update events set seq = 90 where seq = 2",
        "update events set seq = 2 where seq = 3",
        "update events set seq = 3 where seq = 90",
        "was changed or reordered",
    ),
    "added": (
        f"insert into events select '{STREAM}', 7, at, type, version, data, hash from events where seq = 1",
        "its head ends at 6",
    ),
    "no reference": ("delete from blob_refs", "event 5 was changed"),
    "bad json": ("update events set data = '{' where seq = 2", "event 2 of s-tampered can't be read"),
    "bad event": ("update events set data = '{\"text\":[1]}' where seq = 2", "event 2 of s-tampered can't be read"),
}


@pytest.mark.parametrize("name", TAMPERED)
async def test_tampering_is_found(place: str | Path, tmp_path: Path, name: str) -> None:
    *statements, expected = TAMPERED[name]
    await made(place, tmp_path)
    tamper(place, *statements)
    report = await verified(place, tmp_path)
    assert expected in " / ".join(report.problems) and report.proves == ""


async def test_a_chain_that_was_computed_anew_is_betrayed_by_its_signature(tmp_path: Path) -> None:
    place = tmp_path / "journal.db"
    await made(place, tmp_path)
    data = canonical({"text": "forged"})
    forged = event_hash(ORIGIN, STREAM, 1, (1.0, "note", 1), data, [])
    tamper(
        place,
        "delete from blob_refs",
        "delete from events where seq > 1",
        f"update events set data = '{data}', hash = '{forged}'",
        f"update streams set seq = 1, signed_seq = 1, head = '{forged}'",
    )
    report = await verified(place, tmp_path)
    assert report.problems == ("its signature is not that of its events up to 1",)
    without_key = await verified(place, tmp_path, key=None)
    assert without_key.ok and "not that nobody changed it" in without_key.proves


async def test_events_of_a_stream_without_a_row_are_found(place: str | Path, tmp_path: Path) -> None:
    await made(place, tmp_path)
    if place == tmp_path / "journal.db":
        tamper(place, f"delete from streams where id = '{STREAM}'")
        assert "the stream itself is missing" in (await verified(place, tmp_path)).problems[0]


async def test_events_appended_without_the_key_are_told(place: str | Path, tmp_path: Path) -> None:
    await made(place, tmp_path)
    async with await open_at(place, tmp_path, key=None) as journal:
        await journal.append(STREAM, notes("unsigned"), expect=6, at=3)
    assert (await verified(place, tmp_path)).problems == ("events 7 to 7 are not signed",)


@pytest.mark.parametrize("content", [None, b"", b"another"])
async def test_a_blob_that_is_missing_or_changed_is_found(
    place: str | Path, tmp_path: Path, content: bytes | None
) -> None:
    blob = await made(place, tmp_path)
    path = tmp_path / "blobs" / blob[:2] / blob[2:]
    path.unlink() if content is None else path.write_bytes(content)
    assert f"the blob {blob[:12]}" in (await verified(place, tmp_path)).problems[0]


async def test_a_tombstone_is_signed_too(place: str | Path, tmp_path: Path) -> None:
    await made(place, tmp_path)
    async with await open_at(place, tmp_path) as journal:
        await journal.delete(STREAM)
    assert "was deleted by somebody who has key" in (await verified(place, tmp_path)).proves
    tamper(place, "update streams set deleted_events = 5")
    assert (await verified(place, tmp_path)).problems == ("its tombstone is not signed with this key",)


async def test_one_stream_can_be_verified_by_the_beginning_of_its_id(journal: Journal) -> None:
    await journal.create("session", id=STREAM)
    assert [report.stream for report in await journal.verify("tamp")] == [STREAM]
    with pytest.raises(NotFound):
        await journal.verify("nothing")


async def test_bytes_changed_within_the_file_are_found_or_harmless(tmp_path: Path) -> None:
    await made(tmp_path / "journal.db", tmp_path)
    tamper(tmp_path / "journal.db", "pragma wal_checkpoint(truncate)")
    content = bytearray((tmp_path / "journal.db").read_bytes())
    place = content.index(b'{"text":"d"}')
    content[place + 9] = ord("X")
    (tmp_path / "journal.db").write_bytes(content)
    assert "event 4 was changed" in (await verified(tmp_path / "journal.db", tmp_path)).problems[0]
