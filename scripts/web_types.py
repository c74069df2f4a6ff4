"""Writes web/src/api/events.ts: the events and commands of a session as TypeScript, from the Python models.

`python scripts/web_types.py` writes it; with `--check` nothing is written, and the exit code is 1 when it would change.
What the server sends holds every field, so one with a default is not optional there; in what is sent to it, it is.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from deskhand.core.commands import COMMAND
from deskhand.core.events import EVENT

OUTPUT = Path(__file__).parents[1] / "web" / "src" / "api" / "events.ts"
HEAD = """// Made by scripts/web_types.py from src/deskhand/core: do not edit, run it again.

"""
_PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


class Writer:
    """Definitions of one JSON schema as TypeScript. suffix: put behind a name that `taken` holds already."""

    def __init__(self, schema: dict[str, Any], *, all_there: bool, taken: frozenset[str] = frozenset()) -> None:
        self._schema = schema
        self._all_there = all_there
        self._taken = taken

    def name(self, given: str) -> str:
        return f"{given}Given" if given in self._taken else given

    def definitions(self) -> str:
        return "\n".join(self._definition(name, body) for name, body in sorted(self._schema["$defs"].items()))

    def union(self, name: str) -> str:
        """The union of the schema's alternatives under a name of its own."""
        members = [self._type(each) for each in self._schema["oneOf"]]
        return f"export type {name} =\n" + "\n".join(f"  | {member}" for member in sorted(members)) + ";\n"

    def _definition(self, name: str, body: dict[str, Any]) -> str:
        comment = _comment(body.get("description", ""), "")
        if body.get("type") == "object" and "properties" in body:
            return f"{comment}export interface {self.name(name)} {{\n{self._fields(body)}}}\n"
        return f"{comment}export type {self.name(name)} = {self._type(body)};\n"

    def _fields(self, body: dict[str, Any]) -> str:
        required = set(body.get("required", ()))
        lines = []
        for field, schema in body["properties"].items():
            tells_apart = "const" in schema
            optional = "" if self._all_there or field in required or tells_apart else "?"
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


def written() -> str:
    """The whole file."""
    events = Writer(EVENT.json_schema(mode="serialization"), all_there=True)
    there = frozenset(EVENT.json_schema(mode="serialization")["$defs"])
    commands = Writer(COMMAND.json_schema(mode="validation"), all_there=False, taken=there)
    parts = [events.definitions(), events.union("SessionEvent"), commands.definitions(), commands.union("Command")]
    return HEAD + "\n".join(parts)


def main(arguments: list[str]) -> int:
    text = written()
    if "--check" in arguments:
        return 0 if OUTPUT.is_file() and OUTPUT.read_text("utf-8") == text else 1
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    OUTPUT.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
