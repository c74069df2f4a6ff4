"""The files of a version before they are kept: what may be one, and in what form. It does not know where they go."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from deskhand.artifacts import uses
from deskhand.artifacts.kinds.registry import form_of
from deskhand.core.artifacts import BYTES_MAX, FILES_MAX, PATH_CHARS_MAX, TITLE_CHARS_MAX, KeptFile, Kind
from deskhand.core.errors import InvalidInput, LimitExceeded

_PATH = re.compile(r"[^\x00-\x1f\x7f\\/]+(?:/[^\x00-\x1f\x7f\\/]+)*")


@dataclass(frozen=True, slots=True)
class Content:
    """All files of a version by path, in bytes, and the one that is shown. Made by `content_of`, which checks it."""

    kind: Kind
    files: Mapping[str, bytes]
    entry: str

    def texts(self) -> dict[str, str]:
        """The files as text. Raises InvalidInput where they are none."""
        if not form_of(self.kind).is_text:
            raise InvalidInput(f"a {self.kind} is no text.", hint="Rewrite it from a file of the desk.", quotes=False)
        return {path: data.decode() for path, data in self.files.items()}

    def problems(self) -> tuple[str, ...]:
        """What is wrong with what is in the files, a line each. It is kept all the same: it may be half done."""
        return (*form_of(self.kind).problems(self.files, self.entry), *uses.problems(self.files))


def content_of(kind: Kind, files: Mapping[str, str | bytes], entry: str = "") -> Content:
    """Checked content. entry: "" for the one that suits. Text goes in as it is, a NUL character and all; what can't be
    written as UTF-8 (half of a surrogate pair) is refused. Raises InvalidInput, LimitExceeded."""
    form = form_of(kind)
    if not files:
        raise InvalidInput("an artifact needs at least one file.", hint="Give content, or files by path.", quotes=False)
    if len(files) > FILES_MAX:
        raise LimitExceeded(f"{len(files)} files are more than the {FILES_MAX} of an artifact.", hint="Join some.")
    kept = {checked_path(path): _bytes_of(path, given) for path, given in files.items()}
    if (size := sum(map(len, kept.values()))) > BYTES_MAX:
        raise LimitExceeded(f"its files have {size} bytes, and {BYTES_MAX} is the most.", hint="Make it smaller.")
    if entry and entry not in kept:
        raise InvalidInput(f"the entry {entry[:80]!r} is none of its files.", hint=f"Its files: {_some(kept)}.")
    form.must_take(kept)
    return Content(kind, kept, entry or form.entry_among([path for path in kept if path != uses.FILE] or list(kept)))


def checked_path(path: str) -> str:
    """A path within an artifact: relative, plain, the same on every system. Raises InvalidInput."""
    parts = path.split("/")
    readable = path.isprintable() and _PATH.fullmatch(path) and len(path) <= PATH_CHARS_MAX
    if not readable or any(part in ("", ".", "..") or part != part.strip() for part in parts):
        raise InvalidInput(
            f"{path[:80]!r} can't be the path of a file in an artifact.",
            hint=f"Give a relative path such as src/App.tsx, up to {PATH_CHARS_MAX} characters, without .. in it.",
        )
    return path


def digest_of(kind: Kind, entry: str, files: Mapping[str, KeptFile]) -> str:
    """What names the content: the same kind, entry and files have the same, whoever made them and when."""
    said = [kind, entry, sorted((path, file.blob) for path, file in files.items())]
    return hashlib.sha256(json.dumps(said, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()


def clean_title(title: str) -> str:
    """One line without control characters, cut to what is shown; "Untitled" for nothing."""
    words = "".join(char if char.isprintable() else " " for char in title).split()
    return " ".join(words).encode("utf-8", "replace").decode()[:TITLE_CHARS_MAX].rstrip() or "Untitled"


def _bytes_of(path: str, given: str | bytes) -> bytes:
    if isinstance(given, bytes):
        return given
    try:
        return given.encode()
    except UnicodeEncodeError as error:
        raise InvalidInput(
            f"the text of {path[:80]!r} can't be stored: character {error.start} is half of a surrogate pair.",
            hint="Write the whole character.",
        ) from None


def _some(paths: Mapping[str, bytes]) -> str:
    more = f" and {len(paths) - 8} more" if len(paths) > 8 else ""
    return ", ".join(list(paths)[:8]) + more
