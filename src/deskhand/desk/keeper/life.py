"""The life of a keeper: takes the run folder, makes the desk, serves it, and ends it when asked, when idle, or when its
folder is gone: nobody could find it again.

It does not know who drives the desk.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from deskhand.core.errors import DeskhandError
from deskhand.desk.keeper.folder import SOCKET_NAME, holds_lock, read_pages, read_spec, take_lock, write_pages
from deskhand.desk.keeper.memory import give_back
from deskhand.desk.keeper.server import Server
from deskhand.desk.keeper.wire import listen, pack
from deskhand.desk.local import LocalDesk
from deskhand.desk.secrecy import Secrecy

_AGAIN = "The desk had ended and was made again from its last files and pages; programs that ran are lost."
_LOOK_AT_CLOCK_S = 1.0


async def keep(run_dir: Path, ready: Callable[[], None]) -> None:
    """Make the desk and keep it to its end. ready: called when drivers can attach. Raises what the making raises."""
    lock = take_lock(run_dir)
    try:
        spec = read_spec(run_dir)
        again = (run_dir / "desk" / "work").is_dir()
        desk = await LocalDesk.start(
            run_dir / "desk",
            spec,
            pages=read_pages(run_dir) if again else (),
            on_pages=lambda pages: write_pages(run_dir, pages),
            note=_AGAIN if again else "",
        )
        try:
            await _serve(
                desk, run_dir, lambda idle_s: idle_s < spec.idle_timeout_s and holds_lock(run_dir, lock), ready
            )
        finally:
            await desk.close()
    finally:
        os.close(lock)


async def _serve(desk: LocalDesk, run_dir: Path, goes_on: Callable[[float], bool], ready: Callable[[], None]) -> None:
    """Until it is asked to end. goes_on: whether it shall, by how many seconds nobody has used it."""
    server = Server(desk, functools.partial(pack_discreetly, desk.secrecy))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, server.closed.set)
    tasks: set[asyncio.Task[None]] = set()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(server.accept(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    door = await asyncio.start_unix_server(accept, sock=listen(run_dir))
    ready()
    try:
        while not server.closed.is_set() and goes_on(server.idle_s()):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_AT_CLOCK_S):
                    await server.closed.wait()
            if server.pausing():
                give_back()
    finally:
        door.close()
        (run_dir / SOCKET_NAME).unlink(missing_ok=True)
        await desk.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def pack_discreetly(secrecy: Secrecy, message: dict[str, Any]) -> bytes:
    """A frame without any value that was typed on the desk: everything that is said to drivers goes through here."""
    packed = pack(message)
    return pack(secrecy.hidden(message)) if secrecy.active and secrecy.touches(packed) else packed


def words_of(error: DeskhandError) -> str:
    """A failed start as one line for who waits for it."""
    return json.dumps([type(error).__name__, error.message, error.hint])
