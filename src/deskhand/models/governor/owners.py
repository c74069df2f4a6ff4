"""Which process a ticket belongs to, in a form that other processes can check: a pid alone is used again.

It reads /proc. Where that can't be read, or the process is in another namespace of pids, nothing is known, and a
ticket ends by its lease.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

_START_FIELD = 19
"""Where the start time stands in /proc/PID/stat behind the name, in clock ticks since the machine started."""


def this_process() -> str:
    """This process, as "namespace pid start"."""
    pid = os.getpid()
    return f"{_namespace()} {pid} {_start(pid)}"


def is_alive(owner: str) -> bool | None:
    """Whether that process lives; None when it can't be seen from here."""
    namespace, _, rest = owner.partition(" ")
    pid, _, start = rest.partition(" ")
    if namespace != _namespace() or not namespace or not pid.isdecimal():
        return None
    return _start(int(pid)) == start


@cache
def _namespace() -> str:
    """The machine's run and the namespace that pids are counted in; empty where that can't be read."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
        return f"{boot}/{Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return ""


def _start(pid: int) -> str:
    """When a process started; empty when there is none, or it has ended and is only not yet collected."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] == "Z" else fields[_START_FIELD]
