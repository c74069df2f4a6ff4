"""The keeper's end of the socket to a cell's first process: packets of JSON with descriptors, both ways.

Everything that arrives comes from inside the walls: it is bounded, checked, and never raises anything but DeskLost
and the errors the answers name. It does not know what the requests mean.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from deskhand.core.errors import DeskhandError, DeskLost, InvalidInput, NotFound, Refused

PACKET_BYTES_MAX = 128 * 1024
"""Under the kernel's default limit for one packet (net.core.wmem_default, 212992 with its overhead)."""

_FDS_MAX = 4
_LOST = "The cell has ended."
_LOST_HINT = "Open the desk again; its files are kept."


def _nothing(_: dict[str, Any]) -> None:
    pass


@dataclass
class _Question:
    answer: asyncio.Future[tuple[dict[str, Any], list[int]]]
    on_answer: Callable[[dict[str, Any]], None]


class Link:
    """Requests with answers, and notices. Lives in one event loop.

    on_exit: called with pid and code of a process that has ended. on_end: called once, when the cell is gone.
    """

    def __init__(self, sock: socket.socket, on_exit: Callable[[int, int], None], on_end: Callable[[], None]):
        sock.setblocking(False)
        self._sock = sock
        self._on_exit = on_exit
        self._on_end = on_end
        self._waiting: dict[int, _Question] = {}
        self._next_id = 0
        self._sending = asyncio.Lock()
        self._loop = asyncio.get_running_loop()
        self.ready: asyncio.Future[None] = self._loop.create_future()
        self.ended = asyncio.Event()
        self._loop.add_reader(sock.fileno(), self._receive)

    async def ask(
        self, request: dict[str, Any], fds: Sequence[int] = (), on_answer: Callable[[dict[str, Any]], None] = _nothing
    ) -> tuple[dict[str, Any], list[int]]:
        """Send a request and wait for its answer and the descriptors with it, which then are the caller's.

        on_answer: called as the answer is read, before any packet behind it.
        """
        self._next_id += 1
        number = self._next_id
        packet = json.dumps({**request, "id": number}).encode()
        if len(packet) > PACKET_BYTES_MAX:
            raise InvalidInput(
                f"A request of {len(packet)} bytes is too large for the cell, which takes {PACKET_BYTES_MAX}.",
                hint="Put long text in a file and name the file.",
            )
        question = _Question(self._loop.create_future(), on_answer)
        self._waiting[number] = question
        try:
            await self._send(packet, fds)
            answer, received = await question.answer
        finally:
            self._waiting.pop(number, None)
        if "error" in answer:
            _close_all(received)
            raise _error_of(answer)
        return answer, received

    async def _send(self, packet: bytes, fds: Sequence[int]) -> None:
        async with self._sending:
            while not self.ended.is_set():
                try:
                    socket.send_fds(self._sock, [packet], list(fds))
                    return
                except BlockingIOError:
                    await self._writable()
                except OSError:
                    self.close()
        raise DeskLost(_LOST, hint=_LOST_HINT)

    async def _writable(self) -> None:
        ready = asyncio.Event()
        self._loop.add_writer(self._sock.fileno(), ready.set)
        try:
            await ready.wait()
        finally:
            self._loop.remove_writer(self._sock.fileno())

    def _receive(self) -> None:
        try:
            packet, fds, flags, _ = socket.recv_fds(self._sock, PACKET_BYTES_MAX, _FDS_MAX)
        except BlockingIOError:
            return
        except OSError:
            packet, fds, flags = b"", [], 0
        for fd in fds:
            os.set_inheritable(fd, False)
        if not packet or flags & socket.MSG_TRUNC:
            _close_all(fds)
            self.close()
            return
        try:
            message = json.loads(packet)
            kept = isinstance(message, dict) and self._take(message, fds)
        except (ValueError, RecursionError):
            kept = False
        if not kept:
            _close_all(fds)

    def _take(self, message: dict[str, Any], fds: list[int]) -> bool:
        """Hand a message on; True when somebody now owns its descriptors."""
        if message.get("ready") and not self.ready.done():
            self.ready.set_result(None)
        elif isinstance(message.get("exit"), int) and isinstance(message.get("code"), int):
            self._on_exit(message["exit"], message["code"])
        elif isinstance(number := message.get("id"), int):
            question = self._waiting.get(number)
            if question is not None and not question.answer.done():
                question.on_answer(message)
                question.answer.set_result((message, fds))
                return True
        return False

    def close(self) -> None:
        """End the link, and with it the cell. Who waits gets DeskLost."""
        if self.ended.is_set():
            return
        self.ended.set()
        self._loop.remove_reader(self._sock.fileno())
        self._loop.remove_writer(self._sock.fileno())
        self._sock.close()
        waiting: list[asyncio.Future[Any]] = [question.answer for question in self._waiting.values()]
        for future in [*waiting, self.ready]:
            if not future.done():
                future.set_exception(DeskLost(_LOST, hint=_LOST_HINT))
                future.exception()  # seen here: who waits is told, and nobody need wait
        self._on_end()


def _close_all(fds: Sequence[int]) -> None:
    for fd in fds:
        os.close(fd)


def _error_of(answer: dict[str, Any]) -> DeskhandError:
    text = str(answer.get("text", ""))[:500]
    if answer["error"] == "missing":
        return NotFound(f"Not found in the cell: {text}.", hint="Check the name and try again.")
    return Refused(f"The cell could not do it: {text}.", hint="Check what was asked for and try again.")
