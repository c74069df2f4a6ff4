"""Several processes on one journal: the lock, the fence, following, and a writer that is killed at any moment."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from deskhand.core.errors import Conflict
from deskhand.journal import Journal
from tests.journal.conftest import open_at
from tests.journal.samples import Note, notes

ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def appender(place: Path, stream: str, count: int = 0, batch: int = 1) -> AsyncIterator[Process]:
    """Another process that holds the stream's lock."""
    command = [sys.executable, "-m", "tests.journal.peers.appender", str(place), stream, str(count), str(batch)]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdin=PIPE, stdout=PIPE)
    assert process.stdout is not None and process.stdin is not None
    try:
        assert await process.stdout.readline() == b"locked\n"
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


@pytest.fixture
async def window(tmp_path: Path) -> AsyncIterator[Journal]:
    async with await open_at(tmp_path / "journal.db", tmp_path) as journal:
        yield journal


async def test_a_second_writer_is_told_who_the_first_is(window: Journal, tmp_path: Path) -> None:
    stream = (await window.create("session")).id
    async with appender(tmp_path / "journal.db", stream) as process:
        with pytest.raises(Conflict, match=rf"appender \(process {process.pid} on"):
            await window.lock(stream, "me")
        writer = await window.writer_of(stream)
        assert writer is not None and writer.pid == process.pid and writer.live


async def test_a_killed_writer_leaves_no_lock(window: Journal, tmp_path: Path) -> None:
    stream = (await window.create("session")).id
    async with appender(tmp_path / "journal.db", stream) as process:
        process.kill()
        await process.wait()
        writer = await window.writer_of(stream)
        assert writer is not None and not writer.live
        async with await window.lock(stream, "me") as lock:
            await window.append(stream, notes("on"), expect=0, at=1, writer=lock)
    assert await window.writer_of(stream) is None


async def test_a_stopped_writer_can_be_replaced_and_cannot_append_when_it_wakes(
    window: Journal, tmp_path: Path
) -> None:
    stream = (await window.create("session")).id
    async with appender(tmp_path / "journal.db", stream, count=1) as process:
        assert process.stdout is not None and process.stdin is not None
        assert await process.stdout.readline() == b"1\n"
        process.send_signal(signal.SIGSTOP)
        await asyncio.to_thread(os.waitid, os.P_PID, process.pid, os.WSTOPPED | os.WNOWAIT)
        with pytest.raises(Conflict, match="That process is stopped"):
            await window.lock(stream, "me")
        lock = await window.lock(stream, "me", take_over=True)
        process.stdin.write(b"append once more\n")
        process.send_signal(signal.SIGCONT)
        assert b"no longer yours" in await process.stdout.read()
        await window.append(stream, notes("mine"), expect=1, at=1, writer=lock)
        await lock.release()
    assert [recorded.event for recorded in await window.read(stream)] == notes("1", "mine")


async def test_following_another_process_gets_every_event_once_and_in_order(window: Journal, tmp_path: Path) -> None:
    stream = (await window.create("session")).id
    seen = []
    async with appender(tmp_path / "journal.db", stream, count=100, batch=3):
        async for recorded in window.follow(stream):
            seen.append((recorded.seq, recorded.event))
            if recorded.seq == 300:
                break
    assert seen == [(number, Note(text=str(number))) for number in range(1, 301)]


@pytest.mark.parametrize("appends", [0, 1, 2, 5, 9, 14, 20, 33])
async def test_a_writer_killed_at_any_moment_leaves_whole_appends_and_a_journal_that_verifies(
    tmp_path: Path, appends: int
) -> None:
    async with await open_at(tmp_path / "journal.db", tmp_path) as journal:
        stream = (await journal.create("session")).id
    told = 0
    async with appender(tmp_path / "journal.db", stream, count=100_000, batch=3) as process:
        assert process.stdout is not None
        for _ in range(appends):
            told = int(await process.stdout.readline())
        process.kill()
        told = int(([b"%d" % told, *(await process.stdout.read()).splitlines()])[-1])
    async with await open_at(tmp_path / "journal.db", tmp_path) as journal:
        events = await journal.read(stream)
        assert len(events) >= told and len(events) % 3 == 0
        assert [recorded.event for recorded in events] == notes(*(str(n + 1) for n in range(len(events))))
        assert all(report.ok for report in await journal.verify())
        assert [command.id for command in await journal.take_commands(stream)] in ([], [f"c{len(events)}"])


async def test_a_second_window_of_one_process_takes_nothing_from_the_first(window: Journal, tmp_path: Path) -> None:
    """Closing any descriptor of a file lets go of all locks that this process has on it (fcntl(2)): SQLite knows that
    of its own, but another process would take itself for the last one, and remove the log that we still write to."""
    place = tmp_path / "journal.db"
    stream = (await window.create("session")).id
    async with await open_at(place, tmp_path) as second:
        await second.info(stream)
    async with appender(place, stream, count=3) as process:
        await asyncio.wait_for(process.communicate(b""), 30)
    assert [entry.seq for entry in await window.read(stream)] == [1, 2, 3]
    async with await window.lock(stream, "me") as mine:
        await window.append(stream, notes("mine"), expect=3, at=1, writer=mine)
    async with appender(place, stream, count=1) as process:
        await asyncio.wait_for(process.communicate(b""), 30)
    assert [entry.seq for entry in await window.read(stream)] == [1, 2, 3, 4, 5]
