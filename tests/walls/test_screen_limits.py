"""Pages that take all the disk and all the memory they can get: the limit ends them, the desk lives, the person is
told and a line is left."""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from deskhand.core.acts import Open, Wait
from deskhand.core.errors import DeskhandError, LimitExceeded
from deskhand.desk.base import DeskSpec
from deskhand.desk.cells.limits import ControlGroup
from deskhand.desk.local import LocalDesk
from deskhand.desk.open import open_desk
from deskhand.desk.programs import watchdog
from deskhand.desk.programs.notes import Notes
from deskhand.desk.programs.watchdog import Watched, watch_kills, watch_machine
from tests.walls.conftest import Victim

MIB = 1 << 20
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment\r\n\r\n"
GREEDY = """<title>greedy</title><script>
const kept = [];
setInterval(() => { if (kept.length < 400) kept.push(new Uint8Array(16 << 20).fill(1)); }, 10);
</script>"""


async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A site that sends a file without end."""
    with contextlib.suppress(OSError, asyncio.IncompleteReadError):
        wanted = await reader.readuntil(b"\r\n\r\n")
        writer.write(HEAD if wanted.startswith(b"GET /file") else b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n")
        while wanted.startswith(b"GET /file"):
            writer.write(bytes(MIB))
            await writer.drain()
    writer.close()


@pytest.fixture
async def downloader(tmp_path: Path) -> AsyncIterator[Victim]:
    server = await asyncio.start_server(endless, "127.0.0.1", 0)
    place = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    spec = DeskSpec(disk_mib=96, sites={"files.test": place})
    desk = await open_desk(tmp_path, spec)
    yield Victim(desk, tmp_path)
    await desk.close()
    server.close()


@pytest.mark.desk
@pytest.mark.slow
async def test_a_download_without_end_is_ended_by_the_disk_limit_and_told(downloader: Victim) -> None:
    said = (await downloader.desk.act(Open(target="http://files.test/file"))).note
    note = await downloader.noted("disk limit")
    assert "The browser was ended" in note and "may hold 96" in note
    await downloader.noted("The browser had died and was started again")
    assert "disk limit" in said + (await downloader.desk.act(Wait(duration_s=0.01))).note
    with pytest.raises(LimitExceeded, match="the desk is full"):
        await downloader.desk.write_file("more", b"x")
    taken = (await downloader.desk.run("du -sm /work | cut -f1; rm -r /work/downloads; echo room")).output.split()
    assert 80 < int(taken[0]) <= 100 and taken[1] == "room"
    line = next(line for line in downloader.lines("egress.log") if line["path"] == "/file")
    assert line["bytes_down"]


async def listed(desk: LocalDesk) -> str:
    """What is said with the list of elements, also where there is none."""
    try:
        return (await desk.elements()).note
    except DeskhandError as error:
        return error.message


@pytest.mark.desk
@pytest.mark.slow
async def test_a_page_that_takes_all_memory_ends_alone_and_the_person_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deskhand.desk.local.SCREEN_MEMORY_MIB", 1500)
    desk = await LocalDesk.start(tmp_path / "desk", DeskSpec())
    try:
        await desk.write_file("greedy.html", GREEDY.encode())
        before = desk.info.processes["screen"]
        await desk.act(Open(target="/work/greedy.html"))
        said = ""
        while "memory limit" not in said:
            said += (await desk.act(Wait(duration_s=0.2))).note
        while "The page has crashed" not in await listed(desk):  # noqa: ASYNC110 - the browser tells it
            await asyncio.sleep(0.1)
        assert "of the 1500 MiB they may use (memory limit)" in said and "chrom" in said
        assert desk.info.processes["screen"] == before and "The screen had died" not in said
        await desk.write_file("calm.html", b"<title>calm</title><h1>Calm</h1>")
        await desk.act(Open(target="/work/calm.html"))
        assert [page.title for page in (await desk.elements()).pages if page.active] == ["calm"]
    finally:
        await desk.close()


@pytest.fixture
def tree() -> Iterator[Watched]:
    """Three processes as they are in a cell: bubblewrap, the first process, a program of the desk."""
    with subprocess.Popen(["sh", "-c", "sh -c 'sleep 1000; true'; true"]) as outer:
        watched = Watched("screen", lambda: SimpleNamespace(host_pid=outer.pid), Notes("screen"))  # type: ignore[arg-type,return-value]
        while not watched.programs():
            pass  # until it has started them
        yield watched
        outer.wait()


async def test_a_machine_that_runs_short_ends_the_shells_programs_and_then_the_largest_on_the_screen(
    tree: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watchdog, "PERIOD_S", 0.01)
    monkeypatch.setattr(watchdog, "free_memory_mib", lambda: (100.0, 8000.0))
    nothing = Watched("shell", lambda: None, Notes("shell"))
    watching = asyncio.ensure_future(watch_machine(nothing, tree))
    while tree.programs():  # noqa: ASYNC110 - the kernel ends them
        await asyncio.sleep(0.01)
    watching.cancel()
    note = tree.notes.take()
    assert note.startswith("sleep was ended at") and "this machine had 100 MiB of memory left, and 320 are kept" in note
    assert not nothing.notes.take()


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("memory.events", "oom 4\noom_kill {}\n"),
        ("memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill {}\n"),
    ],
)
async def test_programs_that_the_kernel_ended_over_their_memory_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, text: str
) -> None:
    monkeypatch.setattr(watchdog, "PERIOD_S", 0.01)
    (tmp_path / file).write_text(text.format(3))
    group = ControlGroup([tmp_path], {"memory": "memory control group"}, {tmp_path: {}})
    shell = Watched("shell", lambda: None, Notes("shell"))
    watching = asyncio.ensure_future(watch_kills(shell, group.memory_kills, 256))
    await asyncio.sleep(0)
    (tmp_path / file).write_text(text.format(5))
    said = ""
    while not said:
        await asyncio.sleep(0.01)
        said = shell.notes.take()
    watching.cancel()
    assert said == ("2 of the shell's programs ended by force: together they used the 256 MiB they may (memory limit).")
