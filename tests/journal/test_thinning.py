"""Thinning: bytes go, the chain holds, and nothing goes that anything else needs."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from deskhand.core.errors import JournalDamaged, NotFound
from deskhand.journal import Journal
from deskhand.journal.database import journal_url
from tests.journal.conftest import open_at
from tests.journal.samples import notes


async def with_picture(journal: Journal, stream: str, data: bytes = b"picture", expect: int = 0) -> str:
    """Append an event that refers to these bytes; their hash."""
    blob = await journal.blobs.put(data, "image/png")
    await journal.append(stream, notes("seen"), expect=expect, at=1, blobs=[blob])
    return blob


async def test_a_thinned_picture_is_gone_and_reading_it_says_when(journal: Journal, stream: str) -> None:
    blob = await with_picture(journal, stream)
    assert await journal.thin({blob: {stream: 1}}, grace_s=-1) == {blob: len(b"picture")}
    assert not journal.blobs.has(blob)
    with pytest.raises(NotFound, match=r"this picture was thinned on \d{4}-\d\d-\d\d"):
        await journal.blobs.get(blob)


async def test_a_stream_with_thinned_pictures_verifies_and_says_how_many(journal: Journal, stream: str) -> None:
    blobs = [await with_picture(journal, stream, data, n) for n, data in enumerate((b"a", b"b", b"c"))]
    await journal.thin({blob: {stream: 3} for blob in blobs[:2]}, grace_s=-1)
    (report,) = await journal.verify(stream)
    assert (report.ok, report.thinned) == (True, 2)
    assert "2 pictures were thinned on" in report.proves


async def test_a_picture_that_vanished_is_a_problem_though_another_was_thinned(journal: Journal, stream: str) -> None:
    blobs = [await with_picture(journal, stream, data, n) for n, data in enumerate((b"a", b"b"))]
    await journal.thin({blobs[0]: {stream: 2}}, grace_s=-1)
    journal.blobs.remove(blobs[1])
    (report,) = await journal.verify(stream)
    assert len(report.problems) == 1 and blobs[1][:12] in report.problems[0]


async def test_that_a_picture_was_thinned_can_not_be_forged(place: str | Path, tmp_path: Path) -> None:
    async with await open_at(place, tmp_path) as journal:
        stream = (await journal.create("session")).id
        journal.blobs.remove(await with_picture(journal, stream))
    engine = create_engine(journal_url(place))
    with engine.begin() as connection:
        connection.execute(text("update blobs set thinned_at = 1700000000.0"))
    engine.dispose()
    async with await open_at(place, tmp_path) as journal:
        (report,) = await journal.verify(stream)
    assert "that it was thinned is not signed" in report.problems[0]


async def test_a_picture_that_another_stream_needs_stays(journal: Journal, stream: str) -> None:
    other = (await journal.create("session")).id
    blob = await with_picture(journal, stream)
    await with_picture(journal, other)
    assert await journal.thin({blob: {stream: 1}}, grace_s=-1) == {}
    assert await journal.blobs.get(blob) == b"picture"
    assert list(await journal.thinnable({blob: {stream: 1}}, besides=[other], grace_s=-1)) == [blob]
    assert list(await journal.thin({blob: {stream: 1, other: 1}}, grace_s=-1)) == [blob]


async def test_a_picture_that_an_event_named_since_it_was_judged_stays(journal: Journal, stream: str) -> None:
    blob = await with_picture(journal, stream)
    await with_picture(journal, stream, expect=1)
    assert await journal.thin({blob: {stream: 1}}, grace_s=-1) == {}


async def test_a_picture_that_was_put_just_now_stays(journal: Journal, stream: str) -> None:
    blob = await with_picture(journal, stream)
    assert await journal.thin({blob: {stream: 1}}, grace_s=60) == {}
    await journal.blobs.put(b"picture")  # this process is about to name it again
    assert await journal.thin({blob: {stream: 1}}, grace_s=-1) == {}


async def test_a_thinned_picture_that_is_put_again_is_there_again(journal: Journal, stream: str) -> None:
    blob = await with_picture(journal, stream)
    await journal.thin({blob: {stream: 1}}, grace_s=-1)
    await with_picture(journal, stream, expect=1)
    assert await journal.blobs.get(blob) == b"picture"
    journal.blobs.remove(blob)
    (report,) = await journal.verify(stream)
    assert not report.ok  # its old mark does not excuse a later loss


async def test_a_file_left_by_a_thinning_that_was_killed_is_collected(
    journal: Journal, stream: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    blob = await with_picture(journal, stream)

    async def killed(hashes: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(journal, "_collect", killed)
        await journal.thin({blob: {stream: 1}}, grace_s=-1)
    assert journal.blobs.has(blob) and (await journal.verify(stream))[0].ok
    assert (await journal.collect(-1)).blobs == 1
    assert not journal.blobs.has(blob) and (await journal.verify(stream))[0].thinned == 1


async def test_deleting_a_stream_with_thinned_pictures_leaves_nothing_of_them(journal: Journal, stream: str) -> None:
    blob = await with_picture(journal, stream)
    await journal.thin({blob: {stream: 1}}, grace_s=-1)
    await journal.delete(stream)
    with pytest.raises(NotFound, match="is not there"):
        await journal.blobs.get(blob)
    assert all(report.ok for report in await journal.verify())


async def test_a_streams_weight_is_its_events_and_what_only_it_refers_to(journal: Journal, stream: str) -> None:
    other = (await journal.create("session")).id
    shared, mine = await with_picture(journal, stream, b"shared"), await with_picture(journal, stream, b"my own", 1)
    await with_picture(journal, other, b"shared")
    weight = await journal.weight(stream)
    assert weight.blobs == {mine: 6} and weight.event_bytes > 2 * 300
    assert set((await journal.weight(stream, besides=[other])).blobs) == {shared, mine}


async def test_the_size_counts_pictures_until_they_are_thinned(journal: Journal, stream: str) -> None:
    blob = await with_picture(journal, stream, b"x" * 100_000)
    before = await journal.size_bytes()
    await journal.thin({blob: {stream: 1}}, grace_s=-1)
    assert before - await journal.size_bytes() == 100_000


async def test_a_row_that_says_nonsense_is_damage(journal: Journal, stream: str, place: str | Path) -> None:
    blob = await with_picture(journal, stream)
    await journal.thin({blob: {stream: 1}}, grace_s=-1)
    if not isinstance(place, Path):
        pytest.skip("PostgreSQL refuses what is no number")
    engine = create_engine(journal_url(place))
    with engine.begin() as connection:
        connection.execute(text("update blobs set thinned_at = 'never'"))
    engine.dispose()
    with pytest.raises(JournalDamaged):
        await journal.blobs.get(blob)
    assert not (await journal.verify(stream))[0].ok


Script = list[tuple[str, int, int]]
STEPS = st.lists(
    st.tuples(st.sampled_from(["name", "thin", "delete"]), st.integers(0, 2), st.integers(0, 3)), max_size=14
)


@settings(max_examples=30)
@given(STEPS)
async def test_whatever_is_named_thinned_and_deleted_in_whatever_order_all_streams_verify(
    tmp_path_factory: pytest.TempPathFactory, script: Script
) -> None:
    folder = tmp_path_factory.mktemp("thin")
    async with await open_at(folder / "journal.db", folder) as journal:
        alive = {n: (await journal.create("session")).id for n in range(3)}
        ends = dict.fromkeys(alive, 0)
        for step, n, picture in script:
            if n not in alive:
                continue
            if step == "name":
                await with_picture(journal, alive[n], bytes([picture]), ends[n])
                ends[n] += 1
            elif step == "thin":
                await journal.thin({hash_of(picture): {alive[n]: ends[n]}}, grace_s=-1)
            else:
                await journal.delete(alive.pop(n))
        assert [report.problems for report in await journal.verify() if not report.ok] == []


def hash_of(picture: int) -> str:
    return hashlib.sha256(bytes([picture])).hexdigest()
