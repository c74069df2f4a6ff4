"""Writes web/src/api/events.ts and web/src/api/http.ts: what the server sends and takes, as TypeScript.

Events and commands come from the Python models, all else from the server's own description (OpenAPI).
`python scripts/web_types.py` writes them; with `--check` nothing is written, and the exit code is 1 when they would
change. What the server sends holds every field, so one with a default is not optional there; in what is sent to it, it
is.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from deskhand.core.commands import COMMAND
from deskhand.core.events import EVENT
from deskhand.server.app import description

FOLDER = Path(__file__).parents[1] / "web" / "src" / "api"
EVENTS_HEAD = "// Made by scripts/web_types.py from src/deskhand/core: do not edit, run it again.\n\n"
HTTP_HEAD = "// Made by scripts/web_types.py from the server's OpenAPI: do not edit, run it again.\n"
_REF = "#/components/schemas/"
_PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


class Writer:
    """Definitions of JSON schemas as TypeScript. all_there: whose fields all hold something, so that none is optional:
    every definition's, or those of these names. taken: names that are something else already."""

    def __init__(
        self,
        definitions: dict[str, Any],
        *,
        all_there: bool | frozenset[str],
        taken: frozenset[str] = frozenset(),
    ) -> None:
        self._definitions = definitions
        self._all_there = all_there
        self._taken = taken

    def name(self, given: str) -> str:
        return f"{given}Given" if given in self._taken else given

    def written(self) -> str:
        return "\n".join(self._definition(name, body) for name, body in sorted(self._definitions.items()))

    def union(self, name: str, schema: dict[str, Any]) -> str:
        """The union of a schema's alternatives under a name of its own."""
        members = [self._type(each) for each in schema["oneOf"]]
        return f"export type {name} =\n" + "\n".join(f"  | {member}" for member in sorted(members)) + ";\n"

    def _definition(self, name: str, body: dict[str, Any]) -> str:
        comment = _comment(body.get("description", ""), "")
        if body.get("type") == "object" and "properties" in body:
            return f"{comment}export interface {self.name(name)} {{\n{self._fields(name, body)}}}\n"
        return f"{comment}export type {self.name(name)} = {self._type(body)};\n"

    def _fields(self, name: str, body: dict[str, Any]) -> str:
        all_there = self._all_there if isinstance(self._all_there, bool) else name in self._all_there
        required = set(body.get("required", ()))
        lines = []
        for field, schema in body["properties"].items():
            tells_apart = "const" in schema
            optional = "" if all_there or field in required or tells_apart else "?"
            comment = _comment(schema.get("description", ""), "  ")
            lines.append(f"{comment}  {field}{optional}: {self._type(schema)};\n")
        return "".join(lines)

    def _type(self, schema: dict[str, Any]) -> str:
        if "$ref" in schema:
            return self.name(schema["$ref"].rpartition("/")[2])
        if "const" in schema:
            return json.dumps(schema["const"])
        if "enum" in schema:
            return " | ".join(map(json.dumps, schema["enum"]))
        for union in ("anyOf", "oneOf"):
            if union in schema:
                return " | ".join(self._type(each) for each in schema[union])
        return self._by_kind(schema)

    def _by_kind(self, schema: dict[str, Any]) -> str:
        kind = schema.get("type")
        if kind == "array" and "prefixItems" in schema:
            return "[" + ", ".join(_labelled(each, self._type(each)) for each in schema["prefixItems"]) + "]"
        if kind == "array":
            return _list_of(self._type(schema.get("items", {})))
        if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
            values = self._type(schema["additionalProperties"])
            names = schema.get("propertyNames", {})
            if "enum" in names:
                return f"Partial<Record<{self._type(names)}, {values}>>"
            return f"Record<string, {values}>"
        return _PLAIN.get(str(kind), "Record<string, unknown>" if kind == "object" else "unknown")


def _list_of(kind: str) -> str:
    return f"readonly ({kind})[]" if " " in kind else f"readonly {kind}[]"


def _labelled(schema: dict[str, Any], kind: str) -> str:
    title = schema.get("title", "")
    return f"{title.lower()}: {kind}" if title else kind


def _comment(text: str, indent: str) -> str:
    lines = [line.strip() for line in text.strip().splitlines()]
    if not lines:
        return ""
    if len(lines) == 1:
        return f"{indent}/** {lines[0]} */\n"
    return f"{indent}/**\n" + "".join(f"{indent} * {line}".rstrip() + "\n" for line in lines) + f"{indent} */\n"


def events_text() -> str:
    """Events and commands."""
    event, command = EVENT.json_schema(mode="serialization"), COMMAND.json_schema(mode="validation")
    events = Writer(event["$defs"], all_there=True)
    commands = Writer(command["$defs"], all_there=False, taken=frozenset(event["$defs"]))
    parts = [
        events.written(), events.union("SessionEvent", event), commands.written(), commands.union("Command", command),
    ]  # fmt: skip
    return EVENTS_HEAD + "\n".join(parts)


def http_text() -> str:
    """What the routes send and take, but for what the other file holds."""
    told = description()
    schemas = told["components"]["schemas"]
    event, command = EVENT.json_schema(mode="serialization"), COMMAND.json_schema(mode="validation")
    elsewhere = {*event["$defs"], *command["$defs"], "HTTPValidationError", "ValidationError"}
    own = {name: body for name, body in schemas.items() if name not in elsewhere}
    operations = [each for path in told["paths"].values() for each in path.values()]
    sent = _reached([each.get("responses", {}) for each in operations], schemas)
    text = Writer(own, all_there=frozenset(sent)).written()
    used = sorted(name for name in elsewhere if name in _refs(own))
    return f'{HTTP_HEAD}import type {{ {", ".join(used)} }} from "./events";\n\n{text}'


def _refs(value: Any) -> set[str]:
    """The names of schemas that are referred to anywhere in a value."""
    if isinstance(value, dict):
        ref = value.get("$ref", "")
        own = {ref.removeprefix(_REF)} if isinstance(ref, str) and ref.startswith(_REF) else set()
        return own.union(*map(_refs, value.values()))
    return set().union(*map(_refs, value)) if isinstance(value, list) else set()


def _reached(start: Any, schemas: dict[str, Any]) -> set[str]:
    """The names of schemas that can be reached from a value."""
    reached: set[str] = set()
    ahead = _refs(start)
    while ahead:
        reached |= ahead
        ahead = _refs([schemas[name] for name in ahead]) - reached
    return reached


def main(arguments: list[str]) -> int:
    wrong = 0
    for name, text in (("events.ts", events_text()), ("http.ts", http_text())):
        path = FOLDER / name
        if path.is_file() and path.read_text("utf-8") == text:
            continue
        wrong = 1
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    return wrong if "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
