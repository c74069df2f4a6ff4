"""What is on the desk where a file tool would write, move to or delete. It does not judge.

The desk is asked only about acts that could replace something. What the desk can't say is not known, and counts so.
"""

from __future__ import annotations

import posixpath
import re

from deskhand.core.errors import DeskhandError, NotFound
from deskhand.core.values import Value
from deskhand.desk.base import WORK_DIR, Desk, DeskSpec
from deskhand.policy.files import REPLACES, UNKNOWN, There

COUNTED_DEPTH = 8


class Files(Value):
    """Where files of this session are. folder: where the shell stands, "" for not known. mounts: folders on the desk
    that are the person's own and can be written."""

    folder: str = ""
    mounts: tuple[str, ...] = ()


def own_folders(spec: DeskSpec) -> tuple[str, ...]:
    """The folders on the desk that are the person's own and can be written."""
    return tuple(f"{WORK_DIR}/{mount.name}" for mount in spec.mounts if mount.writable)


async def what_is_there(desk: Desk, action: str, path: str, target: str = "") -> There:
    """What would be replaced or deleted by this action. Raises DeskLost when the desk is gone."""
    if action not in REPLACES:
        return UNKNOWN
    place = target or path
    try:
        entries = await desk.list_files(posixpath.dirname(place), pattern=_exactly(posixpath.basename(place)))
    except NotFound:
        return There(kind="")
    except DeskhandError:
        return UNKNOWN
    found = next((each for each in entries if posixpath.join(WORK_DIR, each.path) == place), None)
    if found is None:
        return There(kind="") if place != WORK_DIR else UNKNOWN
    inside = 0
    if found.kind == "folder" and action == "delete":
        below = await desk.list_files(place, depth=COUNTED_DEPTH)
        inside = sum(each.kind != "folder" for each in below)
    return There(kind=found.kind, size=found.size, inside=inside)


def _exactly(name: str) -> str:
    """A pattern that only this name fits."""
    return re.sub(r"[*?\[]", lambda found: f"[{found.group()}]", name)
