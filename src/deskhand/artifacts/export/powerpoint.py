"""Slides as PPTX: real titles, bullets, code, tables, pictures and notes, on the masters of `powerpoint_look`.

No macros, no fields, nothing that loads from elsewhere: a link is followed by who clicks it.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Pt

from deskhand.artifacts.export import look
from deskhand.artifacts.export.base import Losses, Made
from deskhand.artifacts.export.boxes import (
    AFTER,
    CELL_SIZE,
    CODE_SIZE,
    GAP,
    INDENT,
    Box,
    Boxed,
    Line,
    Shown,
    Source,
    Table,
    Words,
    pages,
)
from deskhand.artifacts.export.colouring import COLOURS
from deskhand.artifacts.export.deck import Slide, deck_of
from deskhand.artifacts.export.files import settled
from deskhand.artifacts.export.pictures import Pictured
from deskhand.artifacts.export.powerpoint_look import (
    BODY,
    BODY_WITHOUT_TITLE,
    Area,
    blank_deck,
    colour_of,
    marked,
    plain_table,
    set_fonts,
    tell_about,
)
from deskhand.artifacts.export.prose import Inline, Run, plain
from deskhand.artifacts.export.words import clean

_ALIGN = {"center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}
_TWO_COLUMNS = 0.54
"""The share of the words beside a picture."""


def slides(made: Made, losses: Losses) -> bytes:
    """The PPTX. Raises InvalidInput and LimitExceeded for what can't become one."""
    deck = deck_of(clean(made.text(), losses), losses)
    deck_file = blank_deck()
    tell_about(deck_file, clean(deck.about.get("title") or made.title, losses), deck.about.get("author", ""))
    writer = _Writer(deck_file, Boxed(Pictured(made, losses), losses), losses)
    for slide in deck.slides:
        writer.write(slide)
    file = io.BytesIO()
    deck_file.save(file)
    return settled(file.getvalue())


class _Writer:
    """Writes slides at the end of a deck."""

    def __init__(self, deck_file: Any, boxed: Boxed, losses: Losses) -> None:
        self._deck = deck_file
        self._layouts = {layout.name: layout for layout in deck_file.slide_layouts}
        self._boxed = boxed
        self._losses = losses

    def write(self, slide: Slide) -> None:
        if slide.is_section or slide.is_opening:
            self._opening(slide)
            return
        boxes = self._boxed.boxes(slide.blocks)
        area = BODY if slide.title else BODY_WITHOUT_TITLE
        shown = [box for box in boxes if isinstance(box, Shown)]
        beside = shown[0] if len(shown) == 1 and len(boxes) > 1 else None
        if beside is not None:
            boxes = [box for box in boxes if box is not beside]
        width = area.width * (_TWO_COLUMNS if beside else 1)
        for number, (size, page) in enumerate(pages(boxes, width, area.height) or [(20, [])]):
            if number:
                self._losses.add("slide_continued", plain(slide.title))
            made = self._slide(slide, size_of_page=number)
            self._fill(made, page, size, Area(area.left, area.top, width, area.height))
            if beside is not None and number == 0:
                right = Area(area.left + width + 24, area.top, area.width - width - 24, area.height)
                _picture(made, beside, right, is_beside=True)

    def _slide(self, slide: Slide, *, size_of_page: int) -> Any:
        made = self._deck.slides.add_slide(self._layouts["Title Only" if slide.title else "Blank"])
        if slide.title:
            _put_runs(made.shapes.title.text_frame.paragraphs[0], slide.title, None)
        if slide.notes and not size_of_page:
            made.notes_slide.notes_text_frame.text = slide.notes
        return made

    def _opening(self, slide: Slide) -> None:
        is_first = slide.level == 1
        made = self._deck.slides.add_slide(self._layouts["Title Slide" if is_first else "Section Header"])
        _put_runs(made.shapes.title.text_frame.paragraphs[0], slide.title, None)
        below = made.placeholders[1]
        lines = [line for box in self._boxed.boxes(slide.blocks) if isinstance(box, Words) for line in box.lines]
        if not lines:
            below._element.getparent().remove(below._element)
        for number, line in enumerate(lines):
            frame = below.text_frame
            _put_runs(frame.paragraphs[0] if number == 0 else frame.add_paragraph(), line.inlines, None)
        if slide.notes:
            made.notes_slide.notes_text_frame.text = slide.notes

    def _fill(self, slide: Any, boxes: Sequence[Box], size: float, area: Area) -> None:
        top = area.top
        free = area.height - sum(box.height(size, area.width) for box in boxes) - GAP * (len(boxes) - 1)
        for box in boxes:
            height = box.height(size, area.width)
            if isinstance(box, Shown):
                more = min(max(free, 0), box.natural(area.width) - height)
                free, height = free - more, height + more
            place = Area(area.left, top, area.width, height)
            match box:
                case Words():
                    _words(slide, box, size, place)
                case Source():
                    _source(slide, box, size, place)
                case Table():
                    _table(slide, box, size, place)
                case Shown():
                    _picture(slide, box, place)
            top += height + GAP


