"""Which of a desk's walls this machine lets us put up: each is tried as the cells would, not looked up.

It does not know how a cell is made beyond bubblewrap's own words; the filter of system calls is the cells' own.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

from deskhand.core.errors import SetupMissing
from deskhand.desk.cells.identity import Identity
from deskhand.desk.cells.limits import Limits, control_group
from deskhand.desk.cells.places import SHELL_NICE
from deskhand.desk.cells.seccomp import seccomp_program
from deskhand.desk.cells.system_files import AGENT_UID
from deskhand.desk.cells.walls import mend_for
from deskhand.desk.probes.finding import Finding, Heard, ask
from deskhand.desk.probes.links import links_finding

SYSCTLS = {
    "kernel/unprivileged_userns_clone": "0",
    "kernel/apparmor_restrict_unprivileged_userns": "1",
    "user/max_user_namespaces": "0",
}
"""Kernel setting -> the value that forbids user namespaces to people who are not root."""

_ALLOWING = {
    "kernel/unprivileged_userns_clone": "1",
    "kernel/apparmor_restrict_unprivileged_userns": "0",
    "user/max_user_namespaces": "10000",
}
_SYSTEM = ("--ro-bind", "/", "/", "--dev", "/dev", "--tmpfs", "/tmp")
_WALLED = (
    "bwrap", "--unshare-user", "--unshare-all", "--uid", str(AGENT_UID), "--gid", str(AGENT_UID), "--die-with-parent",
    *_SYSTEM, "--proc", "/proc",
)  # fmt: skip
"""With the cells' own uid: bubblewrap makes one more namespace for it, and the kernel allows 33 in each other."""
_ENTER = ("unshare", "--map-root-user", "--mount")
"""Around a cell whose keeper gives up root stands one more namespace."""

_DEVICE = re.compile(r"^ *([^\s:]+):(?: +\d+){16}$", re.MULTILINE)
"""A line of /proc/net/dev: the device, and sixteen counters."""

_IN_CONTAINER = "In Docker add --security-opt systempaths=unconfined; in podman --security-opt unmask=ALL."


async def wall_findings(identity: Identity, proc_sys: Path = Path("/proc/sys")) -> list[Finding]:
    """Namespaces, processes, network, system calls, the browser's own sandbox, links, and limits."""
    filter_fd = _filter_file()
    seen = ["/usr/bin/cat", "/proc/net/dev", "/proc/self/status"]
    enter = _ENTER if identity.drops else ()
    cell, passed = [*enter, *_WALLED], [filter_fd] if filter_fd >= 0 else []
    try:
        heard = asyncio.gather(
            ask(["unshare", "--user", "--map-root-user", "true"], identity),
            ask([*enter, "bwrap", "--unshare-user", "--unshare-pid", *_SYSTEM, "true"], identity),
            ask([*cell, *seen], identity),
            ask([*cell, "--seccomp", str(filter_fd), *seen], identity, pass_fds=passed),
            ask([*cell, "unshare", "--user", "--map-root-user", "true"], identity),
            ask([*cell, "--disable-userns", "unshare", "--user", "true"], identity),
        )
        (spaces, unshared, walled, filtered, nested, closed), links = await asyncio.gather(
            heard, links_finding(cell, identity)
        )
    finally:
        if filter_fd >= 0:
            os.close(filter_fd)
    return [
        namespaces(spaces, forbidding(proc_sys)),
        processes(unshared, walled),
        network(walled),
        system_calls(filtered),
        browser_sandbox(nested),
        no_namespaces(nested, closed),
        links,
        *limits(),
    ]


def _filter_file() -> int:
    """The shell cell's filter as a file that bubblewrap reads; -1 on a machine that it is not written for."""
    try:
        program = seccomp_program(namespaces=False)
    except SetupMissing:
        return -1
    descriptor = os.memfd_create("seccomp", os.MFD_CLOEXEC)
    os.write(descriptor, program)
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor


def forbidding(proc_sys: Path) -> dict[str, str]:
    """The kernel settings that forbid user namespaces here, with their values."""
    found = {}
    for name, forbids in SYSCTLS.items():
        path = proc_sys / name
        if path.is_file() and path.read_text().strip() == forbids:
            found[name.replace("/", ".")] = forbids
    return found


def namespaces(heard: Heard, forbidden_by: Mapping[str, str]) -> Finding:
    """User namespaces for people who are not root: what every other wall is made of."""
    if heard.well:
        detail = f"although {_listed(forbidden_by)}" if forbidden_by else ""
        return _wall("namespaces", "Namespaces without root", "user namespaces", detail)
    if forbidden_by:
        sets = " ".join(f"{name}={_ALLOWING[name.replace('.', '/', 1)]}" for name in forbidden_by)
        mend = f"Run as root: sysctl -w {sets} (and put it into /etc/sysctl.d/ to keep it)."
    else:
        mend = (
            "In a container, use a seccomp profile that allows unshare, clone, mount, umount2 and pivot_root "
            "(--security-opt seccomp=PROFILE); elsewhere ask who runs this machine to allow user namespaces."
        )
    return _missing("namespaces", "Namespaces without root", f"{heard.last_words}; {_listed(forbidden_by)}", mend)


