"""Frames between a keeper and its drivers: a length, then one msgpack map. Bounded both ways.

    request  {"id": 1, "method": "look", "params": {...}}      cancel  {"cancel": 1}
    answer   {"id": 1, "result": ...}     piece of a stream    {"id": 1, "piece": ...}
    failure  {"id": 1, "error": [class name, message, hint]}
    {"alone": true}: every other driver is put out

It does not know the methods.
"""

from __future__ import annotations

import asyncio
import os
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgpack  # type: ignore[import-untyped]

from deskhand.core import errors
from deskhand.core.errors import DeskhandError, DeskLost, InvalidInput
from deskhand.desk.keeper.folder import SOCKET_NAME

FRAME_BYTES_MAX = 96 * 1024 * 1024
"""Above the largest file that is read at once (64 MiB) and the largest picture."""

READ_AHEAD_BYTES = 2**20
"""A picture comes in one go: with asyncio's 64 KiB the sender is stopped and let go on several times."""

_LENGTH = struct.Struct("<I")
_ERRORS = {
    name: kind for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, DeskhandError)
}


def pack(message: dict[str, Any]) -> bytes:
    """A frame. Raises InvalidInput for one that is too large or holds what can't be sent."""
    try:
        body: bytes = msgpack.packb(message)
    except (TypeError, ValueError, OverflowError) as error:
        raise InvalidInput(f"This can't be sent to the desk: {error}.", hint="Send text, numbers and bytes.") from None
    if len(body) > FRAME_BYTES_MAX:
        raise InvalidInput(
            f"{len(body)} bytes are too large for the desk's link, which takes {FRAME_BYTES_MAX}.",
            hint="Send it in parts.",
        )
    return _LENGTH.pack(len(body)) + body


async def read_message(reader: asyncio.StreamReader) -> dict[str, Any]:
    """The next frame's map. Raises DeskLost when the other side is gone or does not speak this protocol."""
    try:
        (size,) = _LENGTH.unpack(await reader.readexactly(_LENGTH.size))
        if size > FRAME_BYTES_MAX:
            raise DeskLost(f"The other side of the desk's link sent a frame of {size} bytes.", hint=_HINT)
        message = msgpack.unpackb(await reader.readexactly(size))
    except (asyncio.IncompleteReadError, OSError):
        raise DeskLost("The link to the desk was closed.", hint=_HINT) from None
    except (ValueError, msgpack.UnpackException):
        raise DeskLost("The other side of the desk's link sent something unreadable.", hint=_HINT) from None
    if not isinstance(message, dict):
        raise DeskLost("The other side of the desk's link sent something unreadable.", hint=_HINT)
    return message


_HINT = "Open the desk again; its files are kept."


def error_words(error: DeskhandError) -> list[str]:
    """An error as it crosses the link."""
    return [type(error).__name__, error.message, error.hint]


def error_from(words: object) -> DeskhandError:
    """The error that `error_words` wrote; a DeskhandError for anything else."""
    if isinstance(words, list) and len(words) == 3 and all(isinstance(word, str) for word in words):
        name, message, hint = words
        return _ERRORS.get(name, DeskhandError)(message, hint=hint)
    return DeskhandError("The desk failed and could not say why.", hint=_HINT)


def listen(folder: Path, name: str = SOCKET_NAME) -> socket.socket:
    """A listening socket in a run folder, for its owner only, in the place of one that was left there. The path may be
    longer than a socket's may be: it is reached through a descriptor of the folder."""
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    with short_path(folder, name) as path:
        (folder / name).unlink(missing_ok=True)
        mask = os.umask(0o177)
        try:
            sock.bind(path)
        finally:
            os.umask(mask)
    sock.listen(16)
    sock.setblocking(False)
    return sock


async def connect(folder: Path) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection to the keeper of a run folder. Raises DeskLost when there is none."""
    try:
        with short_path(folder, SOCKET_NAME) as path:
            return await asyncio.open_unix_connection(path, limit=READ_AHEAD_BYTES)
    except OSError:
        raise DeskLost(f"No desk runs in {folder}.", hint="Open it again.") from None


@contextmanager
def short_path(folder: Path, name: str) -> Iterator[str]:
    """A path to something in a folder that is short enough for a socket's address, which ends at 107 bytes. Raises
    OSError when the folder is not there."""
    number = os.open(folder, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield f"/proc/self/fd/{number}/{name}"
    finally:
        os.close(number)
