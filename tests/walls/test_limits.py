"""Programs of the shell that take all they can get: the limit ends them, the desk lives, the person is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from deskhand.core.errors import InvalidInput, LimitExceeded, Refused
from deskhand.desk.cells.identity import identity_for
from deskhand.desk.cells.limits import ControlGroup, remove_left_behind
from deskhand.desk.cells.places import Places
from deskhand.desk.cells.room import DEPTH_MAX, folder_room
from deskhand.desk.programs.watchdog import DiskWatch
from tests.walls.conftest import Victim

pytestmark = pytest.mark.desk

HOLD = "import os, mmap, time, socket\nb = b'x' * (1 << 20)\n"
MEMORY = {
    "its own": "kept = bytearray(500 << 20)\n",
    "shared": "m = mmap.mmap(-1, 500 << 20)\nfor i in range(0, 500 << 20, 4096): m[i] = 1\n",
}
DISK = {
    "deep folders": "for i in range(30): os.mkdir('d' * 200); os.chdir('d' * 200)\n"
    "for n in 'fg':\n    with open(n, 'wb') as f:\n        for i in range(80): f.write(b)\n",
    "files without a name": "kept = []\nfor n in 'fg':\n    f = open('/work/f', 'wb')\n    kept.append(f)\n"
    "    os.unlink('/work/f')\n    for i in range(80): f.write(b); f.flush()\n",
    "the home": "for n in 'fg':\n    with open('/home/agent/' + n, 'wb') as f:\n"
    "        for i in range(80): f.write(b)\n",
}


@pytest.mark.parametrize("kind", MEMORY)
async def test_memory_of_any_kind_is_counted_and_the_taker_is_ended(victim: Victim, kind: str) -> None:
    output, _ = await victim.py(HOLD + MEMORY[kind] + "time.sleep(60); print('kept')", timeout_s=50)
    assert "kept" not in output
    assert "of the 256 MiB they may use (memory limit)" in await victim.noted("memory limit")


@pytest.mark.parametrize("kind", DISK)
async def test_a_disk_filled_in_any_way_is_seen_and_nothing_more_is_written(victim: Victim, kind: str) -> None:
    output, _ = await victim.py(HOLD + DISK[kind] + "time.sleep(60); print('kept')", timeout_s=50)
    assert "kept" not in output
    assert "may hold 96 (disk limit)" in await victim.noted("disk limit")
    if kind == "the home":
        with pytest.raises(LimitExceeded, match="may hold 96"):
            await victim.desk.write_file("more", b"x")
    assert (await victim.desk.run("rm -rf /work/* ~/f ~/g; echo room")).output == "room\n"


async def test_a_flood_of_processes_is_told_by_the_name_of_its_limit(victim: Victim) -> None:
    output, _ = await victim.py(
        "import os, signal, time\npids = []\n"
        "try:\n    while len(pids) < 500: pids.append(os.fork() or signal.pause() or os._exit(0))\n"
        "except OSError as error: print(error.strerror, flush=True)\ntime.sleep(3)\nfor p in pids: os.kill(p, 9)"
    )
    assert "Resource temporarily unavailable" in output
    assert "may be 48 processes at once" in await victim.noted("process limit")
    assert (await victim.desk.run("echo on")).output == "on\n"


async def test_the_desk_answers_while_every_processor_is_wanted_and_files_and_output_have_no_end(
    victim: Victim,
) -> None:
    await victim.desk.run("for i in 1 2 3 4 5 6 7 8; do (while :; do :; done) & done; true")
    assert (await victim.desk.look()).picture is not None
    result = await victim.desk.run("yes | head -c 30000000; ulimit -n", output_chars_max=2000)
    assert result.cut > 29_000_000 and result.output.endswith("4096\n")
    await victim.desk.run("truncate -s 90M /work/huge; kill %1 %2 %3 %4 %5 %6 %7 %8")
    with pytest.raises(LimitExceeded, match="can be read at once"):
        await victim.desk.read_file("huge")


@pytest.mark.slow
async def test_files_that_are_traps_are_refused_by_a_whole_desk(victim: Victim) -> None:
    await victim.py(
        "import os, zlib, struct\nos.symlink('/etc/shadow', 'shadow'); os.symlink('/proc/self/environ', 'env')\n"
        "os.mkfifo('pipe.png'); os.symlink('..', 'up')\n"
        "part = lambda k, d: struct.pack('>I', len(d)) + k + d + struct.pack('>I', zlib.crc32(k + d))\n"
        "rows = zlib.compressobj(9)\n"
        "data = b''.join(rows.compress(bytes(20001)) for _ in range(20000)) + rows.flush()\n"
        "head = struct.pack('>IIBBBBB', 20000, 20000, 8, 0, 0, 0, 0)\n"
        "open('bomb.png', 'wb').write(b'\\x89PNG\\r\\n\\x1a\\n' + part(b'IHDR', head) "
        "+ part(b'IDAT', data) + part(b'IEND', b''))",
        timeout_s=90,
    )
    for path in ("shadow", "env", "up/spec.json", "pipe.png"):
        with pytest.raises((Refused, InvalidInput)):
            await victim.desk.read_file(path)
    for picture in ("bomb.png", "pipe.png", "shadow"):
        with pytest.raises((Refused, InvalidInput)):
            await victim.desk.read_picture(picture)
    info = await victim.desk.snapshot("with traps")
    await victim.desk.run("rm -f shadow; ln -s /etc/passwd shadow")
    await victim.desk.restore(info.id)
    assert os.readlink(victim.folder / "desk/work/shadow") == "/etc/shadow"  # noqa: PTH115


def test_folders_that_can_not_be_measured_count_as_full(tmp_path: Path) -> None:
    top = Path.cwd()
    os.chdir(tmp_path)
    try:
        for _ in range(DEPTH_MAX + 2):
            Path("d").mkdir()
            os.chdir("d")
    finally:
        os.chdir(top)
    room = folder_room(tmp_path)
    assert room.hidden == 1
    watch = DiskWatch([tmp_path], 1000, [])
    watch._judge(room)
    assert "can't be measured" in watch.full


def test_many_empty_files_are_counted(tmp_path: Path) -> None:
    for number in range(500):
        (tmp_path / str(number)).touch()
    assert folder_room(tmp_path).mib > 1.9


def test_groups_that_killed_keepers_left_are_taken_away_and_a_living_desks_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "pids/deskhand-dead-shell").mkdir(parents=True)
    (tmp_path / "pids/others").mkdir()
    remove_left_behind(tmp_path)
    assert [path.name for path in (tmp_path / "pids").iterdir()] == ["others"]
    living = tmp_path / "pids/deskhand-living-shell"
    group = ControlGroup([living], {}, {living: {"pids.max": "7"}})
    assert group.add([1234])
    assert (living / "pids.max").read_text() == "7"


def test_a_cell_whose_group_takes_no_process_is_known(tmp_path: Path) -> None:
    gone = tmp_path / "no/such"
    assert not ControlGroup([gone], {}, {gone: {}}).add([1234])


@pytest.mark.skipif(os.geteuid() != 0, reason="root gives files away")
def test_files_of_a_desk_that_ran_under_another_uid_are_given_to_this_one(tmp_path: Path) -> None:
    places = Places(tmp_path / "desk")
    places.make(identity_for(), "UTC")
    (places.work / "a").write_text("x")
    (places.work / "link").symlink_to("/etc/passwd")
    for path in (places.work, places.work / "a"):
        os.chown(path, 30_000, 30_000)
    owner = Path("/etc/passwd").stat().st_uid
    places.make(identity_for(), "UTC")
    assert {path.lstat().st_uid for path in (places.work, *places.work.iterdir())} == {identity_for().uid}
    assert Path("/etc/passwd").stat().st_uid == owner
