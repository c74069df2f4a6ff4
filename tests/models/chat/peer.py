"""A server of Chat Completions on loopback that says what it was told to say, and is as strict as the strictest ones.

It refuses what some server or chat template refuses: turns that do not alternate, calls that are not all answered
directly behind them, arguments that are no JSON object, blank text, pictures outside the user's messages. What it does
not take (`refuses`) it refuses in the words of the server that it plays.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from ..loopback import Body, Loopback, Refused, Streamed, event, listening, pieces

DONE = b"data: [DONE]\n\n"

REFUSALS: dict[str, Callable[[], Refused]] = {
    "ollama": lambda: Refused(400, "registry.ollama.ai/library/m:latest does not support tools", "api_error"),
    "vllm": lambda: Refused(
        400, '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set', "BadRequestError"
    ),
    "llamacpp": lambda: Refused(500, "tools param requires --jinja flag", "server_error"),
    "old llamacpp": lambda: Refused(500, "Unsupported param: tools", "server_error"),
    "openrouter": lambda: Refused(404, 'No endpoints found that support tool use. Try disabling "bash".'),
}
"""How servers refuse tools."""


@dataclass
class Said(Streamed):
    """An answer: words, then calls (id, name, arguments as JSON text)."""

    content: str | None = ""
    calls: tuple[tuple[str, str, str], ...] = ()
    finish: str = ""
    usage: Body | None = field(
        default_factory=lambda: {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}
    )
    thought: str = ""


Answer = Said | Refused | Callable[[Body], Said | Refused]


class Peer(Loopback):
    """The server. refuses: fields of a request that it does not take, and how it says so."""

    def __init__(self, answers: tuple[Answer, ...], refuses: dict[str, Callable[[], Refused]]) -> None:
        super().__init__(answers)
        self.refuses = refuses

    def refusal(self, body: Body) -> Refused | None:
        for name, refused in self.refuses.items():
            if name in body or (name == "pictures" and "image_url" in json.dumps(body["messages"])):
                return refused()
        problem = wrong_with(body)
        return Refused(400, problem) if problem else None

    def chunks(self, answer: Said, body: Body) -> list[bytes]:
        return [event(chunk) for chunk in chunks_of(answer, body)] + [DONE]


def chunks_of(answer: Said, body: Body) -> list[Body]:
    """The chunks that stream an answer."""
    head: Body = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": body.get("model")}
    deltas: list[Body] = [{"role": "assistant", "content": None}]
    deltas += [{"reasoning_content": piece} for piece in pieces(answer.thought, answer.pieces)]
    deltas += [{"content": piece} for piece in pieces(answer.content or "", answer.pieces)]
    for index, (call_id, name, arguments) in enumerate(answer.calls):
        function = {"name": name, "arguments": ""}
        deltas.append({"tool_calls": [{"index": index, "id": call_id, "type": "function", "function": function}]})
        deltas += [
            {"tool_calls": [{"index": index, "function": {"arguments": piece}}]}
            for piece in pieces(arguments, answer.pieces)
        ]
    finish = answer.finish or ("tool_calls" if answer.calls else "stop")
    chunks = [{**head, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]} for delta in deltas]
    chunks.append({**head, "choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
    if answer.usage is not None and (body.get("stream_options") or {}).get("include_usage"):
        chunks.append({**head, "choices": [], "usage": answer.usage})
    return chunks


def wrong_with(body: Body) -> str:
    """What a server would refuse in a request; empty when nothing."""
    if not body.get("stream") or body.get("max_tokens", 0) <= 0:
        return "stream and max_tokens are wanted here"
    return wrong_turns(body["messages"])


def wrong_turns(turns: list[Body]) -> str:
    """What a server or a chat template would refuse in the messages."""
    if [turn["role"] for turn in turns].count("system") != 1 or turns[0]["role"] != "system":
        return "the one system message must be first"
    problems = [words for turn in turns if (words := _wrong_turn(turn))]
    return next(iter(problems), "") or _unpaired(turns) or _unalternating(turns)


def _wrong_turn(turn: Body) -> str:
    content = turn["content"]
    if turn["role"] != "user" and not isinstance(content, str):
        return f"messages of {turn['role']} hold text only"
    if turn["role"] in ("user", "tool", "system") and not content:
        return "content must not be empty"
    for call in turn.get("tool_calls", ()):
        function = call["function"]
        if not function["name"] or not isinstance(json.loads(function["arguments"]), dict):
            return f"bad call {call}"
    for part in content if isinstance(content, list) else [{"type": "text", "text": content or "-"}]:
        if part["type"] == "text" and not part["text"].strip():
            return "blank text"
        if part["type"] == "image_url" and not part["image_url"]["url"].startswith("data:image/"):
            return "bad picture"
    return ""


def _unpaired(turns: list[Body]) -> str:
    asked: list[str] = []
    for turn in turns:
        if turn["role"] == "tool":
            if turn["tool_call_id"] not in asked:
                return "messages with role 'tool' must be a response to a preceding message with 'tool_calls'."
            asked.remove(turn["tool_call_id"])
        elif asked:
            return f"tool_call_ids did not have response messages: {asked}"
        asked += [call["id"] for call in turn.get("tool_calls", ())]
    return f"tool_call_ids did not have response messages: {asked}" if asked else ""


def _unalternating(turns: list[Body]) -> str:
    """Answers to calls stand between two turns of the model; else the two sides take turns."""
    roles = [turn["role"] for turn in turns[1:]]
    doubled = any(one == after and one != "tool" for one, after in pairwise(roles))
    if doubled or roles[:1] != ["user"] or roles[-1:] == ["assistant"]:
        return f"Conversation roles must alternate user/assistant, got {roles}"
    return ""


@asynccontextmanager
async def serving(*answers: Answer, refuses: dict[str, Callable[[], Refused]] | None = None) -> AsyncIterator[Peer]:
    """A server with these answers, on a free port of the loopback."""
    async with listening(Peer(answers, refuses or {})) as peer:
        yield peer


def arguments(**given: Any) -> str:
    return json.dumps(given)