def _listed(settings: Mapping[str, str]) -> str:
    return ", ".join(f"{name} is {value}" for name, value in settings.items()) or "no kernel setting forbids it"


def processes(unshared: Heard, walled: Heard) -> Finding:
    """bubblewrap, with a /proc that shows a cell's own processes and no others."""
    title = "A cell sees only its own processes and files"
    if walled.well:
        return _wall("bubblewrap", title, "bubblewrap with a /proc of its own")
    if unshared.well:
        return _missing("bubblewrap", title, f"a fresh /proc is refused: {walled.last_words}", _IN_CONTAINER)
    if unshared.code is None:
        return _missing("bubblewrap", title, unshared.last_words, "Run: apt-get install bubblewrap")
    return _missing("bubblewrap", title, unshared.last_words, mend_for(unshared.complaint).hint)


def network(walled: Heard) -> Finding:
    """Inside, there is no way out: only the loopback device."""
    title = "A cell has no network"
    devices = _DEVICE.findall(walled.output)
    if walled.well and devices == ["lo"]:
        return _wall("network", title, "a network namespace with nothing but lo")
    seen = f"devices seen inside: {', '.join(devices)}" if walled.well else walled.last_words
    return _missing("network", title, seen, "First mend the walls named above.")


def system_calls(filtered: Heard) -> Finding:
    """The kernel says itself that a filter is in force (Seccomp: 2)."""
    title = "A cell's system calls are filtered"
    if filtered.well and _status(filtered.output).get("Seccomp") == "2":
        return _wall("seccomp", title, "seccomp filter")
    mend = "Use a kernel with CONFIG_SECCOMP_FILTER on x86_64 or aarch64, after mending the walls named above."
    return _missing("seccomp", title, filtered.last_words, mend)


def _status(output: str) -> dict[str, str]:
    """The lines of /proc/self/status: name -> value."""
    return {name: rest.strip() for name, colon, rest in (line.partition(":") for line in output.splitlines()) if colon}


def browser_sandbox(nested: Heard) -> Finding:
    """Chromium walls its own pages in with namespaces inside the cell's."""
    title = "Chromium's own sandbox works inside the cell"
    if nested.well:
        return _wall("nested", title, "nested user namespaces")
    mend = "Allow nested user namespaces (sysctl -w user.max_user_namespaces=10000), after mending the walls above."
    return _missing("nested", title, nested.last_words, mend)


def no_namespaces(nested: Heard, closed: Heard) -> Finding:
    """The shell's programs must not make what the browser may: with them comes root over a namespace, and with that
    the larger part of the kernel's faults."""
    title = "The shell's programs can make no namespaces"
    if nested.well and closed.code not in (0, None) and "disable-userns" not in closed.complaint:
        return _wall("shell_namespaces", title, "bubblewrap's limit of namespaces")
    seen = "a program made one" if closed.well else closed.last_words
    mend = "Install bubblewrap 0.8 or newer, after mending the walls named above."
    return _missing("shell_namespaces", title, seen, mend)


def limits() -> list[Finding]:
    """What enforces each limit of the shell cell on this machine. Each has a mechanism that always works."""
    group = control_group(f"deskhand-doctor-{uuid4().hex[:12]}", Limits(processes=64, memory_mib=64, cpus=1.0))
    group.remove()
    standing = {
        "processes": ("The number of the shell's processes is limited", "RLIMIT_NPROC in a user namespace"),
        "memory": ("The shell's memory is limited", "measured once a second, the largest program ended"),
        "cpu": (
            "The shell leaves processors to the screen",
            f"the shell's programs stand back (nice {SHELL_NICE})",
        ),
        "disk": ("The size of the work folder is limited", "measured every few seconds, the shell's programs ended"),
    }
    return [
        Finding(id=f"limit_{name}", title=title, ok=True, mechanism=group.mechanisms.get(name, otherwise))
        for name, (title, otherwise) in standing.items()
    ]


def _wall(name: str, title: str, mechanism: str, detail: str = "") -> Finding:
    return Finding(id=name, title=title, ok=True, needed=True, mechanism=mechanism, detail=detail)


def _missing(name: str, title: str, detail: str, mend: str) -> Finding:
    return Finding(id=name, title=title, ok=False, needed=True, detail=detail, mend=mend)
