"""The system-call filter of a cell, as the classic BPF program that `bwrap --seccomp` loads.

Refused calls answer EPERM, so that a program says "not permitted" instead of dying. `clone3` answers ENOSYS in the
shell cell, because its flags lie in memory that a filter can't read; the C library then falls back to `clone`.
It does not know bubblewrap or what runs behind the filter.
"""

from __future__ import annotations

import errno
import platform
import socket
import struct

from deskhand.core.errors import SetupMissing
from deskhand.desk.cells.syscalls import AARCH64, X86_64

_MACHINES = {"x86_64": (0xC000003E, X86_64), "aarch64": (0xC00000B7, AARCH64)}
"""uname machine -> (AUDIT_ARCH_* of linux/audit.h, syscall numbers)."""

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCH, _ARGUMENTS = 0, 4, 16
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_X32_BIT = 0x40000000
_CLONE_NEW_ANY = 0x7E020000
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C
_NETLINK_ROUTE = 0

_REFUSED_ALWAYS = (
    "mount", "umount2", "pivot_root", "setns", "open_tree", "open_tree_attr", "move_mount", "fsopen", "fsconfig",
    "fsmount", "fspick", "mount_setattr", "ptrace", "process_vm_readv", "process_vm_writev", "process_madvise",
    "pidfd_getfd", "kcmp", "keyctl", "add_key", "request_key", "bpf", "perf_event_open", "kexec_load",
    "kexec_file_load", "userfaultfd", "io_uring_setup", "io_uring_enter", "io_uring_register", "open_by_handle_at",
    "init_module", "finit_module", "delete_module", "acct", "swapon", "swapoff", "reboot", "quotactl", "quotactl_fd",
    "syslog", "lookup_dcookie", "settimeofday", "clock_settime", "adjtimex", "clock_adjtime", "fanotify_init",
    "vhangup", "move_pages",
)  # fmt: skip

_REFUSED_WITHOUT_NAMESPACES = ("unshare", "chroot")

_HIDDEN_MEMORY = ("memfd_create", "memfd_secret")
"""Memory that belongs to no process, so that no limit of ours would see it. Answered as on a kernel without them:
programs have another way then."""

_SEGMENT_BYTES_MAX = 65_536
"""Of System V shared memory, which is the same but has 4096 segments at most; databases use a small one as a lock."""

_FAMILIES = (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6)


def _op(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("<HBBI", code, if_true, if_false, value)


def _load(offset: int) -> bytes:
    return _op(_LOAD, offset)


def _answer(error: int) -> bytes:
    return _op(_RETURN, _ERRNO | error)


def _when(test: int, value: int, then: bytes) -> bytes:
    """Run `then` when the loaded word passes the test, else go on behind it. `then` must be under 255 operations."""
    return _op(test, value, 0, len(then) // 8) + then


def _argument(index: int) -> bytes:
    """Load the low half of an argument; flags, families and requests are 32 bits wide."""
    return _load(_ARGUMENTS + 8 * index)


def _ioctl() -> bytes:
    """Refuse to push characters into a terminal's input."""
    return _argument(1) + b"".join(_when(_EQUAL, r, _answer(errno.EPERM)) for r in (_TIOCSTI, _TIOCLINUX)) + _allow()


def _socket() -> bytes:
    """Only families that a desk needs; of netlink only the routing part, which the C library's resolver asks."""
    route = _argument(2) + _when(_EQUAL, _NETLINK_ROUTE, _allow())
    families = b"".join(_when(_EQUAL, family, _allow()) for family in _FAMILIES)
    return _argument(0) + families + _when(_EQUAL, socket.AF_NETLINK, route) + _answer(errno.EAFNOSUPPORT)


def _shmget() -> bytes:
    """Only small segments. A size has two halves: no bit may be set in the upper one."""
    large = _answer(errno.EINVAL)
    upper = _load(_ARGUMENTS + 8 + 4) + _when(_AT_LEAST, 1, large)
    return upper + _argument(1) + _when(_AT_LEAST, _SEGMENT_BYTES_MAX + 1, large) + _allow()


def _allow() -> bytes:
    return _op(_RETURN, _ALLOW)


def _clone() -> bytes:
    return _argument(0) + _when(_ANY_BIT, _CLONE_NEW_ANY, _answer(errno.EPERM)) + _allow()


def seccomp_program(*, namespaces: bool, machine: str | None = None) -> bytes:
    """The filter for this machine (or the one named as `uname -m` does).

    namespaces: whether processes may make namespaces of their own, which Chromium's sandbox needs. Raises
    SetupMissing for a machine without a table of system calls.
    """
    machine = machine or platform.machine()
    if machine not in _MACHINES:
        raise SetupMissing(
            f"This machine is {machine}, and the filter of system calls is written for {' and '.join(_MACHINES)}.",
            hint="Run Deskhand on one of these.",
        )
    arch, numbers = _MACHINES[machine]
    refused = _REFUSED_ALWAYS if namespaces else _REFUSED_ALWAYS + _REFUSED_WITHOUT_NAMESPACES
    native = _load(_ARCH) + _op(_EQUAL, arch, 1, 0) + _op(_RETURN, _KILL)
    parts = [native, _load(_NUMBER), _when(_AT_LEAST, _X32_BIT, _answer(errno.EPERM))]
    parts += [_when(_EQUAL, numbers[name], _answer(errno.EPERM)) for name in refused]
    if not namespaces:
        parts.append(_when(_EQUAL, numbers["clone3"], _answer(errno.ENOSYS)))
        parts.append(_when(_EQUAL, numbers["clone"], _clone()))
        parts += [_when(_EQUAL, numbers[name], _answer(errno.ENOSYS)) for name in _HIDDEN_MEMORY]
        parts.append(_when(_EQUAL, numbers["shmget"], _shmget()))
    parts += [_when(_EQUAL, numbers["socket"], _socket()), _when(_EQUAL, numbers["ioctl"], _ioctl()), _allow()]
    return b"".join(parts)
