"""The cell's own promises: processes, terminals, connections, errors and its end."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import pytest

from deskhand.core.errors import DeskLost, InvalidInput, NotFound, Refused
from deskhand.desk.base import DeskSpec, Mount
from deskhand.desk.cells.cell import WalledCell
from deskhand.desk.cells.identity import identity_for
from deskhand.desk.cells.places import shell_walls
from tests.desk.cells.conftest import Room, places_in

pytestmark = pytest.mark.desk


@pytest.mark.parametrize(("command", "code"), [("exit 0", 0), ("exit 7", 7), ("kill -9 $$", -9)])
async def test_a_process_ends_with_its_code_or_its_signal(shell: Room, command: str, code: int) -> None:
    assert await shell.sh(command) == (code, "")


async def test_what_is_written_in_the_work_folder_is_a_file_of_the_desks_uid(shell: Room) -> None:
    await shell.sh("echo hello > /work/a.txt")
    path = shell.places.work / "a.txt"
    assert path.read_text() == "hello\n"
    assert path.stat().st_uid == identity_for().uid


@pytest.mark.parametrize(
    ("argv", "cwd", "error"),
    [
        (["no-such-program"], None, NotFound),
        (["true"], "/no/such/folder", NotFound),
        (["/etc/passwd"], None, Refused),
        (["a\0b"], None, Refused),
        (["true", "x" * 200_000], None, InvalidInput),
    ],
)
async def test_a_program_that_cannot_start_is_an_error_of_its_kind(
    shell: Room, argv: list[str], cwd: str | None, error: type[Exception]
) -> None:
    with pytest.raises(error):
        await shell.cell.spawn(argv, cwd=cwd)
    assert (await shell.sh("echo on"))[1] == "on\n"


async def test_descriptors_arrive_under_the_numbers_they_were_given(shell: Room) -> None:
    ends = [os.pipe() for _ in range(3)]
    process = await shell.cell.spawn(
        ["bash", "-c", "echo a >&4; echo b >&3; echo c >&50"], fds={3: ends[0][1], 4: ends[1][1], 50: ends[2][1]}
    )
    assert await process.wait() == 0
    assert [os.read(read_end, 10) for read_end, _ in ends] == [b"b\n", b"a\n", b"c\n"]
    for pair in ends:
        for fd in pair:
            os.close(fd)


async def test_a_terminal_of_the_cell_controls_the_program_on_it(shell: Room) -> None:
    master, slave = await shell.cell.open_terminal(rows=33, columns=99)
    process = await shell.cell.spawn(
        ["bash", "-c", "trap 'exit 3' INT; tty; stty size; cat < /dev/tty"], fds={0: slave, 1: slave}, terminal=slave
    )
    os.close(slave)
    with os.fdopen(master, "rb", 0) as terminal:
        said = [await asyncio.to_thread(terminal.readline) for _ in range(2)]
        assert said == [b"/dev/pts/0\r\n", b"33 99\r\n"]
        os.write(master, b"\x03")
        assert await process.wait() == 3


async def test_a_port_that_is_served_inside_can_be_dialled_and_another_not(shell: Room) -> None:
    program = "import socket as s; l=s.create_server(('127.0.0.1',0)); print(l.getsockname()[1],flush=1);"
    program += "c=l.accept()[0]; c.sendall(b'hello')"
    read_end, write_end = os.pipe()
    await shell.cell.spawn(["/usr/bin/python3", "-c", program], fds={1: write_end})
    os.close(write_end)
    port = int(await asyncio.to_thread(os.read, read_end, 20))
    os.close(read_end)
    with await shell.cell.dial(port) as connection:
        assert await asyncio.to_thread(connection.recv, 10) == b"hello"
    with pytest.raises(NotFound):
        await shell.cell.dial(1)


async def test_a_signal_reaches_the_whole_group_and_one_that_comes_late_is_no_error(shell: Room) -> None:
    process = await shell.cell.spawn(["bash", "-c", "sleep 1000 & sleep 1000"])
    await process.signal(signal.SIGKILL)
    assert await process.wait() == -9
    await process.signal(signal.SIGKILL)
    assert (await shell.sh("pgrep -c sleep"))[1] == "0\n"


async def test_orphans_are_reaped(shell: Room) -> None:
    await shell.sh("for i in 1 2 3 4 5; do (true &) ; done")
    assert (await shell.sh("ps -eo stat | grep -c ^Z"))[1] == "0\n"


async def test_the_end_of_a_cell_ends_its_processes_and_tells_who_waits(shell: Room) -> None:
    process = await shell.cell.spawn(["sleep", "1000"])
    waiting = asyncio.ensure_future(process.wait())
    await asyncio.sleep(0)
    await shell.cell.close()
    with pytest.raises(DeskLost):
        await waiting
    with pytest.raises(DeskLost):
        await shell.cell.spawn(["true"])
    assert shell.cell.ended.is_set()


async def test_a_cell_whose_bubblewrap_is_killed_is_lost_and_says_so(shell: Room) -> None:
    process = await shell.cell.spawn(["sleep", "1000"])
    os.kill(shell.cell.host_pid, signal.SIGKILL)
    with pytest.raises(DeskLost):
        await process.wait()
    assert shell.cell.ended.is_set()


async def test_a_cancelled_spawn_leaves_no_process_behind(shell: Room) -> None:
    spawning = asyncio.ensure_future(shell.cell.spawn(["sleep", "1000"]))
    await asyncio.sleep(0)
    spawning.cancel()
    with pytest.raises(asyncio.CancelledError):
        await spawning
    await shell.sh("true")
    assert (await shell.sh("pgrep -c sleep"))[1] == "0\n"


async def test_a_folder_of_the_persons_own_is_seen_read_only_unless_it_is_to_be_written(tmp_path: Path) -> None:
    own = tmp_path.parent / f"{tmp_path.name}-own"
    own.mkdir()
    (own / "a.txt").write_text("mine")
    for folder in (own, *tmp_path.parents):
        if folder.is_relative_to("/tmp") and folder != Path("/tmp"):
            folder.chmod(0o755)
    spec = DeskSpec(mounts=(Mount(source=str(own), name="own"),))
    places = places_in(tmp_path, spec)
    cell = await WalledCell.start(shell_walls(places, spec), identity_for(spec.mounts))
    try:
        code, output = await Room(cell, places).sh("cat own/a.txt; echo x > own/b.txt")
    finally:
        await cell.close()
    assert output.startswith("mine")
    assert code != 0
    assert not (own / "b.txt").exists()
