"""Measures how much of the disk a folder takes that a stranger fills, and perhaps tries to hide.

No link is followed and no name resolved twice; folders that can't be read, or are nested so deep that they can't be
walked, are told as hidden instead of being passed over. It does not know what is done about it.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

DEPTH_MAX = 200
ENTRY_BYTES_MIN = 4096
"""What the smallest entry counts: an empty file takes none of the disk's blocks but one of its inodes."""

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_MIB = 1024 * 1024


@dataclass
class Room:
    """bytes: what is taken. hidden: folders whose content could not be measured."""

    bytes: int = 0
    hidden: int = 0

    @property
    def mib(self) -> float:
        return self.bytes / _MIB


def folder_room(folder: Path) -> Room:
    """Measure everything in a folder. One that is gone takes nothing."""
    room = Room()
    try:
        top = os.open(folder, _FOLDER)
    except OSError:
        return room
    try:
        _measure(top, room, 1)
    finally:
        os.close(top)
    return room


def _measure(folder: int, room: Room, depth: int) -> None:
    inside = []
    with os.scandir(folder) as entries:
        for entry in entries:
            try:
                status = entry.stat(follow_symlinks=False)
            except OSError:
                continue  # gone since the folder was read
            room.bytes += max(status.st_blocks * 512, ENTRY_BYTES_MIN)
            if stat.S_ISDIR(status.st_mode):
                inside.append(entry.name)
    if depth >= DEPTH_MAX:
        room.hidden += len(inside)
        return
    for name in inside:
        child = _open(folder, name)
        if child >= 0:
            try:
                _measure(child, room, depth + 1)
            finally:
                os.close(child)
        elif os.access(name, os.F_OK, dir_fd=folder, follow_symlinks=False):
            room.hidden += 1


def _open(folder: int, name: str) -> int:
    """A descriptor of a folder, made readable if need be; -1 when it can't be opened."""
    try:
        return os.open(name, _FOLDER, dir_fd=folder)
    except PermissionError:
        return _open_closed(folder, name)
    except OSError:
        return -1


def _open_closed(folder: int, name: str) -> int:
    """Our own folder with all rights taken away: give them back, through a descriptor so that no link is followed."""
    try:
        path = os.open(name, os.O_PATH | os.O_NOFOLLOW | os.O_DIRECTORY | os.O_CLOEXEC, dir_fd=folder)
    except OSError:
        return -1
    try:
        Path(f"/proc/self/fd/{path}").chmod(0o700)
        return os.open(f"/proc/self/fd/{path}", _FOLDER & ~os.O_NOFOLLOW)
    except OSError:
        return -1
    finally:
        os.close(path)
