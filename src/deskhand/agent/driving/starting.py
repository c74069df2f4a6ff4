"""Starting a session's driver as a process of its own, whether one drives, and ending it: for whoever puts commands
in inboxes.

Put the command first, then look whether somebody drives, and start a driver if nobody does: a driver that ends looks
into the inbox once more after it has let go of the session, so no command is left between the two. A driver that is
one too many ends quietly by itself.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

from deskhand.agent.session import Home, TaskOptions
from deskhand.core.errors import SetupMissing
from deskhand.journal.journal import Journal

PROGRAM = "deskhand.agent.driving"
LOG_NAME = "driver.log"
OPTIONS_NAME = "driver.json"
IDLE_S = 600.0
"""How long a driver waits at a rest that nobody watches; starting one takes about a second."""
END_S = 20.0
"""For breaking off what is performed and letting go of a desk; a tenth of a second where the desk answers."""
LOG_BYTES_MAX = 1024 * 1024


def start_driver(
    home: Home, session_id: str, options: TaskOptions | None = None, *, idle_s: float = IDLE_S, program: str = PROGRAM
) -> int:
    """Start a driver for a session and return its process id at once; it says what it does in the desk's driver.log.

    options: those of a new session, whose stream is made and empty. They are kept until it has begun, so that a driver
    that is killed before can be followed by one without. The process has its own group, and outlives this one; it reads
    the settings that `home` was made from. idle_s: how long it waits at a rest that nobody watches. program: the module
    that drives. Raises SetupMissing when no process can be started.
    """
    folder = home.desk_folder(session_id)
    kept = folder / OPTIONS_NAME
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if options is not None:
            _write(kept, options.model_dump_json())
        told = os.open(kept if kept.exists() else os.devnull, os.O_RDONLY | os.O_CLOEXEC)
        try:
            return _started([program, session_id, "--idle-s", str(idle_s)], home, told, _log(folder / LOG_NAME))
        finally:
            os.close(told)
    except OSError as error:
        raise SetupMissing(
            f"no driver can be started for {session_id}: {error}.", hint="Free memory or disk space, and try again."
        ) from None


async def driver_alive(journal: Journal, session_id: str) -> bool:
    """Whether some process drives the session now. One that was just started does after a moment."""
    writer = await journal.writer_of(session_id)
    return writer is not None and writer.live


async def end_driver(journal: Journal, session_id: str, within_s: float = END_S) -> bool:
    """Have the driver's process let go of a session, as before its deletion; whether nobody drives it then.

    False: it does not end, or it is no process that `start_driver` started here (a command line has a person at it).
    """
    writer = await journal.writer_of(session_id)
    if writer is None or not writer.live:
        return True
    if writer.host != socket.gethostname() or not _drives(writer.pid, session_id):
        return False
    try:
        handle = os.pidfd_open(writer.pid)
    except ProcessLookupError:
        return not await driver_alive(journal, session_id)
    ended, loop = asyncio.Event(), asyncio.get_running_loop()
    loop.add_reader(handle, ended.set)
    try:
        signal.pidfd_send_signal(handle, signal.SIGTERM)
        async with asyncio.timeout(within_s):
            await ended.wait()
    except (TimeoutError, ProcessLookupError):
        pass
    finally:
        loop.remove_reader(handle)
        os.close(handle)
    return not await driver_alive(journal, session_id)


def _drives(pid: int, session_id: str) -> bool:
    """Whether the process was started to drive this session."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return b"-m" in words and session_id.encode() in words


def _started(words: list[str], home: Home, told: int, log: int) -> int:
    """The process. It is waited for by a thread, so that it leaves no zombie here."""
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", *words],
            stdin=told,
            stdout=log,
            stderr=log,
            cwd="/",
            env=dict(home.settings.environment),
            start_new_session=True,
        )
    finally:
        os.close(log)
    threading.Thread(target=process.wait, name=f"the end of driver {process.pid}", daemon=True).start()
    return process.pid


def _log(path: Path) -> int:
    """The log, for its owner only; one that has grown long is begun anew."""
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    if os.fstat(number).st_size > LOG_BYTES_MAX:
        os.ftruncate(number, 0)
    return number


def _write(path: Path, text: str) -> None:
    """Whole or not at all, for its owner only."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "w") as file:
        file.write(text)
    fresh.replace(path)
