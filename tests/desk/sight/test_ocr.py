"""Words in pictures that look photographed: slanted, noisy, blurred, Chinese."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from deskhand.core.elements import Element
from deskhand.core.errors import InvalidInput, NotFound
from deskhand.desk.sight import ocr as ocr_module
from deskhand.desk.sight.ocr import Ocr

pytestmark = [pytest.mark.desk, pytest.mark.asyncio(loop_scope="session")]
LATIN = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
CHINESE = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
TAXI = [("Harbour Taxi", ""), ("Date", "2024-05-14"), ("Ride to airport", "31.00"), ("Total", "35.20")]
NOODLES = [("北京饭店", ""), ("日期", "2024-05-16"), ("牛肉面", "28.00"), ("合计", "34.50")]
TABLE = (120, 100, 80)


def receipt(
    rows: list[tuple[str, str]], font: str = LATIN, *, size: int = 26, skew: float = 0, blur: float = 0, noise: int = 0
) -> bytes:
    """A till receipt on a table, as a phone would take it."""
    paper = Image.new("RGB", (520, 60 + 44 * len(rows)), (250, 248, 240))
    draw, face = ImageDraw.Draw(paper), ImageFont.truetype(font, size)
    for at, (left, right) in enumerate(rows):
        draw.text((30, 30 + 44 * at), left, fill=(40, 40, 40), font=face)
        draw.text((490 - draw.textlength(right, font=face), 30 + 44 * at), right, fill=(40, 40, 40), font=face)
    photo = Image.new("RGB", (760, paper.height + 200), TABLE)
    photo.paste(paper, (120, 100))
    photo = photo.rotate(skew, Image.Resampling.BICUBIC, fillcolor=TABLE)
    if blur:
        photo = photo.filter(ImageFilter.GaussianBlur(blur))
    if noise:
        photo = Image.blend(photo, Image.effect_noise(photo.size, noise).convert("RGB"), 0.25)
    return encoded(photo)


def encoded(picture: Image.Image) -> bytes:
    data = io.BytesIO()
    picture.save(data, "PNG")
    return data.getvalue()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def ocr() -> AsyncIterator[Ocr]:
    reader = Ocr()
    yield reader
    await reader.close()


def row_of(words: tuple[Element, ...], name: str) -> str:
    """The words that stand on the row of `name`, from left to right."""
    start = next(e for e in words if e.name.startswith(name))
    middle = start.box.center.y
    row = [e for e in words if e.box.y <= middle < e.box.bottom]
    return " ".join(e.name for e in sorted(row, key=lambda e: e.box.x))


@pytest.mark.parametrize(
    ("picture", "total"),
    [
        (receipt(TAXI), "Total 35.20"),
        (receipt(TAXI, skew=1.4), "Total 35.20"),
        (receipt(TAXI, skew=6), "Total 35.20"),
        (receipt(TAXI, size=24, skew=-9, noise=60), "Total 35.20"),
        (receipt(TAXI, size=24, skew=1.4, blur=2.2), "Total 35.20"),
        (receipt(NOODLES, CHINESE, size=28, skew=-4), "合计 34.50"),
    ],
    ids=["flat", "slightly slanted", "slanted", "slanted and noisy", "blurred", "Chinese"],
)
async def test_what_stands_on_one_row_of_a_photograph_is_read_as_a_row(ocr: Ocr, picture: bytes, total: str) -> None:
    words = await ocr.read(picture)
    assert row_of(words, total.split()[0]) == total
    assert {e.role for e in words} == {"text"} and {e.source for e in words} == {"ocr"}


async def test_rows_come_from_the_top(ocr: Ocr) -> None:
    names = [e.name for e in await ocr.read(receipt(NOODLES, CHINESE, size=28, skew=-4))]
    assert names == ["北京饭店", "日期", "2024-05-16", "牛肉面", "28.00", "合计", "34.50"]


async def test_boxes_of_a_flat_picture_are_where_the_words_are(ocr: Ocr) -> None:
    word = next(e for e in await ocr.read(receipt(TAXI)) if e.name == "Total")
    assert word.box.contains(180, 275) and word.box.width < 90 and word.box.height < 45


async def test_the_same_picture_is_not_read_twice(ocr: Ocr) -> None:
    assert await ocr.read(receipt(TAXI)) is await ocr.read(receipt(TAXI))


async def test_an_empty_picture_has_no_words(ocr: Ocr) -> None:
    assert await ocr.read(encoded(Image.new("RGB", (300, 200), "white"))) == ()


def bomb() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "data", [b"", b"no picture", bomb(), receipt(TAXI)[:400]], ids=["empty", "text", "bomb", "cut"]
)
async def test_what_is_no_picture_is_refused_and_the_next_one_is_read(ocr: Ocr, data: bytes) -> None:
    with pytest.raises(InvalidInput, match="the picture can't be read"):
        await ocr.read(data)
    assert await ocr.read(receipt(TAXI))


async def test_a_picture_that_is_too_large_is_refused_unread(ocr: Ocr, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_module, "PICTURE_BYTES_MAX", 100)
    with pytest.raises(InvalidInput, match="at most 100 are read"):
        await ocr.read(receipt(TAXI))


async def test_a_missing_file_is_not_found(ocr: Ocr, tmp_path) -> None:
    with pytest.raises(NotFound, match=r"none\.png can't be read"):
        await ocr.read(tmp_path / "none.png")
