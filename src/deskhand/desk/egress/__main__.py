"""The egress process: `python -m deskhand.desk.egress CONTROL_FD DIAL_FD`, started by `process.EgressProcess`.

CONTROL_FD: a stream socket with the messages of `control.py`; its end ends this process, so it never outlives the
keeper. DIAL_FD: the proxy's end of a `dial_pair`.
"""

from __future__ import annotations

import asyncio
import concurrent.futures.thread  # noqa: F401  the libraries' files may be out of reach once root is given up:
import encodings.idna  # noqa: F401  what is else imported when it is first used is imported here
import os
import signal
import socket
import sys
from pathlib import Path

from pydantic import ValidationError

from deskhand.core.errors import DeskhandError
from deskhand.desk.egress.control import LINE_BYTES_MAX, MESSAGE, Answer, Reload, Start
from deskhand.desk.egress.dial import DialClient
from deskhand.desk.egress.log import EgressLog
from deskhand.desk.egress.proxy import Proxy


async def serve(control: socket.socket, dials: socket.socket) -> None:
    """Obey the control socket until it ends."""
    reader, writer = await asyncio.open_connection(sock=control, limit=LINE_BYTES_MAX)
    client = DialClient(dials)
    proxy: Proxy | None = None
    try:
        while line := await reader.readline():
            answer = Answer(ok=True)
            try:
                message = MESSAGE.validate_json(line)
                if isinstance(message, Start) and proxy is None:
                    proxy = await _start(message, client)
                elif isinstance(message, Reload) and proxy is not None:
                    proxy.configure(message.config)
                else:
                    answer = Answer(ok=False, error=f"A {message.type} is out of its order.")
            except (ValidationError, DeskhandError, OSError) as error:
                answer = Answer(ok=False, error=str(error)[:2000])
            writer.write(answer.model_dump_json().encode() + b"\n")
            await writer.drain()
    except (OSError, ValueError):
        pass  # the keeper is gone, or sent a line without end: either way this process has no work left
    finally:
        if proxy is not None:
            await proxy.close()
        client.close()
        writer.close()


async def _start(message: Start, client: DialClient) -> Proxy:
    log = EgressLog(Path(message.log), renames=message.uid is None)
    proxy = Proxy(message.config, log, dial=client.dial)
    for cell, path in message.listen.items():
        await proxy.listen(cell, Path(path))
    if message.uid is not None:
        _become(message.uid)
    return proxy


def _become(uid: int) -> None:
    """Give up root for good: sockets and log are open, and nothing else of this machine's files is needed."""
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal's Ctrl-C is for the session's owner to handle
    control, dials = (socket.socket(fileno=int(number)) for number in sys.argv[1:3])
    asyncio.run(serve(control, dials))


if __name__ == "__main__":
    main()
