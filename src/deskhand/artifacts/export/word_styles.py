"""How a DOCX looks: its page, styles and lists. It does not know what is written into it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Length, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from deskhand.artifacts.export import look

EDGE_COLOUR = look.SUNK
_LONG_AGO = datetime(2000, 1, 1)
"""There is no clock here: the same artifact makes the same file."""
_INDENT = Cm(0.75)
_LEVELS = 9
_HEADING_POINTS = (22, 16, 13, 11.5, 11, 11)
_BULLETS = "•◦▪"


def prepare(word: Word, title: str) -> None:
    """A4, the styles, and whose document it is."""
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.2)
    about = word.core_properties
    about.title, about.author, about.comments, about.last_modified_by = title[:250], "", "", ""
    about.created = about.modified = _LONG_AGO
    normal = word.styles["Normal"]
    _set(normal, size=11, colour=look.INK)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(7), 1.25
    for level, points in enumerate(_HEADING_POINTS, 1):
        style = word.styles[f"Heading {level}"]
        _set(style, size=points, colour=look.INK if level < 4 else look.SOFT, bold=True)
        style.font.italic = False
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(10 + points / 2), Pt(5)
        style.paragraph_format.line_spacing = 1.1
    _more_styles(word)


def _more_styles(word: Word) -> None:
    quote = word.styles["Quote"]
    _set(quote, size=11, colour=look.SOFT)
    quote.font.italic = False
    quote.paragraph_format.left_indent = Cm(0.5)
    edges(quote, "left", colour=look.HAND_LINE, eighths=18, space=8)
    items = word.styles["List Paragraph"]
    items.paragraph_format.space_after = Pt(3)
    code = _new(word, "Code")
    _set(code, size=9.5, colour=look.INK, font=look.FONT_CODE)
    code.paragraph_format.line_spacing, code.paragraph_format.space_after = 1.15, Pt(9)
    shaded(code.element.get_or_add_pPr(), look.SUNK)
    edges(code, "top", "left", "bottom", "right", colour=look.SUNK, eighths=4, space=6)
    for name, bold in (("Table Head", True), ("Table Text", False)):
        style = _new(word, name)
        _set(style, size=10, colour=look.INK, bold=bold)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(3)
        style.paragraph_format.line_spacing = 1.1
    link = word.styles.add_style("Link", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = RGBColor.from_string(look.HAND.upper()), True
    missing = word.styles.add_style("Missing", WD_STYLE_TYPE.CHARACTER)
    missing.font.color.rgb, missing.font.italic = RGBColor.from_string(look.FAINT.upper()), True


def _new(word: Word, name: str) -> Any:
    style: Any = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = word.styles["Normal"]
    return style


def _set(style: Any, *, size: float, colour: str, bold: bool = False, font: str = look.FONT) -> None:
    """Fonts by name for every script: those of the theme would win over names otherwise."""
    style.font.size, style.font.bold = Pt(size), bold
    style.font.color.rgb = RGBColor.from_string(colour.upper())
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), font)
    fonts.set(qn("w:eastAsia"), look.FONT_CJK)
    language = OxmlElement("w:lang")
    language.set(qn("w:eastAsia"), look.LANGUAGE_CJK)
    old = style.element.rPr.find(qn("w:lang"))
    if old is None:
        style.element.rPr.append(language)
    else:
        old.set(qn("w:eastAsia"), look.LANGUAGE_CJK)


def shaded(properties: Any, colour: str) -> None:
    """A ground of one colour, for the properties of a paragraph, a cell or a run."""
    shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour.upper()}"/>')
    after = {
        "pPr": ("w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl"),
        "rPr": ("w:fitText", "w:vertAlign", "w:rtl", "w:cs", "w:lang"),
        "tcPr": ("w:noWrap", "w:tcMar", "w:vAlign"),
    }[properties.tag.rpartition("}")[2]]
    _put(properties, shade, after)


def edges(owner: Any, *sides: str, colour: str = look.LINE_STRONG, eighths: int = 6, space: int = 1) -> None:
    """Lines along these sides of a paragraph, a style of paragraphs, or a table. eighths: of a point, how thick."""
    is_table = isinstance(owner, Table)
    lines = OxmlElement("w:tblBorders" if is_table else "w:pBdr")
    every = ("top", "left", "bottom", "right", "insideH", "insideV") if is_table else sides
    for side in every:
        line = OxmlElement(f"w:{side}")
        value = "single" if side in sides else "nil"
        for key, given in (("val", value), ("sz", str(eighths)), ("space", str(space)), ("color", colour.upper())):
            line.set(qn(f"w:{key}"), given)
        lines.append(line)
    if is_table:
        _put(cast(Any, owner)._tbl.tblPr, lines, ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook"))
        return
    properties = owner._p.get_or_add_pPr() if isinstance(owner, Paragraph) else owner.element.get_or_add_pPr()
    after = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc")
    _put(properties, lines, after)


def _put(properties: Any, element: Any, after: tuple[str, ...]) -> None:
    """Word refuses properties in a wrong order: before those that come after it."""
    old = properties.find(element.tag)
    if old is not None:
        properties.remove(old)
    properties.insert_element_before(element, *after)


class Numbering:
    """The lists of a document: one with dots for all, and one for each list with numbers, since it counts anew."""

    def __init__(self, word: Word) -> None:
        self._numbering: Any = word.part.numbering_part.element
        for old in list(self._numbering):
            self._numbering.remove(old)
        self._abstract(0, ordered=False)
        self._abstract(1, ordered=True)
        self._made = 0
        self.bullets = self._number(0)

    def numbers(self, level: int, start: int) -> int:
        """A new list with numbers, which begins at `start` on this level."""
        return self._number(1, (level, start))

    def mark(self, paragraph: Paragraph, number: int, level: int) -> None:
        properties: Any = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = number

    def hang(self, paragraph: Paragraph, level: int) -> None:
        """The room of a list's item, for one that has its own mark."""
        paragraph.paragraph_format.left_indent = self.indent(level)
        paragraph.paragraph_format.first_line_indent = Length(-_INDENT)
        paragraph.paragraph_format.tab_stops.add_tab_stop(self.indent(level))

    @staticmethod
    def indent(level: int) -> Length:
        return Length(_INDENT * (level + 1))

    def _number(self, abstract: int, start: tuple[int, int] | None = None) -> int:
        self._made += 1
        number = OxmlElement("w:num")
        number.set(qn("w:numId"), str(self._made))
        of = OxmlElement("w:abstractNumId")
        of.set(qn("w:val"), str(abstract))
        number.append(of)
        if start is not None:
            begins = f'<w:startOverride w:val="{min(start[1], 2**31 - 1)}"/>'
            override = f'<w:lvlOverride {nsdecls("w")} w:ilvl="{start[0]}">{begins}</w:lvlOverride>'
            number.append(parse_xml(override))
        self._numbering.append(number)
        return self._made

    def _abstract(self, id: int, *, ordered: bool) -> None:
        levels = "".join(self._level(level, ordered=ordered) for level in range(_LEVELS))
        kind = '<w:multiLevelType w:val="multilevel"/>'
        self._numbering.append(
            parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{id}">{kind}{levels}</w:abstractNum>')
        )

    def _level(self, level: int, *, ordered: bool) -> str:
        form = "decimal" if ordered else "bullet"
        text = f"%{level + 1}." if ordered else _BULLETS[level % 3]
        left, hanging = self.indent(level).twips, _INDENT.twips
        return (
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
        )
