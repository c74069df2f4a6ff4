"""A Responses API on loopback that says what it was told to say, and is as strict about requests as the vendor's.

It checks what the real one answers with 400: one output for each call, behind it and of its kind, safety checks that
are acknowledged exactly, reasoning that stands in front of what it led to and is sealed, no blank text, ids that are
not too long, `truncation` with the preview tool.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from ..loopback import Body, Loopback, Refused, Streamed, event, listening, pieces

Item = dict[str, Any]
CALLS = {"function_call": "function_call_output", "computer_call": "computer_call_output"}


@dataclass
class Said(Streamed):
    """An answer: its output items. error, incomplete: how it ended, if not well. stray: events in front of the end."""

    items: list[Item] = field(default_factory=list)
    usage: Body = field(default_factory=lambda: {"input_tokens": 10, "output_tokens": 5, "total_tokens": 15})
    error: Body | None = None
    incomplete: str = ""
    stray: list[Body] = field(default_factory=list)


Answer = Said | Refused | Callable[[Body], Said | Refused]


def said(*items: Item, **rest: Any) -> Said:
    return Said(items=list(items), **rest)


def text(words: str, index: int = 0) -> Item:
    part = {"type": "output_text", "text": words, "annotations": [], "logprobs": []}
    return {"id": f"msg_{index}", "type": "message", "role": "assistant", "status": "completed", "content": [part]}


def refusal(words: str) -> Item:
    part = {"type": "refusal", "refusal": words}
    return {"id": "msg_r", "type": "message", "role": "assistant", "status": "completed", "content": [part]}


def function(call_id: str, name: str, given: Body | str) -> Item:
    """A function call; `given` as text is sent as it is, malformed or not."""
    arguments = given if isinstance(given, str) else json.dumps(given)
    return {
        "id": f"fc_{call_id}", "type": "function_call", "call_id": call_id, "name": name, "arguments": arguments,
        "status": "completed",
    }  # fmt: skip


def computer(call_id: str, *actions: Body, checks: tuple[Body, ...] = (), single: bool = False) -> Item:
    """A call of the computer tool. single: as the preview writes it."""
    asked: Body = {"action": actions[0]} if single else {"actions": list(actions)}
    return {
        "id": f"cu_{call_id}", "type": "computer_call", "call_id": call_id, "status": "completed",
        "pending_safety_checks": list(checks), **asked,
    }  # fmt: skip


def reasoning(number: int = 1, sealed: str = "c2VhbGVk", summary: str = "") -> Item:
    parts = [{"type": "summary_text", "text": summary}] if summary else []
    return {"id": f"rs_{number}", "type": "reasoning", "summary": parts, "encrypted_content": sealed}


class Peer(Loopback):
    """The vendor's side. It remembers which of its items came of which reasoning."""

    def __init__(self, answers: tuple[Answer, ...], refuses_types: tuple[str, ...] = ()) -> None:
        super().__init__(answers)
        self.refuses_types = refuses_types
        self._led_to: dict[str, str] = {}

    def refusal(self, body: Body) -> Refused | None:
        for tool in body.get("tools", ()):
            if tool["type"] in self.refuses_types:
                return Refused(400, f"Tool '{tool['type']}' is not supported with {body['model']}.")
        problem = wrong_with(body) or self._torn(body["input"])
        return Refused(400, problem) if problem else None

    def _torn(self, items: list[Item]) -> str:
        there = {item.get("id") for item in items}
        for item in items:
            needed = self._led_to.get(item.get("id", ""))
            if needed and needed not in there:
                return f"Item '{item['id']}' was provided without its required 'reasoning' item: '{needed}'."
        return ""

    def chunks(self, answer: Said, body: Body) -> list[bytes]:
        thought = ""
        for item in answer.items:
            thought = item["id"] if item.get("type") == "reasoning" else thought
            if thought and item.get("id") != thought:
                self._led_to[item["id"]] = thought
        return [event(data, data["type"]) for data in events_of(answer, body)]


def events_of(answer: Said, body: Body) -> list[Body]:
    """The events that stream an answer."""
    response: Body = {
        "id": "resp_1", "object": "response", "model": body.get("model"), "status": "in_progress", "output": [],
        "error": None, "incomplete_details": None, "usage": None,
    }  # fmt: skip
    events: list[Body] = [{"type": "response.created", "response": response}]
    for index, item in enumerate(answer.items):
        events += _item_events(index, item, answer.pieces)
    status = "failed" if answer.error else "incomplete" if answer.incomplete else "completed"
    details = {"reason": answer.incomplete} if answer.incomplete else None
    end = {"status": status, "output": answer.items, "error": answer.error, "incomplete_details": details}
    events += answer.stray
    events.append({"type": f"response.{status}", "response": {**response, **end, "usage": answer.usage}})
    return [{**data, "sequence_number": number} for number, data in enumerate(events)]


