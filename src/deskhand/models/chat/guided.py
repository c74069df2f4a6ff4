"""The whole turn as one JSON object that a server can be held to by a schema: the form `tagged_json`.

    {"say": "I open the page.", "calls": [{"tool": "computer", "arguments": {"action": "screenshot"}}]}

It is read as strictly as it is asked for, because a server may ignore the schema.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from deskhand.core.messages import Call
from deskhand.models.base import ToolSpec
from deskhand.models.chat.tagged import NAMELESS, listed, named, why_of
from deskhand.models.wire import sound

CALLS_MAX = 16
"""The most calls that a turn may have by the schema; a model that is not held to one may write more."""
SAY_CHARS_MAX = 4000

_SAYING = re.compile(r'\s*\{\s*"say"\s*:\s*"((?:[^"\\]|\\u[0-9a-fA-F]{4}|\\[^u])*)')
_HALF = re.compile("[\ud800-\udbff]$")

Table = dict[str, Any]


def explained(tools: Sequence[ToolSpec]) -> str:
    """What the instructions say of the tools and of the form."""
    return (
        "# Tools\nYou act by calls of these tools. Your whole answer is one JSON object and nothing else:\n"
        '{"say": "what you tell the person; may be empty", "calls": [{"tool": "TOOL", "arguments": {...}}]}\n'
        'Calls run in order. Their answers come in the next message, each as <tool_result tool="TOOL">. An answer '
        f"without calls ends your work.\n\n{listed(tools)}"
    )


def schema_of(tools: Iterable[ToolSpec]) -> Table:
    """The schema of a turn. Definitions of the tools' own schemas stand at its top, named after their tool."""
    definitions: Table = {}
    choices: list[Table] = []
    for tool in tools:
        own = {name: f"{tool.name}.{name}" for name in tool.parameters.get("$defs", {})}
        for name, inner in tool.parameters.get("$defs", {}).items():
            definitions[own[name]] = _renamed(inner, own)
        arguments = _renamed({key: value for key, value in tool.parameters.items() if key != "$defs"}, own)
        choices.append(_object({"tool": {"const": tool.name}, "arguments": arguments}))
    calls = {"type": "array", "maxItems": CALLS_MAX if choices else 0, "items": {"anyOf": choices}}
    if not choices:
        del calls["items"]
    turn = _object({"say": {"type": "string", "maxLength": SAY_CHARS_MAX}, "calls": calls})
    return turn | ({"$defs": definitions} if definitions else {})


def _object(properties: Table) -> Table:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _renamed(schema: Any, own: dict[str, str]) -> Any:
    """The schema with its references to the definitions' new names."""
    if isinstance(schema, list):
        return [_renamed(item, own) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _renamed(value, own) for key, value in schema.items()}
    target = made.get("$ref")
    if isinstance(target, str) and target.removeprefix("#/$defs/") in own:
        made["$ref"] = f"#/$defs/{own[target.removeprefix('#/$defs/')]}"
    return made


def response_format(tools: Iterable[ToolSpec]) -> Table:
    """What a server is sent to hold the answer to the schema."""
    return {"type": "json_schema", "json_schema": {"name": "turn", "strict": True, "schema": schema_of(tools)}}


def written(say: str, calls: Iterable[tuple[str, Any]]) -> str:
    """A turn in this form."""
    listed_calls = [{"tool": name, "arguments": arguments} for name, arguments in calls]
    return json.dumps({"say": say, "calls": listed_calls}, ensure_ascii=False)


def said_so_far(content: str) -> str:
    """What is said in the beginning of a turn that is still being written; "" as long as that can't be told."""
    found = _SAYING.match(content)
    try:
        said = json.loads(f'"{found[1]}"', strict=False) if found else ""
    except ValueError:
        return ""
    return sound.text(_HALF.sub("", said))


def turn_of(content: str, prefix: str) -> tuple[str, tuple[Call, ...]]:
    """What is said and the calls. What is off becomes a malformed call; reading stops there. prefix: of their ids."""
    calls: list[Call] = []
    say = ""
    try:
        given = sound.arguments(content.strip())
        if (
            given.keys() != {"say", "calls"}
            or not isinstance(given["say"], str)
            or not isinstance(given["calls"], list)
        ):
            raise ValueError("the object needs say (text) and calls (a list), and nothing else")
        say = given["say"]
        for entry in given["calls"]:
            if not isinstance(entry, dict) or entry.keys() != {"tool", "arguments"}:
                raise ValueError("a call needs tool and arguments, and nothing else")
            calls.append(named(entry["tool"], entry["arguments"], f"{prefix}-{len(calls)}"))
    except sound.UNREADABLE as error:
        calls.append(_malformed(f"{prefix}-{len(calls)}", error))
    return say, tuple(calls)


def _malformed(call_id: str, error: Exception) -> Call:
    words = (
        f"Your answer can't be read: {why_of(error)}. Nothing of it was done. Answer again with one JSON object: "
        '{"say": "...", "calls": [{"tool": "TOOL", "arguments": {...}}]}'
    )
    return Call(id=call_id, name=NAMELESS, malformed=words)
