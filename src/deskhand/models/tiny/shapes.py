"""Answers in the shape of Chat Completions: one object, or chunks of a stream. It does not know who writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from deskhand.models.tiny.turn import Called, Given, Piece, Table, Words

NAME = "tiny-random"


@dataclass(frozen=True, slots=True)
class Head:
    """What is the same in all chunks of an answer."""

    id: str
    created: int
    model: str = NAME

    def whole(self, kind: str, **rest: Any) -> Table:
        return {"id": self.id, "object": kind, "created": self.created, "model": self.model, **rest}


def models(created: int) -> Table:
    """The list of the one model."""
    return {
        "object": "list",
        "data": [{"id": NAME, "object": "model", "created": created, "owned_by": "nobody"}],
    }


def problem(message: str, kind: str = "invalid_request_error") -> Table:
    return {"error": {"message": message, "type": kind, "param": None, "code": None}}


def usage(read_bytes: int, written_bytes: int) -> Table:
    """A token is a byte."""
    return {
        "prompt_tokens": read_bytes,
        "completion_tokens": written_bytes,
        "total_tokens": read_bytes + written_bytes,
    }


def chunk(head: Head, delta: Table, stopped: str | None = None) -> Table:
    choice = {"index": 0, "delta": delta, "finish_reason": stopped}
    return head.whole("chat.completion.chunk", choices=[choice])


def deltas(head: Head, pieces: Iterable[Piece]) -> Iterator[Table]:
    """The chunks that stream the pieces."""
    yield chunk(head, {"role": "assistant", "content": ""})
    for piece in pieces:
        yield chunk(head, _delta(head, piece))


def _delta(head: Head, piece: Piece) -> Table:
    match piece:
        case Words(text=text):
            return {"content": text}
        case Called(index=index, name=name):
            function = {"name": name, "arguments": ""}
            return {
                "tool_calls": [{"index": index, "id": f"{head.id}-{index}", "type": "function", "function": function}]
            }
        case Given(index=index, text=text):
            return {"tool_calls": [{"index": index, "function": {"arguments": text}}]}


def message(head: Head, pieces: Iterable[Piece]) -> Table:
    """The message that the pieces make."""
    words, calls = "", list[Table]()
    for piece in pieces:
        match piece:
            case Words(text=text):
                words += text
            case Called(index=index, name=name):
                function = {"name": name, "arguments": ""}
                calls.append({"id": f"{head.id}-{index}", "type": "function", "function": function})
            case Given(index=index, text=text):
                calls[index]["function"]["arguments"] += text
    return {"role": "assistant", "content": words or None, **({"tool_calls": calls} if calls else {})}
