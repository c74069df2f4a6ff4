"""The keeper's side of the egress process: start it, give it new rules, answer its dials, end it.

It does not know the cells; the caller says how a port of the shell cell is dialled.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from deskhand.core.errors import DeskLost, InvalidInput
from deskhand.desk.egress.control import LINE_BYTES_MAX, Answer, Reload, Start
from deskhand.desk.egress.dial import Dial, dial_pair, serve_dials
from deskhand.desk.egress.rules import CellName, EgressConfig

ANSWER_TIMEOUT_S = 20.0
"""Python starts and imports in about 0.5 s here; a loaded machine gets time."""
END_TIMEOUT_S = 5.0


class EgressProcess:
    """A running egress process. It ends with this object's `close`, or with this process however that ends."""

    def __init__(self, process: asyncio.subprocess.Process, control: socket.socket, dials: asyncio.Task[None]) -> None:
        self._process = process
        self._control = control
        self._dials = dials
        self._turn = asyncio.Lock()

    @classmethod
    async def start(
        cls, listen: Mapping[CellName, Path], config: EgressConfig, *, log: Path, dial: Dial, uid: int | None = None
    ) -> EgressProcess:
        """Start it; it listens when this returns. uid: who it is from then on, when root starts it.
        Raises DeskLost when it doesn't come up, InvalidInput for a
        configuration that it can't take."""
        ours, theirs = socket.socketpair()
        our_dials, their_dials = dial_pair()
        with theirs, their_dials:
            fds = (theirs.fileno(), their_dials.fileno())
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "deskhand.desk.egress", *map(str, fds),
                pass_fds=fds, stdin=asyncio.subprocess.DEVNULL,
            )  # fmt: skip
        ours.setblocking(False)
        egress = cls(process, ours, asyncio.create_task(_serve(our_dials, dial)))
        places = {cell: str(path) for cell, path in listen.items()}
        try:
            await egress._ask(Start(listen=places, log=str(log), config=config, uid=uid))
        except BaseException:
            await egress.close()
            raise
        return egress

    @property
    def pid(self) -> int:
        return self._process.pid

    async def reload(self, config: EgressConfig) -> None:
        """New rules for all requests that come after this returns. Raises InvalidInput, DeskLost."""
        await self._ask(Reload(config=config))

    async def wait(self) -> int:
        """Wait until the process has ended, and its exit code."""
        return await self._process.wait()

    async def close(self) -> None:
        self._control.close()
        try:
            async with asyncio.timeout(END_TIMEOUT_S):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
        self._dials.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._dials

    async def _ask(self, message: Start | Reload) -> None:
        async with self._turn:
            try:
                async with asyncio.timeout(ANSWER_TIMEOUT_S):
                    answer = await self._talk(message.model_dump_json().encode() + b"\n")
            except (OSError, TimeoutError, ValidationError):
                raise DeskLost("The egress proxy does not answer.", hint="Open the desk again.") from None
        if not answer.ok:
            raise InvalidInput(f"The egress rules can't be used: {answer.error}", hint="Correct sites and hosts.")

    async def _talk(self, line: bytes) -> Answer:
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(self._control, line)
        data = b""
        while not data.endswith(b"\n"):
            more = await loop.sock_recv(self._control, LINE_BYTES_MAX)
            if not more:
                raise ConnectionResetError
            data += more
        return Answer.model_validate_json(data)


async def _serve(sock: socket.socket, dial: Dial) -> None:
    with sock:
        await serve_dials(sock, dial)
