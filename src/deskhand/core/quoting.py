"""Whose words an answer holds: Deskhand's own stand apart from what it quotes of a page, a file or a program.

The two are parts of their own, so that whoever writes the conversation can put marks around the stranger's. It does not
know what the marks look like.
"""

from __future__ import annotations

from deskhand.core.errors import DeskhandError
from deskhand.core.messages import TextPart


def with_quote(own: str, quoted: str) -> tuple[TextPart, ...]:
    """Deskhand's words, then what they quote; empty ones are left out."""
    parts = (TextPart(text=own), TextPart(text=quoted, stranger=True))
    return tuple(part for part in parts if part.text.strip()) or parts[:1]


def error_parts(error: DeskhandError, before: str = "") -> tuple[TextPart, ...]:
    """An error as a model is told it: what happened may quote a page, what to do now is Deskhand's own."""
    if not error.quotes:
        return (TextPart(text=f"{before} {error}".strip()),)
    first = (TextPart(text=before),) if before else ()
    last = (TextPart(text=error.hint),) if error.hint else ()
    return (*first, TextPart(text=error.message, stranger=True), *last)
