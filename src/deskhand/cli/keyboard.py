"""Lines from the person at the terminal, read beside everything else that goes on. It knows no session.

`input` in a thread can't be called off: Ctrl-C while it waits would hang until the next Enter. Here the terminal's
descriptor is watched by the event loop, so that a wait for a line can be cancelled at any moment.
"""

from __future__ import annotations

import asyncio
import os
import sys


class Keyboard:
    """The lines of a descriptor, standard input by default. Read by one reader at a time."""

    def __init__(self, descriptor: int | None = None) -> None:
        self._descriptor = sys.stdin.fileno() if descriptor is None else descriptor
        self._held = b""
        self._ended = False

    async def line(self, prompt: str) -> str | None:
        """The next line without its end and its outer spaces; None when there will be no more."""
        print(prompt, end="", file=sys.stderr, flush=True)  # noqa: T201 - the terminal is what this is about
        while b"\n" not in self._held and not self._ended:
            await self._fill()
        if not self._held:
            return None
        line, _, self._held = self._held.partition(b"\n")
        return line.decode("utf-8", "replace").strip()

    async def _fill(self) -> None:
        loop = asyncio.get_running_loop()
        ready = asyncio.Event()
        try:
            loop.add_reader(self._descriptor, ready.set)
        except PermissionError:  # a file or /dev/null: it never makes anybody wait, and can't be watched
            ready.set()
        try:
            await ready.wait()
        finally:
            loop.remove_reader(self._descriptor)
        data = os.read(self._descriptor, 65_536)
        self._held += data
        self._ended = not data
