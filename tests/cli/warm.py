"""A command line that has read its code already: each command is a fork of one process, else as a shell starts it.

Reading the code takes a second of processor time, and the tests start some hundred commands. `python -m tests.cli.warm
FD` reads it once; one packet on FD starts a command: its words and its environment, with the descriptors of its three
streams and of the pipe on which its pid and its exit code are told.
"""

from __future__ import annotations

import contextlib
import fcntl
import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

REQUEST_BYTES_MAX = 1 << 17
FDS = 4
STREAMS = (0, 1, 2)
READ_BEFORE = ("deskhand.cli.commands.do", "deskhand.cli.commands.artifact", "deskhand.cli.commands.audit", "anthropic")


class Started:
    """A command that runs: as much of `subprocess.Popen` as tests of the command line need."""

    def __init__(self, pid: int, told: int) -> None:
        self.pid = pid
        self._told = told
        self._code: int | None = None

    def send_signal(self, number: int) -> None:
        if self._code is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def wait(self, timeout: float) -> int:
        """Its exit code, negative for a signal. Raises subprocess.TimeoutExpired."""
        if self._code is None:
            if not _readable(self._told, timeout):
                raise subprocess.TimeoutExpired(f"deskhand (pid {self.pid})", timeout)
            line = os.read(self._told, 64)
            os.close(self._told)
            self._code = os.waitstatus_to_exitcode(int(line))
        return self._code

    def has_ended(self) -> bool:
        if self._code is None and _readable(self._told, 0):
            self.wait(0)
        return self._code is not None


def start(args: Sequence[str], environment: Mapping[str, str], streams: Sequence[int], *, terminal: bool) -> Started:
    """Start a command. streams: its standard input, output and error. terminal: in a session of its own, with the
    first of them as its terminal."""
    told, tells = os.pipe()
    asked = {"args": list(args), "environment": dict(environment), "folder": str(Path.cwd()), "terminal": terminal}
    try:
        socket.send_fds(_server()[0], [json.dumps(asked).encode()], [*streams, tells])
    finally:
        os.close(tells)
    pid = b""
    while not pid.endswith(b"\n"):
        more = os.read(told, 1)
        if not more:
            raise RuntimeError("the command line could not be started; what it said stands above")
        pid += more
    return Started(int(pid), told)


def _readable(fd: int, timeout: float) -> bool:
    return bool(select.select([fd], [], [], timeout)[0])


@cache
def _server() -> tuple[socket.socket, subprocess.Popen[bytes]]:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        server = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.warm", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.DEVNULL,
        )
    return ours, server


def serve(door: socket.socket) -> None:
    """Start commands until the other end is closed. Returns in the server alone; `main` ends a command's process."""
    import importlib

    from deskhand.cli.main import main

    for module in READ_BEFORE:
        importlib.import_module(module)
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        packet, fds, _, _ = socket.recv_fds(door, REQUEST_BYTES_MAX, FDS)
        if not packet:
            return
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            door.close()
            _watch(fds[-1], fds[:-1])
            _become(json.loads(packet), fds[:-1])
            main()
        for fd in fds:
            os.close(fd)


def _watch(tells: int, streams: Sequence[int]) -> None:
    """Fork; returns in the command's process alone. Its parent tells its pid, waits for it, and tells its end."""
    if (pid := os.fork()) == 0:
        os.close(tells)
        return
    os.write(tells, f"{pid}\n".encode())
    for fd in (*STREAMS, *streams):
        os.close(fd)
    _, status = os.waitpid(pid, 0)
    os.write(tells, str(status).encode())
    os._exit(0)


def _become(asked: dict[str, object], streams: Sequence[int]) -> None:
    if asked["terminal"]:
        os.setsid()
        fcntl.ioctl(streams[0], termios.TIOCSCTTY, 0)
    for number, fd in zip(STREAMS, streams, strict=True):
        os.dup2(fd, number)
    for fd in streams:
        os.close(fd)
    for written in (sys.stdout, sys.stderr):
        written.reconfigure(line_buffering=written.isatty())  # type: ignore[union-attr]
    os.chdir(str(asked["folder"]))
    os.environ.clear()
    os.environ.update(asked["environment"])  # type: ignore[arg-type]
    time.tzset()
    sys.argv = ["deskhand", *asked["args"]]  # type: ignore[misc]


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
