"""The filter as a program: run by a small interpreter of classic BPF, on both machines' numbers."""

from __future__ import annotations

import errno
import struct

import pytest

from deskhand.core.errors import SetupMissing
from deskhand.desk.cells.seccomp import seccomp_program
from deskhand.desk.cells.syscalls import AARCH64, X86_64

ALLOW, KILL = 0x7FFF0000, 0x80000000
MACHINES = {"x86_64": (0xC000003E, X86_64), "aarch64": (0xC00000B7, AARCH64)}


def judge(program: bytes, number: int, arch: int, arguments: tuple[int, ...] = ()) -> int:
    """What the filter answers to a call."""
    padded = (*arguments, *[0] * (6 - len(arguments)))
    data = struct.pack("<iIQ6Q", number, arch, 0, *padded)
    word = at = 0
    while True:
        code, if_true, if_false, value = struct.unpack_from("<HBBI", program, at * 8)
        at += 1
        if code == 0x20:
            (word,) = struct.unpack_from("<I", data, value)
        elif code == 0x06:
            return value
        else:
            passed = {0x15: word == value, 0x35: word >= value, 0x45: bool(word & value)}[code]
            at += if_true if passed else if_false


def refused(error: int) -> int:
    return 0x00050000 | error


CASES = [
    ("mount", (), False, refused(errno.EPERM)),
    ("mount", (), True, refused(errno.EPERM)),
    ("unshare", (), False, refused(errno.EPERM)),
    ("unshare", (), True, ALLOW),
    ("clone", (0x10000011,), False, refused(errno.EPERM)),
    ("clone", (0x10000011,), True, ALLOW),
    ("clone", (0x01200011,), False, ALLOW),
    ("clone3", (), False, refused(errno.ENOSYS)),
    ("clone3", (), True, ALLOW),
    ("socket", (1,), False, ALLOW),
    ("socket", (2, 1, 0), False, ALLOW),
    ("socket", (16, 3, 0), False, ALLOW),
    ("socket", (16, 3, 12), False, refused(errno.EAFNOSUPPORT)),
    ("socket", (38,), True, refused(errno.EAFNOSUPPORT)),
    ("ioctl", (0, 0x5412), False, refused(errno.EPERM)),
    ("ioctl", (0, 0xDEAD00005412), False, refused(errno.EPERM)),
    ("ioctl", (0, 0x5401), False, ALLOW),
]


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize(("name", "arguments", "namespaces", "answer"), CASES)
def test_the_filter_judges_calls(
    machine: str, name: str, arguments: tuple[int, ...], namespaces: bool, answer: int
) -> None:
    arch, numbers = MACHINES[machine]
    program = seccomp_program(namespaces=namespaces, machine=machine)
    assert judge(program, numbers[name], arch, arguments) == answer


@pytest.mark.parametrize("machine", MACHINES)
def test_every_number_of_a_call_that_is_not_named_is_allowed(machine: str) -> None:
    arch, numbers = MACHINES[machine]
    program = seccomp_program(namespaces=False, machine=machine)
    assert all(judge(program, n, arch) == ALLOW for n in range(470) if n not in numbers.values())


def test_calls_of_another_machine_or_of_x32_do_not_pass() -> None:
    program = seccomp_program(namespaces=True, machine="x86_64")
    assert judge(program, 1, 0x40000003) == KILL
    assert judge(program, 0x40000000 | 1, 0xC000003E) == refused(errno.EPERM)


def test_both_machines_name_the_same_calls() -> None:
    assert X86_64.keys() == AARCH64.keys()


def test_a_machine_without_a_table_is_told_apart() -> None:
    with pytest.raises(SetupMissing, match="riscv64"):
        seccomp_program(namespaces=True, machine="riscv64")
