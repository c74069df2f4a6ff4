"""Asking the keeper for a connection to a port inside the shell cell: the socket itself is passed.

One SOCK_SEQPACKET pair, inherited. A request is one packet of JSON {"id", "port"}; its answer one packet {"id", "ok"},
with "error" when not ok, and with the connected socket by SCM_RIGHTS when ok. Both ends are here. It does not know how
a connection into the cell is made, nor what goes through it.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
from collections.abc import Awaitable, Callable

from pydantic import ValidationError

from deskhand.core.errors import DeskhandError, DeskLost, NotFound
from deskhand.core.values import Value

PACKET_BYTES_MAX = 4096
DIALS_MAX = 64
"""Dials that the keeper works on at once; more are told to wait by an error."""
DIAL_TIMEOUT_S = 10.0

Dial = Callable[[int], Awaitable[socket.socket]]


class DialRequest(Value):
    id: int
    port: int


class DialAnswer(Value):
    id: int
    ok: bool
    error: str = ""


def dial_pair() -> tuple[socket.socket, socket.socket]:
    """The two ends: one for `serve_dials`, one to be inherited by the proxy and given to `DialClient`."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


class DialClient:
    """The proxy's end."""

    def __init__(self, sock: socket.socket) -> None:
        sock.setblocking(False)
        self._sock = sock
        self._waiting: dict[int, asyncio.Future[socket.socket]] = {}
        self._last = 0
        self._lost = False
        asyncio.get_running_loop().add_reader(sock, self._ready)

    async def dial(self, port: int) -> socket.socket:
        """A connection to 127.0.0.1:port in the shell cell. Raises NotFound (nothing there) or DeskLost."""
        if self._lost:
            raise DeskLost("The desk's keeper is gone.", hint="Open the desk again.")
        self._last += 1
        answer: asyncio.Future[socket.socket] = asyncio.get_running_loop().create_future()
        self._waiting[self._last] = answer
        request = DialRequest(id=self._last, port=port)
        try:
            await asyncio.get_running_loop().sock_sendall(self._sock, request.model_dump_json().encode())
            async with asyncio.timeout(DIAL_TIMEOUT_S):
                return await answer
        except TimeoutError:
            raise NotFound(f"Port {port} of the shell did not answer.", hint="Is the program still busy?") from None
        except OSError:
            raise DeskLost("The desk's keeper is gone.", hint="Open the desk again.") from None
        finally:
            del self._waiting[request.id]

    def close(self) -> None:
        self._lose()
        self._sock.close()

    def _ready(self) -> None:
        try:
            data, fds, _, _ = socket.recv_fds(self._sock, PACKET_BYTES_MAX, 4)
        except BlockingIOError:
            return
        except OSError:
            data, fds = b"", []
        if not data:
            self._lose()
            return
        try:
            self._answered(DialAnswer.model_validate_json(data), fds)
        except ValidationError:
            pass  # not from our keeper: the dial it may have meant times out
        finally:
            for fd in fds:
                os.close(fd)

    def _answered(self, answer: DialAnswer, fds: list[int]) -> None:
        waiting = self._waiting.get(answer.id)
        if waiting is None or waiting.done():
            return
        if not answer.ok or not fds:
            waiting.set_exception(NotFound(answer.error or "No connection was passed.", hint="Start the program."))
            return
        connection = socket.socket(fileno=fds.pop(0))
        connection.setblocking(False)
        waiting.set_result(connection)

    def _lose(self) -> None:
        if not self._lost:
            self._lost = True
            asyncio.get_running_loop().remove_reader(self._sock)
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_exception(DeskLost("The desk's keeper is gone.", hint="Open the desk again."))


async def serve_dials(sock: socket.socket, dial: Dial) -> None:
    """The keeper's end: answer dials until the other end closes, or this task is cancelled.

    dial: makes the connection; its DeskhandError is told to the proxy. The socket it returns is passed and closed.
    """
    sock.setblocking(False)
    loop = asyncio.get_running_loop()
    async with _Cancelled() as tasks:
        while True:
            try:
                data = await loop.sock_recv(sock, PACKET_BYTES_MAX)
            except OSError:
                return
            if not data:
                return
            try:
                request = DialRequest.model_validate_json(data)
            except ValidationError:
                continue
            if len(tasks.running) >= DIALS_MAX:
                await _answer(sock, DialAnswer(id=request.id, ok=False, error="Too many connections at once."))
            else:
                tasks.start(_serve(sock, request, dial))


async def _serve(sock: socket.socket, request: DialRequest, dial: Dial) -> None:
    if not 0 < request.port < 65_536:
        return await _answer(sock, DialAnswer(id=request.id, ok=False, error=f"{request.port} is no port."))
    try:
        async with asyncio.timeout(DIAL_TIMEOUT_S):
            connection = await dial(request.port)
    except DeskhandError as error:
        return await _answer(sock, DialAnswer(id=request.id, ok=False, error=error.message[:1000]))
    except (OSError, TimeoutError) as error:
        words = f"Nothing answers on port {request.port} of the shell ({error or 'no answer'})."
        return await _answer(sock, DialAnswer(id=request.id, ok=False, error=words[:1000]))
    with connection:
        await _answer(sock, DialAnswer(id=request.id, ok=True), [connection.fileno()])
    return None


async def _answer(sock: socket.socket, answer: DialAnswer, fds: list[int] | None = None) -> None:
    data = json.dumps(answer.model_dump()).encode()
    while True:
        try:
            socket.send_fds(sock, [data], fds or [])
            return
        except BlockingIOError:
            await _writable(sock)
        except OSError:
            return  # the proxy is gone; `serve_dials` sees it too


async def _writable(sock: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    ready: asyncio.Future[None] = loop.create_future()
    loop.add_writer(sock, lambda: None if ready.done() else ready.set_result(None))
    try:
        await ready
    finally:
        loop.remove_writer(sock)


class _Cancelled:
    """Tasks that are cancelled, and waited for, at the end of a block."""

    def __init__(self) -> None:
        self.running: set[asyncio.Task[None]] = set()

    def start(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self.running.add(task)
        task.add_done_callback(self.running.discard)

    async def __aenter__(self) -> _Cancelled:
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in list(self.running):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
