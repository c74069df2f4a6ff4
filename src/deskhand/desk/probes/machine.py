"""What kind of machine this is: system, Python, container, memory, disk, and who the cells run as.

It reads files only.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
from pathlib import Path

from deskhand.desk.cells.identity import Identity
from deskhand.desk.probes.finding import Finding

TESTED = ("debian", "12")
MEMORY_MIB_MIN = 1_024
"""A desk with Chromium measured about 300 MiB; reading text in pictures, and the pages themselves, come on top."""

DISK_MIB_MIN = 2_048
MACHINES = ("x86_64", "aarch64")
_CONTAINER_MARKS = ("/.dockerenv", "/run/.containerenv", "/run/systemd/container")


def machine_findings(identity: Identity, folder: Path) -> list[Finding]:
    """folder: where the desks' files are to be kept; it need not exist yet."""
    return [
        system(_pairs(_read("/etc/os-release"))),
        processor(platform.machine()),
        python(sys.version_info[:3]),
        container([mark for mark in _CONTAINER_MARKS if Path(mark).exists()]),
        owner(identity),
        memory(_read("/proc/meminfo")),
        disk(folder),
    ]


def _read(path: str) -> str:
    try:
        return Path(path).read_text("utf-8", "replace")
    except OSError:
        return ""


def _pairs(text: str) -> dict[str, str]:
    return {
        name: rest.strip('"') for name, equals, rest in (line.partition("=") for line in text.splitlines()) if equals
    }


def system(release: dict[str, str]) -> Finding:
    name = release.get("PRETTY_NAME", "an unknown system")
    tested = (release.get("ID"), release.get("VERSION_ID")) == TESTED
    return Finding(
        id="system",
        title="The system is one that Deskhand is tested on",
        ok=tested,
        mechanism=f"{name}, Linux {platform.release()}" if tested else "",
        detail="" if tested else f"this is {name}, Linux {platform.release()}",
        mend="" if tested else "Debian 12 is what is tested. Elsewhere, see that every other finding here is ok.",
    )


def processor(machine: str) -> Finding:
    ok = machine in MACHINES
    return Finding(
        id="processor",
        title="The filter of system calls is written for this processor",
        ok=ok,
        needed=True,
        mechanism=machine if ok else "",
        detail="" if ok else f"this is {machine}",
        mend="" if ok else f"Use a machine of one of these kinds: {', '.join(MACHINES)}.",
    )


def python(version: tuple[int, ...]) -> Finding:
    ok = version >= (3, 11)
    said = ".".join(map(str, version))
    return Finding(
        id="python",
        title="Python is new enough",
        ok=ok,
        needed=True,
        mechanism=f"{said} at {sys.executable}" if ok else "",
        detail="" if ok else f"this is {said}",
        mend="" if ok else "Use Python 3.11 or newer.",
    )


def container(marks: list[str]) -> Finding:
    """No fault: a container only explains why walls may be missing."""
    said = f"in a container ({', '.join(marks)})" if marks else "not in a container"
    return Finding(id="container", title="Container", ok=True, mechanism=said)


def owner(identity: Identity) -> Finding:
    if identity.drops:
        said = f"started by root; the cells drop to uid {identity.uid}, which owns nothing else"
    else:
        said = f"the cells run as uid {identity.uid}, who started them, walled off from that person's files"
    return Finding(id="identity", title="No program of a desk runs as root", ok=identity.uid != 0, mechanism=said)


def memory(meminfo: str) -> Finding:
    """The cells' /dev/shm are of their own and count as memory."""
    fields = dict(line.split(":", 1) for line in meminfo.splitlines() if ":" in line)
    free_mib = int(fields.get("MemAvailable", "0 kB").split()[0]) // 1024
    return _room("memory", "There is memory for a desk", free_mib, MEMORY_MIB_MIN, "End programs, or add memory.")


def disk(folder: Path) -> Finding:
    place = next(each for each in (folder, *folder.absolute().parents) if each.is_dir())
    free_mib = shutil.disk_usage(place).free // (1024 * 1024)
    finding = _room("disk", "There is room for a desk's files", free_mib, DISK_MIB_MIN, f"Free space at {place}.")
    return _unless(
        os.access(place, os.W_OK), finding, f"{place} can't be written", "Set DESKHAND_HOME to a folder of yours."
    )


def _room(name: str, title: str, free_mib: int, least_mib: int, mend: str) -> Finding:
    ok = free_mib >= least_mib
    said = f"{free_mib:,} MiB free"
    more = f"{said}, at least {least_mib:,} are wanted"
    return Finding(
        id=name, title=title, ok=ok, mechanism=said if ok else "", detail="" if ok else more, mend="" if ok else mend
    )


def _unless(holds: bool, finding: Finding, detail: str, mend: str) -> Finding:
    return (
        finding if holds else finding.model_copy(update={"ok": False, "mechanism": "", "detail": detail, "mend": mend})
    )
