"""What a provider answers is a stranger's: here it becomes data that can be written down and read again as it was.

Nothing in it raises anything but ValueError, and only where it says so.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from deskhand.core.messages import Call

Table = dict[str, Any]

LEVELS_MAX = 64
_COUNT_MAX = 2**53
_NUMBER_MAX = 2.0**63
_WHY_CHARS_MAX = 200


def table(value: Any) -> Table:
    """The value if it is an object, else an empty one."""
    return dict(value) if isinstance(value, Mapping) else {}


def count(value: Any) -> int:
    """The value if it is a count that can be stored, else 0."""
    return value if isinstance(value, int) and 0 <= value <= _COUNT_MAX else 0


def text(value: Any) -> str:
    """Text that can be written down: half characters are replaced; what is no text is empty."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def has_words(value: Any) -> bool:
    return bool(text(value).strip())


def line(value: str, chars_max: int = 500) -> str:
    """The text in one line, for an error."""
    return " ".join(text(value).split())[:chars_max]


def data(value: Any, levels: int = LEVELS_MAX) -> Any:
    """Data that can be written down and read again as it was. Raises ValueError for what can't be mended."""
    if isinstance(value, Mapping | list | tuple) and not levels:
        raise ValueError(f"they are nested more than {LEVELS_MAX} levels deep")
    if isinstance(value, Mapping):
        return {text(str(name)): data(inner, levels - 1) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [data(item, levels - 1) for item in value]
    if isinstance(value, int | float) and not abs(value) < _NUMBER_MAX:
        raise ValueError(f"the number {str(value)[:20]} is too large")
    return text(value) if isinstance(value, str) else value


def block(value: Any) -> Table:
    """An object that can be written down; an empty one when it holds what can't be."""
    try:
        return table(data(value))
    except (ValueError, RecursionError):
        return {}


def arguments(written: str) -> Table:
    """The JSON object that a call's arguments are. Raises ValueError for anything else."""
    try:
        value = json.loads(written)
    except RecursionError:
        raise ValueError("they are nested too deeply") from None
    if not isinstance(value, dict):
        raise ValueError("they are no JSON object")
    sound: Table = data(value)
    return sound


def malformed(call_id: str, name: str, error: Exception) -> Call:
    """The call that stands for one whose arguments can't be read: the model is told why, and what to do."""
    why = "it is nested too deeply" if isinstance(error, RecursionError) else str(error).splitlines()[0]
    words = f"The arguments of this call can't be read: {why[:_WHY_CHARS_MAX]}. Call again with one JSON object."
    return Call(id=call_id, name=name, malformed=words)


UNREADABLE = (ValueError, RecursionError, ValidationError)
"""What reading a call's arguments may raise."""
