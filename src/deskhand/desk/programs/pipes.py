"""Waiting for a line on a pipe from a cell, bounded. It does not know what the line means."""

from __future__ import annotations

import asyncio
import os

from deskhand.core.errors import DeskLost

LINE_BYTES_MAX = 256


async def read_line(fd: int, timeout_s: float, *, line_bytes_max: int = LINE_BYTES_MAX) -> str:
    """The first line that is written to the other end, without its newline. The caller keeps the descriptor.

    Raises DeskLost when nothing comes in time, the other end is closed, or the line is too long.
    """
    os.set_blocking(fd, False)
    loop = asyncio.get_running_loop()
    readable = asyncio.Event()
    line = b""
    loop.add_reader(fd, readable.set)
    try:
        async with asyncio.timeout(timeout_s):
            while not line.endswith(b"\n"):
                await readable.wait()
                readable.clear()
                line += _read(fd)
                if len(line) > line_bytes_max:
                    raise DeskLost("A program of the desk said more than it should while it started.", hint=_HINT)
    except TimeoutError:
        raise DeskLost(f"A program of the desk did not start within {timeout_s:g} s.", hint=_HINT) from None
    finally:
        loop.remove_reader(fd)
    return line[:-1].decode(errors="replace")


_HINT = "Open the desk again; if it happens again, run: deskhand doctor"


def _read(fd: int) -> bytes:
    """One byte at a time where the reader must not take what follows the line: terminals are shared."""
    try:
        byte = os.read(fd, 1)
    except BlockingIOError:
        return b""
    except OSError:
        byte = b""
    if not byte:
        raise DeskLost("A program of the desk ended while it started.", hint=_HINT)
    return byte
