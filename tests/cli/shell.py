"""The command line as a shell uses it: real processes, pipes and a real terminal."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import tempfile
import termios
from pathlib import Path
from typing import IO, Any

from tests.cli.warm import start

DESKHAND = [sys.executable, "-m", "deskhand.cli.main"]
TIMEOUT_S = 60
STYLES = re.compile(r"\x1b\[[0-9;]*m")


class Ran:
    """What a command left: its code, and its words on both outputs."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err

    @property
    def ended(self) -> dict[str, Any]:
        """The one object of --json. Anything else on standard output is an error."""
        ended: dict[str, Any] = json.loads(self.out)
        return ended


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "HOME", "PYTHONPATH") if name in os.environ}
    return {**kept, "DESKHAND_HOME": str(home), "COLUMNS": "100", "TERM": "xterm-256color", **more}


def deskhand(home: Path, *args: str, said: str = "", **more: str) -> Ran:
    """Run a command to its end, with `said` on its standard input."""
    with tempfile.TemporaryFile() as typed, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        typed.write(said.encode())
        typed.seek(0)
        streams = [each.fileno() for each in (typed, out, err)]
        started = start(args, environment(home, **more), streams, terminal=False)
        try:
            code = started.wait(TIMEOUT_S)
        except subprocess.TimeoutExpired:
            started.send_signal(signal.SIGKILL)
            raise
        return Ran(code, *(_read(each) for each in (out, err)))


def _read(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode().replace("\r\n", "\n")


class Terminal:
    """A command in a terminal of its own; what a person would see and type. Use it in a `with` block."""

    def __init__(self, home: Path, *args: str) -> None:
        self._master, slave = pty.openpty()
        termios.tcsetwinsize(slave, (40, 100))
        self._process = start(args, environment(home, NO_COLOR="1"), [slave] * 3, terminal=True)
        os.close(slave)
        self.seen = ""
        self._read = 0

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._process.has_ended():
            self._process.send_signal(signal.SIGKILL)
            self._process.wait(TIMEOUT_S)
        os.close(self._master)

    def until(self, words: str) -> str:
        """Wait until the words appear after those waited for before; what came with them."""
        start = self._read
        while words not in self.seen[start:]:
            if not self._more():
                raise AssertionError(f"{words!r} never came; the terminal shows:\n{self.seen[start:]}")
        self._read = self.seen.index(words, start) + len(words)
        return self.seen[start : self._read]

    def _more(self) -> bool:
        ready, _, _ = select.select([self._master], [], [], TIMEOUT_S)
        try:
            data = os.read(self._master, 65_536) if ready else b""
        except OSError:  # the other end of the terminal is closed
            data = b""
        self.seen += STYLES.sub("", data.decode("utf-8", "replace").replace("\r\n", "\n"))
        return bool(data)

    def type(self, keys: str) -> None:
        """Press keys; "\\x03" is Ctrl-C, "\\x04" Ctrl-D."""
        os.write(self._master, keys.encode())

    def enter(self, line: str = "") -> None:
        self.type(f"{line}\n")

    def end(self) -> int:
        """Everything to the end; the exit code."""
        while self._more():
            pass
        return self._process.wait(TIMEOUT_S)
