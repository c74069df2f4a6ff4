"""What stands on a slide below its title, as boxes from top to bottom: how high each is, what goes on the next slide.

Heights are reckoned, since there is no screen here: letters of East Asia are as wide as high, others half of that. The
numbers were set by looking at slides as LibreOffice draws them. All lengths are points (a slide is 960 by 540).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from deskhand.artifacts.export.base import Losses
from deskhand.artifacts.export.colouring import coloured_lines
from deskhand.artifacts.export.pictures import Picture as Found
from deskhand.artifacts.export.pictures import Pictured
from deskhand.artifacts.export.prose import (
    Block,
    Bullets,
    Code,
    Comment,
    Grid,
    Heading,
    Image,
    Inline,
    Item,
    Paragraph,
    Quote,
    Rule,
    Run,
    plain,
)
from deskhand.artifacts.export.words import wide

SIZES = (22, 20, 18, 16, 14)
"""Of letters, tried from the largest."""
SIZE_DIVIDED = 18
"""Where one slide is not enough in any of them."""
INDENT = 1.6
"""Of a level, in widths of a letter of its size."""
LINE, AFTER = 1.25, 0.42
"""Height of a line, and the room below a paragraph, in sizes of its letters."""
CODE_LINE, CODE_SIZE, CODE_ROOM = 1.3, 0.78, 20
CELL_ROOM, CELL_SIZE = 12, 0.82
GAP = 14
PICTURE_MIN = 120
LEVEL_MAX = 8

First = TypeVar("First")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. mark: what stands before it ("•", "☐", "☑"); number: its number in a list, 0 for none."""

    inlines: tuple[Run, ...]
    level: int = 0
    mark: str = ""
    number: int = 0
    size: float = 1.0
    quoted: bool = False
    heading: bool = False

    def height(self, size: float, width: float) -> float:
        own = size * self.size
        room = max(width - own * INDENT * (self.level + 1), own * 4)
        lines = sum(max(1, -(-wide(part) * own * 0.5 // room)) for part in plain(self.inlines).split("\n"))
        return lines * own * LINE + own * AFTER


@dataclass(frozen=True, slots=True)
class Words:
    lines: tuple[Line, ...]

    def height(self, size: float, width: float) -> float:
        return sum(line.height(size, width) for line in self.lines)

    def divided(self, size: float, width: float, room: float) -> tuple[Words | None, Words | None]:
        fit = _fitting([line.height(size, width) for line in self.lines], room)
        return _pair(Words(self.lines[:fit]), Words(self.lines[fit:]), fit, len(self.lines))


@dataclass(frozen=True, slots=True)
class Source:
    """Lines of code, in pieces of one colour: (piece, sort)."""

    lines: tuple[tuple[tuple[str, str], ...], ...]

    def height(self, size: float, width: float) -> float:
        return sum(self._line(line, size, width) for line in self.lines) + CODE_ROOM

    def divided(self, size: float, width: float, room: float) -> tuple[Source | None, Source | None]:
        fit = _fitting([self._line(line, size, width) for line in self.lines], room - CODE_ROOM)
        return _pair(Source(self.lines[:fit]), Source(self.lines[fit:]), fit, len(self.lines))

    @staticmethod
    def _line(line: Sequence[tuple[str, str]], size: float, width: float) -> float:
        letters = sum(wide(piece) for piece, _ in line)
        rows = max(1, -(-letters * size * CODE_SIZE * 0.6 // (width - CODE_ROOM)))
        return rows * size * CODE_SIZE * CODE_LINE


@dataclass(frozen=True, slots=True)
class Table:
    grid: Grid

    def height(self, size: float, width: float) -> float:
        return sum(self.heights(size, width))

    def widths(self, width: float) -> list[float]:
        """Of the columns: by the longest words, but none is less than a third of an even share."""
        longest = [
            min(40, max(max(wide(plain(row[column])) for row in self.grid.rows), 3))
            for column in range(len(self.grid.align))
        ]
        even = width / len(longest)
        shares = [max(each * width / sum(longest), even / 3) for each in longest]
        return [share * width / sum(shares) for share in shares]

    def heights(self, size: float, width: float) -> list[float]:
        own, widths = size * CELL_SIZE, self.widths(width)

        def lines(cell: tuple[Inline, ...], room: float) -> float:
            return max(1, -(-wide(plain(cell)) * own * 0.55 // max(room - 16, own)))

        return [max(map(lines, row, widths)) * own * LINE + CELL_ROOM for row in self.grid.rows]

    def divided(self, size: float, width: float, room: float) -> tuple[Table | None, Table | None]:
        """The head stands above both parts."""
        head, *rows = self.heights(size, width)
        fit = _fitting(rows, room - head)
        first, rest = self.grid.rows[: fit + 1], (self.grid.rows[0], *self.grid.rows[fit + 1 :])
        return _pair(
            Table(replace(self.grid, rows=first)), Table(replace(self.grid, rows=rest)), fit, len(self.grid.rows) - 1
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture. Its height is the room that it would like; it takes less where there is less."""

    picture: Found
    alt: str

    def height(self, size: float, width: float) -> float:
        return min(PICTURE_MIN, self.natural(width))

    def natural(self, width: float) -> float:
        return self.picture.height * min(0.75, width / self.picture.width)

    def divided(self, size: float, width: float, room: float) -> tuple[Shown | None, Shown | None]:
        return None, self


Box = Words | Source | Table | Shown


class Boxed:
    """Makes boxes of blocks. Pictures stand alone, wherever they were in the text."""

    def __init__(self, pictures: Pictured, losses: Losses) -> None:
        self._pictures = pictures
        self._losses = losses

    def boxes(self, blocks: Iterable[Block]) -> list[Box]:
        made: list[Box] = []
        for box in self._boxes(blocks, -1, quoted=False):
            last = made[-1] if made else None
            if isinstance(box, Words) and isinstance(last, Words):
                made[-1] = Words(last.lines + box.lines)
            else:
                made.append(box)
        return made

    def _boxes(self, blocks: Iterable[Block], level: int, *, quoted: bool) -> Iterator[Box]:
        for block in blocks:
            match block:
                case Heading(depth, inlines):
                    yield from self._words(inlines, Line((), max(level, 0), size=1.1 if depth < 3 else 1, heading=True))
                case Paragraph(inlines):
                    yield from self._words(inlines, Line((), max(level, 0), quoted=quoted))
                case Code(text, language):
                    yield Source(tuple(tuple(line) for line in coloured_lines(text.expandtabs(4), language)))
                case Quote(inside):
                    yield from self._boxes(inside, level, quoted=True)
                case Bullets():
                    yield from self._list(block, min(level + 1, LEVEL_MAX), quoted=quoted)
                case Grid():
                    self._tell_pictures_in(block)
                    yield Table(block)
                case Rule() | Comment():
                    pass

    def _list(self, bullets: Bullets, level: int, *, quoted: bool) -> Iterator[Box]:
        for index, item in enumerate(bullets.items):
            line = Line((), level, _mark(bullets, item), 0 if bullets.start is None else bullets.start + index)
            first = item.blocks[0] if item.blocks else None
            if isinstance(first, Paragraph | Heading):
                yield from self._words(first.inlines, replace(line, quoted=quoted))
                yield from self._boxes(item.blocks[1:], level, quoted=quoted)
            else:
                yield from self._boxes(item.blocks, level, quoted=quoted)

    def _words(self, inlines: Sequence[Inline], line: Line) -> Iterator[Box]:
        runs: list[Run] = []
        found: list[Shown] = []
        for inline in inlines:
            if isinstance(inline, Run):
                runs.append(inline)
            elif (picture := self._pictures.find(inline.source)) is not None:
                found.append(Shown(picture, inline.alt))
            else:
                runs.append(Run(f"[{inline.alt or inline.source[:80]}]", italic=True))
        if "".join(run.text for run in runs).strip():
            yield Words((replace(line, inlines=tuple(runs)),))
        yield from found

    def _tell_pictures_in(self, grid: Grid) -> None:
        for row in grid.rows:
            for cell in row:
                for inline in cell:
                    if isinstance(inline, Image):
                        self._losses.add("picture_in_table", inline.source)


def pages(boxes: Sequence[Box], width: float, room: float) -> list[tuple[float, list[Box]]]:
    """The size of letters and the boxes of each slide: one where they fit in some size, else as many as it takes."""
    for size in SIZES:
        if _height(boxes, size, width) <= room:
            return [(size, list(boxes))]
    return [(SIZE_DIVIDED, page) for page in _divided(boxes, SIZE_DIVIDED, width, room)]


def _divided(boxes: Sequence[Box], size: float, width: float, room: float) -> Iterator[list[Box]]:
    page: list[Box] = []
    waiting = list(boxes)
    left = room
    while waiting:
        box = waiting.pop(0)
        height = box.height(size, width)
        if height > left:
            first, rest = box.divided(size, width, left)
            if first is None and not page:  # not even a line of it has room on a slide of its own: it is cut there
                page.append(box)
            else:
                page.extend([first] if first is not None else [])
                waiting[:0] = [rest] if rest is not None else []
            yield page
            page, left = [], room
        else:
            page.append(box)
            left -= height + GAP
    if page:
        yield page


def _height(boxes: Sequence[Box], size: float, width: float) -> float:
    return sum(box.height(size, width) for box in boxes) + GAP * (len(boxes) - 1)


def _fitting(heights: Sequence[float], room: float) -> int:
    """How many of these, from the first, have room."""
    for number, height in enumerate(heights):
        room -= height
        if room < 0:
            return number
    return len(heights)


def _pair(first: First, rest: First, fit: int, count: int) -> tuple[First | None, First | None]:
    return (first if fit else None), (rest if fit < count else None)


def _mark(bullets: Bullets, item: Item) -> str:
    if item.done is not None:
        return "☑" if item.done else "☐"
    return "•" if bullets.start is None else ""
