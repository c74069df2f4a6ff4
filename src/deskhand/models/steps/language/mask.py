"""Hiding quoted text, `{variables}` and `commands` behind single marks, so that grammar never looks inside them.

Marks are private-use characters; the same characters outside quotes are replaced on the way in, so a mark always
has its piece. It does not know any statement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from deskhand.models.steps.language.phrases import Words

FIRST_MARK = 0xE000
MARKS_MAX = 4_000
MARK = "[\ue000-\uefa0]"

_PAIRS = {'"': '"', "“": "”", "「": "」", "『": "』", "«": "»", "`": "`", "＂": "＂", "《": "》", "”": "”", "„": "“"}
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_BRACES = re.compile(r"\{[^{}\n]{1,200}\}")
_ESCAPE = re.compile(r'\\(["n\\])')


@dataclass(frozen=True, slots=True)
class Masked:
    """Text with marks, and the pieces they stand for, in order."""

    text: str
    pieces: tuple[Words, ...]

    def with_text(self, text: str) -> Masked:
        return Masked(text, self.pieces)

    def piece(self, mark: str) -> Words:
        index = ord(mark) - FIRST_MARK
        return self.pieces[index] if 0 <= index < len(self.pieces) else Words("")

    def words(self, text: str) -> Words:
        """The words of a stretch of masked text: one quoted piece is quoted, anything else is not."""
        bare = text.strip()
        if len(bare) == 1 and re.fullmatch(MARK, bare):
            return self.piece(bare)
        return Words(re.sub(MARK, lambda m: self.piece(m[0]).text, bare))

    def plain(self, text: str) -> str:
        """The stretch as a person would read it, quotes shown."""

        def shown(match: re.Match[str]) -> str:
            piece = self.piece(match[0])
            return f'"{piece.text}"' if piece.quoted else piece.text

        return re.sub(MARK, shown, text.strip())


def is_mark(text: str) -> bool:
    return bool(re.fullmatch(MARK, text.strip()))


def _single_quoted(text: str, start: int) -> int:
    """The end of 'a quoted piece' that starts here, or -1: an apostrophe inside a word is none."""
    if start and (text[start - 1].isalnum()):
        return -1
    closing = "’" if text[start] == "‘" else "'"
    end = text.find(closing, start + 1)
    while end != -1 and end + 1 < len(text) and text[end + 1].isalnum() and text[end + 1].isascii():
        end = text.find(closing, end + 1)
    return end


def _piece_end(text: str, start: int) -> int:
    """Where the piece that opens at `start` closes, or -1."""
    if text[start] in "'‘":
        return _single_quoted(text, start)
    closing = _PAIRS.get(text[start])
    if closing is None:
        return -1
    end = text.find(closing, start + 1)
    while closing == '"' and end != -1 and text[end - 1] == "\\":
        end = text.find(closing, end + 1)
    return end


def _unescaped(text: str) -> str:
    """Within "straight quotes": \\" is a quote, \\n a new line, \\\\ a backslash."""
    return _ESCAPE.sub(lambda match: "\n" if match[1] == "n" else match[1], text)


def mask(text: str) -> Masked:
    """Hide every quoted piece and every `{...}` of a line."""
    out: list[str] = []
    pieces: list[Words] = []
    at = 0
    while at < len(text):
        end = _piece_end(text, at)
        braces = _BRACES.match(text, at)
        if len(pieces) >= MARKS_MAX:
            end, braces = -1, None
        if end > at:
            inner = text[at + 1 : end]
            pieces.append(Words(_unescaped(inner) if text[at] == '"' else inner, quoted=True))
            out.append(chr(FIRST_MARK + len(pieces) - 1))
            at = end + 1
        elif braces:
            pieces.append(Words(braces[0]))
            out.append(chr(FIRST_MARK + len(pieces) - 1))
            at = braces.end()
        else:
            out.append(_PRIVATE.sub("\ufffd", text[at]))
            at += 1
    return Masked("".join(out), tuple(pieces))
