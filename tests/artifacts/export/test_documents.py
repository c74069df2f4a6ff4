"""Documents, read back from DOCX and HTML."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zipfile
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from deskhand.artifacts.export.base import TEXT_BYTES_MAX, Exported
from deskhand.artifacts.export.prose import BLOCKS_MAX
from deskhand.core.errors import LimitExceeded

from .writers import left, picture, taken

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LISTS = "- one\n  - two\n    1. three\n- [x] done\n\n7. seven\n8. eight\n"
TABLE = "| A | B |\n|:--|--:|\n| 火车 | 1 |\n| **b** | `c` |\n"


def word(text: str, **more: str | bytes) -> Any:
    return Document(io.BytesIO(taken("markdown", text, "docx", **more).data))


def parts(exported: Exported) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(exported.data)) as packed:
        return {name: packed.read(name).decode("utf-8", "replace") for name in packed.namelist()}


def test_headings_are_headings_and_words_keep_their_looks() -> None:
    paragraphs = word("# Title\n\n### Third\n\na **b** *c* ~~d~~ `e`\n").paragraphs
    assert [(each.style.name, each.text) for each in paragraphs] == [
        ("Heading 1", "Title"),
        ("Heading 3", "Third"),
        ("Normal", "a b c d e"),
    ]
    bold, italic, struck = (next(run for run in paragraphs[2].runs if run.text == text) for text in "bcd")
    assert bold.bold and italic.italic and struck.font.strike
    assert next(run for run in paragraphs[2].runs if run.text == "e").font.name == "Consolas"


def test_lists_are_nested_and_count_from_their_first_number() -> None:
    document = word(LISTS)
    levels = [
        (each.text, each._p.pPr.numPr.ilvl.val if each._p.pPr.numPr is not None else None)
        for each in document.paragraphs
    ]
    assert levels == [("one", 0), ("two", 1), ("three", 2), ("☑\tdone", None), ("seven", 0), ("eight", 0)]
    starts = [each.get(f"{W}val") for each in document.part.numbering_part.element.iter(f"{W}startOverride")]
    assert starts == ["1", "7"]


def test_tables_keep_their_cells_and_repeat_their_head() -> None:
    (table,) = word(TABLE).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["A", "B"], ["火车", "1"], ["b", "c"]]
    assert table.rows[0]._tr.trPr.find(f"{W}tblHeader") is not None


def test_chinese_has_a_font_by_name() -> None:
    styles = parts(taken("markdown", "中文", "docx"))["word/styles.xml"]
    normal = re.search(r'<w:style [^>]*w:styleId="Normal".*?</w:style>', styles, re.DOTALL)
    assert normal and 'w:eastAsia="Microsoft YaHei"' in normal[0] and "asciiTheme" not in normal[0]


def test_code_and_quotes_have_styles_of_their_own() -> None:
    paragraphs = word("```python\nx = 1\n\ny = 2\n```\n\n> said\n").paragraphs
    assert [(each.style.name, each.text) for each in paragraphs] == [("Code", "x = 1\n\ny = 2"), ("Quote", "said")]


def test_pictures_of_the_artifact_and_in_the_text_are_put_in() -> None:
    data = base64.b64encode(picture()).decode()
    document = word(f"![a](p.png) ![b](data:image/png;base64,{data})", p_png=picture(3000, 100))
    assert len(document.inline_shapes) == 2
    wide = document.inline_shapes[0]
    assert wide.width <= 5_770_000 and abs(wide.width / wide.height - 30) < 0.1


def test_webp_becomes_png() -> None:
    names = parts(taken("markdown", "![a](p.webp)", "docx", p_webp=picture(form="WEBP")))
    assert [name for name in names if "media/" in name] == ["word/media/image1.png"]


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("https://example.org/x.png", "remote_picture"),
        ("//example.org/x.png", "remote_picture"),
        ("gone.png", "missing_picture"),
        ("../document.md/../../x.png", "missing_picture"),
        ("document.md", "unreadable_picture"),
        ("data:image/png;base64,AAAA", "unreadable_picture"),
    ],
)
@pytest.mark.parametrize("format", ["docx", "html"])
def test_a_picture_that_can_not_be_shown_is_left_out_and_told(source: str, what: str, format: str) -> None:
    exported = taken("markdown", f"![the name]({source})", format)
    assert left(exported) == {what: 1}
    text = parts(exported)["word/document.xml"] if format == "docx" else exported.data.decode()
    assert "[the name]" in text and "<img" not in text


def test_nothing_outside_is_named_but_links_that_people_follow() -> None:
    exported = taken("markdown", "[a](https://example.org/a) [b](javascript:x) ![c](https://example.org/c)", "docx")
    for name, text in parts(exported).items():
        if name.endswith(".rels"):
            for relation in re.findall(r"<Relationship [^>]*TargetMode=\"External\"[^>]*>", text):
                assert "/hyperlink" in relation and "https://example.org/a" in relation
    document = parts(exported)["word/document.xml"]
    assert "instrText" not in document and "fldSimple" not in document


@pytest.mark.parametrize("format", ["docx", "html"])
def test_what_xml_can_not_hold_is_taken_out_and_told(format: str) -> None:
    assert left(taken("markdown", "a\x00b\x08c\ufffe", format)) == {"illegal_character": 3}


@pytest.mark.parametrize("format", ["docx", "html"])
def test_formulas_stay_as_they_are_written(format: str) -> None:
    exported = taken("markdown", "It is $a_1 * b_2 * c$.", format)
    assert left(exported) == {"formula_as_source": 1}
    text = parts(exported)["word/document.xml"] if format == "docx" else exported.data.decode()
    assert "a_1 * b_2 * c" in text


def test_what_is_too_large_is_refused() -> None:
    with pytest.raises(LimitExceeded, match="bytes"):
        taken("markdown", "x" * (TEXT_BYTES_MAX + 1), "docx")
    with pytest.raises(LimitExceeded, match="blocks"):
        taken("markdown", "x\n\n" * BLOCKS_MAX, "docx")


def test_lists_that_never_end_are_held() -> None:
    text = "".join(f"{'  ' * depth}- x\n" for depth in range(100))
    assert word(text).paragraphs
    assert left(taken("markdown", text, "docx"))["nested_too_deeply"] == 1


def test_the_page_runs_nothing_and_reaches_for_nothing() -> None:
    text = "<script>alert(1)</script>\n\n<img src=x onerror=y> [a](https://example.org) &lt;b&gt; <b>bold</b>"
    exported = taken("markdown", text, "html")
    page = exported.data.decode()
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert style and policy
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy[1].startswith(f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:;")
    assert not re.search(r"<script|<img|onerror=|style=|<link|url\(", page.replace("&lt;", ""))
    assert "&lt;b&gt;" in page and left(exported) == {"script_left_out": 1, "html_left_out": 3}


@given(st.text(), st.text())
@settings(max_examples=12)
def test_any_words_make_a_document_that_can_be_read(text: str, title: str) -> None:
    for source in (text, f"# {text}\n\n- {text}\n\n|{text}|b|\n|-|-|\n|{text}|`{text}`|\n\n```{text}\n{text}\n```"):
        Document(io.BytesIO(taken("markdown", source, "docx").data))
        page = taken("markdown", source, "html").data.decode()
        assert "<script" not in page.lower()


@given(st.text(alphabet="ab*_`~[]()!<>#-\n 1.|&\\:$\"'", max_size=200))
@settings(max_examples=12)
def test_any_marks_make_a_document_that_can_be_read(text: str) -> None:
    Document(io.BytesIO(taken("markdown", text, "docx").data))
    page = taken("markdown", text, "html").data.decode().partition("<body>")[2]
    assert not re.search(r"<(?!/?(?:a|main|h\d|p|br|em|strong|s|code|pre|ul|ol|li|blockquote|hr|span|table|thead|tbody|"
                         r"tr|th|td|div|body|html)\b)", page)  # fmt: skip
