"""Makes a running cell follow no link in the folders that it shares with the other cell.

Else a link that a command makes in the work folder would lead a program of the screen, which may read the browser's
profile, to it: the browser would save a download over it or show it. bubblewrap can't set this flag of a mount, so it
is set from outside, as the owner of the cell's namespaces. It does not know what is in the folders.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import Sequence
from typing import Any

from deskhand.desk.cells.identity import Identity
from deskhand.desk.cells.watch import processes_of

_NS_GET_USERNS = 0xB701
"""linux/nsfs.h: the user namespace that owns another namespace."""

_OPTIONS = "remount,bind,nosuid,nodev,nosymfollow"
_TIMEOUT_S = 10.0


async def follow_no_links(bwrap_pid: int, identity: Identity, folders: Sequence[tuple[str, bool]]) -> str:
    """Set it for mounted folders of the cell: (path in the cell, writable). Returns "", or why it can't be done here
    (a kernel before 5.10, a container that forbids setns)."""
    try:
        mounts = os.open(f"/proc/{processes_of(bwrap_pid)[0]}/ns/mnt", os.O_RDONLY | os.O_CLOEXEC)
    except (OSError, IndexError) as error:
        return f"the cell's namespaces can't be reached ({error})"
    try:
        owner = fcntl.ioctl(mounts, _NS_GET_USERNS)
        try:
            complaints = [await _remount(identity, mounts, owner, path, writable) for path, writable in folders]
        finally:
            os.close(owner)
    except FileNotFoundError:
        return "nsenter is not installed; run: apt-get install util-linux"
    except OSError as error:
        return f"the cell's namespaces can't be entered ({error.strerror})"
    finally:
        os.close(mounts)
    return "; ".join(complaint for complaint in complaints if complaint)


async def _remount(identity: Identity, mounts: int, owner: int, path: str, writable: bool) -> str:
    """As the identity of the cells, who is root in the namespace that owns their mounts and nobody outside."""
    drop: dict[str, Any] = {}
    if identity.drops:
        drop = {"user": identity.uid, "group": identity.gid, "extra_groups": []}
    process = await asyncio.create_subprocess_exec(
        "nsenter", "--preserve-credentials", f"--user=/proc/self/fd/{owner}", f"--mount=/proc/self/fd/{mounts}",
        "/usr/bin/mount", "--no-mtab", "-o", _OPTIONS + (",rw" if writable else ",ro"), path,
        cwd="/", env={"PATH": "/usr/bin:/bin"}, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE, pass_fds=(mounts, owner), **drop,
    )  # fmt: skip
    try:
        async with asyncio.timeout(_TIMEOUT_S):
            _, complaint = await process.communicate()
    except TimeoutError:
        return "nsenter did not answer"
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    words = " ".join(complaint.decode(errors="replace").split())[:200]
    return "" if process.returncode == 0 else words or f"nsenter ended with {process.returncode}"
