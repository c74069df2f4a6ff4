"""A connection to an X server over a unix socket: requests out, replies, errors and events in.

The server is a stranger: every length, time and answer is bounded, and whatever it does ends in DeskLost, never in
another exception, a hang or unbounded memory. It does not know what the requests mean.
"""

from __future__ import annotations

import array
import asyncio
import os
import socket
import stat
import struct
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from deskhand.core.errors import DeskLost

REPLY_TIMEOUT_S = 10.0
"""A healthy server answers within milliseconds; this long means that it is gone or will not answer."""
OUT_BYTES_MAX = 16 * 2**20
READ_BYTES_A_TURN = 256 * 1024
SETUP_BYTES_MAX = 65_536
EVENT_BYTES_MAX = 65_536
SIDE_MAX = 16_384
GONE = "Start the desk again."

_ERROR, _REPLY, _GENERIC_EVENT = 0, 1, 35
_GET_INPUT_FOCUS = 43

EventHandler = Callable[[bytes], None]


class ServerRefused(DeskLost):
    """The X server answered a request with an error. `code` is the protocol's error number."""

    def __init__(self, code: int, major: int, minor: int) -> None:
        super().__init__(f"the X server refused request {major}.{minor} with error {code}.", hint=GONE)
        self.code = code


class Setup(NamedTuple):
    """What the server told about itself and its first screen. Sizes in pixels; ids are resource ids."""

    id_base: int
    request_units_max: int
    keycode_min: int
    keycode_max: int
    root: int
    width: int
    height: int
    visual: int
    depth: int


class _Pending(NamedTuple):
    future: asyncio.Future[bytes]
    bytes_min: int
    bytes_max: int


