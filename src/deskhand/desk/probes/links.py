"""Whether the folders that both cells share can be told to follow no links: tried on a cell that holds nothing.

It does not know the folders, or how the flag is set.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from deskhand.desk.cells.identity import Identity
from deskhand.desk.cells.links import follow_no_links
from deskhand.desk.probes.finding import Finding

_TITLE = "The screen follows no links in the work folder"
_SHARED = "/tmp"
_ANSWER_TIMEOUT_S = 10.0


async def links_finding(walled: Sequence[str], identity: Identity) -> Finding:
    """walled: the words that start a program in a cell, with a folder of its own at /tmp.

    A desk can do without: its browser then opens no file of the work folder.
    """
    why = await _try(walled, identity)
    if not why:
        return Finding(id="links", title=_TITLE, ok=True, mechanism="nosymfollow mount")
    mend = (
        "Run: apt-get install util-linux"
        if "nsenter is not installed" in why
        else "Use Linux 5.10 or newer; in a container, a seccomp profile that allows setns and mount. Until then the "
        "desk's browser opens no file of the work folder."
    )
    return Finding(id="links", title=_TITLE, ok=False, detail=why, mend=mend)


async def _try(walled: Sequence[str], identity: Identity) -> str:
    drop: dict[str, Any] = {}
    if identity.drops:
        drop = {"user": identity.uid, "group": identity.gid, "extra_groups": []}
    try:
        cell = await asyncio.create_subprocess_exec(
            *walled, "sh", "-c", "echo; exec cat", cwd="/", env={"PATH": "/usr/bin:/bin:/usr/sbin:/sbin"},
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL, **drop,
        )  # fmt: skip
    except OSError as error:
        return f"{walled[0]}: {error.strerror}"
    assert cell.stdout is not None
    try:
        async with asyncio.timeout(_ANSWER_TIMEOUT_S):
            standing = await cell.stdout.readline()
        if not standing:
            return "no cell can be made to try it on"
        return await follow_no_links(cell.pid, identity, [(_SHARED, True)])
    except TimeoutError:
        return "the cell to try it on did not answer"
    finally:
        if cell.returncode is None:
            cell.kill()
        await cell.wait()
