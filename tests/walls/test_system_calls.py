"""Each system call that the filter names, called inside real cells: it is the filter that answers, not the kernel.

A cell has no rights, so most of these calls would fail without a filter too. So the filter is marked first: each of
its refusals gives an error number that the kernel never gives for them. With the mark in place an answer shows who
answered; with a filter that lets all through, nothing gives it.
"""

from __future__ import annotations

import asyncio
import errno
import platform
import struct
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

import pytest

from deskhand.core.errors import SetupMissing
from deskhand.desk.base import DeskSpec
from deskhand.desk.cells import cell as cells_cell
from deskhand.desk.cells import seccomp
from deskhand.desk.cells.cell import WalledCell
from deskhand.desk.cells.identity import identity_for
from deskhand.desk.cells.places import screen_walls, shell_walls
from tests.desk.cells.conftest import Room, places_in

pytestmark = pytest.mark.desk

MARK = errno.EUCLEAN
NUMBERS = seccomp._MACHINES[platform.machine()][1]
SHELL_ONLY = (*seccomp._REFUSED_WITHOUT_NAMESPACES, "clone3", *seccomp._HIDDEN_MEMORY)
NOT_THERE = ("clone3", *seccomp._HIDDEN_MEMORY)
"""Answered as a kernel without them does."""

ARGUMENTS = {"shmget": (0, 1 << 20, 0o1600), "clone": (0x10000011, 0, 0, 0, 0)}
"""Calls of which only some are refused: arguments that are. (The clone would make a user namespace.)"""

FAMILIES = {
    "AF_PACKET": 17, "AF_VSOCK": 40, "AF_ALG": 38, "AF_BLUETOOTH": 31, "AF_KEY": 15, "AF_CAN": 29, "AF_TIPC": 30,
    "AF_XDP": 44, "AF_RDS": 21, "AF_NFC": 39, "AF_QIPCRTR": 42, "AF_SMC": 43, "AF_APPLETALK": 5, "AF_X25": 9,
}  # fmt: skip

Which = Literal["shell", "screen"]


def marked(program: bytes) -> bytes:
    """The filter with the mark as each of its errors."""
    operations = list(struct.iter_unpack("<HBBI", program))
    refuses = seccomp._ERRNO
    return b"".join(
        struct.pack("<HBBI", code, yes, no, refuses | MARK if code == 0x06 and value & 0xFFFF0000 == refuses else value)
        for code, yes, no, value in operations
    )


def asking(calls: dict[str, tuple[int, ...]]) -> str:
    """A program that makes each call and prints its name with the error that it gave; 0 when there was none."""
    numbered = {name: (NUMBERS[name], *arguments) for name, arguments in calls.items()}
    return (
        "/usr/bin/python3 - <<'END'\nimport ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\n"
        f"for name, words in {numbered}.items():\n"
        "    answer = libc.syscall(*[ctypes.c_long(word) for word in words])\n"
        "    print(name, ctypes.get_errno() if answer == -1 else 0)\nEND"
    )


def calls_refused(which: Which) -> dict[str, tuple[int, ...]]:
    names = seccomp._REFUSED_ALWAYS + (SHELL_ONLY if which == "shell" else ())
    return dict.fromkeys(names, (-1,) * 6) | (ARGUMENTS if which == "shell" else {})


async def answers(room: Room, calls: dict[str, tuple[int, ...]]) -> dict[str, int]:
    code, output = await room.sh(asking(calls))
    assert code == 0, output
    return {name: int(error) for name, error in (line.split() for line in output.splitlines())}


@asynccontextmanager
async def room_of(which: Which, folder: Path) -> AsyncIterator[Room]:
    places = places_in(folder)
    walls = (shell_walls if which == "shell" else screen_walls)(places, DeskSpec())
    cell = await WalledCell.start(walls, identity_for())
    try:
        yield Room(cell, places)
    finally:
        await cell.close()


def use_filter(monkeypatch: pytest.MonkeyPatch, change: object) -> None:
    real = seccomp.seccomp_program
    monkeypatch.setattr(cells_cell, "seccomp_program", lambda *, namespaces: change(real(namespaces=namespaces)))  # type: ignore[operator]


