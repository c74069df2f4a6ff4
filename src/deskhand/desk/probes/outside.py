"""Who the two processes are that stand outside the walls and read what strangers send: the proxy and the picture
reader.

It does not know what they do.
"""

from __future__ import annotations

import os

from deskhand.desk.cells.identity import EGRESS_UID, READER_UID, Identity
from deskhand.desk.probes.finding import Finding, Heard, ask

_PROCESSES = {"proxy": ("The proxy", EGRESS_UID), "reader": ("The reader of pictures", READER_UID)}


async def outside_findings() -> list[Finding]:
    """A finding for each. Root must be able to become them, so that is tried."""
    if os.geteuid() != 0:
        said = f"uid {os.geteuid()}, who starts it: nothing walls it off from that person's files"
        return [
            Finding(id=name, title=f"{what} is not root", ok=True, mechanism=said)
            for name, (what, _) in _PROCESSES.items()
        ]
    return [
        outside(name, what, uid, await ask(["true"], Identity(uid, uid, drops=True)))
        for name, (what, uid) in _PROCESSES.items()
    ]


def outside(name: str, what: str, uid: int, heard: Heard) -> Finding:
    """What was heard of a program that was started as this uid."""
    ok = heard.well
    return Finding(
        id=name,
        title=f"{what} is neither root nor a cell",
        ok=ok,
        needed=True,
        mechanism=f"gives up root for uid {uid}, which owns nothing else" if ok else "",
        detail="" if ok else f"root can't become uid {uid} ({heard.last_words})",
        mend=""
        if ok
        else "This root rules only a part of the machine's users. Start Deskhand as a user who is not root, or map a "
        "range of ids into the container (--userns=auto, subuid).",
    )