def open_socket_file(path: Path) -> int:
    """An O_PATH descriptor of a real socket: the desk owns that folder and could have put a link there."""
    try:
        fd = os.open(path, os.O_PATH | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        raise DeskLost(f"no X server can be reached at {path.name}: {error.strerror}.", hint=GONE) from None
    if not stat.S_ISSOCK(os.fstat(fd).st_mode):
        os.close(fd)
        raise DeskLost(f"{path.name} is not a socket, so it is not used as the screen's.", hint=GONE)
    return fd


def parse_setup(body: bytes) -> Setup:
    """The server's setup block. Raises DeskLost for one that is broken or that is no 32-bit true colour screen."""
    try:
        id_base, _, _, vendor_bytes, units_max, screens, formats, byte_order, _, _, _, key_min, key_max = (
            struct.unpack_from("<4xIIIHHBBBBBBBB", body)
        )
        offset = 32 + vendor_bytes + (-vendor_bytes % 4)
        bits = {body[at]: body[at + 1] for at in range(offset, offset + 8 * formats, 8)}
        root, width, height, visual, depth = struct.unpack_from("<I16xHH8xIxxB", body, offset + 8 * formats)
    except (struct.error, IndexError):
        raise DeskLost("the X server's greeting can't be read.", hint=GONE) from None
    if not (0 < width <= SIDE_MAX and 0 < height <= SIDE_MAX and screens and 8 <= key_min < key_max <= 255):
        raise DeskLost(f"the X server claims a screen of {width}x{height}, which can't be.", hint=GONE)
    if byte_order != 0 or bits.get(depth) != 32:
        raise DeskLost(f"the X server's pixels ({depth} bit) can't be read.", hint="Start it with a depth of 24.")
    return Setup(id_base, units_max, key_min, key_max, root, width, height, visual, depth)


class Connection:
    """One client connection. Made by `open`; every method raises DeskLost once the server is gone."""

    def __init__(self, sock: socket.socket, setup: Setup) -> None:
        self.setup = setup
        self.lost: DeskLost | None = None
        self._sock = sock
        self._loop = asyncio.get_running_loop()
        self._sequence = 0
        self._ids = 0
        self._out = bytearray()
        self._in = bytearray()
        self._writing = False
        self._flushing = False
        self._pending: dict[int, _Pending] = {}
        self._handlers: dict[int, EventHandler] = {}
        self._checked: dict[int, ServerRefused | None] = {}
        self.errors: deque[ServerRefused] = deque(maxlen=32)
        self.on_lost: Callable[[], None] | None = None
        self._loop.add_reader(sock, self._readable)

    @classmethod
    async def open(cls, path: Path, *, auth: bytes = b"") -> Connection:
        """Connect and shake hands. auth: an MIT-MAGIC-COOKIE-1, if the server wants one."""
        fd = open_socket_file(path)
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)
        sock.setblocking(False)
        try:
            async with asyncio.timeout(REPLY_TIMEOUT_S):
                loop = asyncio.get_running_loop()
                await loop.sock_connect(sock, f"/proc/self/fd/{fd}")
                return cls(sock, await _shake_hands(sock, auth))
        except (OSError, TimeoutError) as error:
            sock.close()
            raise DeskLost(f"the X server did not answer: {error or 'no greeting in time'}.", hint=GONE) from None
        except BaseException:
            sock.close()
            raise
        finally:
            os.close(fd)

    def new_id(self) -> int:
        self._ids += 1
        return self.setup.id_base | self._ids

    def on_event(self, code: int, handler: EventHandler) -> None:
        """Call `handler` with every event of this code, as it comes. Handlers must be quick and not raise."""
        self._handlers[code] = handler

    def send(self, major: int, minor: int, body: bytes = b"") -> int:
        """Queue a request that has no reply; the number under which an error would come back."""
        if self.lost:
            raise self.lost
        if len(self._out) > OUT_BYTES_MAX:
            raise self._lose("the X server takes no more requests.")
        self._sequence = (self._sequence + 1) & 0xFFFF
        padding = -len(body) % 4
        self._out += struct.pack("<BBH", major, minor, (4 + len(body) + padding) // 4) + body + bytes(padding)
        return self._sequence

    async def ask(
        self, major: int, minor: int, body: bytes = b"", *, bytes_min: int = 32, bytes_max: int = 65_536
    ) -> bytes:
        """Send a request and wait for its reply (with its 32-byte head). Raises ServerRefused for an X error."""
        future: asyncio.Future[bytes] = self._loop.create_future()
        self._pending[self.send(major, minor, body)] = _Pending(future, bytes_min, bytes_max)
        self._flush_soon()
        try:
            async with asyncio.timeout(REPLY_TIMEOUT_S):
                return await future
        except TimeoutError:
            raise self._lose(f"the X server did not answer request {major}.{minor} in {REPLY_TIMEOUT_S:g} s.") from None

    async def sync(self) -> None:
        """Wait until the server has carried out everything that was sent."""
        await self.ask(_GET_INPUT_FOCUS, 0)

    async def check(self, major: int, minor: int, body: bytes = b"", *, fds: Sequence[int] = ()) -> None:
        """Send a request without a reply, with descriptors, and wait. Raises ServerRefused if it failed."""
        await self.sync()  # the queue is empty now, so the descriptors travel with their own request
        number = self.send(major, minor, body)
        self._checked[number] = None
        if fds:
            data, self._out = bytes(self._out), bytearray()
            rights = (socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", fds))
            try:
                self._sock.sendmsg([data], [rights])
            except OSError as error:
                raise self._lose(f"the link to the X server broke: {error}.") from None
        await self.sync()
        if refused := self._checked.pop(number):
            raise refused

    def _flush_soon(self) -> None:
        """Questions that are asked side by side go in one piece: handing over each took longer than all the rest."""
        if not self._flushing:
            self._flushing = True
            self._loop.call_soon(self.flush)

    def flush(self) -> None:
        """Hand queued requests to the kernel; what does not fit follows when there is room."""
        self._flushing = False
        if self.lost or not self._out:
            return
        try:
            del self._out[: self._sock.send(self._out)]
        except BlockingIOError:
            pass
        except OSError as error:
            self._lose(f"the link to the X server broke: {error.strerror}.")
            return
        if bool(self._out) != self._writing:
            self._writing = bool(self._out)
            if self._writing:
                self._loop.add_writer(self._sock, self.flush)
            else:
                self._loop.remove_writer(self._sock)

    def close(self) -> None:
        """Close the connection. Everybody who waits gets DeskLost."""
        if not self.lost:
            self.flush()
            self._lose("the link to the screen was closed.")

    def _lose(self, message: str) -> DeskLost:
        if self.lost:
            return self.lost
        self.lost = DeskLost(message, hint=GONE)
        self._loop.remove_reader(self._sock)
        self._loop.remove_writer(self._sock)
        self._sock.close()
        for waiting in self._pending.values():
            _fail(waiting.future, self.lost)
        self._pending.clear()
        if self.on_lost:
            self.on_lost()
        return self.lost

    def _readable(self) -> None:
        try:
            data = self._sock.recv(READ_BYTES_A_TURN)
        except BlockingIOError:
            return
        except OSError as error:
            self._lose(f"the link to the X server broke: {error.strerror}.")
            return
        if not data:
            self._lose("the X server ended.")
            return
        self._in += data
        self._take_messages()

    def _take_messages(self) -> None:
        done, have = 0, len(self._in)
        while not self.lost and have - done >= 32:
            size = self._message_bytes(done)
            if size < 0 or have - done < size:
                break
            self._dispatch(bytes(self._in[done : done + size]))
            done += size
        del self._in[:done]

    def _message_bytes(self, at: int) -> int:
        """The size of the message that starts there; -1 (and lost) when it is more than was asked for."""
        kind, sequence, units = self._in[at], *struct.unpack_from("<HI", self._in, at + 2)
        if kind not in (_REPLY, _GENERIC_EVENT):
            return 32
        size = 32 + 4 * int(units)
        limit = EVENT_BYTES_MAX
        if kind == _REPLY:
            waiting = self._pending.get(sequence)
            limit = waiting.bytes_max if waiting else 0
        if size > limit:
            self._lose(f"the X server sent {size} bytes that nobody asked for.")
            return -1
        return size

    def _dispatch(self, message: bytes) -> None:
        kind, sequence = message[0], struct.unpack_from("<H", message, 2)[0]
        if kind == _REPLY:
            self._resolve(self._pending.pop(sequence), message)
        elif kind == _ERROR:
            self._refuse(sequence, ServerRefused(message[1], message[10], struct.unpack_from("<H", message, 8)[0]))
        elif handler := self._handlers.get(kind & 0x7F):
            handler(message)

    def _resolve(self, waiting: _Pending, message: bytes) -> None:
        if len(message) < waiting.bytes_min:
            lost = self._lose(f"the X server sent an answer of only {len(message)} bytes.")
            _fail(waiting.future, lost)
        elif not waiting.future.done():
            waiting.future.set_result(message)

    def _refuse(self, sequence: int, refused: ServerRefused) -> None:
        if sequence in self._checked:
            self._checked[sequence] = refused
        elif waiting := self._pending.pop(sequence, None):
            _fail(waiting.future, refused)
        else:
            self.errors.append(refused)


def _fail(future: asyncio.Future[bytes], error: DeskLost) -> None:
    if not future.done():
        future.set_exception(error)
        future.exception()  # marks it as seen: whoever asked may have been cancelled


async def _shake_hands(sock: socket.socket, auth: bytes) -> Setup:
    loop = asyncio.get_running_loop()
    name = b"MIT-MAGIC-COOKIE-1" if auth else b""
    padded = [part + bytes(-len(part) % 4) for part in (name, auth)]
    head = struct.pack("<BxHHHHxx", ord("l"), 11, 0, len(name), len(auth))
    await loop.sock_sendall(sock, head + b"".join(padded))
    success, reason_bytes, units = struct.unpack("<BB4xH", await _receive(sock, 8))
    body = await _receive(sock, min(units * 4, SETUP_BYTES_MAX))
    if success != 1:
        reason = body[:reason_bytes].decode("latin-1", "replace").strip()
        raise DeskLost(f"the X server refused the connection: {reason!r}.", hint="Check its access cookie.")
    return parse_setup(body)


async def _receive(sock: socket.socket, count: int) -> bytes:
    loop = asyncio.get_running_loop()
    data = bytearray()
    while len(data) < count:
        piece = await loop.sock_recv(sock, count - len(data))
        if not piece:
            raise DeskLost("the X server hung up during the greeting.", hint=GONE)
        data += piece
    return bytes(data)
