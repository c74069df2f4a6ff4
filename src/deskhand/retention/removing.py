"""Deletes a session for good: its record, its pictures and its desk with the files. Its tombstone stays."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
from pathlib import Path

from deskhand.agent.session import Home
from deskhand.agent.shelf import Shelf, session_of
from deskhand.core.errors import DeskhandError, DeskLost
from deskhand.desk.client import DeskClient
from deskhand.journal.journal import Journal

_ALL = 2**53


async def remove_session(home: Home, journal: Journal, stream: str) -> None:
    """Delete the record, which fails with Conflict while somebody writes it; then its artifacts; then end the desk and
    delete its files."""
    await journal.delete(stream)
    await Shelf(journal).delete_all(stream)
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


async def remove_orphans(journal: Journal) -> None:
    """Delete the artifacts of sessions that are gone: a removal that broke off had left them."""
    artifacts = await journal.streams("artifact", limit=_ALL)
    sessions = {info.id for info in await journal.streams("session", limit=_ALL)} if artifacts else set()
    for info in artifacts:
        if (session := session_of(info.id)) and session not in sessions:
            await journal.delete(info.id)


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
