"""Limits on what a cell may use: control groups where this machine lets us make them, else per-process limits.

It measures and limits; what is done when a measured limit is passed is decided elsewhere (`watch`). It does not know
what a cell runs.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, field
from pathlib import Path

CGROUP_ROOT = Path("/sys/fs/cgroup")
PREFIX = "deskhand-"
"""Of the names of all groups that Deskhand makes."""

OPEN_FILES_MAX = 4096
_SPARE_PROCESSES = 8
"""The per-process limit stands above the group's, which counts what it refuses, so that the refusal can be told."""
_MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What one cell may use. memory_mib is None where only the machine is the limit."""

    processes: int
    memory_mib: int | None = None
    file_mib: int | None = None
    cpus: float | None = None

    def per_process(self) -> dict[str, int]:
        """As RLIMIT_* names. The number of processes is counted per user namespace since Linux 5.14, so per cell."""
        words = {"RLIMIT_CORE": 0, "RLIMIT_NOFILE": OPEN_FILES_MAX, "RLIMIT_NPROC": self.processes + _SPARE_PROCESSES}
        if self.file_mib is not None:
            words["RLIMIT_FSIZE"] = self.file_mib * _MIB
        return words


@dataclass
class ControlGroup:
    """The groups of one cell. mechanisms: "processes", "memory" or "cpu" -> the words that name what enforces it.
    settings: folder -> the files in it that hold the limits."""

    folders: list[Path] = field(default_factory=list)
    mechanisms: dict[str, str] = field(default_factory=dict)
    settings: dict[Path, dict[str, str]] = field(default_factory=dict)

    def add(self, pids: list[int]) -> bool:
        """Put processes, and with them what they start later, under the limits. One that has ended is passed over.

        False when the first one is not under all of them: then the limits do not hold.
        """
        for folder in self.folders:
            _make(folder, self.settings[folder])  # whoever cleaned up may have taken an empty group away
            for pid in pids:
                _write(folder / "cgroup.procs", str(pid))
        return all(str(pids[0]) in _words(folder / "cgroup.procs") for folder in self.folders) if pids else True

    def refusals(self) -> int:
        """How often a process could not be started because of the limit, since the group was made."""
        counts = [_words(folder / "pids.events") for folder in self.folders]
        return sum(int(words[1]) for words in counts if len(words) >= 2 and words[0] == "max" and words[1].isdigit())

    def memory_kills(self) -> int:
        """How many processes the kernel has ended because of the memory limit, since the group was made."""
        found = 0
        for folder in self.folders:
            words = [*_words(folder / "memory.events"), *_words(folder / "memory.oom_control")]
            counts = [count for name, count in zip(words[::2], words[1::2], strict=False) if name == "oom_kill"]
            found += sum(int(count) for count in counts if count.isdigit())
        return found

    def remove(self) -> None:
        """Take the groups away; to be called when their processes are gone."""
        for folder in self.folders:
            try:
                folder.rmdir()
            except OSError:
                continue
        self.folders = [folder for folder in self.folders if folder.is_dir()]


def control_group(
    name: str, limits: Limits, root: Path = CGROUP_ROOT, own: Path = Path("/proc/self/cgroup")
) -> ControlGroup:
    """Make the groups for a cell, as many of the limits as this machine lets us enforce this way.

    Only a hierarchy of whose root this process is a member is used: a deeper group belongs to whoever made it (a
    service manager, a container engine), who counts on what is in it.
    """
    group = ControlGroup()
    membership = _membership(own)
    remove_left_behind(root)
    if (root / "cgroup.controllers").is_file():
        if membership.get("", "/") == "/" or os.geteuid() == 0:
            _join_v2(group, root, name, limits)
        return group
    for controller, files in _v1_settings(limits).items():
        folder = root / controller / name
        if membership.get(controller) == "/" and _make(folder, files):
            group.folders.append(folder)
            group.settings[folder] = files
            group.mechanisms[_WORDS[controller]] = f"{controller} control group (v1)"
    return group


def remove_left_behind(root: Path = CGROUP_ROOT) -> None:
    """Take away groups of keepers that were killed. The kernel refuses one with processes in it; the empty group of a
    living desk is made again when a process is put into it."""
    for folder in (*root.glob(f"{PREFIX}*"), *root.glob(f"*/{PREFIX}*")):
        try:
            folder.rmdir()
        except OSError:
            continue


_WORDS = {"pids": "processes", "memory": "memory", "cpu": "cpu"}


def _membership(own: Path) -> dict[str, str]:
    """Controller -> the group this process is in; the v2 hierarchy's controller is ""."""
    found: dict[str, str] = {}
    for line in own.read_text().splitlines():
        _, controllers, path = line.split(":", 2)
        found |= dict.fromkeys(controllers.split(","), path)
    return found


def _v1_settings(limits: Limits) -> dict[str, dict[str, str]]:
    settings = {"pids": {"pids.max": str(limits.processes)}}
    if limits.memory_mib is not None:
        settings["memory"] = {"memory.limit_in_bytes": str(limits.memory_mib * _MIB)}
    if limits.cpus is not None:
        settings["cpu"] = {"cpu.cfs_quota_us": str(int(limits.cpus * 100_000)), "cpu.cfs_period_us": "100000"}
    return settings


def _v2_settings(limits: Limits) -> dict[str, dict[str, str]]:
    settings = {"pids": {"pids.max": str(limits.processes)}}
    if limits.memory_mib is not None:
        settings["memory"] = {"memory.max": str(limits.memory_mib * _MIB)}
    if limits.cpus is not None:
        settings["cpu"] = {"cpu.max": f"{int(limits.cpus * 100_000)} 100000"}
    return settings


def _join_v2(group: ControlGroup, root: Path, name: str, limits: Limits) -> None:
    enabled = (root / "cgroup.subtree_control").read_text().split()
    settings = {c: files for c, files in _v2_settings(limits).items() if c in enabled}
    merged = {file: value for files in settings.values() for file, value in files.items()}
    if settings and _make(root / name, merged):
        group.folders.append(root / name)
        group.settings[root / name] = merged
        group.mechanisms |= {_WORDS[controller]: f"{controller} control group (v2)" for controller in settings}


def _make(folder: Path, files: dict[str, str]) -> bool:
    """Make a group with these settings; False, and nothing left behind, where this machine doesn't let us."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        return False
    if all(_write(folder / file, value) for file, value in files.items()):
        return True
    with contextlib.suppress(OSError):
        folder.rmdir()
    return False


def _words(path: Path) -> list[str]:
    try:
        return path.read_text().split()
    except OSError:
        return []


def _write(path: Path, text: str) -> bool:
    try:
        path.write_text(text)
    except OSError:
        return False
    return True
