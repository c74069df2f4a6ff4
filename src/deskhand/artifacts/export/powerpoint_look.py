"""How a PPTX looks: its size, theme and masters, and the few things that python-pptx has no words for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from deskhand.artifacts.export import look


@dataclass(frozen=True, slots=True)
class Area:
    """A place on a slide, in points."""

    left: float
    top: float
    width: float
    height: float

    def emu(self) -> tuple[int, int, int, int]:
        return Pt(self.left), Pt(self.top), Pt(max(self.width, 1)), Pt(max(self.height, 1))


WIDTH, HEIGHT = 960, 540
TITLE = Area(60, 38, 840, 62)
BODY = Area(60, 116, 840, 384)
BODY_WITHOUT_TITLE = Area(60, 48, 840, 452)
_OPENING = {"Title Slide": (Area(90, 110, 780, 150), Area(90, 292, 780, 130)),
            "Section Header": (Area(90, 150, 780, 130), Area(90, 312, 780, 90))}  # fmt: skip
_KEPT = {*_OPENING, "Title Only", "Blank"}
_LONG_AGO = datetime(2000, 1, 1)
"""There is no clock here: the same artifact makes the same file."""
_NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/main"
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""The table style "No Style, No Grid", which every PowerPoint has."""
_COLOURS = {
    "dk1": look.INK, "lt1": look.PANEL, "dk2": look.SOFT, "lt2": look.PAPER, "hlink": look.HAND, "folHlink": look.SOFT,
    **{f"accent{number}": colour for number, colour in enumerate(look.SERIES[:6], 1)},
}  # fmt: skip


def blank_deck() -> Any:
    """A deck of no slides, 16 to 9."""
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    for layout in list(deck.slide_layouts):
        if layout.name not in _KEPT:
            deck.slide_layouts.remove(layout)
    _theme(deck)
    for shape in [*deck.slide_master.placeholders]:
        _remove_below(shape)
    _place(deck.slide_master.placeholders[0], TITLE)
    _place(deck.slide_master.placeholders[1], BODY)
    _letters(deck.slide_master)
    for layout in deck.slide_layouts:
        for shape in [*layout.placeholders]:
            _remove_below(shape)
        if layout.name in _OPENING:
            _opening(layout)
        elif layout.name == "Title Only":
            _title_place(layout.placeholders[0])
    return deck


def tell_about(deck: Any, title: str, author: str) -> None:
    about = deck.core_properties
    about.title, about.author, about.last_modified_by = title[:250], author[:250], ""
    about.created = about.modified = _LONG_AGO


def set_fonts(run: Any, latin: str) -> None:
    """The fonts of a run by name: its own for Latin letters, ours for Chinese."""
    properties = run._r.get_or_add_rPr()
    run.font.name = latin
    asian = properties.makeelement(qn("a:ea"), {"typeface": look.FONT_CJK})
    properties.find(qn("a:latin")).addnext(asian)


def colour_of(digits: str) -> Any:
    make: Any = RGBColor.from_string
    return make(digits.upper())


def marked(paragraph: Any, level: int, indent: float, mark: str, start: int, *, quoted: bool = False) -> None:
    """A paragraph's place, and what stands before it. indent: of a level, in points. start: of a list, or 0."""
    properties = paragraph._p.get_or_add_pPr()
    has_mark = bool(mark or start)
    left = indent * (level + 1) if has_mark or level else indent * 0.6 if quoted else 0
    properties.set("marL", str(Pt(left)))
    properties.set("indent", str(Pt(-indent) if has_mark else 0))
    if level:
        properties.set("lvl", str(level))
    for old in properties.xpath("a:buNone|a:buChar|a:buAutoNum|a:buClr"):
        properties.remove(old)
    if start:
        number = f'<a:buAutoNum {nsdecls("a")} type="arabicPeriod" startAt="{min(max(start, 1), 32767)}"/>'
        properties.append(parse_xml(number))
    elif mark:
        colour = f'<a:buClr {nsdecls("a")}><a:srgbClr val="{look.HAND.upper()}"/></a:buClr>'
        properties.append(parse_xml(colour))
        properties.append(parse_xml(f'<a:buChar {nsdecls("a")} char="{mark}"/>'))
    else:
        properties.append(parse_xml(f"<a:buNone {nsdecls('a')}/>"))