@pytest.mark.parametrize("which", ["shell", "screen"])
async def test_each_call_that_the_filter_names_is_answered_by_the_filter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, which: Which
) -> None:
    use_filter(monkeypatch, marked)
    async with room_of(which, tmp_path) as room:
        said = await answers(room, calls_refused(which))
        sockets = await room.sh(
            f"/usr/bin/python3 -c 'import socket, fcntl, pty\nfor f in {list(FAMILIES.values())}:\n"
            "    try: socket.socket(f, socket.SOCK_RAW, 0); print(f, 0)\n"
            "    except OSError as e: print(f, e.errno)\n"
            "s = pty.openpty()[1]\nfor r in (0x5412, 0x541C):\n"
            '    try: fcntl.ioctl(s, r, b"x"); print(r, 0)\n'
            "    except OSError as e: print(r, e.errno)'"
        )
    assert said == dict.fromkeys(calls_refused(which), MARK)
    assert {line.split()[1] for line in sockets[1].splitlines()} == {str(MARK)}, sockets[1]
    assert len(sockets[1].splitlines()) == len(FAMILIES) + 2


async def test_without_the_filter_no_call_gives_the_marks_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same attempts outside of the wall. (No clone: it would succeed.)"""
    use_filter(monkeypatch, lambda _: struct.pack("<HBBI", 0x06, 0, 0, seccomp._ALLOW))
    async with room_of("shell", tmp_path) as room:
        said = await answers(room, {n: a for n, a in calls_refused("shell").items() if n != "clone"})
    assert MARK not in said.values()
    assert said["userfaultfd"] == errno.EINVAL and said["shmget"] == 0  # the kernel's own


@pytest.mark.parametrize("which", ["shell", "screen"])
async def test_each_refused_call_says_that_it_is_not_permitted_or_not_there(tmp_path: Path, which: Which) -> None:
    async with room_of(which, tmp_path) as room:
        said = await answers(room, calls_refused(which))
    wanted = {name: errno.ENOSYS if name in NOT_THERE else errno.EPERM for name in said} | {"shmget": errno.EINVAL}
    assert {name: error for name, error in said.items() if error != wanted[name]} == {}


async def test_what_the_browsers_own_sandbox_needs_reaches_the_kernel_on_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_filter(monkeypatch, marked)
    async with room_of("screen", tmp_path) as room:
        said = await answers(room, dict.fromkeys(SHELL_ONLY, (-1,) * 6))
    assert MARK not in said.values()


MACHINE_CODE_32 = (
    "import ctypes, mmap\nm = mmap.mmap(-1, 4096, prot=7)\n"
    "m.write(bytes.fromhex('b814000000cd80c3'))\n"  # mov eax, 20 (getpid of 32 bit); int 0x80; ret
    "f = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(m)))\nprint(f() > 0)"
)


@pytest.mark.skipif(platform.machine() != "x86_64", reason="only this machine has two more ways to call")
async def test_the_other_ways_to_call_of_this_machine_lead_past_no_filter(tmp_path: Path) -> None:
    outside = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", MACHINE_CODE_32], capture_output=True, text=True, check=False
    )
    async with room_of("shell", tmp_path) as room:
        code, output = await room.sh(f'/usr/bin/python3 -c "{MACHINE_CODE_32}"; echo ended $?')
        _, x32 = await room.sh(
            "/usr/bin/python3 -c 'import ctypes; l = ctypes.CDLL(None, use_errno=True); "
            "print(l.syscall(0x40000000 | 39), ctypes.get_errno())'"
        )
    assert "True" not in output and code == 0
    assert x32.split() == ["-1", str(errno.EPERM)]
    if outside.stdout.strip() == "True":  # a kernel that has the calls of 32 bit
        assert "ended 159" in output  # 128 + SIGSYS


@pytest.mark.parametrize("program", [b"", bytes(7), struct.pack("<HBBI", 0x15, 200, 200, 1)], ids=["no", "cut", "bad"])
async def test_a_cell_whose_filter_can_not_be_installed_is_not_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: bytes
) -> None:
    use_filter(monkeypatch, lambda _: program)
    with pytest.raises(SetupMissing, match="can't be put up"):
        async with room_of("shell", tmp_path):
            pass
