"""A key is never repeated: wherever a server says it back, in an answer or an error, other words stand in its place.

What a model answers is journaled, shown and reported; some servers tell in an error which key they were sent.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace

from deskhand.core.messages import Reply
from deskhand.models.base import CallDelta, Delta, Model, Request, TextDelta, ThoughtDelta
from deskhand.settings import Settings

IN_ITS_PLACE = "[the key]"
KEY_CHARS_MIN = 8
"""A shorter key, such as "none" for a server that wants none, is a word like any other."""


def unspoken(model: Model, settings: Settings) -> Model:
    """The model, with the key of its provider kept out of all that it gives; the model itself where there is no key."""
    found = settings.found_key(model.name.partition("/")[0])
    return Unspoken(model, found[0]) if found and len(found[0]) >= KEY_CHARS_MIN else model


class Unspoken:
    """`model` without `key` in its deltas and its reply."""

    def __init__(self, model: Model, key: str) -> None:
        self._model = model
        self._key = key

    @property
    def name(self) -> str:
        return self._model.name

    async def stream(self, request: Request) -> AsyncIterator[Delta | Reply]:
        """What the model gives, without the key."""
        async with aclosing(self._model.stream(request)) as pieces:  # type: ignore[type-var]
            async for piece in pieces:
                yield self._without(piece)

    def _without(self, piece: Delta | Reply) -> Delta | Reply:
        match piece:
            case Reply():
                written = piece.model_dump_json()
                as_json = json.dumps(self._key, ensure_ascii=False)[1:-1]
                return (
                    Reply.model_validate_json(written.replace(as_json, IN_ITS_PLACE)) if as_json in written else piece
                )
            case TextDelta(text=text) | ThoughtDelta(text=text) | CallDelta(text=text) if self._key in text:
                return replace(piece, text=text.replace(self._key, IN_ITS_PLACE))
        return piece

    def problems(self, task: str) -> tuple[str, ...]:
        """As the model says."""
        return self._model.problems(task)

    async def close(self) -> None:
        """Close the model."""
        await self._model.close()
