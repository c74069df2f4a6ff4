"""The files of the desk, reached from outside its cells and confined to the work folder and the person's mounts.

Paths are relative to the work folder or absolute below `/work`. Links made on the desk are followed only inside
(see `walk.py`). Nothing here blocks on a stranger's file: a pipe or device is refused without being opened.
It does not know what is in the files, nor who asked for them.
"""

from __future__ import annotations

import asyncio
import errno
import fnmatch
import os
import secrets
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from deskhand.core.errors import Conflict, InvalidInput, LimitExceeded, Refused
from deskhand.desk.base import WORK_DIR, FileEntry
from deskhand.desk.shell.copying import CopyLimits, copy_file, copy_tree, remove_tree
from deskhand.desk.shell.paths import name_of, show
from deskhand.desk.shell.walk import Place, Tree, make_folder, missing, read_only

FILE_BYTES_MAX = 64 << 20
"""The most that is read or written at once."""
ENTRIES_MAX = 10_000
DEPTH_MAX = 64


class WorkFiles:
    """File access below `root`, which the desk sees as /work, and below `mounts`: name -> (folder, writable).

    uid: what is made here belongs to this user and group (None: to us). All methods raise NotFound, InvalidInput,
    Refused or LimitExceeded, with the nearest names or the next step in the hint.
    """

    def __init__(
        self, root: Path, *, mounts: Mapping[str, tuple[Path, bool]] | None = None, uid: int | None = None
    ) -> None:
        self._tree = Tree(root, dict(mounts or {}))
        self._owner = -1 if uid is None else uid

    async def list_files(self, path: str = WORK_DIR, *, pattern: str = "*", depth: int = 1) -> list[FileEntry]:
        """What is in a folder (or the one file), sorted by path, down to `depth` levels.

        pattern: a glob (*, ?, [abc]) that the name must match; with a "/" in it, the path below the folder. Entries
        that don't match are not shown, their folders are still looked into. A link is not followed.
        """
        return await asyncio.to_thread(self._list, path, pattern, depth)

    async def read_file(self, path: str, *, offset: int = 0, limit: int | None = None) -> bytes:
        """Bytes of a file from `offset`, at most `limit`. Raises LimitExceeded for more than FILE_BYTES_MAX."""
        return await asyncio.to_thread(self._read, path, offset, limit)

    async def write_file(self, path: str, data: bytes) -> None:
        """Make or replace a file, whole or not at all; missing folders are made. A replaced file keeps its mode."""
        await asyncio.to_thread(self._write, path, data)

    async def make_folder(self, path: str) -> None:
        """Make a folder, and those above it. One that is there already is no error."""
        await asyncio.to_thread(self._make_folder, path)

    async def move_file(self, source: str, target: str) -> None:
        """Move or rename a file, folder or link; into `target` when that is a folder. Replaces nothing (Conflict)."""
        await asyncio.to_thread(self._move, source, target)

    async def delete_file(self, path: str) -> None:
        """Delete a file, a link (not what it points to) or a folder and all in it; never the top or a mount."""
        await asyncio.to_thread(self._delete, path)

    # The same, blocking

    def _list(self, path: str, pattern: str, depth: int) -> list[FileEntry]:
        with self._tree.place(path) as place:
            if not place.is_folder:
                return [_entry(place.path, self._there(place))]
            found: list[FileEntry] = []
            fd = place.open_folder()
            try:
                at_root = not place.parts
                for name, status in self._walk(fd, "", max(1, min(depth, DEPTH_MAX)), at_root):
                    if _matches(name, pattern):
                        found.append(_entry("/".join((*place.parts, name)), status))
                        _check_entries(found, path)
            finally:
                os.close(fd)
            return sorted(found, key=lambda entry: entry.path)

    def _walk(self, fd: int, above: str, depth: int, at_root: bool = False) -> Iterator[tuple[str, os.stat_result]]:
        """Names below an open folder, with "/" between, and what they are."""
        mounts = self._tree.mounts if at_root else {}
        for name in sorted({*os.listdir(fd), *mounts}):
            try:
                status = mounts[name][0].stat() if name in mounts else os.stat(name, dir_fd=fd, follow_symlinks=False)
                folder = depth > 1 and stat.S_ISDIR(status.st_mode)
                flags = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
                if name in mounts:
                    child = os.open(mounts[name][0], flags) if folder else -1
                else:
                    child = os.open(name, flags | os.O_NOFOLLOW, dir_fd=fd) if folder else -1
            except OSError:
                continue  # gone, or not ours to see, since the folder was read
            yield above + name, status
            if child >= 0:
                try:
                    yield from self._walk(child, f"{above}{name}/", depth - 1)
                finally:
                    os.close(child)

    def _read(self, path: str, offset: int, limit: int | None) -> bytes:
        if offset < 0 or (limit is not None and limit < 0):
            raise InvalidInput(f"offset {offset} and limit {limit} can't be below 0.", hint="Count from 0.")
        with self._tree.place(path) as place:
            fd = _open_regular(place, self._there(place))
            try:
                size = max(0, os.fstat(fd).st_size - offset)
                size = size if limit is None else min(size, limit)
                if size > FILE_BYTES_MAX:
                    raise LimitExceeded(
                        f"{show(place.path)} has {size} bytes to read; at most {FILE_BYTES_MAX} can be read at once.",
                        hint="Read parts with offset and limit.",
                    )
                return _read_all(fd, offset, size)
            finally:
                os.close(fd)

    def _write(self, path: str, data: bytes) -> None:
        if len(data) > FILE_BYTES_MAX:
            raise LimitExceeded(
                f"{len(data)} bytes are to be written; at most {FILE_BYTES_MAX} can be at once.",
                hint="Write it in the shell, or in parts.",
            )
        with self._tree.place(path, make_folders=True, owner=self._owner) as place:
            self._check_writable(place)
            if place.is_folder:
                raise InvalidInput(f"{show(place.path)} is a folder.", hint="Name a file in it.")
            if place.status is not None and not stat.S_ISREG(place.status.st_mode):
                raise _not_regular(place.path)
            mode = stat.S_IMODE(place.status.st_mode) & 0o777 if place.status else 0o644
            _replace(place, data, mode, self._owner)

    def _make_folder(self, path: str) -> None:
        with self._tree.place(path, make_folders=True, owner=self._owner) as place:
            if place.is_folder:
                return
            self._check_writable(place)
            if place.status is not None:
                raise Conflict(f"{show(place.path)} is there already, and is no folder.", hint="Choose another name.")
            make_folder(place.folder, place.name, self._owner)

    def _move(self, source: str, target: str) -> None:
        with self._tree.place(source, follow=False) as old:
            self._there(old)
            self._check_mine(old, "moved")
            with self._tree.place(target, make_folders=True, owner=self._owner) as new:
                inside = f"{WORK_DIR}/{'/'.join((*new.parts, old.name))}" if new.is_folder else ""
                if not inside:
                    self._move_to(old, new)
        if inside and inside != f"{WORK_DIR}/{'/'.join(old.parts)}":
            self._move_into(source, inside)

    def _move_into(self, source: str, target: str) -> None:
        with self._tree.place(source, follow=False) as old, self._tree.place(target, follow=False) as new:
            self._there(old)
            self._move_to(old, new)

    def _move_to(self, old: Place, new: Place) -> None:
        self._check_writable(new)
        if new.parts[: len(old.parts)] == old.parts and old.is_folder and new.parts != old.parts:
            raise InvalidInput(f"{show(old.path)} can't be moved into itself.", hint="Choose another place.")
        if new.status is not None:
            raise Conflict(f"{show(new.path)} is there already.", hint="Delete it first, or choose another name.")
        self._rename(old, new)

    def _rename(self, old: Place, new: Place) -> None:
        try:
            os.rename(old.name, new.name, src_dir_fd=old.folder, dst_dir_fd=new.folder)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise Refused(f"{show(old.path)} can't be moved ({error.strerror}).", hint="List it again.") from None
            self._copy_over(old, new)
            remove_tree(old.folder, old.name)

    def _copy_over(self, old: Place, new: Place) -> None:
        """To another file system (a mount): copied whole under another name first, then put in its place."""
        spare = f".{secrets.token_hex(8)}.moving"
        try:
            if old.is_folder:
                copy_tree(old.folder, old.name, new.folder, spare, CopyLimits(), owner=self._owner)
            else:
                copy_file(old.folder, old.name, new.folder, spare, CopyLimits(), owner=self._owner)
            os.rename(spare, new.name, src_dir_fd=new.folder, dst_dir_fd=new.folder)
        except OSError as error:
            remove_tree(new.folder, spare)
            raise Refused(f"{show(old.path)} can't be copied ({error.strerror}).", hint="Free some space.") from None

    def _delete(self, path: str) -> None:
        with self._tree.place(path, follow=False) as place:
            self._there(place)
            self._check_mine(place, "deleted")
            try:
                remove_tree(place.folder, place.name)
            except OSError as error:
                raise Refused(
                    f"{show(place.path)} can't be deleted ({error.strerror}).", hint="List it again."
                ) from None

    # Checks

    def _there(self, place: Place) -> os.stat_result:
        if place.status is None:
            at_root = len(place.parts) == 1
            raise missing(place.folder, place.parts, self._tree.mounts if at_root else {})
        return place.status

    def _check_writable(self, place: Place) -> None:
        if not place.writable:
            raise read_only(place.path)

    def _check_mine(self, place: Place, done: str) -> None:
        if place.top:
            what = "The work folder" if not place.parts else f"{show(place.path)} was put on the desk by the person: it"
            raise Refused(f"{what} can't be {done}.", hint="Name something inside it.")
        if place.name == ".":
            raise InvalidInput(f"{show(place.path)} must be named without '..' at its end.", hint="Write its own path.")
        self._check_writable(place)


