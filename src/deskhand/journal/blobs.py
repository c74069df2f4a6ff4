"""Pictures and files, named by the SHA-256 of their bytes, in a folder of two levels. It knows no database.

A blob is on disk, synced, before any event can refer to it. Reading checks the bytes against the name.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import secrets
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from deskhand.core.errors import JournalDamaged, LimitExceeded, NotFound
from deskhand.journal.failures import VERIFY_HINT, told
from deskhand.journal.ids import checked_blob_hash

BLOB_BYTES_MAX = 256 * 1024 * 1024
UNTYPED = "application/octet-stream"


class Blobs:
    """The blob folder. `put` and `get` work on a thread; `write` and `read` are the same for callers without a loop."""

    def __init__(
        self,
        folder: Path,
        now: Callable[[], float] = time.time,
        thinned_on: Callable[[str], str] = lambda _: "",
    ) -> None:
        """`thinned_on`: the day on which a blob that is not there was thinned; "" when it was not."""
        self.folder = folder
        self._now = now
        self._thinned_on = thinned_on
        self._media_types: dict[str, str] = {}  # of blobs that no append has named yet

    async def put(self, data: bytes, media_type: str = UNTYPED) -> str:
        """Keep the bytes; their hash in hex. LimitExceeded when they are too many or the disk is full."""
        return await asyncio.to_thread(self.write, data, media_type)

    async def get(self, hash: str) -> bytes:
        """The bytes. NotFound when they are not there, JournalDamaged when they are not those that were put."""
        return await asyncio.to_thread(self.read, hash)

    def write(self, data: bytes, media_type: str = UNTYPED) -> str:
        if len(data) > BLOB_BYTES_MAX:
            raise LimitExceeded(
                f"a blob of {len(data)} bytes is larger than {BLOB_BYTES_MAX}", hint="Keep it as a file on the desk."
            )
        name = hashlib.sha256(data).hexdigest()
        path = self.path(name)
        with told(str(self.folder)):
            if self._size(path) == len(data):
                os.utime(path, (self._now(), self._now()))  # it is wanted again: its grace begins anew
            else:
                self._write(path, data)
        self._media_types[name] = media_type[:200]
        return name

    def read(self, hash: str) -> bytes:
        path = self.path(hash)
        with told(str(path)):
            try:
                descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            except FileNotFoundError:
                raise self._absent(hash) from None
            with os.fdopen(descriptor, "rb") as file:
                regular = stat.S_ISREG(os.fstat(descriptor).st_mode)
                data = file.read(BLOB_BYTES_MAX + 1) if regular else b""
        if hashlib.sha256(data).hexdigest() != hash:
            raise JournalDamaged(f"the blob {hash[:12]} is not what was put: its bytes changed", hint=VERIFY_HINT)
        return data

    def _absent(self, hash: str) -> NotFound:
        if day := self._thinned_on(hash):
            return NotFound(
                f"this picture was thinned on {day}", hint="See docs/retention.md for what is kept how long."
            )
        return NotFound(f"the blob {hash[:12]} is not there", hint=VERIFY_HINT)

    def has(self, hash: str) -> bool:
        return self._size(self.path(hash)) is not None

    def size_bytes(self, hash: str) -> int:
        """How large it is; NotFound when it is not there."""
        size = self._size(self.path(hash))
        if size is None:
            raise NotFound(f"the blob {hash[:12]} is not there", hint="Put it first, then append what refers to it.")
        return size

    def path(self, hash: str) -> Path:
        checked_blob_hash(hash)
        return self.folder / hash[:2] / hash[2:]

    def media_type(self, hash: str) -> str:
        """What `put` was told, until an append has stored it."""
        return self._media_types.get(hash, UNTYPED)

    def settled(self, hashes: list[str]) -> None:
        """An append named these: the database holds their media types now."""
        for name in hashes:
            self._media_types.pop(name, None)

    def is_awaited(self, hash: str) -> bool:
        """It was put by this process, and no append has named it yet."""
        return hash in self._media_types

    def older_than(self, grace_s: float) -> Iterator[str]:
        """The hashes of all blobs that were last put more than `grace_s` seconds ago."""
        limit = self._now() - grace_s
        for path in self.folder.glob("[0-9a-f][0-9a-f]/*"):
            name = path.parent.name + path.name
            if len(name) == 64 and self._time(path) < limit:
                yield name

    def is_older_than(self, hash: str, grace_s: float) -> bool:
        """It was last put more than `grace_s` seconds ago, or is not there, and this process awaits no append of it."""
        put_at = self._time(self.path(hash)) if self.has(hash) else 0.0
        return put_at < self._now() - grace_s and not self.is_awaited(hash)

    def remove(self, hash: str) -> int:
        """Remove a blob; how many bytes it had."""
        size = self._size(self.path(hash))
        self.path(hash).unlink(missing_ok=True)
        return size or 0

    def _write(self, path: Path, data: bytes) -> None:
        """Write beside the place, sync, rename, sync the folder: a name never stands for half of its bytes."""
        new_folder = not path.parent.exists()
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f".{secrets.token_hex(8)}")
        try:
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(descriptor)
            os.utime(draft, (self._now(), self._now()))
            draft.rename(path)
        finally:
            draft.unlink(missing_ok=True)
        _sync_folder(path.parent)
        if new_folder:
            _sync_folder(self.folder)

    @staticmethod
    def _size(path: Path) -> int | None:
        try:
            found = path.lstat()
        except FileNotFoundError:
            return None
        return found.st_size if stat.S_ISREG(found.st_mode) else None

    @staticmethod
    def _time(path: Path) -> float:
        try:
            return path.lstat().st_mtime
        except FileNotFoundError:
            return float("inf")


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
