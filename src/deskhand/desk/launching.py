"""Starts keepers that outlive this process, from a nursery that this process starts with its first desk.

It does not know what a keeper says when it is ready.
"""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from pathlib import Path

from deskhand.core.errors import SetupMissing
from deskhand.desk.keeper.folder import LOG_NAME

_doors: dict[int, int] = {}
"""This process's pid -> its end of its nursery's socket. A fork of this process must not use its parent's."""


async def launch_keeper(run_dir: Path, ready_fd: int) -> None:
    """Have a keeper started for this folder, which says on `ready_fd` how that went. Raises SetupMissing."""
    log_fd = os.open(run_dir / LOG_NAME, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    try:
        if not _ask(run_dir, ready_fd, log_fd):
            await _start_nursery(log_fd)
            if not _ask(run_dir, ready_fd, log_fd):
                raise SetupMissing("The desk's keeper can't be started.", hint=f"See {run_dir / LOG_NAME}.")
    finally:
        os.close(log_fd)


def _ask(run_dir: Path, ready_fd: int, log_fd: int) -> bool:
    """False when there is no nursery (any more)."""
    door = _doors.get(os.getpid())
    if door is None:
        return False
    end = socket.socket(fileno=door)
    try:
        socket.send_fds(end, [os.fsencode(run_dir.absolute())], [ready_fd, log_fd])
    except OSError:
        end.close()
        del _doors[os.getpid()]
        return False
    end.detach()
    return True


async def _start_nursery(log_fd: int) -> None:
    """`setsid --fork` makes it nobody's child: no terminal's Ctrl-C reaches it. It ends when our end is closed."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    number = theirs.fileno()
    command = ["setsid", "--fork", sys.executable, "-m", "deskhand.desk.keeper.nursery", str(number)]
    try:
        process = await asyncio.create_subprocess_exec(
            *command, stdin=asyncio.subprocess.DEVNULL, stdout=log_fd, stderr=log_fd, pass_fds=(number,), cwd="/"
        )
    except OSError as error:
        ours.close()
        raise SetupMissing(f"setsid can't be started: {error}.", hint="Run: apt-get install util-linux") from None
    finally:
        theirs.close()
    await process.wait()
    _doors[os.getpid()] = ours.detach()
