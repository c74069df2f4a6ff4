"""Names of files that are safe wherever they are saved: no path tricks, nothing that is not seen, nothing reserved."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

NAME_BYTES_MAX = 150
"""Of one part of a path, in UTF-8. File systems take 255; room is left for " (2)" and the suffix of a download."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)", re.IGNORECASE)
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Controls, marks that turn the direction of writing or have no width, halves of pairs, what is no character."""


def safe_name(given: str, fallback: str = "artifact") -> str:
    """One part of a path: what is not seen or means something to a system is taken out; `fallback` for nothing left."""
    normal = unicodedata.normalize("NFC", given)
    seen = "".join(" " if char.isspace() else char for char in normal if _is_seen(char))
    name = " ".join(_FORBIDDEN.sub("-", seen).split()).strip(" .")
    name = _cut(name, NAME_BYTES_MAX).rstrip(" .") or fallback
    return f"_{name}" if _RESERVED.match(name) else name


def file_name(title: str, suffix: str) -> str:
    """A title and the suffix of a format, which is not put twice."""
    name = safe_name(title)
    return name if suffix and name.lower().endswith(suffix) else f"{name}{suffix}"


def safe_paths(given: Iterable[str]) -> dict[str, str]:
    """Path as given -> relative path that is safe to unpack. No two are the same, even where capitals do not count."""
    made: dict[str, str] = {}
    taken: set[str] = set()
    for path in given:
        parts = [part for part in re.split(r"[/\\]", path) if part not in ("", ".", "..")]
        safe = "/".join(_safe_part(part) for part in parts) or "file"
        made[path] = _free(safe, taken)
    return made


def _safe_part(part: str) -> str:
    """A file such as .gitignore keeps its dot."""
    name = safe_name(part, "file")
    return f".{name}" if part.startswith(".") and not name.startswith("_") else name


def _free(path: str, taken: set[str]) -> str:
    """This path, or with a number in it, so that it is neither another's nor a folder of another's."""
    number, free = 1, path
    while (place := _clash(free.casefold(), taken)) is not None:
        number += 1
        parts = path.split("/")
        parts[place] = _numbered(parts[place], number, is_file=place == len(parts) - 1)
        free = "/".join(parts)
    taken.add(free.casefold())
    return free


def _clash(path: str, taken: set[str]) -> int | None:
    """Which part of the path, from 0, makes it another's; None where it is free."""
    parts = path.split("/")
    for end in range(1, len(parts) + 1):
        if "/".join(parts[:end]) in taken:
            return end - 1
    return len(parts) - 1 if any(other.startswith(f"{path}/") for other in taken) else None


def _numbered(part: str, number: int, *, is_file: bool) -> str:
    head, dot, suffix = part.rpartition(".")
    return f"{head} ({number}){dot}{suffix}" if is_file and head else f"{part} ({number})"


def _is_seen(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) not in _UNSEEN


def _cut(name: str, bytes_max: int) -> str:
    """The beginning and the suffix of a name that is too long."""
    data = name.encode()
    if len(data) <= bytes_max:
        return name
    head, dot, suffix = name.rpartition(".")
    end = f".{suffix}" if head and dot and len(suffix) <= 12 else ""
    return data[: bytes_max - len(end.encode())].decode("utf-8", "ignore") + end
