"""A generateContent API on loopback that says what it was told to say, and is as strict about requests as the vendor's.

It checks what the real one answers with 400: contents that begin and end with the user's, one answer for each call
directly behind it and under its id, a signature on the first call of a turn, no empty part. `requests` holds the bodies
it was sent.
"""

from __future__ import annotations

import asyncio
import base64
import json
import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

Body = dict[str, Any]

SIGNATURE = base64.b64encode(b"\xfb\xff signed by the model").decode()


@dataclass
class Said:
    """An answer that streams. cut_after: the connection ends after so many chunks. hold_after: the answer halts there
    until the peer closes. pieces: characters a chunk of text. raw: bytes sent in the place of all that."""

    parts: list[Body]
    finish: str = "STOP"
    usage: Body = field(default_factory=lambda: {"promptTokenCount": 10, "candidatesTokenCount": 5})
    cut_after: int | None = None
    hold_after: int | None = None
    pieces: int = 7
    feedback: Body | None = None
    raw: bytes = b""


@dataclass
class Refused:
    """An error status with the vendor's error body."""

    code: int
    status: str
    message: str
    details: list[Body] = field(default_factory=list)


Answer = Said | Refused | Callable[[Body], "Said | Refused"]


def text(words: str, **rest: Any) -> Body:
    return {"text": words, **rest}


def use(name: str, args: Any, call_id: str = "", **rest: Any) -> Body:
    """A call; an empty id is left out, as older models do."""
    call = {"name": name, "args": args}
    return {"functionCall": call | ({"id": call_id} if call_id else {}), **rest}


