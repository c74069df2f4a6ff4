"""Whether an event that is stored can be handed on as it lies: in every field what this version would write there.

One from before a field was added is not whole, nor is one that is damaged, or whose type is not known here: those are
decoded, which fills in or says what is wrong. Nothing is made of what is checked: that is why it takes half as long.
"""

from __future__ import annotations

from functools import cache, reduce
from operator import or_
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from typing_extensions import TypedDict

from deskhand.core.events import Event, Unknown

_NOT_JSON = ("NaN", "Infinity")
"""Numbers that Python reads and browsers don't. Words that have them in it are decoded, and are fine."""

_MAPPING: Any = TypedDict


def is_whole(type: str, version: int, data: str) -> bool:
    """type, version, data: as the journal has them; data is JSON without the type."""
    shape = _shapes().get(type)
    if shape is None or version != 1 or not (data.startswith('{"') or data == "{}"):
        return False
    if any(word in data for word in _NOT_JSON):
        return False
    try:
        shape.validate_json(data)
    except ValidationError:
        return False
    return True


@cache
def _shapes() -> dict[str, TypeAdapter[Any]]:
    """By type. Made when it is first asked for: it takes about as long as a hundred events."""
    events = [event for event in get_args(get_args(Event)[0]) if event is not Unknown]
    return {str(event.model_fields["type"].default): TypeAdapter(_fields(event, "type")) for event in events}


@cache
def _fields(model: type[BaseModel], *without: str) -> Any:
    """A model's fields as a mapping that has all of them and no other, each of the very type."""
    fields = {name: _exact(field.annotation) for name, field in model.model_fields.items() if name not in without}
    shape = _MAPPING(model.__name__, fields)
    shape.__pydantic_config__ = ConfigDict(extra="forbid", strict=True)
    return shape


def _exact(annotation: Any) -> Any:
    """The annotation with mappings in the place of models."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _fields(annotation)
    origin, inner = get_origin(annotation), tuple(map(_exact, get_args(annotation)))
    if origin is Annotated:
        return Annotated[(inner[0], *annotation.__metadata__)]
    if origin in (Union, UnionType):
        return reduce(or_, inner)
    return annotation if origin is Literal or not inner else origin[inner]
