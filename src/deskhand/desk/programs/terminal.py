"""A terminal on the screen whose shell runs in the shell cell.

The window is an xterm of the screen cell that was handed one end of a pseudo-terminal of the shell cell, so what is
typed into it has the shell's walls, not the screen's. It does not know what is typed.
"""

from __future__ import annotations

import os
import termios
from collections.abc import Mapping

from deskhand.desk.base import WORK_DIR
from deskhand.desk.cells.base import Cell, CellProcess
from deskhand.desk.programs.installed import spawn_installed
from deskhand.desk.programs.pipes import read_line

_WINDOW_TIMEOUT_S = 20.0
_MASTER_FD = 5
_COLUMNS, _ROWS = 100, 30
_FONT = "DejaVu Sans Mono"
_FONT_SIZE_PT = "11"

DEAF_TO = {
    "allowWindowOps": "false",
    "allowTitleOps": "false",
    "allowFontOps": "false",
    "allowTcapOps": "false",
    "allowColorOps": "false",
    "allowSendEvents": "false",
    "allowPasteControls": "false",
    "decTerminalID": "100",
    "tekInhibit": "true",
    "logInhibit": "true",
    "printerCommand": "",
    "answerbackString": "",
}
"""Settings of xterm's text area. What a command prints may be a stranger's words: it must not type into the terminal,
take or set the clipboard, rename or move the window, or give keys a meaning. A VT100 has no keys that can be given one;
every later terminal has (DECUDK), with a newline in it, and xterm has no setting for that alone."""


async def open_terminal(screen: Cell, shell: Cell) -> CellProcess:
    """Open a terminal window; returns its xterm when the window is there. It closes when its shell ends."""
    master, slave = await shell.open_terminal(rows=_ROWS, columns=_COLUMNS)
    try:
        cooked = termios.tcgetattr(slave)
        _hush(slave)
        window = await spawn_installed(screen, _xterm(), fds={_MASTER_FD: master}, env={"LC_ALL": "C.UTF-8"})
        await read_line(slave, _WINDOW_TIMEOUT_S)
        os.set_blocking(slave, True)
        termios.tcsetattr(slave, termios.TCSANOW, cooked)
        await shell.spawn(
            ["bash", "--noprofile", "--rcfile", "/run/inside/terminal.bashrc", "-i"],
            cwd=WORK_DIR,
            env={"TERM": "xterm-256color"},
            fds={0: slave, 1: slave, 2: slave},
            terminal=slave,
        )
    finally:
        os.close(master)
        os.close(slave)
    return window


def _xterm() -> list[str]:
    """`-S` is xterm's slave mode: it uses the descriptor it was given and starts no program. The name before the
    slash is only for its records."""
    return [
        "xterm", f"-S/desk/{_MASTER_FD}", "-title", "Terminal", "-geometry", f"{_COLUMNS}x{_ROWS}",
        "-fa", _FONT, "-fs", _FONT_SIZE_PT, "-fg", "#1a1a1a", "-bg", "#ffffff", "-sl", "5000", "-u8", "+bc",
        "-name", "xterm", "-xrm", "xterm.fullscreen: never", *_settings(DEAF_TO),
        "-xrm", "*VT100.translations: #override Ctrl Shift <Key>V: insert-selection(CLIPBOARD) \\n"
        " Ctrl Shift <Key>C: copy-selection(CLIPBOARD)",
    ]  # fmt: skip


def _settings(values: Mapping[str, str]) -> list[str]:
    """As options: named in full, because of two settings of a resource the one that is named more exactly wins."""
    return [word for name, value in values.items() for word in ("-xrm", f"xterm.vt100.{name}: {value}")]


def _hush(slave: int) -> None:
    """No echo: xterm's first line, the number of its window, is for us and not for the person who looks."""
    raw = termios.tcgetattr(slave)
    raw[3] &= ~(termios.ECHO | termios.ICANON)
    termios.tcsetattr(slave, termios.TCSANOW, raw)
