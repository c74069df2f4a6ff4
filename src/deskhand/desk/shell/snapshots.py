"""Copies of the work folder that can be gone back to.

A snapshot holds files, folders and links; pipes, sockets and devices are skipped and counted. The person's mounted
folders are never copied and never touched. It does not know why one is taken, or how pages are opened again.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from deskhand.core.elements import Page
from deskhand.core.errors import LimitExceeded, NotFound, Refused
from deskhand.desk.base import SnapshotInfo
from deskhand.desk.shell.copying import CopyLimits, copy_tree, remove_tree

KEEP = 20
INFO_BYTES_MAX = 1 << 20

_ID = re.compile(r"s[0-9]{1,9}")
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


class Snapshots:
    """Snapshots of `work` in the folder `store`, the last `keep` of them.

    mounts: names at the top of the work folder that are the person's own. files_max, bytes_max: what one snapshot may
    hold. store_bytes_max: what all of them may; then the oldest are deleted, never the newest.
    `store` must be out of the desk's reach.
    """

    def __init__(
        self,
        work: Path,
        store: Path,
        *,
        keep: int = KEEP,
        mounts: Sequence[str] = (),
        files_max: int = 200_000,
        bytes_max: int = 8 << 30,
        store_bytes_max: int = 64 << 30,
    ) -> None:
        self._work = work
        self._store = store
        self._keep = max(1, keep)
        self._mounts = frozenset(mounts)
        self._files_max = files_max
        self._bytes_max = bytes_max
        self._store_bytes_max = store_bytes_max
        self._turn = asyncio.Lock()

    async def take(self, label: str, pages: Sequence[Page] = ()) -> SnapshotInfo:
        """Copy the work folder. The oldest beyond `keep` are deleted.

        Raises LimitExceeded when it is too large, Refused when the copy can't be written; nothing is left then.
        """
        async with self._turn:
            return await asyncio.to_thread(self._take, label, tuple(pages))

    async def restore(self, snapshot_id: str) -> SnapshotInfo:
        """Put the files of a snapshot in place of what is in the work folder; returns the snapshot.

        What is there before is kept as a snapshot of its own first ("before going back to ..."), so that going back
        can be undone. The work folder itself stays the same folder, since cells have it mounted. Pages are not
        opened here. Raises NotFound for a snapshot that is not (or no longer) there.
        """
        async with self._turn:
            return await asyncio.to_thread(self._restore, snapshot_id)

    async def list(self) -> Sequence[SnapshotInfo]:
        """All snapshots, the oldest first."""
        return await asyncio.to_thread(self._list)

    async def delete(self, snapshot_id: str) -> None:
        """Delete one. Raises NotFound."""
        async with self._turn:
            await asyncio.to_thread(lambda: self._remove(self._info(snapshot_id).id))

    # The same, blocking

    def _take(self, label: str, pages: tuple[Page, ...], keep_too: str = "") -> SnapshotInfo:
        self._store.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._clear_unfinished()
        identity = f"s{1 + max((int(name[1:]) for name in self._ids()), default=0)}"
        limits = CopyLimits(self._files_max, self._bytes_max)
        unfinished = self._store / f"{identity}.unfinished"
        try:
            unfinished.mkdir(mode=0o700)
            _copy(self._work, unfinished / "files", limits, self._mounts)
            info = SnapshotInfo(
                id=identity,
                label=label,
                taken_at=time.time(),
                files=limits.files,
                bytes=limits.bytes,
                pages=pages,
                note=self._note(limits),
            )
            (unfinished / "info.json").write_text(info.model_dump_json(), encoding="utf-8")
            unfinished.rename(self._store / identity)
        except LimitExceeded:
            self._clear_unfinished()
            raise
        except OSError as error:
            self._clear_unfinished()
            raise Refused(
                f"The snapshot can't be written ({error.strerror}).", hint="Free some space on this machine."
            ) from None
        self._prune(keep_too)
        return info

    def _note(self, limits: CopyLimits) -> str:
        notes = []
        if self._mounts:
            notes.append(f"Folders of the person's own are not in it: {', '.join(sorted(self._mounts))}.")
        if limits.skipped:
            notes.append(f"{limits.skipped} pipes, sockets or devices were left out.")
        return " ".join(notes)

    def _restore(self, snapshot_id: str) -> SnapshotInfo:
        info = self._info(snapshot_id)
        self._take(f"before going back to {info.id}: {info.label}"[:200], (), keep_too=info.id)
        staged = self._work.parent / f".{self._work.name}-going-back"
        try:
            _remove(staged)
            _copy(self._store / info.id / "files", staged, CopyLimits(self._files_max, self._bytes_max), frozenset())
            _swap(self._work, staged, self._mounts)
        except OSError as error:
            raise Refused(
                f"The files of {info.id} can't be put back ({error.strerror}).",
                hint="What was there before is kept as the latest snapshot; free some space and try again.",
            ) from None
        finally:
            _remove(staged)
        return info

    def _list(self) -> Sequence[SnapshotInfo]:
        return [self._info(name) for name in self._ids()]

    def _info(self, snapshot_id: str) -> SnapshotInfo:
        path = self._store / snapshot_id / "info.json" if _ID.fullmatch(snapshot_id) else None
        try:
            if path is None:
                raise FileNotFoundError
            with path.open("rb") as file:
                return SnapshotInfo.model_validate_json(file.read(INFO_BYTES_MAX))
        except (OSError, ValidationError):
            there = ", ".join(self._ids()) or "none"
            raise NotFound(f"There is no snapshot {snapshot_id!r:.40}.", hint=f"There are: {there}.") from None

    def _ids(self) -> Sequence[str]:
        if not self._store.is_dir():
            return []
        return sorted((p.name for p in self._store.iterdir() if _ID.fullmatch(p.name)), key=lambda name: int(name[1:]))

    def _prune(self, keep_too: str) -> None:
        left = self._store_bytes_max
        for older, info in enumerate(reversed(self._list())):
            left -= info.bytes
            if older and (left < 0 or older >= self._keep) and info.id != keep_too:
                self._remove(info.id)

    def _remove(self, name: str) -> None:
        """Under another name first, so that half a snapshot is never taken for a whole one."""
        (self._store / name).rename(self._store / f"{name}.unfinished")
        self._clear_unfinished()

    def _clear_unfinished(self) -> None:
        for path in self._store.glob("s*.unfinished"):
            _remove(path)


def _copy(source: Path, target: Path, limits: CopyLimits, leave: frozenset[str]) -> None:
    old, new = os.open(source.parent, _FOLDER), os.open(target.parent, _FOLDER)
    try:
        copy_tree(old, source.name, new, target.name, limits, leave=leave)
    finally:
        os.close(old)
        os.close(new)


def _swap(work: Path, staged: Path, mounts: frozenset[str]) -> None:
    """Empty the work folder except its mounts (removing a folder would unmount it in the cells), then fill it."""
    folder = os.open(work, _FOLDER)
    try:
        for name in os.listdir(folder):  # noqa: PTH208 - of a descriptor, so that no name is resolved twice
            if name not in mounts:
                remove_tree(folder, name)
        for path in staged.iterdir():
            if path.name not in mounts:
                os.rename(path, path.name, dst_dir_fd=folder)
    finally:
        os.close(folder)


def _remove(path: Path) -> None:
    """Ours to delete, and as deep as it may be."""
    shutil.rmtree(path, ignore_errors=True)
