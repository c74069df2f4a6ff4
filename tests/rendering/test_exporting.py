"""PDF and PNG of artifacts, by a real Chromium behind real walls."""

from __future__ import annotations

import io
import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from PIL import Image

from deskhand.artifacts.export.base import Made
from deskhand.artifacts.export.registry import formats
from deskhand.core.errors import InvalidInput, NotFound
from deskhand.rendering.exporting import exported
from deskhand.rendering.renderer import WalledRenderer

pytestmark = [pytest.mark.desk, pytest.mark.asyncio(loop_scope="module")]

SLIDES = "---\ntitle: T\n---\n# One\n\n---\n\n## Two\n\n---\n\n## Three\n"
A4 = (596, 842)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def renderer() -> AsyncIterator[WalledRenderer]:
    made = WalledRenderer()
    yield made
    await made.close()


def made(kind: str, entry: str, text: str) -> Made:
    return Made(kind, "Costs in May", entry, {entry: text})


def pages(pdf: bytes) -> list[tuple[int, int]]:
    """The size of each page in points."""
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return [(round(float(width)), round(float(height))) for width, height in boxes]


async def test_slides_are_a_page_each_and_documents_have_margins_on_a4(renderer: WalledRenderer) -> None:
    slides = await exported(made("slides", "slides.md", SLIDES), "pdf", renderer)
    assert (slides.name, slides.media_type) == ("Costs in May.pdf", "application/pdf")
    assert slides.data.startswith(b"%PDF-") and b"Costs in May" in slides.data
    assert pages(slides.data) == [(720, 405)] * 3
    document = await exported(made("markdown", "a.md", "# A\n\n" + "words " * 3_000), "pdf", renderer)
    assert set(pages(document.data)) == {A4} and len(pages(document.data)) >= 3


async def test_a_drawing_is_one_page_as_high_as_it_is(renderer: WalledRenderer) -> None:
    square = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
    ((width, height),) = pages((await exported(made("svg", "a.svg", square), "pdf", renderer)).data)
    assert width == 960 and 960 <= height < 990
    chart = '{"type": "bar", "x": "m", "y": ["t"], "rows": [{"m": "May", "t": 1}]}'
    assert pages((await exported(made("chart", "c.json", chart), "pdf", renderer)).data) == [(960, 600)]


async def test_a_picture_has_the_whole_page(renderer: WalledRenderer) -> None:
    page = (
        "<body style='margin:0'><div style='height:100vh;background:red'></div>"
        "<div style='height:1000px;background:lime'><img src=https://a.test/x></div>"
    )
    out = await exported(made("html", "index.html", page), "png", renderer)
    picture = Image.open(io.BytesIO(out.data)).convert("RGB")
    assert picture.size == (2_560, 3_600)
    assert picture.getpixel((1_000, 1_590)) == (255, 0, 0) and picture.getpixel((1_000, 1_610)) == (0, 255, 0)
    assert [(left.what, left.examples) for left in out.left] == [("remote_address", ("https://a.test/x",))]


async def test_what_is_not_shown_has_no_picture_and_says_why(renderer: WalledRenderer) -> None:
    with pytest.raises(InvalidInput, match=r"no PDF of it: .*null.* \(App\.tsx:1"):
        await exported(made("react", "App.tsx", "export default () => null.x"), "pdf", renderer)
    with pytest.raises(NotFound, match="no format 'png' of table"):
        await exported(made("table", "a.csv", "a\n1"), "png", renderer)


async def test_the_other_forms_need_no_browser(renderer: WalledRenderer) -> None:
    out = await exported(made("table", "a.csv", "a,b\n1,2\n"), "xlsx", WalledRenderer())
    assert out.name == "Costs in May.xlsx" and out.data.startswith(b"PK")
    assert [form.id for form in formats("slides")] == ["pptx", "html", "pdf", "file", "zip"]
