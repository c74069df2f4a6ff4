"""The way others act on a screen: a process of xdotool for each act, a process of scrot for each picture.

They run on this machine against the desk's own X server, whose socket is lent a display number for the time. They get
no slower way than they would have: no walls, no `--sync`, xdotool's default delay between keys.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from deskhand.core.errors import SetupMissing
from deskhand.core.geometry import Point

_SOCKETS = Path("/tmp/.X11-unix")
_NUMBERS = range(400, 500)
_HINT = "Run: make bench, which installs it."


@contextmanager
def lent_display(socket: Path) -> Iterator[str]:
    """A DISPLAY that leads to the X server behind `socket`. Raises SetupMissing when no number is free."""
    _SOCKETS.mkdir(mode=0o1777, exist_ok=True)
    for number in _NUMBERS:
        link = _SOCKETS / f"X{number}"
        try:
            link.symlink_to(socket)
        except FileExistsError:
            continue
        try:
            yield f":{number}"
        finally:
            link.unlink(missing_ok=True)
        return
    raise SetupMissing(f"All display numbers from {_NUMBERS[0]} are taken.", hint=f"Remove old ones in {_SOCKETS}.")


class Others:
    """xdotool and scrot on one display. Pictures pass through a file, as scrot wants it."""

    def __init__(self, display: str, picture: Path):
        self._picture = picture
        self._environment = {"DISPLAY": display, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}

    async def screenshot(self) -> bytes:
        await self._run("scrot", "--pointer", "--overwrite", str(self._picture))
        return self._picture.read_bytes()

    async def click(self, at: Point) -> None:
        await self._run("xdotool", "mousemove", str(at.x), str(at.y), "click", "1")

    async def type(self, text: str) -> None:
        await self._run("xdotool", "type", "--", text)

    async def scroll_down(self, at: Point, notches: int) -> None:
        await self._run("xdotool", "mousemove", str(at.x), str(at.y), "click", "--repeat", str(notches), "5")

    async def _run(self, *argv: str) -> None:
        process = await asyncio.create_subprocess_exec(
            *argv, env=self._environment, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL
        )
        try:
            code = await process.wait()
        except asyncio.CancelledError:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
            raise
        if code:
            raise SetupMissing(f"{argv[0]} ended with exit code {code}.", hint="See what it said above.")


@contextmanager
def others_on(run_dir: Path) -> Iterator[Others]:
    """The others' tools on the desk of this run folder."""
    for program in ("xdotool", "scrot"):
        if shutil.which(program) is None:
            raise SetupMissing(f"{program} is not installed.", hint=_HINT)
    with lent_display(run_dir / "desk/screen/x11/X0") as display:
        fd, name = tempfile.mkstemp(suffix=".png", dir=run_dir)
        os.close(fd)
        yield Others(display, Path(name))
