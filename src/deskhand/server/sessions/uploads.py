"""What was uploaded, by whom: a session may refer only to blobs that its own people put there.

A blob's hash tells nothing about who may read it, so whoever learnt one by chance must not get the bytes by naming it.
It does not know sessions.
"""

from __future__ import annotations

import io
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from deskhand.journal import Blobs
from deskhand.server.kept import Kept

TABLES = """
CREATE TABLE IF NOT EXISTS uploads (
    account TEXT NOT NULL, hash TEXT NOT NULL, media_type TEXT NOT NULL, name TEXT NOT NULL,
    size_bytes INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL, at REAL NOT NULL,
    PRIMARY KEY (account, hash)
) WITHOUT ROWID;
"""

BYTES_MAX = 64 << 20
PIXELS_MAX = 64_000_000
KEEP_S = 30 * 86_400.0
_NAME_CHARS_MAX = 200
_PICTURES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp", "GIF": "image/gif"}
_SIGNS = {
    b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF87a": "image/gif", b"GIF89a": "image/gif",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Upload:
    """width and height: of a picture, in pixels; 0 for anything else."""

    hash: str
    media_type: str
    name: str
    size_bytes: int
    width: int = 0
    height: int = 0

    @property
    def is_picture(self) -> bool:
        return self.width > 0


class Uploads:
    """Puts what people upload into the blob store and remembers whose it is."""

    def __init__(self, kept: Kept, blobs: Blobs, now: Callable[[], float] = time.time) -> None:
        self._kept = kept
        self._blobs = blobs
        self._now = now

    async def put(self, account: str, data: bytes, media_type: str, name: str) -> Upload:
        """Keep bytes for an account. What they are is looked at, not believed."""
        seen = sniffed(data)
        width, height = _size(data) if seen else (0, 0)
        kind = seen if width else _plain(media_type)
        hashed = await self._blobs.put(data, kind)
        upload = Upload(hashed, kind, clean_file_name(name), len(data), width, height)
        row = (account, hashed, kind, upload.name, upload.size_bytes, width, height, self._now())

        def work(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM uploads WHERE at < ?", (self._now() - KEEP_S,))
            connection.execute("REPLACE INTO uploads VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)

        await self._kept.do(work)
        return upload

    async def of(self, account: str, hash: str) -> Upload | None:
        """What this account uploaded under that hash."""
        query = "SELECT hash, media_type, name, size_bytes, width, height FROM uploads WHERE account = ? AND hash = ?"
        row = await self._kept.do(lambda c: c.execute(query, (account, hash)).fetchone())
        return Upload(*row) if row else None

    async def bytes_of(self, account: str) -> int:
        """How much the account uploaded that is remembered."""
        query, since = "SELECT SUM(size_bytes) FROM uploads WHERE account = ? AND at >= ?", self._now() - KEEP_S
        return int((await self._kept.do(lambda c: c.execute(query, (account, since)).fetchone()))[0] or 0)

    async def forget(self, account: str) -> None:
        await self._kept.do(lambda c: c.execute("DELETE FROM uploads WHERE account = ?", (account,)))


def sniffed(data: bytes) -> str:
    """The media type of a picture that every browser shows, by its first bytes; "" for anything else."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for sign, kind in _SIGNS.items() if data.startswith(sign)), "")


def clean_file_name(name: str) -> str:
    """A name for people and for the desk: the last word of a path, only characters that can be seen."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(char for char in last if char.isprintable()).strip().lstrip(".")
    return shown[:_NAME_CHARS_MAX] or "file"


def _size(data: bytes) -> tuple[int, int]:
    """The picture's size from its header, nothing decoded; (0, 0) for what is none, or too large to be shown."""
    try:
        with Image.open(io.BytesIO(data), formats=list(_PICTURES)) as image:
            width, height = image.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return 0, 0
    return (width, height) if 0 < width * height <= PIXELS_MAX else (0, 0)


def _plain(media_type: str) -> str:
    """A media type as a word, without parameters; what can't be one is bytes."""
    word = media_type.partition(";")[0].strip().lower()
    kind, _, rest = word.partition("/")
    sound = kind.isascii() and rest and all(char.isalnum() or char in "/.+-_" for char in word) and len(word) <= 100
    return word if sound else "application/octet-stream"
