"""Calls as words of the answer, for models that are given no tools: the form `tagged`.

    I open the page.
    <tool_call>
    {"name": "computer", "arguments": {"action": "screenshot"}}
    </tool_call>

Calls are the last thing in an answer and are read strictly: at the first thing that is off, reading stops, and a call
that says what to do instead stands in its place. Words of strangers can't pass for such a call: `harmless` takes their
marks apart, and those by which chat templates tell who speaks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from deskhand.core.messages import Call
from deskhand.models.base import ToolSpec
from deskhand.models.chat import blocks
from deskhand.models.wire import sound

BEGIN, END = "<tool_call>", "</tool_call>"
NAMELESS = "tool_call"
"""What a call is named whose name can't be read."""

_WHY_CHARS_MAX = 200
_CONTROL = re.compile(
    r"<(?=\s*/?\s*(?:tool_(?:call|result)\b|artifact-[0-9a-f]{8})|\||/?(?:start|end)_of_turn|/?s>)|\[(?=/?INST\])",
    re.IGNORECASE,
)
_TAKEN_APART = {"<": "&lt;", "[": "&#91;"}


def explained(tools: Sequence[ToolSpec], nonce: str = "") -> str:
    """What the instructions say of the tools and of the form. nonce: of blocks (`blocks`), "" where there are none."""
    more = f"{blocks.explained(nonce)}\n\n" if nonce else ""
    return (
        "# Tools\nYou act by calls of these tools. To make a call, end your answer with it, in exactly this form:\n"
        f'{BEGIN}\n{{"name": "TOOL", "arguments": {{...}}}}\n{END}\n'
        "Several calls may follow one another; they run in order. Write nothing behind the last one. Their answers "
        'come in the next message, each as <tool_result tool="TOOL">. An answer without a call ends your work.\n\n'
        f"{more}{listed(tools)}"
    )


def listed(tools: Iterable[ToolSpec]) -> str:
    """The tools with their schemas."""
    return "\n\n".join(
        f"## {tool.name}\n{tool.description}\nArguments (JSON schema): {json.dumps(tool.parameters)}" for tool in tools
    )


def written(name: str, arguments: Any) -> str:
    """A call in this form."""
    return f"{BEGIN}\n{json.dumps({'name': name, 'arguments': arguments}, ensure_ascii=False)}\n{END}"


def answer(name: str, words: str) -> str:
    """The answer to a call, as it is shown in the next message."""
    return f'<tool_result tool="{name}">\n{words}\n</tool_result>'


def harmless(words: str) -> str:
    """The words without marks that could pass for a call, an answer, or another speaker."""
    return _CONTROL.sub(lambda mark: _TAKEN_APART[mark[0]], words)


def calls_of(text: str, prefix: str, nonce: str = "") -> tuple[Call, ...]:
    """The calls in what an answer holds from its first mark on. prefix: of their ids; nonce: of blocks, "" for none."""
    calls: list[Call] = []
    at = _after_blanks(text, 0)
    while at < len(text):
        call_id = f"{prefix}-{len(calls)}"
        try:
            call, at = _call(text, at, call_id, nonce)
        except sound.UNREADABLE as error:
            return (*calls, _malformed(call_id, error))
        calls.append(call)
    return tuple(calls)


def _call(text: str, at: int, call_id: str, nonce: str) -> tuple[Call, int]:
    """One call and the place behind it. Raises ValueError and its like for what is off."""
    if nonce and text.startswith(blocks.begin(nonce), at):
        arguments, at = blocks.block_at(text, at, nonce)
        return named(blocks.TOOL, arguments, call_id), _after_blanks(text, at)
    if not text.startswith(BEGIN, at):
        raise ValueError("something stands behind the calls")
    given, at = _object(text, _after_blanks(text, at + len(BEGIN)))
    if not text.startswith(END, at):
        raise ValueError(f"{END} does not follow the JSON object")
    if given.keys() != {"name", "arguments"}:
        raise ValueError("the object needs name and arguments, and nothing else")
    call = named(given["name"], given["arguments"], call_id)
    return call, _after_blanks(text, at + len(END))


def named(name: Any, arguments: Any, call_id: str) -> Call:
    """A call with these. Raises ValueError and its like when they are none."""
    if not isinstance(name, str) or not name.strip():
        raise ValueError("the name of the tool is missing")
    if not isinstance(arguments, dict):
        raise ValueError("arguments is no JSON object")
    return Call(id=call_id, name=sound.text(name), arguments=sound.data(arguments))


def _object(text: str, at: int) -> tuple[dict[str, Any], int]:
    try:
        given, end = json.JSONDecoder().raw_decode(text, at)
    except json.JSONDecodeError as error:
        raise ValueError(f"it is no JSON object: {error.msg}") from None
    if not isinstance(given, dict):
        raise ValueError("it is no JSON object")
    return given, _after_blanks(text, end)


def _after_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _malformed(call_id: str, error: Exception) -> Call:
    why = why_of(error)
    words = (
        f"This call can't be read: {why}. Nothing of it was done. Write it again, as the last thing of your answer: "
        f'{BEGIN}{{"name": "TOOL", "arguments": {{...}}}}{END}'
    )
    return Call(id=call_id, name=NAMELESS, malformed=words)


def why_of(error: Exception) -> str:
    """What is off, in a few words."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    return (str(error).splitlines() or ["it is off"])[0][:_WHY_CHARS_MAX]
