"""A Messages API on loopback that says what it was told to say, and is as strict about requests as the vendor's.

It checks what the real one answers with 400: turns that alternate, one result for each call directly behind it, no
blank text, at most four cache marks, toolset names that match. `requests` holds the bodies it was sent.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

Body = dict[str, Any]


@dataclass
class Said:
    """An answer that streams. cut_after: the connection ends after so many events. hold_after: the answer halts there
    until the peer closes. pieces: characters a delta."""

    blocks: list[Body]
    stop_reason: str = ""
    usage: Body = field(default_factory=lambda: {"input_tokens": 10, "output_tokens": 5})
    cut_after: int | None = None
    hold_after: int | None = None
    pieces: int = 7
    stop_details: Body | None = None
    raw: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Refused:
    """An error status with the vendor's error body."""

    status: int
    kind: str
    message: str
    headers: dict[str, str] = field(default_factory=dict)


Answer = Said | Refused | Callable[[Body], "Said | Refused"]


def text(words: str) -> Body:
    return {"type": "text", "text": words}


def use(call_id: str, name: str, given: Mapping[str, Any] | str, toolset: str = "") -> Body:
    """A call block; `given` as text is streamed as it is, malformed or not."""
    block: Body = {"type": "tool_use", "id": call_id, "name": name, "input": given}
    return block | ({"toolset_name": toolset} if toolset else {})