def plain_table(shape: Any) -> None:
    """A table without a style of its own: a line below each row, the head on a ground."""
    properties = shape._element.graphic.graphicData.tbl.tblPr
    properties.find(qn("a:tableStyleId")).text = _NO_STYLE
    properties.set("bandRow", "0")
    for number, row in enumerate(shape.table.rows):
        for cell in row.cells:
            edge = cell._tc.get_or_add_tcPr()
            for side in ("lnL", "lnR", "lnT", "lnB"):
                edge.append(_edge(side, visible=side == "lnB" or (side == "lnT" and number > 0)))
            if number == 0:
                cell.fill.solid()
                cell.fill.fore_color.rgb = colour_of(look.SUNK)


def _edge(side: str, *, visible: bool) -> Any:
    colour = f'<a:solidFill><a:srgbClr val="{look.LINE_STRONG.upper()}"/></a:solidFill>'
    return parse_xml(f'<a:{side} {nsdecls("a")} w="9525">{colour if visible else "<a:noFill/>"}</a:{side}>')


def _theme(deck: Any) -> None:
    part = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
    names = {"a": _NAMESPACE}
    for name, colour in _COLOURS.items():
        (place,) = theme.xpath(f".//a:clrScheme/a:{name}", namespaces=names)
        for old in list(place):
            place.remove(old)
        etree.SubElement(place, f"{{{_NAMESPACE}}}srgbClr", val=colour.upper())
    for sort in ("majorFont", "minorFont"):
        (fonts,) = theme.xpath(f".//a:{sort}", namespaces=names)
        for script, font in (("latin", look.FONT), ("ea", look.FONT_CJK)):
            fonts.find(f"{{{_NAMESPACE}}}{script}").set("typeface", font)
        for other in fonts.findall(f"{{{_NAMESPACE}}}font"):
            if other.get("script") in ("Hans", "Hant", "Jpan", "Hang"):
                fonts.remove(other)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _letters(master: Any) -> None:
    """Sizes and colours of titles and texts, where the master has them for all slides."""
    for style, points, bold in (("p:titleStyle", 30, "1"), ("p:bodyStyle", 20, "0")):
        for level in master._element.find(qn("p:txStyles")).find(qn(style)):
            properties = level.find(qn("a:defRPr"))
            properties.set("sz", str(points * 100))
            properties.set("b", bold)
            if style == "p:titleStyle":
                level.set("algn", "l")


def _title_place(shape: Any) -> None:
    _place(shape, TITLE)
    shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE


def _opening(layout: Any) -> None:
    """A title in the middle of the slide's height, with a stroke of the accent below it."""
    title, below = _OPENING[layout.name]
    head, text = layout.placeholders[0], layout.placeholders[1]
    _place(head, title)
    _place(text, below)
    head.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    text.text_frame.vertical_anchor = MSO_ANCHOR.TOP
    is_title = layout.name == "Title Slide"
    for shape, points, colour, bold in ((head, 42 if is_title else 36, "tx1", "1"), (text, 20, "tx2", "0")):
        body = shape._element.txBody
        for old in body.findall(qn("a:lstStyle")):
            body.remove(old)
        style = (
            f'<a:lstStyle {nsdecls("a")}><a:lvl1pPr marL="0" indent="0" algn="l"><a:buNone/>'
            f'<a:defRPr sz="{points * 100}" b="{bold}" cap="none"><a:solidFill><a:schemeClr val="{colour}"/>'
            "</a:solidFill></a:defRPr></a:lvl1pPr></a:lstStyle>"
        )
        body.find(qn("a:bodyPr")).addnext(parse_xml(style))
        for paragraph in shape.text_frame.paragraphs:
            paragraph.alignment = PP_ALIGN.LEFT
    stroke = layout.shapes._spTree
    stroke.append(_stroke(Area(90, title.top + title.height + 10, 56, 4)))


def _stroke(area: Area) -> Any:
    left, top, width, height = area.emu()
    return parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="99" name="Stroke"/><p:cNvSpPr/>'
        '<p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
        "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


def _place(shape: Any, area: Area) -> None:
    shape.left, shape.top, shape.width, shape.height = area.emu()
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = 0


def _remove_below(shape: Any) -> None:
    """Date, footer and number: they are fields."""
    if shape.placeholder_format.idx >= 10 or shape.placeholder_format.type in (13, 15, 16):
        shape._element.getparent().remove(shape._element)
