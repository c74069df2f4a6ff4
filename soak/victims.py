"""Finding the processes of one desk and ending one of them at once. It knows nothing of jobs.

A process is found by its place below the desk's own keeper, never by its name alone: other desks may run here too.
"""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Iterable
from pathlib import Path

TARGETS = ("driver", "keeper", "browser", "screen", "proxy")
_SIGNS = {"browser": b"--remote-debugging-pipe", "screen": b"Xvnc\0", "proxy": b"deskhand.desk.egress"}


def keeper_of(run_dir: Path) -> int | None:
    """The living keeper of a run folder: the process of ours that its lock names, and that holds the lock open."""
    lock = run_dir / "keeper.lock"
    try:
        pid = int(lock.read_text())
        held = {path.stat().st_ino for path in _entries(Path(f"/proc/{pid}/fd")) if path.exists()}
        return pid if lock.stat().st_ino in held else None
    except (OSError, ValueError):
        return None


def find(target: str, run_dir: Path) -> int | None:
    """The process of a desk that `target` names, if it runs now. The driver is not found here: who started it knows."""
    keeper = keeper_of(run_dir)
    if keeper is None or target == "keeper":
        return keeper
    return next((pid for pid in below(keeper) if _is(target, command_of(pid))), None)


def _is(target: str, words: bytes) -> bool:
    if target == "screen":
        return words.rpartition(b"/")[2].startswith(b"Xvnc\0") or words.startswith(b"Xvnc\0")
    return _SIGNS[target] in words and b"--type=" not in words


def below(pid: int) -> list[int]:
    """All descendants of a process, parents before their children."""
    found: list[int] = []
    for task in _entries(Path(f"/proc/{pid}/task")):
        try:
            found += [int(word) for word in (task / "children").read_text().split()]
        except OSError:
            continue
    return [*found, *(deeper for child in found for deeper in below(child))]


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def command_of(pid: int) -> bytes:
    """The command line, its words ended by NUL; empty when the process is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def end(pid: int) -> bool:
    """SIGKILL; whether there was a process to kill."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def outliving(pids: Iterable[int], timeout_s: float) -> list[int]:
    """Which of these processes have not ended after a while."""
    left = []
    for pid in pids:
        try:
            descriptor = os.pidfd_open(pid)
        except ProcessLookupError:
            continue
        try:
            ended, _, _ = select.select([descriptor], [], [], timeout_s)
        finally:
            os.close(descriptor)
        if not ended and command_of(pid):
            left.append(pid)
    return left
