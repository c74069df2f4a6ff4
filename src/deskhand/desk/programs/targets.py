"""What is meant by the target of an `open` act: a program, an address or a path. Pure: it looks at words only."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote, urlsplit

from deskhand.core.errors import InvalidInput
from deskhand.desk.base import WORK_DIR

PROGRAMS = ("browser", "terminal", "files", "editor")

_IN_BROWSER = frozenset({".html", ".htm", ".xhtml", ".svg", ".pdf", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp"})
_HOST = re.compile(r"(?:localhost|\[[0-9a-f:]+\]|[\w-]+(?:\.[\w-]+)+)(?::\d{1,5})?", re.IGNORECASE)
_NUMERIC = re.compile(r"[\d.]+|\[.*")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d+(?:/|$))", re.IGNORECASE)
_HINT = f"Open a web address (http://...), a path under {WORK_DIR}, or one of: {', '.join(PROGRAMS)}."


@dataclass(frozen=True)
class Target:
    """kind "program": one of PROGRAMS; "address": a URL; "path": an absolute path on the desk."""

    kind: Literal["program", "address", "path"]
    value: str


def read_target(text: str, sites: Container[str] = ()) -> Target:
    """Understand a target. sites: names that stand for local services. Raises InvalidInput for what can't be opened."""
    words = text.strip()
    if words.lower() in PROGRAMS:
        return Target("program", words.lower())
    if words == "about:blank" or words.lower().startswith(("http://", "https://")):
        return _address(words)
    if words.lower().startswith("file://"):
        return _path(unquote(urlsplit(words).path))
    if _SCHEME.match(words):
        raise InvalidInput(f"{words[:200]!r} can't be opened: only http and https addresses can.", hint=_HINT)
    host = words.partition("/")[0]
    name = host.partition(":")[0].lower()
    if name in sites or (_HOST.fullmatch(host) and not words.startswith(".") and _known_ending(host, words)):
        local = name in sites or name == "localhost" or _NUMERIC.fullmatch(name)
        return _address(f"{'http' if local else 'https'}://{words}")
    return _path(words)


def in_browser(path: str) -> bool:
    """Whether a file is shown by the browser (a page, a picture, a PDF) and not by the text editor."""
    return posixpath.splitext(path)[1].lower() in _IN_BROWSER


def _known_ending(host: str, words: str) -> bool:
    """`notes.txt` is a file and `example.com` is not: a lone name with the ending of a common file is a path."""
    ending = posixpath.splitext(host)[1].lower()
    return "/" in words or ":" in host or host == "localhost" or ending not in _FILE_ENDINGS


_FILE_ENDINGS = _IN_BROWSER | {
    ".txt", ".md", ".csv", ".tsv", ".json", ".xml", ".yaml", ".yml", ".toml", ".ini", ".log", ".py", ".js", ".ts",
    ".css", ".sh", ".c", ".h", ".rs", ".go", ".java", ".sql", ".doc", ".docx", ".xls", ".xlsx", ".zip", ".tar", ".gz",
}  # fmt: skip


def _address(words: str) -> Target:
    try:
        parts = urlsplit(words)
        valid = words == "about:blank" or (bool(parts.hostname) and (parts.port or 1) > 0)
    except ValueError:
        valid = False
    if not valid or any(character.isspace() for character in words):
        raise InvalidInput(f"{words[:200]!r} is not a web address.", hint=_HINT)
    return Target("address", words)


def _path(words: str) -> Target:
    full = posixpath.normpath(posixpath.join(WORK_DIR, words))
    if not words or "\0" in words or (full != WORK_DIR and not full.startswith(f"{WORK_DIR}/")):
        raise InvalidInput(f"{words[:200]!r} can't be opened: it is not under {WORK_DIR}.", hint=_HINT)
    return Target("path", full)
