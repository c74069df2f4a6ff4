"""Brings together what two made of one text, line by line. Where both changed the same lines, both stay, between marks.

Pure, and bounded as `diffs` is. Nothing that either side wrote is lost: what is mine goes only where theirs alone
changed it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from deskhand.artifacts.diffs import COMPARED_LINES_MAX, lines_of, shared

MINE, BETWEEN, THEIRS = "<<<<<<<", "=======", ">>>>>>>"
"""The marks around what both changed, each at the beginning of a line of its own."""


@dataclass(frozen=True, slots=True)
class Splice:
    """A change of one place: from character `at` on, `removed` of them go and `put` comes in their place."""

    at: int
    removed: int
    put: str


@dataclass(frozen=True, slots=True)
class Merge:
    """What is to be done to mine, in order, with places as they are before any of it. conflicts: lines that both
    changed, in how many places."""

    splices: tuple[Splice, ...]
    conflicts: int = 0


@dataclass(frozen=True, slots=True)
class _Change:
    """Lines `start` to `end` of the base became lines `first` to `last`."""

    start: int
    end: int
    first: int
    last: int

    def meets(self, start: int, end: int) -> bool:
        """Whether it is about the same lines: two that put something in at one place are, what only touches is not."""
        if self.start == self.end or start == end:
            return (self.start, self.end) == (start, end) or self.start < start < self.end or start < self.start < end
        return self.start < end and start < self.end


def merged(base: str, mine: str, theirs: str, names: tuple[str, str] = ("mine", "theirs")) -> Merge:
    """What makes of `mine` a text that also has what `theirs` changed of `base`. names: of the sides, for the marks."""
    if theirs in (base, mine):
        return Merge(())
    if mine == base:
        return Merge(tuple(narrowed(0, mine, theirs)))
    old, ours, new = lines_of(base), lines_of(mine), lines_of(theirs)
    my_changes, their_changes = _changes(old, ours), _changes(old, new)
    starts = [0]
    for line in ours:
        starts.append(starts[-1] + len(line))
    splices: list[Splice] = []
    conflicts = 0
    for mine_here, theirs_here in _groups(my_changes, their_changes):
        if not theirs_here:
            continue
        start = min(each.start for each in (*mine_here, *theirs_here))
        end = max(each.end for each in (*mine_here, *theirs_here))
        put = new[_first(theirs_here, start) : _last(theirs_here, end)]
        if not mine_here:
            at = start + _shift(my_changes, start, end)
            splices += _theirs(ours, at, at + end - start, "".join(put), starts)
            continue
        first, last = _first(mine_here, start), _last(mine_here, end)
        if ours[first:last] != put:
            conflicts += 1
            splices += _both(ours, first, last, put, starts, names)
    return Merge(tuple(splices), conflicts)


def applied(text: str, splices: Iterable[Splice]) -> str:
    """The text after the splices."""
    parts, at = [], 0
    for splice in splices:
        parts += [text[at : splice.at], splice.put]
        at = splice.at + splice.removed
    return "".join((*parts, text[at:]))


def merged_files(
    base: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str], names: tuple[str, str]
) -> tuple[dict[str, str], int]:
    """Mine with what theirs changed of the base, file by file, and in how many places both changed the same. A file
    that one took away and the other changed stays."""
    found: dict[str, str] = {}
    conflicts = 0
    for path in dict.fromkeys((*mine, *theirs)):
        was, ours, new = base.get(path), mine.get(path), theirs.get(path)
        if ours is None or new is None:
            kept = ours if new is None else new
            conflicts += was not in (None, kept)
            if was != kept and kept is not None:
                found[path] = kept
            continue
        merge = merged(was or "", ours, new, names)
        conflicts += merge.conflicts
        found[path] = applied(ours, merge.splices)
    return found, conflicts


def narrowed(at: int, old: str, new: str) -> list[Splice]:
    """The least that makes `new` of `old`, which stands at `at`: what is the same at both ends stays."""
    if old == new:
        return []
    most = min(len(old), len(new))
    start = next((n for n in range(most) if old[n] != new[n]), most)
    end = next((n for n in range(most - start) if old[-1 - n] != new[-1 - n]), most - start)
    return [Splice(at + start, len(old) - start - end, new[start : len(new) - end])]


def _changes(old: list[str], new: list[str]) -> list[_Change]:
    start, end = shared(old, new)
    left, right = len(old) - end, len(new) - end
    if max(left, right) - start > COMPARED_LINES_MAX:
        return [_Change(start, left, start, right)]
    codes = difflib.SequenceMatcher(None, old[start:left], new[start:right]).get_opcodes()
    return [_Change(a + start, b + start, c + start, d + start) for tag, a, b, c, d in codes if tag != "equal"]


def _groups(mine: Sequence[_Change], theirs: Sequence[_Change]) -> list[tuple[list[_Change], list[_Change]]]:
    """Changes that are about the same lines, together; the others each alone, in the order of their lines."""
    order = sorted([(each.start, each.end, 0, each) for each in mine] + [(e.start, e.end, 1, e) for e in theirs],
                   key=lambda found: found[:3])  # fmt: skip
    groups: list[tuple[list[_Change], list[_Change]]] = []
    reach = (-1, -1)
    for start, end, side, change in order:
        if groups and change.meets(*reach):
            reach = (min(reach[0], start), max(reach[1], end))
        else:
            groups.append(([], []))
            reach = (start, end)
        groups[-1][side].append(change)
    return groups


def _first(changes: Sequence[_Change], start: int) -> int:
    return changes[0].first - (changes[0].start - start)


def _last(changes: Sequence[_Change], end: int) -> int:
    return changes[-1].last + (end - changes[-1].end)


def _shift(changes: Sequence[_Change], start: int, end: int) -> int:
    """How far lines of the base from `start` on have moved."""
    before = [each for each in changes if each.end <= start and not (start == end and each.start == start)]
    return before[-1].last - before[-1].end if before else 0


def _theirs(ours: list[str], first: int, last: int, put: str, starts: list[int]) -> list[Splice]:
    """Theirs in place of lines that I left as they were. No line is joined to one that had another beside it."""
    if put and first == last and first and not ours[first - 1].endswith("\n"):
        put = f"\n{put}"
    if put and last < len(ours) and not put.endswith("\n"):
        put += "\n"
    return narrowed(starts[first], "".join(ours[first:last]), put)


def _both(
    ours: list[str], first: int, last: int, put: list[str], starts: list[int], names: tuple[str, str]
) -> list[Splice]:
    """Marks around mine, and theirs behind it. Lines that are the same at both ends need none."""
    start, end = shared(ours[first:last], put)
    first, last, put = first + start, last - end, put[start : len(put) - end]
    mine = "".join(ours[first:last])
    closing = "" if not mine or mine.endswith("\n") else "\n"
    lines = "".join(put)
    lines += "" if not lines or lines.endswith("\n") else "\n"
    opened = "" if not first or ours[first - 1].endswith("\n") else "\n"
    return [
        Splice(starts[first], 0, f"{opened}{MINE} {names[0]}\n"),
        Splice(starts[last], 0, f"{closing}{BETWEEN}\n{lines}{THEIRS} {names[1]}\n"),
    ]
