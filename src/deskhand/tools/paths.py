"""Paths as models write them, turned into paths on the desk."""

from __future__ import annotations

import posixpath

from deskhand.core.errors import InvalidInput
from deskhand.desk.base import WORK_DIR


def on_desk(path: str) -> str:
    """The absolute path on the desk. Relative ones start at the work folder; one that leads out of it is refused."""
    if "\0" in path:
        raise InvalidInput("the path holds a NUL character.", hint="Give a plain path such as notes/todo.md.")
    full = posixpath.normpath(posixpath.join(WORK_DIR, path.strip()))
    if full != WORK_DIR and not full.startswith(WORK_DIR + "/"):
        raise InvalidInput(
            f"{path!r} lies outside the work folder.",
            hint=f"Give a path under {WORK_DIR}; use bash for others.",
        )
    return full


def short(path: str) -> str:
    """A desk path as people and models read it: relative to the work folder."""
    return path.removeprefix(WORK_DIR + "/") if path != WORK_DIR else "."
