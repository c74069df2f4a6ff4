"""A Messages API on loopback that counts tokens, keeps caches, limits, and is overloaded when it is told to be.

It streams as the vendor does, and only as much of the protocol as a paced conversation needs. What it did is in `log`.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import random
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from deskhand.bench.governor.limits import Limits
from deskhand.bench.governor.time import FastClock

CHARS_A_TOKEN = 3.3
FIRST_WORD_S, ANSWER_S = 1.5, 5.0
"""How long an answer takes, to its beginning and to its end, in seconds of the fast clock."""

OUTPUT_TOKENS = (150, 400)
BODY_BYTES_MAX = 64 * 1024 * 1024


@dataclass
class Log:
    """What came in and what was done, in seconds of the fast clock."""

    first_at: float = 0.0
    last_at: float = 0.0
    fresh_tokens: int = 0
    answered: int = 0
    limited_at: list[float] = field(default_factory=list)
    overloaded_at: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Weather:
    """What happens, in seconds after the first request. storms: (from, until, share of requests that find it
    overloaded). lowered: (when, share of the limits that is left); never without."""

    storms: tuple[tuple[float, float, float], ...] = ()
    lowered: tuple[float, float] | None = None


class Peer:
    """One provider with one key's limits."""

    def __init__(self, clock: FastClock, weather: Weather, seed: int) -> None:
        self.log = Log()
        self.url = ""
        self._clock = clock
        self._weather = weather
        self._luck = random.Random(seed)
        self._limits = Limits(clock.now())
        self._lowered = False
        self._kept: set[str] = set()

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            length = next(
                int(line.partition(":")[2]) for line in head.split("\r\n") if line.startswith("content-length")
            )
            body = json.loads(await reader.readexactly(min(length, BODY_BYTES_MAX)))
            await self._answer(body, writer)
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, StopIteration, ValueError):
            pass  # whoever asked is gone, or asked no such thing
        finally:
            writer.close()

    async def _answer(self, body: dict[str, Any], writer: asyncio.StreamWriter) -> None:
        now = self._clock.now()
        self.log.first_at = self.log.first_at or now
        self._turn_weather(now)
        if self._is_overloaded(now):
            self.log.overloaded_at.append(now)
            _refuse(writer, 529, "overloaded_error", "Overloaded", {})
            return
        whole, cached, marks = self._counted(body)
        wait_s = self._limits.take(whole - cached, now)
        headers = self._limits.headers(now)
        if wait_s:
            self.log.limited_at.append(now)
            words = "This request would exceed the rate limit for input tokens."
            _refuse(writer, 429, "rate_limit_error", words, {**headers, "retry-after": f"{wait_s:.0f}"})
            return
        self._kept |= marks
        self.log.fresh_tokens += whole - cached
        await self._stream(writer, headers, whole, cached)

    def _turn_weather(self, now: float) -> None:
        lowered = self._weather.lowered
        if lowered and not self._lowered and now - self.log.first_at >= lowered[0]:
            self._lowered = True
            self._limits.lower(lowered[1], now)

    def _is_overloaded(self, now: float) -> bool:
        since = now - self.log.first_at
        return any(begin <= since < end and self._luck.random() < share for begin, end, share in self._weather.storms)

    def _counted(self, body: dict[str, Any]) -> tuple[int, int, set[str]]:
        """(tokens, those that are kept from an earlier request, the prefixes that this request asks to keep)."""
        whole, cached, marks = 0.0, 0.0, set()
        seen = hashlib.sha256()
        for block in _blocks(body):
            marked = block.pop("cache_control", None)
            written = json.dumps(block, ensure_ascii=False)
            seen.update(written.encode())
            whole += len(written) / CHARS_A_TOKEN
            if seen.hexdigest() in self._kept:
                cached = whole
            if marked:
                marks.add(seen.hexdigest())
        return int(whole), int(cached), marks

    async def _stream(self, writer: asyncio.StreamWriter, headers: dict[str, str], whole: int, cached: int) -> None:
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        kind = "content-type: text/event-stream\r\nconnection: close\r\n"
        writer.write(f"HTTP/1.1 200 OK\r\n{kind}{lines}\r\n".encode())
        output = self._luck.randint(*OUTPUT_TOKENS)
        await self._clock.sleep(FIRST_WORD_S)
        for name, data in _events(whole, cached, output):
            if name == "content_block_stop":
                await writer.drain()
                await self._clock.sleep(ANSWER_S - FIRST_WORD_S)
                self._limits.wrote(output)
            writer.write(f"event: {name}\ndata: {json.dumps({'type': name, **data})}\n\n".encode())
        await writer.drain()
        self.log.answered += 1
        self.log.last_at = self._clock.now()


def _blocks(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """All that is sent, in the order in which prefixes are kept."""
    yield from (dict(tool) for tool in body.get("tools", ()))
    yield from (dict(block) for block in body.get("system", ()))
    for turn in body["messages"]:
        yield from (dict(block) for block in turn["content"])


def _events(whole: int, cached: int, output: int) -> list[tuple[str, dict[str, Any]]]:
    usage = {"input_tokens": 0, "cache_read_input_tokens": cached, "cache_creation_input_tokens": whole - cached}
    message = {"id": "msg_1", "type": "message", "role": "assistant", "model": "bench", "content": []}
    return [
        ("message_start", {"message": {**message, "stop_reason": None, "usage": {**usage, "output_tokens": 1}}}),
        ("content_block_start", {"index": 0, "content_block": {"type": "text", "text": ""}}),
        ("content_block_delta", {"index": 0, "delta": {"type": "text_delta", "text": "Going on."}}),
        ("content_block_stop", {"index": 0}),
        ("message_delta", {"delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": output}}),
        ("message_stop", {}),
    ]


def _refuse(writer: asyncio.StreamWriter, status: int, kind: str, words: str, headers: dict[str, str]) -> None:
    said = json.dumps({"type": "error", "error": {"type": kind, "message": words}, "request_id": "req_1"})
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    head = f"HTTP/1.1 {status} No\r\ncontent-type: application/json\r\nconnection: close\r\n{lines}"
    writer.write(f"{head}content-length: {len(said)}\r\n\r\n{said}".encode())


@asynccontextmanager
async def serving(clock: FastClock, weather: Weather, seed: int) -> AsyncIterator[Peer]:
    """A peer on a free port of the loopback."""
    peer = Peer(clock, weather, seed)
    server = await asyncio.start_server(peer.handle, "127.0.0.1", 0, limit=1024 * 1024)
    peer.url = "http://127.0.0.1:{1}".format(*server.sockets[0].getsockname()[:2])
    try:
        yield peer
    finally:
        server.close()
        await server.wait_closed()
