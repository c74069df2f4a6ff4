"""What two versions differ in, as a unified diff. Pure, and bounded: it is made for whoever waits for it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

DIFF_CHARS_MAX = 200_000
COMPARED_LINES_MAX = 4_000
"""Of lines between the first and the last difference: comparing takes time that grows with their square."""

AROUND = 3
"""Lines shown before and after what differs."""

Group = list[tuple[str, int, int, int, int]]
"""The parts of a hunk, as `difflib` names them: a tag, the lines of the old file and those of the new one."""


def diff_of(before: Mapping[str, bytes], after: Mapping[str, bytes], chars_max: int = DIFF_CHARS_MAX) -> str:
    """The files that differ, each as a unified diff; "" when none does. Cut, and told so, where it is too long."""
    paths = dict.fromkeys((*before, *after))
    parts = [_of_file(path, before.get(path), after.get(path)) for path in paths if before.get(path) != after.get(path)]
    words = "".join(parts)
    return words if len(words) <= chars_max else f"{words[:chars_max]}\n(cut: the diff has {len(words)} characters)\n"


def _of_file(path: str, before: bytes | None, after: bytes | None) -> str:
    names = (f"a/{path}" if before is not None else "/dev/null", f"b/{path}" if after is not None else "/dev/null")
    try:
        old, new = [lines_of((data or b"").decode()) for data in (before, after)]
    except UnicodeDecodeError:
        return f"Files {names[0]} and {names[1]} differ\n"
    start, end = shared(old, new)
    if max(len(old), len(new)) - start - end > COMPARED_LINES_MAX:
        head = f"--- {names[0]}\n+++ {names[1]}\n"
        return f"{head}(too many lines differ to compare them: {len(old)} lines became {len(new)})\n"
    head = f"--- {names[0]}\n+++ {names[1]}\n"
    return head + "".join(_hunk(old, new, group) for group in _groups(old, new, start, end))


def _groups(old: list[str], new: list[str], start: int, end: int) -> Iterator[Group]:
    """What differs, a hunk each, with the lines around it. What is the same at both ends is not compared again: taken
    for something else there, a hunk would have no line after it, and `patch` looks for such a one at the end."""
    middle = difflib.SequenceMatcher(None, old[start : len(old) - end], new[start : len(new) - end]).get_opcodes()
    moved = [(tag, a + start, b + start, c + start, d + start) for tag, a, b, c, d in middle]
    before = ("equal", max(0, start - AROUND), start, max(0, start - AROUND), start)
    left, right = len(old) - end, len(new) - end
    after = ("equal", left, min(len(old), left + AROUND), right, min(len(new), right + AROUND))
    group: Group = [before]
    for code in moved:
        tag, a, b, c, d = code
        if tag == "equal" and b - a > 2 * AROUND:
            yield [*group, ("equal", a, a + AROUND, c, c + AROUND)]
            group = [("equal", b - AROUND, b, d - AROUND, d)]
        else:
            group.append(code)
    yield [*group, after]


def _hunk(old: list[str], new: list[str], group: Group) -> str:
    first, last = group[0], group[-1]
    words = [f"@@ -{_span(first[1], last[2])} +{_span(first[3], last[4])} @@\n"]
    for tag, a, b, c, d in group:
        if tag == "equal":
            words += (_line(" ", line) for line in old[a:b])
        else:
            words += (_line("-", line) for line in old[a:b])
            words += (_line("+", line) for line in new[c:d])
    return "".join(words)


def _span(start: int, end: int) -> str:
    """Lines as a hunk's head names them: the first, counted from 1, and how many; none stand after the line before."""
    return f"{start + 1}" if end - start == 1 else f"{start + (end > start)},{end - start}"


def _line(mark: str, line: str) -> str:
    return f"{mark}{line}" if line.endswith("\n") else f"{mark}{line}\n\\ No newline at end of file\n"


def lines_of(text: str) -> list[str]:
    """Lines with their ends; only \\n ends one."""
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def shared(old: list[str], new: list[str]) -> tuple[int, int]:
    """How many lines are the same at the beginning, and then at the end."""
    most = min(len(old), len(new))
    start = next((n for n in range(most) if old[n] != new[n]), most)
    end = next((n for n in range(most - start) if old[-1 - n] != new[-1 - n]), most - start)
    return start, end
