"""Names of keys as Gemini writes them ("Control+A", ["ctrl", "s"]) and as the tool `computer` takes them ("ctrl+a")."""

from __future__ import annotations

from typing import Any

_HELD = {
    "control": "ctrl", "ctrl": "ctrl", "shift": "shift", "alt": "alt", "option": "alt", "meta": "super",
    "super": "super", "win": "super", "windows": "super", "cmd": "super", "command": "super",
}  # fmt: skip


def chord(keys: Any) -> Any:
    """Keys pressed together, as one name. A letter in a chord is a key, not a capital: "Control+A" is ctrl+a.

    What is no name is passed on for the tool to refuse.
    """
    names = keys.split("+") if isinstance(keys, str) else keys
    if not isinstance(names, list | tuple) or not names or not all(isinstance(name, str) for name in names):
        return keys
    words = [word for name in names for word in name.split("+")]
    if not all(word.strip() for word in words):
        return keys if isinstance(keys, str) else "+".join(names)
    return "+".join([_HELD.get(word.strip().lower(), word.strip()) for word in words[:-1]] + [_last(words)])


def _last(words: list[str]) -> str:
    word = words[-1].strip()
    return word.lower() if len(words) > 1 and len(word) == 1 else word
