"""Slides, read back from PPTX."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation
from pptx.util import Pt

from deskhand.artifacts.export.base import Losses
from deskhand.artifacts.export.deck import SLIDES_MAX, deck_of
from deskhand.core.errors import LimitExceeded

from .writers import left, picture, taken

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def deck(text: str, **more: str | bytes) -> Any:
    return Presentation(io.BytesIO(taken("slides", text, "pptx", **more).data))


def words(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_front_matter_is_of_the_deck_and_no_slide() -> None:
    found = deck_of("---\ntitle: 'Costs: May'\nauthor: Li\n---\n# One\n\n---\n\n# Two", Losses())
    assert found.about == {"title": "Costs: May", "author": "Li"} and len(found.slides) == 2
    assert len(deck_of("---\n# One\n---\n# Two", Losses()).slides) == 2
    made = deck("---\ntitle: Costs\nauthor: Li\n---\n# One").core_properties
    assert (made.title, made.author) == ("Costs", "Li")


def test_the_first_heading_is_the_title() -> None:
    made = deck("# Costs\nMay\n\n---\n## What\n- a\n---\n- b")
    assert [slide.slide_layout.name for slide in made.slides] == ["Title Slide", "Title Only", "Blank"]
    assert [slide.shapes.title.text_frame.text for slide in list(made.slides)[:2]] == ["Costs", "What"]
    assert made.slides[0].placeholders[1].text_frame.text == "May"
    assert words(made.slides[2]) == ["b"]


def test_bullets_are_paragraphs_of_their_level() -> None:
    (slide,) = deck("## T\n- a\n  - b\n\n4. c\n5. d\n\n- [x] e").slides
    (frame,) = [shape.text_frame for shape in slide.shapes if shape != slide.shapes.title]
    found = [(each.text, each.level, [mark.tag.removeprefix(A) for mark in each._p.pPr]) for each in frame.paragraphs]
    assert [(text, level) for text, level, _ in found] == [("a", 0), ("b", 1), ("c", 0), ("d", 0), ("e", 0)]
    assert ["buChar" in marks for *_, marks in found] == [True, True, False, False, True]
    numbers = [each._p.pPr.find(f"{A}buAutoNum").get("startAt") for each in frame.paragraphs[2:4]]
    assert numbers == ["4", "4"]


def test_comments_are_notes() -> None:
    (slide,) = deck("## T\nwords <!-- notes: say this -->\n\n<!--\nand 那个\n-->\n\n```html\n<!-- code -->\n```").slides
    assert slide.notes_slide.notes_text_frame.text == "say this\n\nand 那个"
    assert "say this" not in " ".join(words(slide))


def test_tables_code_and_pictures_are_real_ones() -> None:
    made = deck(
        "## T\n|A|B|\n|-|-|\n|火|2|\n\n```python\nx = 1\n```\n---\n## P\n![p](p.png)\n\nbeside", p_png=picture()
    )
    first, second = made.slides
    (table,) = [shape.table for shape in first.shapes if shape.has_table]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["A", "B"], ["火", "2"]]
    assert "x = 1" in words(first)
    (shown,) = [shape for shape in second.shapes if shape.shape_type == 13]
    assert shown._element.nvPicPr.cNvPr.get("descr") == "p" and shown.left > Pt(480)


def test_what_has_no_room_goes_on_with_the_next_slide() -> None:
    text = "## Long\n" + "".join(
        f"{n}. a line of words that is long enough to need its room {n}\n" for n in range(1, 61)
    )
    exported = taken("slides", text, "pptx")
    made = Presentation(io.BytesIO(exported.data))
    lines = [line for slide in made.slides for line in words(slide)[1].split("\n")]
    assert len(made.slides) > 1 and len(lines) == 60
    assert left(exported) == {"slide_continued": len(made.slides) - 1}
    for slide in made.slides:
        assert all(shape.top + shape.height <= made.slide_height for shape in slide.shapes)
    first = next(shape for shape in made.slides[1].shapes if shape != made.slides[1].shapes.title)
    number = int(re.findall(r"\d+", words(made.slides[1])[1])[0])
    assert first.text_frame.paragraphs[0]._p.pPr.find(f"{A}buAutoNum").get("startAt") == str(number)


def test_chinese_has_a_font_by_name_and_there_are_no_fields() -> None:
    with zipfile.ZipFile(io.BytesIO(taken("slides", "# 中文", "pptx").data)) as packed:
        texts = {name: packed.read(name).decode("utf-8", "replace") for name in packed.namelist()}
    assert '<a:ea typeface="Microsoft YaHei"/>' in texts["ppt/theme/theme1.xml"]
    slides = {name: text for name, text in texts.items() if re.match(r"ppt/slide(s|Layouts|Masters)/[^/]+xml$", name)}
    assert slides and not any("<a:fld" in text for text in slides.values())
    assert not any('TargetMode="External"' in text for text in texts.values())


def test_too_many_slides_are_refused() -> None:
    with pytest.raises(LimitExceeded, match=str(SLIDES_MAX)):
        taken("slides", "x\n---\n" * (SLIDES_MAX + 1), "pptx")


def test_slides_are_sheets_of_a_page_without_their_notes() -> None:
    page = taken("slides", "# A <!-- secret -->\n---\n## B", "html").data.decode()
    assert page.count("<section>") == 2 and "secret" not in page


@given(st.lists(st.text(alphabet="ab中*_`~[]()!<>#-\n 1.|&\\:\x00\x0b\u2028\u202e", max_size=80), max_size=4))
@settings(max_examples=12)
def test_any_marks_make_slides_that_can_be_read(texts: list[str]) -> None:
    Presentation(io.BytesIO(taken("slides", "\n---\n".join(texts), "pptx").data))
