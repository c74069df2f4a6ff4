"""What a cell is made of: its folders, its environment and the walls, written as bubblewrap's arguments.

It does not start anything and does not know what will run inside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from deskhand.core.errors import SetupMissing
from deskhand.desk.base import WORK_DIR
from deskhand.desk.cells.system_files import AGENT_UID, GENERATED_ETC, HOME, HOST_ETC, HOST_NAME

REACHABLE = Path("/boot")
"""Where `enter.sh` mounts the desk's folder, in a namespace of its own, when the keeper gives up root. A folder that
every Debian has, that anybody may pass through, and that holds nothing a desk could want."""

INSIDE_DIR = "/run/inside"
PROXY_SOCKET = "/run/egress/proxy.sock"
CHROMIUM_POLICY = "/etc/chromium/policies/managed/desk.json"
PROXY_PORT = 3128
PROXY_ADDRESS = f"http://127.0.0.1:{PROXY_PORT}"
_TMP_BYTES_MAX = 512 * 1024 * 1024
_SHARED_MEMORY_BYTES_MAX = 1024 * 1024 * 1024


@dataclass(frozen=True)
class Binding:
    """A host folder seen in the cell. `source` is relative to the desk's folder, or an absolute path."""

    source: str
    target: str
    writable: bool = False


@dataclass(frozen=True)
class Walls:
    """One cell. desk: the host folder that the relative sources are in. namespaces: may its processes make
    namespaces of their own (Chromium's sandbox does)? proxy: does it have a way out through the egress proxy?
    limits: RLIMIT_* name -> value. nice: how far its programs stand back when the processors are wanted, 0 to 19.
    told_of_size: a program that writes a file larger than RLIMIT_FSIZE is told by an error, not ended by a signal.
    """

    name: str
    desk: Path
    bindings: tuple[Binding, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    namespaces: bool = False
    proxy: bool = False
    limits: dict[str, int] = field(default_factory=dict)
    nice: int = 0
    told_of_size: bool = False


def base_environment(*, locale: str, timezone: str, proxy: bool) -> dict[str, str]:
    """The environment of every process of a cell. Nothing of the host's environment is in it."""
    words = {
        "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games",
        "HOME": HOME,
        "USER": "agent",
        "LOGNAME": "agent",
        "SHELL": "/bin/bash",
        "LANG": locale,
        "TZ": timezone,
        "TERM": "xterm-256color",
        "XDG_RUNTIME_DIR": f"/run/user/{AGENT_UID}",
    }
    if proxy:
        words |= dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), PROXY_ADDRESS)
        words |= dict.fromkeys(("no_proxy", "NO_PROXY"), "localhost,127.0.0.1,::1")
    return words


def bwrap_arguments(walls: Walls, base: Path, seccomp_fd: int) -> list[str]:
    """Arguments up to, not including, the command. base: where the desk's folder is seen by bubblewrap itself."""
    words = ["bwrap", "--unshare-user", "--unshare-all", "--uid", str(AGENT_UID), "--gid", str(AGENT_UID)]
    words += ["--hostname", HOST_NAME, "--die-with-parent", "--new-session", "--as-pid-1", "--cap-drop", "ALL"]
    if not walls.namespaces:
        words.append("--disable-userns")
    words += ["--seccomp", str(seccomp_fd), "--clearenv"]
    for name, value in walls.environment.items():
        words += ["--setenv", name, value]
    words += _system(base)
    for binding in walls.bindings:
        source = str(base / binding.source)
        words += ["--bind" if binding.writable else "--ro-bind", source, binding.target]
    return [*words, "--remount-ro", "/", "--chdir", WORK_DIR, "--"]


def _system(base: Path) -> list[str]:
    words = ["--ro-bind", "/usr", "/usr"]
    for name in ("bin", "sbin", "lib", "lib32", "lib64", "libx32"):
        if Path("/", name).is_symlink():
            words += ["--symlink", f"usr/{name}", f"/{name}"]
        elif Path("/", name).is_dir():
            words += ["--ro-bind", f"/{name}", f"/{name}"]
    words += ["--perms", "0755", "--dir", "/etc"]
    for name in GENERATED_ETC:
        words += ["--ro-bind", str(base / "system/etc" / name), f"/etc/{name}"]
    words += ["--symlink", "/proc/self/mounts", "/etc/mtab"]
    for name in HOST_ETC:
        words += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    words += ["--ro-bind", str(base / "system/inside/chromium-policy.json"), CHROMIUM_POLICY]
    words += ["--proc", "/proc", "--dev", "/dev", "--size", str(_SHARED_MEMORY_BYTES_MAX), "--tmpfs", "/dev/shm"]
    words += ["--perms", "1777", "--size", str(_TMP_BYTES_MAX), "--tmpfs", "/tmp"]
    words += ["--perms", "0700", "--size", "16777216", "--tmpfs", f"/run/user/{AGENT_UID}"]
    return [*words, "--ro-bind", str(base / "system/inside"), INSIDE_DIR]


_PROGRAM_MISSING = re.compile(r"([\w-]+): (?:command )?not found|(?:execvp|execute) (\S+?):? No such file")
"""As a shell, bubblewrap and `unshare` say it."""

_PACKAGES = {
    "bwrap": "bubblewrap", "mount": "mount", "unshare": "util-linux", "nsenter": "util-linux", "/bin/sh": "dash",
    "/usr/bin/python3": "python3",
}  # fmt: skip


def mend_for(complaint: str) -> SetupMissing:
    """What a start of bubblewrap that failed says about this machine, with the mend."""
    complaint = " ".join(complaint.split())[:300] or "it said nothing"
    missing = _PROGRAM_MISSING.search(complaint)
    if missing:
        hint = f"Run: apt-get install {_PACKAGES.get(missing[1] or missing[2], 'bubblewrap util-linux mount')}"
    elif "seccomp" in complaint.lower():
        hint = (
            "The kernel or the container does not let a program filter its own system calls: use a kernel with "
            "CONFIG_SECCOMP_FILTER, and a container that allows prctl(PR_SET_SECCOMP)."
        )
    elif "mount proc" in complaint:
        hint = "In Docker add --security-opt systempaths=unconfined; in podman --security-opt unmask=ALL."
    elif "namespace" in complaint or "uid map" in complaint or "unshare" in complaint:
        hint = (
            "Allow unprivileged user namespaces: sysctl kernel.unprivileged_userns_clone=1 "
            "kernel.apparmor_restrict_unprivileged_userns=0 user.max_user_namespaces=10000 (each where it exists); "
            "in a container use a seccomp profile that allows unshare and mount."
        )
    else:
        hint = "Run: deskhand doctor"
    return SetupMissing(f"The desk's walls can't be put up: {complaint}.", hint=hint)
