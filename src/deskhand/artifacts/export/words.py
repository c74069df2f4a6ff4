"""Text that may go into XML and into a cell: what such a file can't hold is taken out, and told."""

from __future__ import annotations

import re
from typing import Any

from deskhand.artifacts.export.base import Losses

_ILLEGAL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 does not allow, and the controls that it advises against."""


def clean(text: str, losses: Losses) -> str:
    """The text without what XML can't hold; line ends become \\n."""
    cleaned, count = _ILLEGAL.subn("", text)
    if count:
        losses.add("illegal_character", count=count)
    return cleaned.replace("\r\n", "\n").replace("\r", "\n")


def clean_all(value: Any, losses: Losses) -> Any:
    """A value of JSON with all its words clean: an escape there can be any character."""
    match value:
        case str():
            return clean(value, losses)
        case list():
            return [clean_all(each, losses) for each in value]
        case dict():
            return {clean(name, losses): clean_all(each, losses) for name, each in value.items()}
    return value


def wide(text: str) -> int:
    """How many letters of English wide: those of East Asia count for two."""
    return sum(2 if ord(char) > 0x2E80 else 1 for char in text)
