"""Measures what the processes of a cell use, for the limits that no kernel mechanism enforces on this machine.

Reads /proc only. It does not know what is done about it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_MIB = 1024 * 1024
_FIELDS = ("RssAnon:", "RssShmem:", "VmSwap:")
"""Of /proc/PID/status: memory of its own, shared memory that no file holds, and what of it is swapped out, in kB."""


@dataclass(frozen=True)
class Usage:
    """A process of a cell: its pid on this machine, its name, and memory that no file holds, in MiB. Memory that
    several processes share counts for each: a program can't hide what it takes by sharing it."""

    pid: int
    name: str
    private_mib: float


def processes_of(bwrap_pid: int) -> list[int]:
    """All processes below bubblewrap, in the order they are found; the first is the cell's own first process."""
    found: list[int] = []
    waiting = [bwrap_pid]
    while waiting:
        pid = waiting.pop()
        children = _children(pid)
        found += children
        waiting += children
    return found


def own_processes(bwrap_pid: int) -> set[int]:
    """The cell's first process and the relay that it forked: what is ours, not the desk's, and is never ended."""
    first = processes_of(bwrap_pid)[:1]
    relays = [pid for one in first for pid in _children(one) if "/relay.py" in _text(Path(f"/proc/{pid}/cmdline"))]
    return {*first, *relays[:1]}


def _children(pid: int) -> list[int]:
    words: list[str] = []
    for task in _listing(Path(f"/proc/{pid}/task")):
        words += _text(task / "children").split()
    return [int(word) for word in words]


def usage_of(bwrap_pid: int) -> list[Usage]:
    """What each process uses now. A process that ends meanwhile is left out."""
    found = []
    for pid in processes_of(bwrap_pid):
        lines = [line.split() for line in _text(Path(f"/proc/{pid}/status")).splitlines()]
        sizes = [int(words[1]) for words in lines if len(words) > 1 and words[0] in _FIELDS and words[1].isdigit()]
        if sizes:
            found.append(Usage(pid, _text(Path(f"/proc/{pid}/comm")).strip(), sum(sizes) / 1024))
    return found


def unlinked_mib(pids: Iterable[int], device: int) -> float:
    """Room on a disk that files take which have no name any more, because one of these processes holds them open."""
    blocks: dict[int, int] = {}
    for pid in pids:
        for entry in _listing(Path(f"/proc/{pid}/fd")):
            try:
                status = entry.stat()
            except OSError:
                continue  # closed meanwhile
            if status.st_dev == device and status.st_nlink == 0:
                blocks[status.st_ino] = status.st_blocks
    return sum(blocks.values()) * 512 / _MIB


def free_memory_mib() -> tuple[float, float]:
    """What this machine could still give to programs, and what it has in all."""
    fields = dict(line.split(":", 1) for line in _text(Path("/proc/meminfo")).splitlines() if ":" in line)
    free, total = (fields.get(name, "0 kB").split()[0] for name in ("MemAvailable", "MemTotal"))
    return int(free) / 1024, int(total) / 1024


def _listing(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _text(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""
