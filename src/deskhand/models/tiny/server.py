"""The tiny model's HTTP: /v1/models and /v1/chat/completions on loopback, streamed or whole.

One connection, one request. What a client sends wrong is answered with 400 and the reason; it knows no keys and lets
everybody in, so it listens on loopback only.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from itertools import count
from typing import TypeVar

import h11

from deskhand.core.errors import DeskhandError, InvalidInput
from deskhand.models.tiny import shapes
from deskhand.models.tiny.engines import DEFAULT, Engine, engine_named
from deskhand.models.tiny.turn import Asked, Piece, Table, Words, asked_by, turn
from deskhand.models.tiny.writing import Writer

Item = TypeVar("Item")

LOOPBACK = "127.0.0.1"
BODY_BYTES_MAX = 64 * 1024 * 1024
_READ_BYTES = 65_536


class Tiny:
    """The model with its counter of answers: the same seed and the same requests give the same answers."""

    def __init__(self, engine: Engine, seed: int = 0) -> None:
        self._seed = seed
        self._engine = engine
        self._numbers = count(1)
        self.answered = 0

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection."""
        line = _Line(reader, writer)
        try:
            await self._answer(line)
        except (h11.RemoteProtocolError, h11.LocalProtocolError, ConnectionError):
            pass  # whoever asked has gone, or speaks no HTTP
        finally:
            writer.close()

    async def _answer(self, line: _Line) -> None:
        method, path, body = await line.request()
        try:
            match method, path.partition("?")[0]:
                case "GET", "/v1/models":
                    await line.say(200, shapes.models(int(time.time())))
                case "POST", "/v1/chat/completions":
                    await self._talk(line, _parsed(body))
                case _:
                    await line.say(404, shapes.problem(f"there is no {method} {path} here.", "not_found_error"))
        except DeskhandError as error:
            await line.say(400, shapes.problem(f"{error.message} {error.hint}"))

    async def _talk(self, line: _Line, body: Table) -> None:
        asked, number = asked_by(body), next(self._numbers)
        writer = Writer(self._engine, self._seed + number, asked.read, asked.bytes_max)
        head = shapes.Head(f"tiny-{number}", int(time.time()), str(body.get("model") or shapes.NAME)[:200])
        pieces = turn(asked, writer)
        if body.get("stream"):
            options = body.get("stream_options")
            tells_usage = isinstance(options, dict) and bool(options.get("include_usage"))
            await _streamed(line, head, _Watched(pieces), asked, writer, tells_usage)
        else:
            said = [piece async for piece in _yielding(pieces)]
            made = shapes.message(head, said)
            choice = {"index": 0, "message": made, "finish_reason": _stopped(made.get("tool_calls"), writer)}
            spent = shapes.usage(len(asked.read), writer.written_bytes)
            await line.say(200, head.whole("chat.completion", choices=[choice], usage=spent))
        self.answered += 1


class _Watched:
    """Pieces, and whether a call was among them."""

    def __init__(self, pieces: Iterator[Piece]) -> None:
        self._pieces = pieces
        self.called = False

    def __iter__(self) -> Iterator[Piece]:
        for piece in self._pieces:
            self.called = self.called or not isinstance(piece, Words)
            yield piece


async def _streamed(
    line: _Line, head: shapes.Head, pieces: _Watched, asked: Asked, writer: Writer, tells_usage: bool
) -> None:
    await line.begin(200, "text/event-stream")
    async for chunk in _yielding(shapes.deltas(head, pieces)):
        await line.event(chunk)
    await line.event(shapes.chunk(head, {}, _stopped(pieces.called, writer)))
    if tells_usage:
        spent = shapes.usage(len(asked.read), writer.written_bytes)
        await line.event(head.whole("chat.completion.chunk", choices=[], usage=spent))
    await line.end(b"data: [DONE]\n\n")


def _stopped(called: object, writer: Writer) -> str:
    if writer.is_out:
        return "length"
    return "tool_calls" if called else "stop"


async def _yielding(items: Iterable[Item]) -> AsyncIterator[Item]:
    """The items, with a chance for other connections after each."""
    for item in items:
        yield item
        await asyncio.sleep(0)


def _parsed(body: bytes) -> Table:
    try:
        table = json.loads(body)
    except (ValueError, RecursionError):
        table = None
    if not isinstance(table, dict):
        raise InvalidInput("the body is no JSON object.", hint="Send one.")
    return table


class _Line:
    """HTTP on one connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._http = h11.Connection(h11.SERVER)

    async def request(self) -> tuple[str, str, bytes]:
        """Method, path and body."""
        method, path, body = "", "", b""
        while True:
            match await self._event():
                case h11.Request() as request:
                    method, path = request.method.decode(), request.target.decode("ascii", "replace")
                case h11.Data(data=data):
                    body += data
                    if len(body) > BODY_BYTES_MAX:
                        raise h11.RemoteProtocolError("the body is too large", 413)
                case h11.EndOfMessage():
                    return method, path, body
                case _:
                    raise h11.RemoteProtocolError("the connection ended within a request")

    async def _event(self) -> object:
        while (event := self._http.next_event()) is h11.NEED_DATA:
            self._http.receive_data(await self._reader.read(_READ_BYTES))
        return event

    async def say(self, status: int, body: Table) -> None:
        """A whole answer."""
        await self.begin(status, "application/json")
        await self.end(json.dumps(body).encode())

    async def begin(self, status: int, kind: str) -> None:
        headers = [("content-type", kind), ("connection", "close")]
        await self._send(h11.Response(status_code=status, headers=headers))

    async def event(self, body: Table) -> None:
        await self._send(h11.Data(data=b"data: " + json.dumps(body).encode() + b"\n\n"))

    async def end(self, last: bytes) -> None:
        await self._send(h11.Data(data=last))
        await self._send(h11.EndOfMessage())

    async def _send(self, event: h11.Event) -> None:
        if data := self._http.send(event):
            self._writer.write(data)
            await self._writer.drain()


@asynccontextmanager
async def serving(seed: int = 0, port: int = 0, engine: str = DEFAULT) -> AsyncIterator[str]:
    """The model on a port of the loopback (0: any that is free). Gives its base URL, such as http://127.0.0.1:4011/v1.

    engine: a name of ENGINES. Raises what engine_named does.
    """
    server = await asyncio.start_server(Tiny(engine_named(engine, seed), seed).handle, LOOPBACK, port)
    try:
        yield f"http://{LOOPBACK}:{server.sockets[0].getsockname()[1]}/v1"
    finally:
        server.close()
        await server.wait_closed()
