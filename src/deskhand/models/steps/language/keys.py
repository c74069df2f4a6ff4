"""Key names as people write them -> chords of the `key` act. It does not know a keyboard."""

from __future__ import annotations

import re

from deskhand.models.steps.language.words import KEYS, MODIFIERS

_AND = re.compile(r"\s*(?:,|，|、|;|\band then\b|\bthen\b|\band\b|然后|再按?|和)\s*", re.IGNORECASE)
_PLUS = re.compile(r"\s*\+\s*|(?<=[a-z])-(?=[a-z0-9])", re.IGNORECASE)
_FUNCTION = re.compile(r"f(?:[1-9]|1\d|2[0-4])")


def _key(word: str) -> str | None:
    bare = re.sub(r"\s+", " ", word.strip().casefold())
    bare = bare.removeprefix("the ").removesuffix(" key").removesuffix("键") or bare
    if bare in KEYS:
        return KEYS[bare]
    if _FUNCTION.fullmatch(bare):
        return bare.upper()
    if bare.replace("_", " ") in KEYS:
        return KEYS[bare.replace("_", " ")]
    return bare if len(bare) == 1 and bare.isprintable() and not bare.isspace() else None


def _chord(text: str) -> str | None:
    parts = [_key(part) for part in _PLUS.split(text.strip())]
    keys = [part for part in parts if part]
    if len(keys) != len(parts) or not keys or any(key not in MODIFIERS for key in keys[:-1]):
        return None
    return "+".join(keys)


def chords(text: str) -> tuple[str, ...] | None:
    """ "Ctrl+A then Delete" -> ("ctrl+a", "Delete"); None when any part is no key."""
    found = [_chord(part) for part in _AND.split(text.strip()) if part]
    kept = tuple(chord for chord in found if chord)
    return kept if kept and len(kept) == len(found) else None