def _matches(name: str, pattern: str) -> bool:
    return fnmatch.fnmatchcase(name if "/" in pattern else name.rpartition("/")[2], pattern)


def _check_entries(found: list[FileEntry], path: str) -> None:
    if len(found) > ENTRIES_MAX:
        raise LimitExceeded(
            f"{show(path)} has more than {ENTRIES_MAX} entries.", hint="List a folder in it, or use a pattern."
        )


def _entry(path: str, status: os.stat_result) -> FileEntry:
    mode = status.st_mode
    kind = {stat.S_IFREG: "file", stat.S_IFDIR: "folder", stat.S_IFLNK: "link"}.get(stat.S_IFMT(mode), "other")
    size = status.st_size if kind == "file" else 0
    return FileEntry.model_validate(
        {"path": name_of(path), "kind": kind, "size": size, "modified": max(0.0, status.st_mtime)}
    )


def _not_regular(path: str) -> Refused:
    return Refused(f"{show(path)} is a pipe, socket or device, not a file.", hint="Choose a file.")


def _open_regular(place: Place, status: os.stat_result) -> int:
    """Open a file for reading. O_NONBLOCK: a pipe that was put in its place since then can't hold us."""
    if stat.S_ISDIR(status.st_mode):
        raise InvalidInput(f"{show(place.path)} is a folder.", hint="List it, or name a file in it.")
    if not stat.S_ISREG(status.st_mode):
        raise _not_regular(place.path)
    try:
        fd = os.open(
            place.name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC, dir_fd=place.folder
        )
    except OSError as error:
        raise Refused(f"{show(place.path)} can't be read ({error.strerror}).", hint="List it again.") from None
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise _not_regular(place.path)
    return fd


def _read_all(fd: int, offset: int, size: int) -> bytes:
    data = bytearray()
    while len(data) < size and (chunk := os.pread(fd, min(size - len(data), 1 << 20), offset + len(data))):
        data += chunk
    return bytes(data)


def _replace(place: Place, data: bytes, mode: int, owner: int) -> None:
    spare = f".{secrets.token_hex(8)}.writing"
    try:
        fd = os.open(spare, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=place.folder)
        with os.fdopen(fd, "wb") as file:
            file.write(data)
            os.fchmod(fd, mode)
            if owner >= 0:
                os.fchown(fd, owner, owner)
        os.rename(spare, place.name, src_dir_fd=place.folder, dst_dir_fd=place.folder)
    except OSError as error:
        remove_tree(place.folder, spare)
        raise Refused(f"{show(place.path)} can't be written ({error.strerror}).", hint="Free some space.") from None
