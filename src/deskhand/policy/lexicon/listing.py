"""How the word lists of this folder are written: as running text."""

from __future__ import annotations


def words(text: str) -> tuple[str, ...]:
    """What stands between spaces, in its order."""
    return tuple(text.split())


def phrases(text: str) -> tuple[str, ...]:
    """What stands between commas, which may be of several words, in its order."""
    return tuple(" ".join(phrase.split()) for phrase in text.split(",") if phrase.strip())