def _item_events(index: int, item: Item, size: int) -> list[Body]:
    place = {"output_index": index, "item_id": item.get("id")}
    opening, deltas = dict(item), list[Body]()
    match item.get("type"):
        case "message":
            opening["content"] = []
            for number, part in enumerate(item["content"]):
                kind, key = ("output_text", "text") if part["type"] == "output_text" else ("refusal", "refusal")
                deltas += [
                    {"type": f"response.{kind}.delta", **place, "content_index": number, "delta": piece}
                    for piece in pieces(part[key], size)
                ]
        case "function_call":
            opening["arguments"] = ""
            deltas = [
                {"type": "response.function_call_arguments.delta", **place, "delta": piece}
                for piece in pieces(item["arguments"], size)
            ]
        case "reasoning":
            opening["encrypted_content"] = ""
            deltas = [
                {"type": "response.reasoning_summary_text.delta", **place, "summary_index": 0, "delta": piece}
                for part in item["summary"]
                for piece in pieces(part["text"], size)
            ]
    return [
        {"type": "response.output_item.added", "output_index": index, "item": opening},
        *deltas,
        {"type": "response.output_item.done", "output_index": index, "item": item},
    ]


def wrong_with(body: Body) -> str:
    """What the vendor would refuse in a request; empty when nothing."""
    if body.get("store") is not False or not body.get("stream"):
        return "store must be false and stream true here"
    kinds = [tool["type"] for tool in body["tools"]]
    if ("computer_use_preview" in kinds) != (body.get("truncation") == "auto"):
        return "truncation: must be 'auto' with the computer_use_preview tool"
    items = body["input"]
    return wrong_items(items)


def wrong_items(items: list[Item]) -> str:
    """What the vendor would refuse in the items of a request."""
    problems = [words for item in items if (words := _wrong_item(item))]
    return next(iter(problems), "") or _unpaired(items) or _unfollowed(items)


def _wrong_item(item: Item) -> str:
    match item["type"]:
        case "message":
            return _wrong_message(item)
        case "reasoning":
            return "" if item.get("encrypted_content") else f"Item with id '{item['id']}' not found: store is false."
        case "function_call":
            named = item["name"] and isinstance(item["arguments"], str) and _is_json(item["arguments"])
            return "" if named and len(item["call_id"]) <= 64 else f"Invalid function_call {item}"
        case "computer_call":
            return (
                "" if {"id", "call_id", "pending_safety_checks", "status"} <= item.keys() else "Invalid computer_call"
            )
        case "function_call_output":
            return _wrong_content(item["output"]) if item["output"] else "output must not be empty"
        case "computer_call_output":
            picture = item["output"]
            whole = picture["type"] == "computer_screenshot" and picture["image_url"].startswith("data:image/")
            return "" if whole else "Invalid computer_screenshot"
    return f"Invalid value: '{item['type']}'"


def _is_json(written: str) -> bool:
    try:
        return isinstance(json.loads(written), dict)
    except ValueError:
        return False


def _wrong_message(item: Item) -> str:
    if item["role"] == "assistant" and isinstance(item["content"], list):
        return ""
    if item["role"] not in ("user", "assistant") or not item["content"]:
        return "Invalid message"
    return _wrong_content(item["content"])


def _wrong_content(content: Any) -> str:
    if isinstance(content, str):
        return "" if content.strip() else "blank text"
    for part in content:
        if part["type"] == "input_text" and not part["text"].strip():
            return "blank text"
        if part["type"] == "input_image" and not part["image_url"].startswith("data:image/"):
            return "Invalid image_url"
        if part["type"] not in ("input_text", "input_image"):
            return f"Invalid value: '{part['type']}'"
    return ""


def _unpaired(items: list[Item]) -> str:
    open_calls: dict[str, Item] = {}
    for item in items:
        if item["type"] in CALLS:
            if item["call_id"] in open_calls:
                return f"Duplicate call_id {item['call_id']}"
            open_calls[item["call_id"]] = item
        elif item["type"] in CALLS.values():
            call = open_calls.pop(item["call_id"], None)
            if call is None or CALLS[call["type"]] != item["type"]:
                return f"No tool call found for {item['type']} with call_id {item['call_id']}."
            if wrong := _unacknowledged(call, item):
                return wrong
        elif item["type"] == "message" and item["role"] == "user" and open_calls:
            return f"No tool output found for function call {next(iter(open_calls))}."
    return f"No tool output found for computer call {next(iter(open_calls))}." if open_calls else ""


def _unacknowledged(call: Item, output: Item) -> str:
    pending = [check["id"] for check in call.get("pending_safety_checks", ())]
    acknowledged = [check["id"] for check in output.get("acknowledged_safety_checks", ())]
    return "" if pending == acknowledged else f"Safety checks must be acknowledged: {pending}, got {acknowledged}"


def _unfollowed(items: list[Item]) -> str:
    for item, after in zip(items, [*items[1:], {"type": "nothing"}], strict=True):
        ours = after["type"] in ("reasoning", *CALLS) or after.get("role") == "assistant"
        if item["type"] == "reasoning" and not ours:
            return f"Item '{item['id']}' of type 'reasoning' was provided without its required following item."
    return ""


@asynccontextmanager
async def serving(*answers: Answer, refuses_types: tuple[str, ...] = ()) -> AsyncIterator[Peer]:
    """A peer with these answers, on a free port of the loopback."""
    async with listening(Peer(answers, refuses_types)) as peer:
        yield peer
