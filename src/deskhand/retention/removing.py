"""Deletes a session for good: its record, its pictures and its desk with the files. Its tombstone stays."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
from pathlib import Path

from deskhand.agent.session import Home
from deskhand.core.errors import DeskhandError, DeskLost
from deskhand.desk.client import DeskClient
from deskhand.journal.journal import Journal


async def remove_session(home: Home, journal: Journal, stream: str) -> None:
    """Delete the record, which fails with Conflict while somebody writes it; then end the desk, delete its files."""
    await journal.delete(stream)
    folder = home.desk_folder(stream)
    if not folder.is_dir():
        return
    with contextlib.suppress(DeskLost):  # no desk stands there any more: only files are left
        await (await DeskClient.attach(folder)).close()
    try:
        await asyncio.to_thread(shutil.rmtree, folder)
    except OSError as error:
        raise DeskhandError(
            f"the record of {stream} is deleted, but the files of its desk are not: {error}.",
            hint=f"Delete {folder} yourself.",
        ) from None


def desk_bytes(home: Home, stream: str) -> int:
    """What the files of a session's desk take; what can't be looked at counts as nothing."""
    return _folder_bytes(home.desk_folder(stream))


def _folder_bytes(folder: Path) -> int:
    total, waiting = 0, [folder]
    while waiting:
        with contextlib.suppress(OSError):
            for entry in waiting.pop().iterdir():
                if entry.is_dir() and not entry.is_symlink():
                    waiting.append(entry)
                else:
                    total += entry.lstat().st_blocks * 512
    return total
