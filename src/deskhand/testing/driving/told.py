"""A model that says what a test tells it, piece by piece, across the border of two processes.

    the driver's process  ->  {"messages": [["person", "words"], ...]}                        what it was asked
    the test              ->  {"text": "..."} | {"thought": "..."} | {"arguments": "..."}     pieces, any number
                              {"reply": {...}}                                                the end, a `Reply`

It is a test double and says so: there is one `Teller` a home, and without one it fails for good.
"""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from deskhand.core.messages import Message, ModelMessage, Reply, text_of
from deskhand.desk.keeper.wire import listen, short_path
from deskhand.models.base import CallDelta, Delta, Request, TextDelta, ThoughtDelta

SOCKET_NAME = "model.sock"
LINE_BYTES_MAX = 16 * 1024 * 1024


class ToldModel:
    """The model's side, in the driver's process."""

    name = "told"

    def __init__(self, path: Path) -> None:
        self._path = path

    async def stream(self, request: Request) -> AsyncIterator[Delta | Reply]:
        try:
            with short_path(self._path.parent, self._path.name) as address:
                reader, writer = await asyncio.open_unix_connection(address, limit=LINE_BYTES_MAX)
        except OSError:
            yield Reply(stop_reason="failed", error="nobody tells this model what to say")
            return
        try:
            writer.write(json.dumps({"messages": [_said(each) for each in request.messages]}).encode() + b"\n")
            while line := await reader.readline():
                piece = _piece(json.loads(line))
                yield piece
                if isinstance(piece, Reply):
                    return
            yield Reply(stop_reason="failed", error="the test stopped speaking", retryable=True)
        finally:
            writer.close()

    def problems(self, task: str) -> tuple[str, ...]:
        """It does not mind what it is asked."""
        return ()

    async def close(self) -> None:
        """Nothing to let go of."""


def _said(message: Message) -> tuple[str, str]:
    return (message.role, message.reply.text if isinstance(message, ModelMessage) else text_of(message.parts))


def _piece(line: dict[str, Any]) -> Delta | Reply:
    if "reply" in line:
        return Reply.model_validate(line["reply"])
    if "thought" in line:
        return ThoughtDelta(line["thought"])
    return CallDelta("told.1", "told", line["arguments"]) if "arguments" in line else TextDelta(line["text"])


class Telling:
    """One request that waits for its answer, in the test. `messages`: (role, words) of all that the model was shown."""

    def __init__(self, messages: list[tuple[str, str]], reader: asyncio.StreamReader, writer: asyncio.StreamWriter):
        self.messages = messages
        self._reader = reader
        self._writer = writer

    async def say(self, text: str, kind: str = "text") -> None:
        """A piece of what it says ("text"), thinks ("thought") or gives a call ("arguments")."""
        await self._send({kind: text})

    async def reply(self, reply: Reply) -> None:
        """The end of the answer."""
        await self._send({"reply": reply.model_dump(mode="json")})

    async def broken_off(self) -> None:
        """Return when the driver has hung up."""
        await self._reader.read()

    async def _send(self, line: dict[str, Any]) -> None:
        self._writer.write(json.dumps(line).encode() + b"\n")
        await self._writer.drain()


class Teller:
    """What a test speaks through: the requests, in the order in which they came."""

    def __init__(self) -> None:
        self._asked: asyncio.Queue[Telling] = asyncio.Queue()
        self._writers: list[asyncio.StreamWriter] = []

    async def asked(self) -> Telling:
        """The next request, when it comes."""
        return await self._asked.get()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)
        line = json.loads(await reader.readline())
        messages = [(role, words) for role, words in line["messages"]]
        self._asked.put_nowait(Telling(messages, reader, writer))


@asynccontextmanager
async def teller(folder: Path) -> AsyncIterator[Teller]:
    """Speak for the told models of the home in this folder."""
    made, listening = Teller(), await asyncio.to_thread(_listen, folder)
    server = await asyncio.start_unix_server(made._accept, sock=listening, limit=LINE_BYTES_MAX)
    try:
        yield made
    finally:
        server.close()
        for writer in made._writers:
            writer.close()


def _listen(folder: Path) -> socket.socket:
    folder.mkdir(parents=True, exist_ok=True)
    return listen(folder, SOCKET_NAME)