class Peer:
    """Answers request n with `answers[n]`, the last one for ever after. refuses: words that no tool may hold."""

    def __init__(self, answers: list[Answer], refuses: tuple[str, ...] = (), signed: bool = False) -> None:
        self.answers = answers
        self.refuses = refuses
        self.signed = signed
        self.requests: list[Body] = []
        self.lines: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.asked, self.gone = asyncio.Event(), asyncio.Event()
        self.url = ""
        self._answered = 0

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in head[1:] if line)}
            body = documented(json.loads(await reader.readexactly(int(headers.get("content-length", "0")))))
            self.lines.append(head[0])
            self.requests.append(body)
            self.headers.append(headers)
            self.asked.set()
            await self._answer(self._choose(body), reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            self.gone.set()
        finally:
            writer.close()

    def _choose(self, body: Body) -> Said | Refused:
        tools = json.dumps(body.get("tools", ()))
        for words in self.refuses:
            if words in tools:
                return Refused(400, "INVALID_ARGUMENT", f"tools[0].{words}: is not supported for this model.")
        if problem := wrong_with(body["contents"], signed=self.signed):
            return Refused(400, "INVALID_ARGUMENT", problem)
        answer = self.answers[min(self._answered, len(self.answers) - 1)]
        self._answered += 1
        return answer(body) if callable(answer) else answer

    async def _answer(self, answer: Said | Refused, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if isinstance(answer, Refused):
            error = {"code": answer.code, "message": answer.message, "status": answer.status}
            said = json.dumps({"error": error | ({"details": answer.details} if answer.details else {})})
            writer.write(
                f"HTTP/1.1 {answer.code} No\r\ncontent-type: application/json\r\n"
                f"content-length: {len(said.encode())}\r\nconnection: close\r\n\r\n{said}".encode()
            )
            return
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n")
        if answer.raw:
            writer.write(answer.raw)
            return
        for count, chunk in enumerate(chunks_of(answer)):
            if count == answer.cut_after:
                return
            if count == answer.hold_after:
                await writer.drain()
                await reader.read()
                self.gone.set()
                return
            writer.write(f"data: {json.dumps(chunk)}\r\n\r\n".encode())
        await writer.drain()


def documented(value: Any) -> Any:
    """The body with the API's documented names: it takes "computer_use" for "computerUse", and the SDK writes both."""
    if isinstance(value, list):
        return [documented(item) for item in value]
    if not isinstance(value, dict):
        return value
    named = {re.sub(r"_([a-z])", lambda found: found[1].upper(), key): item for key, item in value.items()}
    return {key: item if key in _OF_THE_USERS else documented(item) for key, item in named.items()}


_OF_THE_USERS = ("args", "response", "parametersJsonSchema")


def chunks_of(answer: Said) -> list[Body]:
    """The chunks that stream an answer: each with one part, the reason to finish on the last."""
    base: Body = {"modelVersion": "gemini-test", "responseId": "r1"}
    if answer.feedback:
        return [base | {"promptFeedback": answer.feedback, "usageMetadata": answer.usage}]
    parts = [piece for part in answer.parts for piece in _streamed(part, answer.pieces)]
    candidates: list[Body] = [{"index": 0, "content": {"role": "model", "parts": [part]}} for part in parts]
    if answer.finish:
        last = candidates[-1] if candidates else {"index": 0}
        last |= {"finishReason": answer.finish}
        candidates = [*candidates[:-1], last]
    made = [base | {"candidates": [one], "usageMetadata": {"promptTokenCount": 10}} for one in candidates]
    return [*made[:-1], *({**one, "usageMetadata": answer.usage} for one in made[-1:])]


def _streamed(part: Body, size: int) -> list[Body]:
    """Plain words come in pieces; a signature stands on the last."""
    if "text" not in part or not part["text"]:
        return [part]
    words = part["text"]
    pieces = [{**part, "text": words[at : at + size]} for at in range(0, len(words), size)]
    return [{k: v for k, v in piece.items() if k != "thoughtSignature"} for piece in pieces[:-1]] + pieces[-1:]


def wrong_with(contents: list[Body], *, signed: bool = False) -> str:
    """What the vendor would refuse in the contents; empty when nothing."""
    roles = [content["role"] for content in contents]
    if roles[:1] != ["user"] or roles[-1:] != ["user"] or "modelmodel" in "".join(roles):
        return f"Please ensure that multiturn requests begin and end with the user's, got {roles}"
    for content in contents:
        if not content["parts"]:
            return "contents.parts must not be empty."
        if any(not (part.keys() - {"thoughtSignature", "thought"}) for part in content["parts"]):
            return "Part must have at least one initialized field."
    return _unpaired(contents) or (_unsigned(contents) if signed else "")


def _unpaired(contents: list[Body]) -> str:
    for said, answered in zip(contents, [*contents[1:], {"parts": []}], strict=True):
        uses = [part["functionCall"] for part in said["parts"] if "functionCall" in part]
        results = [part["functionResponse"] for part in answered["parts"] if "functionResponse" in part]
        if said["role"] != "model":
            continue
        kinds = ["functionResponse" in part for part in answered["parts"]]
        pairs = [(call["name"], call.get("id")) for call in uses], [(one["name"], one.get("id")) for one in results]
        if pairs[0] != pairs[1] or kinds != sorted(kinds, reverse=True):
            return f"The number of function response parts must equal that of the function call parts: {pairs}"
    return ""


def _unsigned(contents: list[Body]) -> str:
    for number, content in enumerate(contents):
        uses: list[Mapping[str, Any]] = [part for part in content["parts"] if "functionCall" in part]
        if uses and not uses[0].get("thoughtSignature"):
            return f"Function call is missing a thought_signature in contents.{number}.parts."
    return ""


@asynccontextmanager
async def serving(*answers: Answer, refuses: tuple[str, ...] = (), signed: bool = False) -> AsyncIterator[Peer]:
    """A peer with these answers, on a free port of the loopback."""
    peer = Peer(list(answers), refuses, signed)
    server = await asyncio.start_server(peer.handle, "127.0.0.1", 0)
    peer.url = "http://127.0.0.1:{1}".format(*server.sockets[0].getsockname()[:2])
    try:
        yield peer
    finally:
        server.close()
        await server.wait_closed()
