"""What is read off while a session runs: memory of processes, sizes of folders. Linux's /proc is the only source."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from pathlib import Path

MIB = 1024 * 1024
_UTIME, _STIME = 11, 12
"""Where they stand in /proc/PID/stat behind the program's name (proc(5): fields 14 and 15)."""


@dataclass(frozen=True, slots=True)
class Row:
    """Where a session stood after so many acts.

    driver_mib, keeper_mib: resident memory; a share of shared pages would change with every other desk that comes or
    goes. act_ms: the median time of an act of the last stretch, as a clock on the wall shows it. cpu_ms: processor time
    (user and system) that driver and keeper took for one act of it, which a busy machine changes little; driver_cpu_ms:
    the driver's part. journal_kib, blobs_kib: what that stretch added. threads, files: of the driver.
    """

    acts: int
    act_ms: float
    cpu_ms: float
    driver_cpu_ms: float
    driver_mib: float
    keeper_mib: float
    journal_kib: float
    blobs_kib: float
    threads: int
    files: int

    def as_json(self) -> dict[str, float | int]:
        return {name: round(value, 3) for name, value in asdict(self).items()}


def rss_mib(pid: int | None) -> float:
    """A process's resident memory; 0.0 when it is not there, or nobody's."""
    if pid is None:
        return 0.0
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Rss:")) / 1024


def cpu_s(pid: int | None) -> float:
    """The processor time, user and system, that a process has taken; 0.0 when it is not there. In ticks of 10 ms."""
    if pid is None:
        return 0.0
    try:
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(words[_UTIME]) + int(words[_STIME])) / os.sysconf("SC_CLK_TCK")


def threads_of(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/task").iterdir()))


def files_of(pid: int) -> int:
    """How many files and sockets a process has open."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def folder_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def keeper_pid(run_dir: Path) -> int | None:
    """The process that keeps the desk of a run folder; None when it says nothing of the kind."""
    try:
        return int((run_dir / "keeper.lock").read_text())
    except (OSError, ValueError):
        return None
