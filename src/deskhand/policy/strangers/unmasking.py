"""Texts as a model would read them: what disguises words from people and programs is taken off.

Each reading is a text with a word on whether a person would see it as it stands there. It does not know what makes
words an instruction.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

TEXT_CHARS_MAX = 400_000
"""Longer texts are read to here: the tools give a model less at once."""

BLOBS_MAX = 40
_INVISIBLE = re.compile(r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
                        r"\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0100-\U000e01ef]")  # fmt: skip
_WRAPPED = re.compile(r"(?<![\n.!?:;]) *\n *(?=[^\s\-*#>|\d])")
"""Where a line ends and its sentence may go on."""

_TAGS = re.compile(r"[\U000e0020-\U000e007e]{4,}")
_REVERSED = re.compile(r"\u202e([^\u202c\u202e\n]{3,400})\u202c?")
_SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_][ ._*\-]{1,3}){5,400}[^\W\d_](?![^\W_])")
_BLOB = re.compile(r"(?<![\w+/=-])[A-Za-z0-9+/_-]{24,20000}={0,2}(?![\w+/=-])")
_HEX = re.compile(r"(?<![\w])(?:[0-9a-fA-F]{2}){16,8000}(?![\w])")
_ESCAPED = re.compile(r"&#?\w{2,8};|\\u[0-9a-fA-F]{4}|%[0-9A-Fa-f]{2}")
_CODE = re.compile(r"\\u([0-9a-fA-F]{4})")
_COMMENT = re.compile(
    r"<!--(.{1,4000}?)-->|^\[(?://|comment)\]: *(?:#|<>) *[(\"'](.{1,2000}?)[)\"'] *$"
    r"|<[^<>]{1,300}(?:display: ?none|visibility: ?hidden|font-size: ?0|opacity: ?0(?![.\d])|\bhidden\b)[^<>]{0,300}>"
    r"([^<]{1,4000})",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_LOOKALIKES = str.maketrans(
    "аАвВсСԁеЕһНіІјЈкКмМноОрРԛѕЅтТуУхХѵԝɡαΑεΕηικΚνΝοΟρΡτΤυχΧΜΒΗΖΙ",
    "aABBcCdeEhHiIjJkKmMHoOpPqsStTyYxXvwgaAeEnikKvNoOpPtTuxXMBHZI",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, and whether a person who looks at the place would not see these words. how: what was taken off."""

    text: str
    hidden: bool
    how: str = ""


def readings(text: str, *, hidden: bool = False) -> Iterator[Reading]:
    """The text as it is read, then what stands in it for those alone who decode it."""
    text = text[:TEXT_CHARS_MAX]
    plain = bare(text)
    yield Reading(plain, hidden)
    if (flowing := _WRAPPED.sub(" ", plain)) != plain:
        yield Reading(flowing, hidden)
    for match in _COMMENT.finditer(plain):
        yield Reading(next(group for group in match.groups() if group), True, "a comment or hidden text")
    for match in _TAGS.finditer(text):
        yield Reading("".join(chr(ord(char) - 0xE0000) for char in match[0]), True, "characters that are not shown")
    for match in _REVERSED.finditer(text):
        yield Reading(match[1][::-1], hidden, "a changed direction of writing")
    if spaced := _joined(plain):
        yield Reading(spaced, hidden, "letters that stand apart")
    if _ESCAPED.search(plain) and (read := _unescaped(plain)) != plain:
        yield Reading(bare(read), hidden, "escaped characters")
    for blob in _decoded(plain):
        yield Reading(bare(blob), True, "encoded text")


def bare(text: str) -> str:
    """Without what can't be seen; look-alikes of other scripts in otherwise Latin words become Latin."""
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    return re.sub(r"[^\W\d_]+", lambda word: _latin(word[0]), text) if not text.isascii() else text


def _latin(word: str) -> str:
    """A word of Cyrillic or Greek look-alikes alone may be a word of that language; it is no English one then."""
    if word.isascii():
        return word
    turned = word.translate(_LOOKALIKES)
    return turned if turned.isascii() else word


def _joined(text: str) -> str:
    """The text with words whose letters stand apart put together; "" when there are none."""
    found = _SPACED.search(text)
    return _SPACED.sub(lambda match: _together(match[0]), text) if found else ""


def _together(spaced: str) -> str:
    """Wider gaps are between words, where there are any."""
    words = re.split(r"[ ._*\-]{2,}", spaced)
    return " ".join(re.sub(r"[ ._*\-]", "", word) for word in words)


def _unescaped(text: str) -> str:
    return unquote(html.unescape(_CODE.sub(lambda match: chr(int(match[1], 16)), text)))


def _decoded(text: str) -> Iterator[str]:
    """Blobs that decode to words."""
    for number, match in enumerate(_BLOB.finditer(text)):
        if number >= BLOBS_MAX:
            break
        yield from _words_of(_from_base64(match[0]))
    for number, match in enumerate(_HEX.finditer(text)):
        if number >= BLOBS_MAX:
            break
        yield from _words_of(bytes.fromhex(match[0]))


def _from_base64(blob: str) -> bytes:
    body = blob.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(body + "=" * (-len(body) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _words_of(data: bytes) -> Iterator[str]:
    try:
        words = data.decode()
    except UnicodeDecodeError:
        return
    if len(words) >= 12 and sum(char.isprintable() or char.isspace() for char in words) >= 0.95 * len(words):
        yield words
