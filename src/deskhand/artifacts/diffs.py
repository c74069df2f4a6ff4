"""What two versions differ in, as a unified diff. Pure, and bounded: it is made for whoever waits for it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

DIFF_CHARS_MAX = 200_000
COMPARED_LINES_MAX = 4_000
"""Of lines between the first and the last difference: comparing takes time that grows with their square."""


def diff_of(before: Mapping[str, bytes], after: Mapping[str, bytes], chars_max: int = DIFF_CHARS_MAX) -> str:
    """The files that differ, each as a unified diff; "" when none does. Cut, and told so, where it is too long."""
    paths = dict.fromkeys((*before, *after))
    parts = [_of_file(path, before.get(path), after.get(path)) for path in paths if before.get(path) != after.get(path)]
    words = "".join(parts)
    return words if len(words) <= chars_max else f"{words[:chars_max]}\n(cut: the diff has {len(words)} characters)\n"


def _of_file(path: str, before: bytes | None, after: bytes | None) -> str:
    names = (f"a/{path}" if before is not None else "/dev/null", f"b/{path}" if after is not None else "/dev/null")
    try:
        old, new = _lines(before), _lines(after)
    except UnicodeDecodeError:
        return f"Files {names[0]} and {names[1]} differ\n"
    start, end = _shared(old, new)
    if max(len(old), len(new)) - start - end > COMPARED_LINES_MAX:
        head = f"--- {names[0]}\n+++ {names[1]}\n"
        return f"{head}(too many lines differ to compare them: {len(old)} lines became {len(new)})\n"
    keep = 3
    first, last = max(0, start - keep), max(0, end - keep)
    lines = difflib.unified_diff(old[first : len(old) - last], new[first : len(new) - last], *names, n=keep)
    return "".join(_moved(line, first) if line.startswith("@@ ") else _ended(line) for line in lines)


def _lines(data: bytes | None) -> list[str]:
    """Lines with their ends; only \\n ends one."""
    text = (data or b"").decode()
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _shared(old: list[str], new: list[str]) -> tuple[int, int]:
    """How many lines are the same at the beginning, and then at the end."""
    most = min(len(old), len(new))
    start = next((n for n in range(most) if old[n] != new[n]), most)
    end = next((n for n in range(most - start) if old[-1 - n] != new[-1 - n]), most - start)
    return start, end


def _moved(head: str, lines: int) -> str:
    """The head of a hunk, counted from the beginning of the whole file."""
    mark, old, new, rest = head.split(" ", 3)
    return " ".join((mark, _counted(old, lines), _counted(new, lines), rest))


def _counted(place: str, lines: int) -> str:
    at, comma, count = place[1:].partition(",")
    return f"{place[0]}{int(at) + lines}{comma}{count}"


def _ended(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
