"""What of the screen must not be watched now, told to who carries the screen to people.

A mark in the desk's folder stands from before the first secret is typed until the desk ends: a picture that is read
after it may hold one. From then on the door beside it answers, as often as it is asked (a line), where things that must
not be seen are: {"boxes": {"name": [x, y, width, height]}}, once the pages have drawn what they know of. No cell
reaches either. It does not know pixels or who watches.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from deskhand.core.errors import DeskhandError, DeskLost
from deskhand.core.geometry import Box
from deskhand.desk.keeper.wire import listen, short_path

MARK_NAME = "covered"
SOCKET_NAME = "covered.sock"
ANSWER_S = 5.0
"""Pages are given a second, and are covered from the top of the window to its end when they don't answer."""
_LINE_BYTES_MAX = 1 << 20
_HINT = "Connect again."

Boxes = Mapping[str, Box]


class Covering:
    """The mark and the door of one desk. boxes: asks what must not be seen."""

    def __init__(self, folder: Path, boxes: Callable[[], Awaitable[Boxes]]) -> None:
        self._folder = folder
        self._boxes = boxes
        self._door: asyncio.Server | None = None
        self._guests: set[asyncio.StreamWriter] = set()

    async def open(self) -> None:
        """A screen that was just started shows nothing yet."""
        (self._folder / MARK_NAME).unlink(missing_ok=True)
        self._door = await asyncio.start_unix_server(self._answer, sock=listen(self._folder, SOCKET_NAME))

    def begin(self) -> None:
        """From now on nobody watches but what is covered. Raises OSError: then nothing may be typed."""
        (self._folder / MARK_NAME).touch(mode=0o600)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._guests.add(writer)
        try:
            while await reader.readline():
                found = {name: list(box) for name, box in (await self._boxes()).items()}
                writer.write(json.dumps({"boxes": found}).encode() + b"\n")
                await writer.drain()
        except (OSError, ValueError, DeskhandError):
            pass  # who asked hears nothing, and shows nothing
        finally:
            self._guests.discard(writer)
            writer.close()

    def close(self) -> None:
        if self._door is not None:
            self._door.close()
            for guest in self._guests:
                guest.close()
            (self._folder / SOCKET_NAME).unlink(missing_ok=True)


class Covered:
    """The same, as seen by one who carries the screen. folder: the desk's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._asking = asyncio.Lock()
        self._link: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    @property
    def is_needed(self) -> bool:
        """Whether the screen may show from now on what must not be seen."""
        return (self._folder / MARK_NAME).exists()

    async def boxes(self) -> Boxes:
        """Where that is now. Raises DeskLost where it isn't told in time: then nothing may be shown."""
        async with self._asking:
            try:
                async with asyncio.timeout(ANSWER_S):
                    return _read(await self._asked())
            except (OSError, TimeoutError, ValueError, TypeError, LookupError):
                self.close()
                raise DeskLost("the desk does not tell what of its screen is to be covered.", hint=_HINT) from None

    async def _asked(self) -> bytes:
        if self._link is None:
            with short_path(self._folder, SOCKET_NAME) as path:
                self._link = await asyncio.open_unix_connection(path, limit=_LINE_BYTES_MAX)
        reader, writer = self._link
        writer.write(b"\n")
        await writer.drain()
        return await reader.readline()

    def close(self) -> None:
        if self._link is not None:
            with contextlib.suppress(OSError):
                self._link[1].close()
            self._link = None


def _read(line: bytes) -> Boxes:
    """Raises ValueError, TypeError and LookupError for what is no answer."""
    told = json.loads(line)["boxes"] if line else None
    if not isinstance(told, dict):
        raise ValueError("no boxes")
    return {str(name): Box(*(int(number) for number in box)) for name, box in told.items()}
