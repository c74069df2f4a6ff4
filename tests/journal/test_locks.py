"""One writer a stream: within one process, and on whichever database."""

from __future__ import annotations

import asyncio
import fcntl
from pathlib import Path

import pytest

from deskhand.core.errors import Conflict, InvalidInput
from deskhand.journal import Journal, locks
from deskhand.journal.locks import FileLeases
from tests.journal.samples import notes


async def test_only_one_holds_the_lock(journal: Journal, second: Journal, stream: str) -> None:
    async with await journal.lock(stream, "first"):
        for window in (journal, second):
            with pytest.raises(Conflict, match="first"):
                await window.lock(stream, "another")
    async with await second.lock(stream, "second"):
        writer = await journal.writer_of(stream)
        assert writer is not None and (writer.holder, writer.live) == ("second", True)
    assert await journal.writer_of(stream) is None


async def test_locks_of_two_streams_are_apart(journal: Journal, second: Journal, stream: str) -> None:
    other = (await journal.create("session")).id
    async with await journal.lock(stream, "a"), await second.lock(other, "b"):
        pass


async def test_nobody_appends_past_the_holder(journal: Journal, second: Journal, stream: str) -> None:
    async with await journal.lock(stream, "driver") as writer:
        with pytest.raises(Conflict, match="driver"):
            await second.append(stream, notes("x"), expect=0, at=1)
        await journal.append(stream, notes("y"), expect=0, at=1, writer=writer)
    await second.append(stream, notes("z"), expect=1, at=1)


async def test_a_released_lock_is_worth_nothing_once_another_was_taken(
    journal: Journal, second: Journal, stream: str
) -> None:
    old = await journal.lock(stream, "old")
    await old.release()
    async with await second.lock(stream, "new"):
        with pytest.raises(Conflict, match="no longer yours"):
            await journal.append(stream, notes("x"), expect=0, at=1, writer=old)


async def test_a_writer_that_was_put_out_cannot_append_nor_free_the_new_ones_lock(
    journal: Journal, second: Journal, stream: str
) -> None:
    old = await journal.lock(stream, "old")
    new = await second.lock(stream, "new", take_over=True)
    with pytest.raises(Conflict, match="no longer yours"):
        await journal.append(stream, notes("x"), expect=0, at=1, writer=old)
    await old.release()
    await old.release()
    with pytest.raises(Conflict, match="new"):
        await journal.lock(stream, "third")
    await second.append(stream, notes("y"), expect=0, at=1, writer=new)
    await new.release()


async def test_a_cancelled_attempt_leaves_no_lock(journal: Journal, second: Journal, stream: str) -> None:
    attempt = asyncio.create_task(journal.lock(stream, "impatient"))
    await asyncio.sleep(0)
    attempt.cancel()
    await asyncio.wait([attempt])
    async with await second.lock(stream, "next"):
        pass


async def test_a_lock_is_for_its_own_stream(journal: Journal, stream: str) -> None:
    other = (await journal.create("session")).id
    async with await journal.lock(stream, "me") as writer:
        with pytest.raises(InvalidInput):
            await journal.append(other, notes("x"), expect=0, at=1, writer=writer)


def test_a_lock_file_that_is_taken_away_while_it_is_being_locked_is_not_mistaken_for_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, real = tmp_path / "s-x.lock", fcntl.flock
    replaced: list[bool] = []

    def flock(descriptor: int, how: int) -> None:
        if not replaced:  # at this very moment its holder lets go, and somebody else makes the file anew
            path.unlink()
            path.touch()
            replaced.append(True)
        real(descriptor, how)

    monkeypatch.setattr(locks.fcntl, "flock", flock)
    lease = FileLeases(tmp_path).take("s-x", by_force=False)
    assert lease is not None and FileLeases(tmp_path).take("s-x", by_force=False) is None
    lease.release()
    assert not path.exists()
