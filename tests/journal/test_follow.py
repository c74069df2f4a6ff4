"""Following a stream as it grows."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from deskhand.core.errors import NotFound
from deskhand.journal import Journal, bell
from tests.journal.conftest import open_at
from tests.journal.samples import notes


async def collect(journal: Journal, stream: str, upto: int, after: int = 0) -> list[int]:
    seen = []
    async for recorded in journal.follow(stream, after=after):
        seen.append(recorded.seq)
        if recorded.seq >= upto:
            break
    return seen


async def test_a_follower_gets_what_is_there_and_what_comes(journal: Journal, second: Journal, stream: str) -> None:
    await journal.append(stream, notes(*"abc"), expect=0, at=1)
    followers = [asyncio.create_task(collect(window, stream, 60)) for window in (journal, second, second)]
    for seq in range(3, 60):
        await (journal if seq % 2 else second).append(stream, notes("x"), expect=seq, at=1)
    assert await asyncio.gather(*followers) == [list(range(1, 61))] * 3


async def test_a_follower_may_start_anywhere(journal: Journal, stream: str) -> None:
    await journal.append(stream, notes(*"abcde"), expect=0, at=1)
    assert await collect(journal, stream, 5, after=3) == [4, 5]


async def test_following_more_than_a_batch_loses_nothing(journal: Journal, stream: str) -> None:
    await journal.append(stream, notes(*["x"] * 1_203), expect=0, at=1)
    assert await collect(journal, stream, 1_203) == list(range(1, 1_204))


async def test_following_ends_with_the_journal(place: str | Path, tmp_path: Path) -> None:
    journal = await open_at(place, tmp_path)
    stream = (await journal.create("session")).id
    follower = asyncio.create_task(collect(journal, stream, 1))
    await journal.info(stream)
    await journal.close()
    assert await follower == []


async def test_following_a_stream_that_is_deleted_says_so(journal: Journal, second: Journal, stream: str) -> None:
    follower = asyncio.create_task(collect(journal, stream, 1))
    await asyncio.sleep(0)
    await second.delete(stream)
    with pytest.raises(NotFound, match="deleted"):
        await follower


@pytest.mark.parametrize("writer", ["own", "other"])
async def test_the_bell_wakes_followers_without_the_poll(
    place: str | Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writer: str
) -> None:
    monkeypatch.setattr(bell, "POLL_S", 3_600)
    async with await open_at(place, tmp_path) as journal, await open_at(place, tmp_path) as second:
        stream = (await journal.create("session")).id
        follower = asyncio.create_task(collect(journal, stream, 9))
        for seq in range(9):
            await journal.info(stream)  # time for the follower to have looked, and to wait for the bell again
            await (journal if writer == "own" else second).append(stream, notes("x"), expect=seq, at=1)
        assert await follower == list(range(1, 10))


async def test_where_bells_cannot_ring_the_poll_finds_what_others_wrote(
    place: str | Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bell, "POLL_S", 0.01)
    (tmp_path / "bells").write_text("a file where the folder of sockets should be")
    async with await open_at(place, tmp_path) as journal, await open_at(place, tmp_path) as second:
        stream = (await journal.create("session")).id
        follower = asyncio.create_task(collect(journal, stream, 3))
        for seq in range(3):
            await second.append(stream, notes("x"), expect=seq, at=1)
        assert await follower == [1, 2, 3]


async def test_the_socket_of_a_dead_process_is_cleared_away_by_the_next_ring(
    journal: Journal, second: Journal, stream: str, tmp_path: Path
) -> None:
    assert second._bell._socket is not None
    asyncio.get_running_loop().remove_reader(second._bell._socket)
    second._bell._socket.close()
    second._bell._socket = None
    assert len(list((tmp_path / "bells").iterdir())) == 2
    await journal.append(stream, notes("x"), expect=0, at=1)
    assert len(list((tmp_path / "bells").iterdir())) == 1


async def test_who_overhears_all_streams_is_told_which_one_changed(journal: Journal, second: Journal) -> None:
    changes = journal.changes()
    waiting = asyncio.ensure_future(anext(changes))
    await asyncio.sleep(0)
    stream = (await second.create("session")).id
    await second.append(stream, notes("a"), expect=0, at=1)
    seen = set(await waiting)
    while stream not in seen:
        seen |= await asyncio.wait_for(anext(changes), 10)
    await journal.put_command(stream, "c1", {"command": "pause"})
    assert await asyncio.wait_for(anext(changes), 10) == {stream}, "an inbox is rung too, and is no stream"
    await changes.aclose()


async def test_overhearing_ends_with_the_journal(place: str | Path, tmp_path: Path) -> None:
    journal = await open_at(place, tmp_path)
    changes = journal.changes()
    waiting = asyncio.ensure_future(anext(changes, None))
    await asyncio.sleep(0)
    await journal.close()
    assert await waiting == {bell.ANY}
    assert await anext(changes, None) is None
