"""Reading the events that the server writes, beside those of sessions. It does not know what they mean."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import TypeAdapter

from deskhand.core import artifacts
from deskhand.core import events as core_events
from deskhand.core.values import Value
from deskhand.server.access.events import ACCOUNT_EVENTS
from deskhand.server.projects.events import PROJECT_EVENTS

_SHAPES: Mapping[str, TypeAdapter[Value]] = {
    str(shape.model_fields["type"].default): TypeAdapter(shape) for shape in (*ACCOUNT_EVENTS, *PROJECT_EVENTS)
}


def decode(type: str, version: int, data: str) -> Value:
    """An event of any kind of stream from its stored form, as `core.events.decode` does it."""
    shape = _SHAPES.get(type)
    if shape is None or version > 1:
        return artifacts.decode(type, version, data)
    return core_events.as_read(type, data, shape)
