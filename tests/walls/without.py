"""Starts a program in a place that lacks something: in namespaces of its own, so that nothing of the machine changes.

without.py nested 30 PROGRAM ...      30 user namespaces deep: the kernel allows three more, and a browser needs four
without.py calls seccomp PROGRAM ...  system calls that answer as a kernel or container without them
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from pathlib import Path

_CLONE_NEWUSER = 0x10000000
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP = 38, 22
_LIBC = ctypes.CDLL(None, use_errno=True)
_X86 = platform.machine() == "x86_64"
PRCTL, SECCOMP, SETNS = (157, 317, 308) if _X86 else (167, 277, 268)


def _one_deeper() -> None:
    """Go on as root of a user namespace in this one, with all its ids."""
    made, mapped = os.pipe(), os.pipe()
    child = os.fork()
    if child:
        os.read(made[0], 1)
        for name in ("uid_map", "gid_map"):
            Path(f"/proc/{child}/{name}").write_text("0 0 65536")
        os.write(mapped[1], b"x")
        os._exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) & 0xFF)
    if _LIBC.unshare(_CLONE_NEWUSER):
        raise OSError(ctypes.get_errno(), "unshare")
    os.write(made[1], b"x")
    os.read(mapped[0], 1)
    for fd in (*made, *mapped):
        os.close(fd)


def _op(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("<HBBI", code, yes, no, value)


def _refuse(error: int) -> bytes:
    return _op(0x06, 0x00050000 | error)


FILTERS = {
    # prctl(PR_SET_SECCOMP) is bubblewrap's way, seccomp() another's
    "seccomp": _op(0x20, 0) + _op(0x15, SECCOMP, 0, 1) + _refuse(errno.ENOSYS) + _op(0x15, PRCTL, 0, 3)
    + _op(0x20, 16) + _op(0x15, _PR_SET_SECCOMP, 0, 1) + _refuse(errno.EINVAL) + _op(0x06, 0x7FFF0000),
    "setns": _op(0x20, 0) + _op(0x15, SETNS, 0, 1) + _refuse(errno.EPERM) + _op(0x06, 0x7FFF0000),
}  # fmt: skip


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]


def _filtered(words: bytes) -> None:
    _LIBC.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if _LIBC.prctl(_PR_SET_SECCOMP, 2, ctypes.byref(_Program(len(words) // 8, words)), 0, 0):
        raise OSError(ctypes.get_errno(), "seccomp")


def main() -> None:
    kind, what, *argv = sys.argv[1:]
    if kind == "nested":
        for _ in range(int(what)):
            _one_deeper()
    else:
        _filtered(FILTERS[what])
    os.execvp(argv[0], argv)


if __name__ == "__main__":
    main()
