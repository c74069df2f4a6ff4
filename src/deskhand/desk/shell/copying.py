"""Copying and removing trees of files that a stranger made: no link is followed, nothing blocks, all is counted.

Reflinks where the file system has them, else data is copied with its holes. Links stay links; pipes, sockets and
devices are skipped. It does not know what the copies are for.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import stat
from collections.abc import Container
from dataclasses import dataclass

from deskhand.core.errors import LimitExceeded

FICLONE = 0x40049409
"""linux/fs.h: _IOW(0x94, 9, int)."""
DEPTH_MAX = 200
CHUNK_BYTES = 8 << 20

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_MAKE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass
class CopyLimits:
    """What a copy may take, and what it took. Raises LimitExceeded in `count` when it would be more."""

    files_max: int = 200_000
    bytes_max: int = 8 << 30
    files: int = 0
    bytes: int = 0
    skipped: int = 0

    def count(self, size: int) -> None:
        self.files += 1
        self.bytes += size
        if self.files > self.files_max or self.bytes > self.bytes_max:
            raise LimitExceeded(
                f"There are more than {self.files_max} files or {self.bytes_max} bytes to copy.",
                hint="Delete what is not needed (caches, packages, builds), then try again.",
            )


def copy_tree(
    source: int,
    name: str,
    target: int,
    new_name: str,
    limits: CopyLimits,
    *,
    owner: int = -1,
    leave: Container[str] = (),
) -> None:
    """Copy the folder `name` of the open folder `source` to `new_name` in `target`.

    leave: names at its top that are not copied. owner: who the copies belong to (-1: as in the source, where we may).
    Raises OSError, LimitExceeded.
    """
    os.mkdir(new_name, 0o700, dir_fd=target)
    old, new = os.open(name, _FOLDER, dir_fd=source), -1
    try:
        new = os.open(new_name, _FOLDER, dir_fd=target)
        _copy_inside(old, new, limits, owner, leave, 0)
        _copy_status(new, os.fstat(old), owner)
    finally:
        os.close(old)
        if new >= 0:
            os.close(new)


def _copy_inside(old: int, new: int, limits: CopyLimits, owner: int, leave: Container[str], depth: int) -> None:
    _check_depth(depth)
    for name in os.listdir(old):
        if name in leave:
            continue
        try:
            mode = os.stat(name, dir_fd=old, follow_symlinks=False).st_mode
        except FileNotFoundError:
            continue  # deleted since the folder was read
        if stat.S_ISDIR(mode):
            _copy_folder(name, old, new, limits, owner, depth)
        else:
            copy_file(old, name, new, name, limits, owner=owner)


def _copy_folder(name: str, old: int, new: int, limits: CopyLimits, owner: int, depth: int) -> None:
    limits.count(0)
    limits.files -= 1
    os.mkdir(name, 0o700, dir_fd=new)
    source, target = os.open(name, _FOLDER, dir_fd=old), -1
    try:
        target = os.open(name, _FOLDER, dir_fd=new)
        _copy_inside(source, target, limits, owner, (), depth + 1)
        _copy_status(target, os.fstat(source), owner)
    finally:
        os.close(source)
        if target >= 0:
            os.close(target)


def copy_file(source: int, name: str, target: int, new_name: str, limits: CopyLimits, *, owner: int = -1) -> None:
    """Copy a file or link from one open folder to another; anything else is skipped and counted."""
    status = os.stat(name, dir_fd=source, follow_symlinks=False)
    if stat.S_ISLNK(status.st_mode):
        limits.count(0)
        os.symlink(os.readlink(name, dir_fd=source), new_name, dir_fd=target)
        with contextlib.suppress(PermissionError):
            user, group = (owner, owner) if owner >= 0 else (status.st_uid, status.st_gid)
            os.chown(new_name, user, group, dir_fd=target, follow_symlinks=False)
        return
    if not stat.S_ISREG(status.st_mode):
        limits.skipped += 1
        return
    old, new = os.open(name, _READ, dir_fd=source), -1
    try:
        status = os.fstat(old)
        if not stat.S_ISREG(status.st_mode):
            limits.skipped += 1
            return
        limits.count(status.st_size)
        new = os.open(new_name, _MAKE, 0o600, dir_fd=target)
        _copy_data(old, new, status.st_size)
        _copy_status(new, status, owner)
    finally:
        os.close(old)
        if new >= 0:
            os.close(new)


def _copy_data(old: int, new: int, size: int) -> None:
    """The first `size` bytes: a file that grows meanwhile can't make the copy larger than what was counted."""
    try:
        fcntl.ioctl(new, FICLONE, old)
        return
    except OSError as error:
        if error.errno not in (errno.EOPNOTSUPP, errno.EXDEV, errno.EINVAL, errno.ENOTTY, errno.ENOSYS, errno.EPERM):
            raise
    at = 0
    while at < size:
        start = _next_data(old, at, size)
        end = min(size, os.lseek(old, start, os.SEEK_HOLE)) if start < size else size
        at = _copy_part(old, new, start, end)
    os.ftruncate(new, size)


def _next_data(fd: int, at: int, size: int) -> int:
    try:
        return min(size, os.lseek(fd, at, os.SEEK_DATA))
    except OSError as error:
        if error.errno == errno.ENXIO:  # a hole up to the end
            return size
        raise


def _copy_part(old: int, new: int, start: int, end: int) -> int:
    at = start
    while at < end:
        data = os.pread(old, min(CHUNK_BYTES, end - at), at)
        if not data:  # cut short meanwhile
            return end
        os.pwrite(new, data, at)
        at += len(data)
    return end


def _copy_status(fd: int, status: os.stat_result, owner: int) -> None:
    with contextlib.suppress(PermissionError):
        os.fchown(fd, *((owner, owner) if owner >= 0 else (status.st_uid, status.st_gid)))
    os.fchmod(fd, stat.S_IMODE(status.st_mode) & 0o777)  # never set-user-id
    os.utime(fd, ns=(status.st_atime_ns, status.st_mtime_ns))


def remove_tree(folder: int, name: str, *, depth: int = 0) -> None:
    """Delete `name` from an open folder, with all below it; links are deleted, not followed. Gone is no error.

    Raises OSError, LimitExceeded when it is deeper than DEPTH_MAX.
    """
    _check_depth(depth)
    try:
        os.unlink(name, dir_fd=folder)
        return
    except FileNotFoundError:
        return
    except (IsADirectoryError, PermissionError) as error:
        if not stat.S_ISDIR(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
            raise error
    inside = os.open(name, _FOLDER, dir_fd=folder)
    try:
        for child in os.listdir(inside):  # noqa: PTH208 - of a descriptor, so that no name is resolved twice
            remove_tree(inside, child, depth=depth + 1)
    finally:
        os.close(inside)
    os.rmdir(name, dir_fd=folder)


def _check_depth(depth: int) -> None:
    if depth > DEPTH_MAX:
        raise LimitExceeded(
            f"The folders are nested more than {DEPTH_MAX} deep.", hint="Delete them with `rm -rf` in the shell."
        )
