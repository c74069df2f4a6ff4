"""What a person typed or chose, as it may be taken: text without invisible characters, files of a bounded size."""

from __future__ import annotations

import re
import unicodedata

from starlette.datastructures import UploadFile

FILE_BYTES_MAX = 5_000_000


class Refused(ValueError):
    """A field that can't be taken; the words say what to write instead."""


def plain_text(text: str, chars_max: int, *, lines: bool = False) -> str:
    """Text as a person sees it: composed, trimmed, without control or direction-changing characters. Raises Refused."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()
    if len(text) > chars_max:
        raise Refused(f"Use at most {chars_max} characters.")
    allowed = {"\n", "\t"} if lines else set()
    if any((c not in allowed and unicodedata.category(c) in ("Cc", "Cs")) or c in "\u202d\u202e" for c in text):
        raise Refused("Remove the characters that can't be shown.")
    return text


def _plain_name(name: str, otherwise: str) -> str:
    """The last part of a file's name, with nothing in it that could mean a path or break a line."""
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(c for c in last if c.isprintable() and c not in '"<>|:*?')
    return kept.strip(". ")[-100:] or otherwise


async def read_file(file: object, otherwise: str = "file") -> tuple[str, bytes] | None:
    """The name and bytes of a file that a form brought; None when the field was left empty. Raises Refused.

    otherwise: what a file without a usable name is called.
    """
    if not isinstance(file, UploadFile) or not file.filename:
        return None
    data = await file.read(FILE_BYTES_MAX + 1)
    if len(data) > FILE_BYTES_MAX:
        raise Refused("The file is larger than 5 MB.")
    if not data:
        raise Refused("The file is empty.")
    return _plain_name(file.filename, otherwise), data
