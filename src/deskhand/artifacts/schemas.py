"""Whether a JSON value is of the form that an artifact asked a model for: a part of JSON Schema.

Only words that can be checked in time that grows with the value are known, so no patterns and no references: both the
schema and the value are a stranger's. Source: JSON Schema 2020-12, validation vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

DEPTH_MAX = 8

_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "number": (int, float), "integer": (int,),
    "boolean": (bool,), "null": (type(None),),
}  # fmt: skip
_BOUNDS = ("minimum", "maximum", "minItems", "maxItems", "minLength", "maxLength")
_WORDS = {"type", "properties", "required", "additionalProperties", "items", "enum", "const", "anyOf", *_BOUNDS}
_TOLD = {"title", "description", "$schema"}
"""What says nothing of the form."""


def wrong_with_schema(schema: Any, depth: int = 0) -> str:
    """What of a schema is not understood, as the rest of a sentence; "" for nothing."""
    if depth > DEPTH_MAX:
        return f"it is nested more than {DEPTH_MAX} deep"
    if not isinstance(schema, dict):
        return "a schema is an object"
    unknown = next((word for word in schema if word not in _WORDS | _TOLD), None)
    if unknown is not None:
        return f"it has {unknown[:40]!r}; known are {', '.join(sorted(_WORDS))}"
    return _wrong_word(schema) or next(filter(None, (wrong_with_schema(e, depth + 1) for e in _inner(schema))), "")


def _wrong_word(schema: Mapping[str, Any]) -> str:
    if any(name not in _TYPES for name in _types(schema)):
        return f"type is one of {', '.join(_TYPES)}, or several of them"
    if not _is_names(schema.get("required", [])):
        return "required is a list of names"
    if not isinstance(schema.get("additionalProperties", True), bool):
        return "additionalProperties is true or false"
    for word, kind, name in (("properties", dict, "an object"), ("enum", list, "a list"), ("anyOf", list, "a list")):
        if not isinstance(schema.get(word, kind()), kind):
            return f"{word} is {name}"
    wrong = next((word for word in _BOUNDS if not _is_number(schema.get(word, 0))), None)
    return f"{wrong} is a number" if wrong else ""


def _inner(schema: Mapping[str, Any]) -> Iterator[Any]:
    yield from schema.get("properties", {}).values()
    yield from schema.get("anyOf", ())
    if "items" in schema:
        yield schema["items"]


def misfit(value: Any, schema: Mapping[str, Any], at: str = "it") -> str:
    """Where a value is not of the form, as a sentence's beginning; "" where it fits. The schema is one that is
    understood."""
    types = _types(schema)
    if types and not any(_is_of(value, name) for name in types):
        return f"{at} is no {' or '.join(types)}"
    if "enum" in schema and not any(_same(value, each) for each in schema["enum"]):
        return f"{at} is none of the values that there are"
    if "const" in schema and not _same(value, schema["const"]):
        return f"{at} is another value"
    if "anyOf" in schema and all(misfit(value, each, at) for each in schema["anyOf"]):
        return f"{at} is of none of the forms"
    return _out_of_bounds(value, schema, at) or next(_misfits_inside(value, schema, at), "")


def _misfits_inside(value: Any, schema: Mapping[str, Any], at: str) -> Iterator[str]:
    if isinstance(value, dict):
        known = schema.get("properties", {})
        yield from (f"{at} has no {name[:40]!r}" for name in schema.get("required", ()) if name not in value)
        if schema.get("additionalProperties") is False:
            yield from (f"{at} has {name[:40]!r}" for name in value if name not in known)
        yield from filter(None, (misfit(value[name], known[name], name[:40]) for name in known if name in value))
    if isinstance(value, list) and "items" in schema:
        yield from filter(None, (misfit(each, schema["items"], f"{at}[{n}]") for n, each in enumerate(value)))


def _out_of_bounds(value: Any, schema: Mapping[str, Any], at: str) -> str:
    sized: Sequence[tuple[str, str, float | None]] = (
        ("minimum", "maximum", value if _is_number(value) else None),
        ("minItems", "maxItems", len(value) if isinstance(value, list) else None),
        ("minLength", "maxLength", len(value) if isinstance(value, str) else None),
    )
    for least, most, size in sized:
        if size is not None and not schema.get(least, size) <= size <= schema.get(most, size):
            return f"{at} is too {'small' if size < schema.get(least, size) else 'large'}"
    return ""


def _types(schema: Mapping[str, Any]) -> Sequence[str]:
    given = schema.get("type", [])
    if isinstance(given, str):
        return [given]
    return given if _is_names(given) else [""]


def _is_names(given: Any) -> bool:
    return isinstance(given, list) and all(isinstance(each, str) for each in given)


def _is_of(value: Any, name: str) -> bool:
    if isinstance(value, bool):
        return name == "boolean"
    if name == "integer" and isinstance(value, float):
        return value.is_integer()
    return isinstance(value, _TYPES[name])


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _same(one: Any, other: Any) -> bool:
    """As JSON has it: true is not 1."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)