class Peer:
    """Answers request n with `answers[n]`, the last one for ever after."""

    def __init__(self, answers: list[Answer], refuses_types: tuple[str, ...] = ()) -> None:
        self.answers = answers
        self.refuses_types = refuses_types
        self.requests: list[Body] = []
        self.headers: list[dict[str, str]] = []
        self.asked, self.gone = asyncio.Event(), asyncio.Event()
        self.url = ""
        self._answered = 0

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in head[1:] if line)}
            body = json.loads(await reader.readexactly(int(headers.get("content-length", "0"))))
            self.requests.append(body)
            self.headers.append(headers)
            self.asked.set()
            await self._answer(self._choose(body), body, reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            self.gone.set()
        finally:
            writer.close()

    def _choose(self, body: Body) -> Said | Refused:
        for tool in body.get("tools", ()):
            if tool.get("type") in self.refuses_types:
                return Refused(400, "invalid_request_error", f"tools.0: this model takes no '{tool['type']}'")
        if problem := wrong_with(body):
            return Refused(400, "invalid_request_error", problem)
        answer = self.answers[min(self._answered, len(self.answers) - 1)]
        self._answered += 1
        return answer(body) if callable(answer) else answer

    async def _answer(
        self, answer: Said | Refused, body: Body, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        if isinstance(answer, Refused):
            said = json.dumps(
                {"type": "error", "error": {"type": answer.kind, "message": answer.message}, "request_id": "req_1"}
            )
            extra = "".join(f"{name}: {value}\r\n" for name, value in answer.headers.items())
            writer.write(
                f"HTTP/1.1 {answer.status} No\r\ncontent-type: application/json\r\n{extra}"
                f"content-length: {len(said)}\r\nconnection: close\r\n\r\n{said}".encode()
            )
            return
        extra = "".join(f"{name}: {value}\r\n" for name, value in answer.headers.items())
        writer.write(f"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n{extra}\r\n".encode())
        if answer.raw:
            writer.write(answer.raw)
            return
        for count, (name, data) in enumerate(events_of(answer, body)):
            if count == answer.cut_after:
                return
            if count == answer.hold_after:
                await writer.drain()
                await reader.read()
                self.gone.set()
                return
            writer.write(f"event: {name}\ndata: {json.dumps({'type': name, **data})}\n\n".encode())
        await writer.drain()


def events_of(answer: Said, body: Body) -> list[tuple[str, Body]]:
    """The events that stream an answer."""
    stop = answer.stop_reason or ("tool_use" if any(b["type"] == "tool_use" for b in answer.blocks) else "end_turn")
    start: Body = {"id": "msg_1", "type": "message", "role": "assistant", "model": body.get("model"), "content": []}
    first = {**answer.usage, "output_tokens": 1}
    events: list[tuple[str, Body]] = [("message_start", {"message": {**start, "stop_reason": None, "usage": first}})]
    for index, block in enumerate(answer.blocks):
        opening, deltas = _streamed(block, answer.pieces)
        events.append(("content_block_start", {"index": index, "content_block": opening}))
        events += [("content_block_delta", {"index": index, "delta": delta}) for delta in deltas]
        events.append(("content_block_stop", {"index": index}))
    delta = {"stop_reason": stop, "stop_sequence": None, "stop_details": answer.stop_details}
    events.append(("message_delta", {"delta": delta, "usage": {"output_tokens": answer.usage["output_tokens"]}}))
    return [*events, ("message_stop", {})]


def _streamed(block: Body, size: int) -> tuple[Body, list[Body]]:
    def pieces(words: str) -> list[str]:
        return [words[i : i + size] for i in range(0, len(words), size)]

    match block["type"]:
        case "text":
            return {**block, "text": ""}, [{"type": "text_delta", "text": piece} for piece in pieces(block["text"])]
        case "thinking":
            thought = [{"type": "thinking_delta", "thinking": piece} for piece in pieces(block["thinking"])]
            sealed = [{"type": "signature_delta", "signature": block["signature"]}]
            return {**block, "thinking": "", "signature": ""}, thought + sealed
        case "tool_use":
            given = block["input"] if isinstance(block["input"], str) else json.dumps(block["input"])
            return {**block, "input": {}}, [{"type": "input_json_delta", "partial_json": p} for p in pieces(given)]
    return block, []


def wrong_with(body: Body) -> str:
    """What the vendor would refuse in a request; empty when nothing."""
    turns = body["messages"]
    roles = [turn["role"] for turn in turns]
    if roles != ["user" if n % 2 == 0 else "assistant" for n in range(len(turns))] or roles[-1:] != ["user"]:
        return f"messages: roles must alternate and end with the user's, got {roles}"
    if str(body).count("'cache_control'") > 4:
        return "A maximum of 4 blocks with cache_control may be provided."
    for turn in turns:
        if not turn["content"]:
            return "messages: content must not be empty"
        for block in turn["content"]:
            if blank := _blank(block):
                return blank
    return _unpaired(turns)


def _blank(block: Body) -> str:
    if block["type"] == "text" and not block["text"].strip():
        return "messages: text content blocks must contain non-whitespace text"
    if block["type"] == "thinking" and not block.get("signature"):
        return "messages: thinking.signature: Field required"
    inner = block.get("content") if block["type"] == "tool_result" else ()
    return next((words for item in inner or () if (words := _blank(item))), "")


def _unpaired(turns: list[Body]) -> str:
    for said, answered in zip(turns, [*turns[1:], {"content": []}], strict=True):
        uses = [(b["id"], b.get("toolset_name")) for b in said["content"] if b["type"] == "tool_use"]
        if said["role"] != "assistant":
            continue
        kinds = [block["type"] == "tool_result" for block in answered["content"]]
        if kinds != sorted(kinds, reverse=True):
            return "messages: tool_result blocks must come first"
        results = [(b["tool_use_id"], b.get("toolset_name")) for b in answered["content"] if b["type"] == "tool_result"]
        if uses != results:
            return f"messages: `tool_use` ids were found without `tool_result` blocks: {uses} {results}"
    return ""


@asynccontextmanager
async def serving(*answers: Answer, refuses_types: tuple[str, ...] = ()) -> AsyncIterator[Peer]:
    """A peer with these answers, on a free port of the loopback."""
    peer = Peer(list(answers), refuses_types)
    server = await asyncio.start_server(peer.handle, "127.0.0.1", 0)
    peer.url = "http://127.0.0.1:{1}".format(*server.sockets[0].getsockname()[:2])
    try:
        yield peer
    finally:
        server.close()
        await server.wait_closed()