def _words(slide: Any, words: Words, size: float, area: Area) -> None:
    frame = _frame(slide, area)
    numbers: dict[int, tuple[int, int]] = {}
    for number, line in enumerate(words.lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        own = size * line.size
        paragraph.space_after = Pt(round(own * AFTER, 1))
        _put_runs(paragraph, line.inlines, own, bold=line.heading, colour=look.SOFT if line.quoted else look.INK)
        marked(paragraph, line.level, own * INDENT, line.mark, _start(line, numbers), quoted=line.quoted)


def _start(line: Line, numbers: dict[int, tuple[int, int]]) -> int:
    """The first number of the list that the line goes on with, or 0. numbers: level -> (start, last)."""
    for deeper in [level for level in numbers if level > line.level or (level == line.level and not line.number)]:
        del numbers[deeper]
    if not line.number:
        return 0
    start, last = numbers.get(line.level, (line.number, line.number - 1))
    if last != line.number - 1:
        start = line.number
    numbers[line.level] = (start, line.number)
    return start


def _source(slide: Any, source: Source, size: float, area: Area) -> None:
    frame = _frame(slide, area, fill=look.SUNK, inset=10)
    for number, line in enumerate(source.lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        for piece, sort in line:
            run = paragraph.add_run()
            run.text = piece
            _dress(run, Run(piece, code=True), size * CODE_SIZE, COLOURS[sort] or look.INK)
        if not line:
            paragraph.font.size = Pt(size * CODE_SIZE)


def _table(slide: Any, table: Table, size: float, area: Area) -> None:
    rows, columns = len(table.grid.rows), len(table.grid.align)
    shape = slide.shapes.add_table(rows, columns, *area.emu())
    plain_table(shape)
    for index, width in enumerate(table.widths(area.width)):
        shape.table.columns[index].width = Pt(width)
    for index, height in enumerate(table.heights(size, area.width)):
        shape.table.rows[index].height = Pt(height)
    for number, row in enumerate(table.grid.rows):
        for index, inlines in enumerate(row):
            cell = shape.table.cell(number, index)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.margin_left = cell.margin_right = Pt(8)
            cell.margin_top = cell.margin_bottom = Pt(3)
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.alignment = _ALIGN.get(table.grid.align[index])
            _put_runs(paragraph, inlines, size * CELL_SIZE, bold=number == 0)
            marked(paragraph, 0, 0, "", 0)


def _picture(slide: Any, shown: Shown, area: Area, *, is_beside: bool = False) -> None:
    """As large as its place lets it, in the middle of it; beside words it begins where they do."""
    picture = shown.picture
    share = min(area.width / picture.width, area.height / picture.height, 1.5)
    width, height = picture.width * share, picture.height * share
    place = Area(
        area.left + (area.width - width) / 2, area.top + (8 if is_beside else (area.height - height) / 2), width, height
    )
    made = slide.shapes.add_picture(io.BytesIO(picture.data), *place.emu())
    made._element.nvPicPr.cNvPr.set("descr", shown.alt)


def _frame(slide: Any, area: Area, *, fill: str = "", inset: float = 0) -> Any:
    shape = slide.shapes.add_textbox(*area.emu())
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Pt(inset)
    if fill:
        shape.fill.solid()
        shape.fill.fore_color.rgb = colour_of(fill)
    return frame


def _put_runs(
    paragraph: Any, inlines: Sequence[Inline], size: float | None, *, bold: bool = False, colour: str = ""
) -> None:
    for inline in inlines:
        if not isinstance(inline, Run):
            continue
        for number, part in enumerate(inline.text.split("\n")):
            if number:
                paragraph.add_line_break()
            if part:
                run = paragraph.add_run()
                run.text = part
                _dress(run, inline, size, colour, bold=bold)


def _dress(made: Any, run: Run, size: float | None, colour: str = "", *, bold: bool = False) -> None:
    """size: in points, None for that of the master."""
    font = made.font
    if size is not None:
        font.size = Pt(round(size, 1))
    font.bold = True if run.bold or bold else None
    font.italic = run.italic or None
    if run.struck:
        made._r.get_or_add_rPr().set("strike", "sngStrike")
    if run.link:
        made.hyperlink.address = run.link
    elif colour:
        font.color.rgb = colour_of(colour)
    if run.code:
        set_fonts(made, look.FONT_CODE)
