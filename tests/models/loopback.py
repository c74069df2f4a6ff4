"""HTTP on loopback for peers that answer as they were told, one request a connection.

A peer is a subclass that says what is wrong with a request (`refusal`) and how an answer streams (`chunks`).
`requests` and `headers` hold what it was sent.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

Body = dict[str, Any]


@dataclass
class Refused:
    """An error status; `body` is sent as it is when there is one."""

    status: int
    message: str
    kind: str = "invalid_request_error"
    code: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""

    @property
    def said(self) -> str:
        error = {"message": self.message, "type": self.kind, "param": None, "code": self.code}
        return self.body or json.dumps({"error": error})


@dataclass(kw_only=True)
class Streamed:
    """How an answer streams. cut_after: the connection ends after so many chunks. hold_after: it halts there until the
    peer closes. pieces: characters a delta. raw: sent in the place of chunks."""

    cut_after: int | None = None
    hold_after: int | None = None
    pieces: int = 7
    raw: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


class Loopback:
    """Answers request n with `answers[n]`, the last one for ever after; an answer may be made from the request."""

    def __init__(self, answers: Sequence[Any]) -> None:
        self.answers = answers
        self.requests: list[Body] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.asked, self.gone = asyncio.Event(), asyncio.Event()
        self.url = ""
        self._answered = 0

    def refusal(self, body: Body) -> Refused | None:
        raise NotImplementedError

    def chunks(self, answer: Any, body: Body) -> list[bytes]:
        raise NotImplementedError

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in head[1:] if line)}
            body = json.loads(await reader.readexactly(int(headers.get("content-length", "0"))))
            self.paths.append(head[0].split()[1])
            self.requests.append(body)
            self.headers.append(headers)
            self.asked.set()
            await self._send(self._choose(body), body, reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            self.gone.set()
        finally:
            writer.close()

    def _choose(self, body: Body) -> Any:
        if refused := self.refusal(body):
            return refused
        answer = self.answers[min(self._answered, len(self.answers) - 1)]
        self._answered += 1
        return answer(body) if isinstance(answer, Callable) else answer  # type: ignore[arg-type]

    async def _send(self, answer: Any, body: Body, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        extra = "".join(f"{name}: {value}\r\n" for name, value in answer.headers.items())
        if isinstance(answer, Refused):
            said = answer.said.encode()
            writer.write(
                f"HTTP/1.1 {answer.status} No\r\ncontent-type: application/json\r\n{extra}"
                f"content-length: {len(said)}\r\nconnection: close\r\n\r\n".encode()
                + said
            )
            return
        writer.write(f"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n{extra}connection: close\r\n\r\n".encode())
        for count, chunk in enumerate([answer.raw] if answer.raw else self.chunks(answer, body)):
            if count == answer.cut_after:
                return
            if count == answer.hold_after:
                await writer.drain()
                await reader.read()
                self.gone.set()
                return
            writer.write(chunk)
        await writer.drain()


def event(data: Body, name: str = "") -> bytes:
    """A server-sent event."""
    return (f"event: {name}\n" if name else "").encode() + f"data: {json.dumps(data)}\n\n".encode()


def pieces(words: str, size: int) -> list[str]:
    return [words[i : i + size] for i in range(0, len(words), size)]


Peer = TypeVar("Peer", bound=Loopback)


@asynccontextmanager
async def listening(peer: Peer) -> AsyncIterator[Peer]:
    """The peer on a free port of the loopback."""
    server = await asyncio.start_server(peer.handle, "127.0.0.1", 0)
    peer.url = "http://127.0.0.1:{1}/v1".format(*server.sockets[0].getsockname()[:2])
    try:
        yield peer
    finally:
        server.close()
        await server.wait_closed()
