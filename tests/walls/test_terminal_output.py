"""What a hostile command prints in the terminal on the screen, in the terminal's own language of control sequences."""

from __future__ import annotations

import asyncio
import contextlib
import json
import struct
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from deskhand.core.acts import Key, TypeText
from deskhand.desk.programs import terminal
from deskhand.desk.programs.display import start_display
from deskhand.desk.programs.screen_side import _connect
from deskhand.desk.screen.extensions import intern_atom
from deskhand.desk.screen.properties import get_property
from deskhand.desk.screen.screen import Screen
from tests.walls.conftest import Cells

pytestmark = pytest.mark.desk

SEQUENCES = {
    "a title, asked back": "\x1b]0;INTRUDER\x07\x1b]2;INTRUDER\x07\x1b[21t\x1b[20t",
    "a title, pushed and popped": "\x1b[22t\x1b[23t",
    "a wrong setting, asked back": '\x1bP$qINTRUDER\x1b\\\x1bP$q"p\r\nINTRUDER\x1b\\',
    "a font, asked back": "\x1b]50;INTRUDER\x07\x1b]50;?\x07",
    "the clipboard, set": "\x1b]52;cp;SU5UUlVERVI=\x07",
    "the clipboard, asked back": "\x1b]52;c;?\x07",
    "a property of the window": "\x1b]3;INTRUDER=INTRUDER\x07",
    "a word of the terminal's description": "\x1bP+pTN=INTRUDER\x1b\\\x1bP+q544e\x1b\\",
    "the answerback": "\x05",
    "meanings of keys": "\x1b[?1061h\x1bP0;1|17/494e5452554445520d;31/494e5452554445520d;23/494e5452554445520d\x1b\\",
    "a colour, asked back": "\x1b]10;INTRUDER\x07\x1b]10;?\x07\x1b]4;1;?\x07",
    "what is on the screen": "\x1b[1;1;1;1;3;3*y",
    "the printer": "\x1b[5iINTRUDER\x1b[4i\x1b[i",
    "a link": "\x1b]8;;file:///etc/passwd\x07INTRUDER\x1b]8;;\x07",
    "a log file": "\x1b]46;/work/INTRUDER\x07\x1b[?46hINTRUDER\x1b[?46l",
    "another place and size": "\x1b[3;0;0t\x1b[8;60;200t\x1b[9;1t\x1b[10;1t",
    "another terminal's window": "\x1b[?38h\x1b[?38l\x1b\x03",
    "what kind it is": "\x1b[c\x1b[>c\x1b[=c\x1b[>q\x1b[6n\x1b[?6n\x1b[2$w\x1b[1$w",
}

PROGRAM = f"""
import json, os, termios, tty
fd = os.open("/dev/tty", os.O_RDWR)
tty.setraw(fd)
def heard(until):
    got = b""
    while not got.endswith(until): got += os.read(fd, 4096)
    return got[:-len(until)].decode("latin-1")
said = {{}}
for name, sequence in {SEQUENCES!r}.items():
    os.write(fd, sequence.encode() + b"\\x1b[5n")
    said[name] = heard(b"\\x1b[0n")
open("/work/done", "w").close()
said["keys"] = heard(b"q")
json.dump(said, open("/work/part", "w"))
os.rename("/work/part", "/work/said")
"""


@dataclass
class Terminal:
    """A terminal on a screen, with the shell's work folder."""

    screen: Screen
    cells: Cells

    async def until(self, name: str) -> None:
        while not (self.cells.shell.places.work / name).exists():  # noqa: ASYNC110 - a program of the cell makes it
            await asyncio.sleep(0.02)

    async def said(self) -> dict[str, str]:
        """Run the hostile program in it and press keys: what the terminal typed to it, by sequence."""
        work = self.cells.shell.places.work
        (work / "hostile.py").write_text(PROGRAM)
        await self.screen.perform(TypeText(text="python3 /work/hostile.py\n"))
        await self.until("done")
        for keys in ("F6", "shift+F6", "F11", "shift+F11", "F17", "q"):
            await self.screen.perform(Key(keys=keys))
        await self.until("said")
        said: dict[str, str] = json.loads((work / "said").read_text())
        return said

    async def titles(self) -> list[str]:
        """Of all windows on the screen."""
        connection = self.screen._connection
        windows = await get_property(
            connection, connection.setup.root, await intern_atom(connection, "_NET_CLIENT_LIST")
        )
        ids = struct.unpack(f"<{len(windows.data) // 4}I", windows.data)
        name = await intern_atom(connection, "WM_NAME")
        return [(await get_property(connection, one, name)).data.decode() for one in ids]


@contextlib.asynccontextmanager
async def opened(cells: Cells) -> AsyncIterator[Terminal]:
    await start_display(cells.screen.cell, 1280, 800)
    screen = await _connect(cells.screen.places.x11)
    try:
        await screen.until_managed()
        await screen.set_clipboard("mine")
        await terminal.open_terminal(cells.screen.cell, cells.shell.cell)
        await screen.settle()
        yield Terminal(screen, cells)
    finally:
        await screen.close()


@pytest.mark.timeout(60)
async def test_what_a_command_prints_types_nothing_of_its_own_and_changes_no_clipboard_or_window(cells: Cells) -> None:
    async with opened(cells) as window:
        said = await window.said()
        assert not [name for name, word in said.items() if "INTRUDER" in word or "\n" in word or "\r" in word]
        assert said["the clipboard, asked back"] == said["what is on the screen"] == ""
        assert await window.screen.clipboard() == "mine"
        assert await window.titles() == ["Terminal"]
        for cell in (cells.shell, cells.screen):
            assert (await cell.sh("ls -d /work/INTRUDER* ~/*[xX][tT]erm* /tmp/* 2>/dev/null"))[1] == ""


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("settings", "reach"),
    [
        ({"allowWindowOps": "true", "allowTitleOps": "true"}, "a title, asked back"),
        pytest.param({"allowFontOps": "true"}, "a font, asked back", marks=pytest.mark.slow),
        ({"decTerminalID": "420"}, "keys"),
    ],
    ids=["window", "font", "keys"],
)
async def test_a_terminal_that_is_not_deaf_to_it_types_the_strangers_words(
    cells: Cells, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], reach: str
) -> None:
    """The same attempts outside of the wall: if they failed, the test above would show nothing."""
    monkeypatch.setattr(terminal, "DEAF_TO", terminal.DEAF_TO | settings)
    async with opened(cells) as window:
        assert "INTRUDER" in (await window.said())[reach]
        if "allowWindowOps" in settings:
            assert await window.screen.clipboard() == "INTRUDER"
            assert await window.titles() == ["INTRUDER"]
