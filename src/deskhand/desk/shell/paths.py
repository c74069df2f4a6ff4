"""Paths as a model or person writes them, taken apart. Pure: it looks at no disk.

It does not know which names exist, which are links and which are mounts.
"""

from __future__ import annotations

import os

from deskhand.core.errors import InvalidInput, Refused
from deskhand.desk.base import WORK_DIR

NAME_BYTES_MAX = 255
"""NAME_MAX of every common Linux file system."""
PATH_BYTES_MAX = 4096
"""PATH_MAX of Linux."""

_WORK_PARTS = tuple(WORK_DIR.strip("/").split("/"))


def work_parts(path: str) -> list[str]:
    """The names of a path below the work folder; ".." is kept, "." and empty names are dropped.

    Raises InvalidInput for what can't be a path, Refused for an absolute path outside the work folder.
    """
    _check(path)
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if not path.startswith("/"):
        return parts
    if tuple(parts[: len(_WORK_PARTS)]) != _WORK_PARTS:
        raise outside(path)
    return parts[len(_WORK_PARTS) :]


def outside(path: str) -> Refused:
    return Refused(
        f"{show(path)} is outside the work folder.",
        hint=f"Only files below {WORK_DIR} can be reached; write the path relative to it.",
    )


def show(path: str) -> str:
    """A path in a message: on one line, without half characters, not endless."""
    text = path.encode("utf-8", "backslashreplace").decode()
    text = "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)
    return text if len(text) <= 200 else text[:120] + "..." + text[-60:]


def name_of(entry: str) -> str:
    """A name from the disk as text that can be stored; bytes that are no UTF-8 are written as \\xNN."""
    return os.fsencode(entry).decode("utf-8", "backslashreplace")


def _check(path: str) -> None:
    if "\0" in path:
        raise InvalidInput(f"The path {show(path)} holds a NUL character.", hint="Write it without.")
    try:
        data = os.fsencode(path)
    except UnicodeEncodeError:
        raise InvalidInput(f"The path {show(path)} holds half a character.", hint="Write it without.") from None
    if len(data) > PATH_BYTES_MAX:
        raise InvalidInput(f"The path has {len(data)} bytes; {PATH_BYTES_MAX} are possible.", hint="Shorten it.")
    for part in path.split("/"):
        if len(os.fsencode(part)) > NAME_BYTES_MAX:
            raise InvalidInput(
                f"The name {show(part)} has {len(os.fsencode(part))} bytes; {NAME_BYTES_MAX} are possible.",
                hint="Use a shorter name.",
            )
