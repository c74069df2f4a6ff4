"""A document in Markdown as DOCX: real headings, lists, tables, links and pictures in the styles of `word_styles`.

No macros, no fields, nothing that loads from elsewhere: a link is followed by who clicks it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from deskhand.artifacts.export import look
from deskhand.artifacts.export.base import Losses, Made
from deskhand.artifacts.export.colouring import COLOURS, coloured_lines
from deskhand.artifacts.export.files import settled
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
    blocks_of,
)
from deskhand.artifacts.export.word_styles import EDGE_COLOUR, Numbering, edges, prepare, shaded
from deskhand.artifacts.export.words import clean
from deskhand.core.errors import LimitExceeded

CELLS_MAX = 50_000
DEPTH_MAX = 8
"""Of lists within lists: Word has nine levels."""
EMU_PER_PIXEL = 9_525
PICTURE_HEIGHT_MAX = Emu(6_900_000)
_ALIGN = {"center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}


def document(made: Made, losses: Losses) -> bytes:
    """The DOCX. Raises InvalidInput and LimitExceeded for what can't become one."""
    blocks = blocks_of(clean(made.text(), losses), losses)
    word = Document()
    prepare(word, clean(made.title, losses))
    _Writer(word, Pictured(made, losses), losses).write(blocks)
    file = io.BytesIO()
    word.save(file)
    return settled(file.getvalue())


class _Writer:
    """Writes blocks at the end of a document."""

    def __init__(self, word: Word, pictures: Pictured, losses: Losses) -> None:
        self._word = word
        self._pictures = pictures
        self._losses = losses
        self._numbering = Numbering(word)
        self._cells = 0
        section = word.sections[0]
        self._width = Emu((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0))

    def write(self, blocks: Iterable[Block], *, depth: int = 0, quoted: bool = False) -> None:
        """depth: how many lists it stands in."""
        for block in blocks:
            match block:
                case Heading(level, inlines):
                    self._inlines(self._paragraph(f"Heading {level}"), inlines)
                case Paragraph(inlines):
                    self._inlines(self._paragraph("Quote" if quoted else "Normal", depth), inlines)
                case Code():
                    self._code(block, depth)
                case Quote(inside):
                    self.write(inside, depth=depth, quoted=True)
                case Bullets():
                    self._bullets(block, depth, quoted)
                case Grid():
                    self._grid(block)
                case Rule():
                    edges(self._paragraph("Normal"), "bottom")
                case Comment():
                    pass

    def _paragraph(self, style: str, depth: int = 0) -> WordParagraph:
        paragraph = self._word.add_paragraph(style=style)
        if depth:
            paragraph.paragraph_format.left_indent = Numbering.indent(min(depth, DEPTH_MAX) - 1)
        return paragraph

    def _code(self, code: Code, depth: int) -> None:
        paragraph = self._paragraph("Code", depth)
        for number, line in enumerate(coloured_lines(code.text, code.language)):
            if number:
                paragraph.add_run().add_break()
            for piece, sort in line:
                run = paragraph.add_run(piece)
                if COLOURS[sort]:
                    run.font.color.rgb = RGBColor.from_string(COLOURS[sort].upper())

    def _bullets(self, bullets: Bullets, depth: int, quoted: bool) -> None:
        level = min(depth, DEPTH_MAX)
        number = self._numbering.bullets if bullets.start is None else self._numbering.numbers(level, bullets.start)
        for item in bullets.items:
            self._item(item, number, level, quoted)
            self.write(item.blocks[1:], depth=level + 1, quoted=quoted)

    def _item(self, item: Item, number: int, level: int, quoted: bool) -> None:
        """The first paragraph of an item, which has its mark; one that begins with something else has an empty one."""
        paragraph = self._word.add_paragraph(style="List Paragraph")
        if item.done is None:
            self._numbering.mark(paragraph, number, level)
        else:
            self._numbering.hang(paragraph, level)
            paragraph.add_run("☑\t" if item.done else "☐\t")
        first = item.blocks[0] if item.blocks else None
        if isinstance(first, Paragraph | Heading):
            self._inlines(paragraph, first.inlines)
        elif first is not None:
            self.write([first], depth=level + 1, quoted=quoted)

    def _grid(self, grid: Grid) -> None:
        self._cells += len(grid.rows) * len(grid.align)
        if self._cells > CELLS_MAX:
            raise LimitExceeded(
                f"its tables have more than the {CELLS_MAX} cells of a document.",
                hint="Make a table of it, and take that out as XLSX.",
                quotes=False,
            )
        table = self._word.add_table(0, len(grid.align), "Table Grid")
        edges(table, "top", "bottom", "insideH")
        for number, row in enumerate(grid.rows):
            cells = table.add_row()._tr.tc_lst
            for cell, inlines, align in zip(cells, row, grid.align, strict=True):
                paragraph = WordParagraph(cell.p_lst[0], table)
                paragraph.style = self._word.styles["Table Head" if number == 0 else "Table Text"]
                if align in _ALIGN:
                    paragraph.alignment = _ALIGN[align]
                self._inlines(paragraph, inlines)
                if number == 0:
                    shaded(cell.get_or_add_tcPr(), look.SUNK)
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        self._word.add_paragraph().paragraph_format.space_after = Pt(2)

    def _inlines(self, paragraph: WordParagraph, inlines: Sequence[Inline]) -> None:
        for inline in inlines:
            if isinstance(inline, Image):
                self._picture(paragraph, inline)
            elif inline.link:
                self._link(paragraph, inline)
            else:
                _dress(paragraph.add_run(inline.text), inline)

    def _link(self, paragraph: WordParagraph, run: Run) -> None:
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), paragraph.part.relate_to(run.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        paragraph._p.append(link)
        made = paragraph.add_run(run.text, style="Link")
        _dress(made, run)
        link.append(made._r)

    def _picture(self, paragraph: WordParagraph, image: Image) -> None:
        picture = self._pictures.find(image.source)
        if picture is None:
            paragraph.add_run(f"[{image.alt or image.source[:80]}]", style="Missing")
            return
        natural = picture.width * EMU_PER_PIXEL
        share = min(1.0, self._width / natural, PICTURE_HEIGHT_MAX / (picture.height * EMU_PER_PIXEL))
        shape: Any = paragraph.add_run().add_picture(io.BytesIO(picture.data), width=Emu(int(natural * share) or 1))
        shape._inline.docPr.set("descr", image.alt)
        for side in ("distT", "distB", "distL", "distR"):
            shape._inline.set(side, "0")


def _dress(made: WordRun, run: Run) -> None:
    made.bold = run.bold or None
    made.italic = run.italic or None
    made.font.strike = run.struck or None
    if run.code:
        made.font.name = look.FONT_CODE
        fonts = made._r.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), look.FONT_CJK)
        if not run.link:
            shaded(made._r.get_or_add_rPr(), EDGE_COLOUR)
