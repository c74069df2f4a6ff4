"""A small union of events for the journal's own tests, and its decoder."""

from __future__ import annotations

from typing import Literal

from deskhand.core.values import Value


class Note(Value):
    type: Literal["note"] = "note"
    text: str = ""


class Count(Value):
    type: Literal["count"] = "count"
    number: float = 0


def decode(type: str, version: int, data: str) -> Value:
    return {"note": Note, "count": Count}[type].model_validate_json(data)


def notes(*texts: str) -> list[Value]:
    return [Note(text=text) for text in texts]
