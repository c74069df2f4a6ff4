"""One turn of the tiny model: what a request asks for, and the pieces of the answer as they are written.

The request is a stranger's: whatever is wrong with it is InvalidInput. It does not know HTTP or how pieces are sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from deskhand.core.errors import InvalidInput
from deskhand.models.tiny.grammar import SENTENCE, by_schema, one_of
from deskhand.models.tiny.writing import Writer

CALLS_MAX = 3
BYTES_MAX = 4096
"""What it may write in one turn when the request does not say."""

Table = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of what it says."""

    text: str


@dataclass(frozen=True, slots=True)
class Called:
    """Call number `index` begins."""

    index: int
    name: str


@dataclass(frozen=True, slots=True)
class Given:
    """A piece of the arguments of call number `index`."""

    index: int
    text: str


Piece = Words | Called | Given


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks for. tools: name -> grammar of its arguments. answer: the grammar that its words must keep
    to. must_call: words alone are not enough."""

    read: bytes
    tools: dict[str, str]
    answer: str = SENTENCE
    must_call: bool = False
    calls_max: int = CALLS_MAX
    bytes_max: int = BYTES_MAX


def asked_by(body: Table) -> Asked:
    """What the body of a request asks for. Raises InvalidInput, with what to send instead."""
    messages = body.get("messages")
    if not isinstance(messages, list) or not messages:
        raise InvalidInput('"messages" is not a list of messages.', hint="Send at least one message.")
    choice = body.get("tool_choice", "auto")
    tools = {} if choice == "none" else _tools(body.get("tools") or [])
    if isinstance(choice, dict):
        tools = _only(tools, _table(choice.get("function")).get("name"))
    return Asked(
        read="\n".join(_words(message) for message in messages).encode("utf-8", "replace"),
        tools=tools,
        answer=_answer(_table(body.get("response_format"))),
        must_call=choice not in ("auto", "none"),
        calls_max=1 if body.get("parallel_tool_calls") is False else CALLS_MAX,
        bytes_max=_bytes_max(body),
    )


def turn(asked: Asked, writer: Writer) -> Iterator[Piece]:
    """The pieces of an answer: words, then calls where there are tools and it wants to."""
    constrained = asked.answer != SENTENCE
    if constrained or not asked.must_call:
        for text in writer.write(asked.answer):
            yield Words(text)
    if constrained or not asked.tools:
        return
    for index in range(asked.calls_max):
        name = writer.whole(one_of([f"{tool} " for tool in asked.tools])).strip()
        if name not in asked.tools:  # the bytes were used up
            return
        yield Called(index, name)
        for text in writer.write(asked.tools[name]):
            yield Given(index, text)
        if writer.is_out or writer.whole(one_of(["then ", "enough "])) != "then ":
            return


def _tools(listed: Any) -> dict[str, str]:
    if not isinstance(listed, list):
        raise InvalidInput('"tools" is not a list.', hint='Send [{"type": "function", "function": {...}}].')
    found: dict[str, str] = {}
    for tool in listed:
        function = _table(_table(tool).get("function"))
        name = function.get("name")
        if not isinstance(name, str) or not name:
            raise InvalidInput(
                "a tool has no name.", hint='Each one is {"type": "function", "function": {"name": ...}}.'
            )
        found[name] = by_schema(_table(function.get("parameters")) or {"type": "object"})
    return found


def _only(tools: dict[str, str], name: Any) -> dict[str, str]:
    if name not in tools:
        raise InvalidInput(f"tool_choice names {name!r}, which is no tool.", hint=f"Use one of: {', '.join(tools)}.")
    return {name: tools[name]}


def _answer(wanted: Table) -> str:
    match wanted.get("type", "text"):
        case "text":
            return SENTENCE
        case "json_object":
            return by_schema({"type": "object"})
        case "json_schema":
            return by_schema(_table(_table(wanted.get("json_schema")).get("schema")))
        case other:
            raise InvalidInput(f"there is no response_format {other!r}.", hint="Use json_schema, json_object or text.")


def _bytes_max(body: Table) -> int:
    """A token is a byte."""
    for name in ("max_completion_tokens", "max_tokens"):
        if isinstance(body.get(name), int) and body[name] > 0:
            return min(int(body[name]), BYTES_MAX)
    return BYTES_MAX


def _words(message: Any) -> str:
    """What it reads of a message: its words; it does not see pictures."""
    content = _table(message).get("content")
    if isinstance(content, list):
        return "\n".join(str(_table(part).get("text", "")) for part in content)
    return content if isinstance(content, str) else ""


def _table(value: Any) -> Table:
    return value if isinstance(value, dict) else {}
