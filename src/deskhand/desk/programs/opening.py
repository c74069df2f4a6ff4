"""What `open` does: an address goes to the browser, a file to the program of its kind, a name to a program.

It does not know the act or how long the screen takes afterwards.
"""

from __future__ import annotations

import os
import posixpath
from urllib.parse import quote

from deskhand.core.errors import DeskLost, NotFound, Refused
from deskhand.desk.base import WORK_DIR, DeskSpec
from deskhand.desk.programs.pipes import read_line
from deskhand.desk.programs.screen_side import ScreenSide
from deskhand.desk.programs.shell_side import ShellSide
from deskhand.desk.programs.standing_screen import StandingScreen
from deskhand.desk.programs.targets import in_browser, read_target
from deskhand.desk.programs.terminal import open_terminal
from deskhand.desk.programs.windows import open_editor, open_files

_ANSWER_TIMEOUT_S = 20.0
_PATH_BYTES_MAX = 8192


class Opening:
    """Opens targets on one desk."""

    def __init__(self, spec: DeskSpec, screen: StandingScreen, shell: ShellSide):
        self._sites = spec.sites
        self._screen = screen
        self._shell = shell

    async def open(self, text: str) -> str:
        """Open a target; returns words on what came of it, "" for an address that is shown.

        Raises InvalidInput, NotFound, and what opening an address raises.
        """
        target = read_target(text, self._sites)
        if target.kind == "address":
            return await self._show(target.value)
        if target.kind == "program":
            return await self._program(target.value)
        return await self._path(target.value)

    async def _program(self, name: str) -> str:
        if name == "browser":
            await (await self._screen.browser()).activate()
        elif name == "terminal":
            await open_terminal((await self._screen.side()).cell, await self._shell.cell())
        elif name == "files":
            await open_files((await self._with_bus()).cell)
        else:
            await open_editor((await self._with_bus()).cell)
        words = {"files": "file manager", "editor": "text editor"}
        return f"The {words.get(name, name)} was opened."

    async def _path(self, path: str) -> str:
        path = await self._real(path)
        if await self._is("-d", path):
            await open_files((await self._with_bus()).cell, path)
            return "The folder was opened in the file manager."
        if not await self._is("-f", path):
            raise NotFound(
                f"There is no file {path} on the desk, and it is no address or program.",
                hint=f"List the files of {posixpath.dirname(path) or WORK_DIR}.",
            )
        if in_browser(path):
            await self._show(f"file://{quote(path)}")
            return "The file was opened in the browser."
        await open_editor((await self._with_bus()).cell, path)
        return "The file was opened in the text editor."

    async def _show(self, address: str) -> str:
        browser = await self._screen.browser()
        try:
            return await browser.open(address)
        finally:
            await browser.activate()  # its window may be behind others, also when it shows why it can't open the page

    async def _real(self, path: str) -> str:
        """The path without links, which programs of the screen don't follow. Raises Refused when one leads away."""
        read_end, write_end = os.pipe()
        try:
            try:
                await (await self._shell.cell()).spawn(["realpath", "-e", "--", path], fds={1: write_end})
            finally:
                os.close(write_end)
            real = await read_line(read_end, _ANSWER_TIMEOUT_S, line_bytes_max=_PATH_BYTES_MAX)
        except DeskLost:
            return path  # nothing is there: told by who looks
        finally:
            os.close(read_end)
        if real != WORK_DIR and not real.startswith(f"{WORK_DIR}/"):
            raise Refused(
                f"{path[:200]} is a link to {real[:200]}, which is not under {WORK_DIR}.",
                hint=f"Copy the file into {WORK_DIR} first.",
            )
        return real

    async def _is(self, kind: str, path: str) -> bool:
        """Asked inside the cell, where links lead only to what the desk may see."""
        process = await (await self._shell.cell()).spawn(["test", kind, path])
        return await process.wait() == 0

    async def _with_bus(self) -> ScreenSide:
        return await self._screen.apps()
