"""Says which walls stand around a desk on this machine, and what enforces each. It measures nothing itself."""

from __future__ import annotations

from deskhand.desk.base import DeskSpec
from deskhand.desk.cells.identity import EGRESS_UID, READER_UID, Identity
from deskhand.desk.cells.limits import ControlGroup
from deskhand.desk.cells.places import SCREEN_MEMORY_MIB, SHELL_NICE


def walls_in_force(spec: DeskSpec, group: ControlGroup, identity: Identity) -> dict[str, str]:
    """Wall -> mechanism, in the words that a person reads in `deskhand doctor` and the report."""
    return {
        "network": "own network namespace, one way out through the egress proxy",
        "filesystem": "bubblewrap mount namespace, read-only system, no host folders but those put on the desk",
        "processes seen": "own pid namespace",
        "privileges": f"uid {identity.uid}, no capabilities, no new privileges",
        "system calls": "seccomp filter, stricter in the shell",
        "nested namespaces": "off in the shell; on the screen for the browser's own sandbox",
        "proxy": _outside(EGRESS_UID, identity),
        "picture reader": _outside(READER_UID, identity),
        "browser": "Chromium's own sandbox, on",
        "processes": group.mechanisms.get("processes", "RLIMIT_NPROC, counted per user namespace"),
        "links": "not followed on the screen in the work folder (nosymfollow mount)",
        "processor": group.mechanisms.get("cpu", f"the shell's programs stand back (nice {SHELL_NICE})"),
        "memory": group.mechanisms.get(
            "memory",
            f"watched once a second, largest ended over {spec.shell_memory_mib} MiB in the shell, "
            f"{SCREEN_MEMORY_MIB} on the screen; all of the shell's when the machine runs out",
        ),
        "disk": f"RLIMIT_FSIZE per file; watched, programs ended while it grows over {spec.disk_mib} MiB",
    }


def _outside(uid: int, identity: Identity) -> str:
    """Who a process is that stands outside the walls for the desk."""
    return f"uid {uid if identity.drops else identity.uid}, outside the cells, no root"
