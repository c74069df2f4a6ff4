"""The lines of a program: indentation, list marks, comments, fences. It knows no statement.

A line's indentation is where its words begin, in columns: list marks ("- ", "3. ", "第一步：") count as indentation
only by where they stand, so that nested lists and indented lines read alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LINE_CHARS_MAX = 4_000
LINES_MAX = 5_000
TAB_COLUMNS = 4

_MARKER = re.compile(
    r"""(?:[-*+•·]\s+(?:\[[ xX]?\]\s*)?      # bullets, task lists
      | (?:step\s*)?\d{1,4}(?:\.\d{1,3})*\s*[.):、．]\s*(?!\d)  # 3.  3)  Step 3:  3、
      | [a-z][.)]\s+                          # a)
      | [（(]\d{1,3}[）)]\s*                   # （1）
      | [①-⑳]\s*
      | 第?[一二三四五六七八九十\d]{1,3}\s*步?\s*[、：:.]\s*
      )""",
    re.VERBOSE | re.IGNORECASE,
)
_NOISE = re.compile(r"(?:#|//|>|<!--|={3,}\s*$|-{3,}\s*$|\*{3,}\s*$|_{3,}\s*$)")
_FENCE = re.compile(r"\s*(?:```|~~~)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line. number: from 1. text: without indentation, list mark and comment; "" when nothing is left."""

    number: int
    indent: int
    text: str
    raw: str

    @property
    def is_fence(self) -> bool:
        return bool(_FENCE.match(self.raw))


def _comment_cut(text: str) -> str:
    """Without a trailing ` # remark`; a # inside quotes or a command stays."""
    if "#" not in text:
        return text
    for match in re.finditer(r"\s#\s", text):
        before = text[: match.start()]
        if all(before.count(quote) % 2 == 0 for quote in "\"`'") and before.count("“") == before.count("”"):
            return before
    return text


def _read_line(number: int, raw: str) -> Line:
    expanded = raw.expandtabs(TAB_COLUMNS)
    text = expanded.strip()
    indent = len(expanded) - len(expanded.lstrip())
    if _NOISE.match(text) or _FENCE.match(text):
        return Line(number, indent, "", raw)
    marker = _MARKER.match(text)
    if marker:
        text = text[marker.end() :].strip()
    if text.startswith("**"):
        text = text.replace("**", "")
    return Line(number, indent, _comment_cut(text).strip(), raw)


def read_lines(source: str) -> list[Line]:
    """All lines, comments and blank ones too (with text ""): blocks of text need them as they were written."""
    cleaned = source.replace("\ufeff", "").replace("\x00", "\ufffd")
    return [_read_line(n, raw) for n, raw in enumerate(re.split(r"\r\n|\r|\n", cleaned)[:LINES_MAX], start=1)]


def dedented(raws: list[str]) -> str:
    """Raw lines joined, without the indentation they share."""
    lines = [raw.expandtabs(TAB_COLUMNS).rstrip() for raw in raws]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    shared = min((len(line) - len(line.lstrip()) for line in lines if line), default=0)
    return "\n".join(line[shared:] for line in lines)
