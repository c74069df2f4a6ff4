"""The words of an event: everything that was said or seen, for searching. It does not know how they are kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Literal

from deskhand.core import events as ev
from deskhand.core.messages import Part, TextPart

Who = Literal["person", "model", "desk", "deskhand"]
"""Whose words: a person's, the model's (and what it typed), what was seen on the desk, Deskhand's own."""

CHARS_MAX = 200_000
"""Of one event; what is longer is cut."""


def words_of(event: ev.Event) -> Iterator[tuple[Who, str]]:
    """The words of an event, by whom. Nothing is folded or escaped."""
    for who, text in _words(event):
        if text and not text.isspace():
            yield who, text[:CHARS_MAX]


def _words(event: ev.Event) -> Iterable[tuple[Who, str]]:
    match event:
        case ev.Said(parts=parts):
            return [("person", _text(parts))]
        case ev.Answered():
            return [("person", f"{event.answer} {event.words}".strip())]
        case ev.ModelReplied(reply=reply):
            typed = "\n".join(_arguments(call.arguments) for call in reply.calls)
            return [("model", reply.text), ("model", typed), ("deskhand", reply.error)]
        case ev.Called(call=call, origin=origin):
            return [("person" if origin.kind == "person" else "desk", _arguments(call.arguments))]
        case ev.CallFinished(content=parts):
            return [("desk", _text(parts))]
        case ev.Noticed(parts=parts):
            return [("deskhand", _text(parts))]
        case ev.Asked(text=text):
            return [("deskhand", f"{text} {event.consequence}".strip())]
        case ev.Suspected(words=words):
            return [("desk", words)]
        case ev.Concluded(outcome=outcome):
            checks = "\n".join(f"{check.name}: {check.evidence}" for check in outcome.checks)
            return [("model", f"{outcome.summary}\n{checks}".strip())]
    return []


def _text(parts: Iterable[Part]) -> str:
    """The words of the parts, names of files, and what pictures are said to show."""
    found = (part.text if isinstance(part, TextPart) else getattr(part, "name", "") or getattr(part, "alt", "")
             for part in parts)  # fmt: skip
    return "\n".join(text for text in found if text)


def _arguments(arguments: object) -> str:
    """The words among a call's arguments."""
    if isinstance(arguments, str):
        return arguments
    if isinstance(arguments, dict):
        return " ".join(filter(None, map(_arguments, arguments.values())))
    if isinstance(arguments, list):
        return " ".join(filter(None, map(_arguments, arguments)))
    return "" if arguments is None or isinstance(arguments, bool | int | float) else json.dumps(arguments)
