"""Reading the events that the server writes, beside those of sessions. It does not know what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deskhand.core import artifacts
from deskhand.core import events as core_events
from deskhand.core.values import Value
from deskhand.server.access.events import ACCOUNT_EVENTS
from deskhand.server.projects.events import PROJECT_EVENTS

_SHAPES: Mapping[str, type[Value]] = {
    str(shape.model_fields["type"].default): shape for shape in (*ACCOUNT_EVENTS, *PROJECT_EVENTS)
}


def decode(type: str, version: int, data: dict[str, Any]) -> Value:
    """An event of any kind of stream from its stored form. One from the future becomes Unknown."""
    shape = _SHAPES.get(type)
    if shape is None or version > 1:
        return artifacts.decode(type, version, data)
    return core_events.as_read(type, data, shape.model_validate)
