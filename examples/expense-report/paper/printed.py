"""Prints a receipt on flat paper: its rows in a typeface, with the unevenness of ink. It does not photograph."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from paper.receipt import Face, Receipt, Row

_FONTS = Path("/usr/share/fonts")
_FACES: dict[Face, tuple[str, str]] = {
    "mono": ("truetype/dejavu/DejaVuSansMono.ttf", "truetype/dejavu/DejaVuSansMono-Bold.ttf"),
    "sans": ("truetype/dejavu/DejaVuSans.ttf", "truetype/dejavu/DejaVuSans-Bold.ttf"),
    "serif": ("truetype/dejavu/DejaVuSerif.ttf", "truetype/dejavu/DejaVuSerif-Bold.ttf"),
    "cjk": ("opentype/noto/NotoSansCJK-Regular.ttc", "opentype/noto/NotoSansCJK-Bold.ttc"),
}
_CJK_SIMPLIFIED = 2
"""The place of Simplified Chinese in Noto's font collections (JP, KR, SC, TC, HK)."""
_MARGIN = 44
_LEADING = 1.55
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def can_print(face: Face) -> bool:
    """Whether the letters of this face can be had here. Only Chinese can't do without its font file."""
    return face != "cjk" or (_FONTS / _FACES["cjk"][0]).exists()


@cache
def _font(face: Face, size: int, bold: bool) -> Font:
    path = _FONTS / _FACES[face][bold]
    if not path.exists():
        return ImageFont.load_default(size)
    return ImageFont.truetype(str(path), size, index=_CJK_SIMPLIFIED if face == "cjk" else 0)


def _height(row: Row) -> int:
    return int(row.size * (_LEADING if not row.rule else 0.9))


def _set_row(draw: ImageDraw.ImageDraw, receipt: Receipt, row: Row, y: int) -> None:
    font = _font(receipt.face, row.size, row.bold)
    right = receipt.width - _MARGIN
    if row.rule and row.left == "_":
        draw.line((_MARGIN, y + 12, right, y + 12), fill=0, width=2)
    elif row.rule:
        count = int((right - _MARGIN) / draw.textlength(row.left, font))
        draw.text((_MARGIN, y - row.size // 4), row.left * count, fill=0, font=font)
    elif row.centre:
        draw.text((receipt.width // 2, y), row.left, fill=0, font=font, anchor="ma")
    else:
        draw.text((_MARGIN, y), row.left, fill=0, font=font)
        draw.text((right, y), row.right, fill=0, font=font, anchor="ra")


def uneven(rng: np.random.Generator, size: tuple[int, int], cell: int) -> np.ndarray:
    """A smooth random field of the size (width, height), values about 0 with a spread of 1."""
    small = rng.standard_normal((size[1] // cell + 2, size[0] // cell + 2)).astype(np.float32)
    return np.asarray(Image.fromarray(small).resize(size, Image.Resampling.BICUBIC))


def print_flat(receipt: Receipt, rng: np.random.Generator) -> Image.Image:
    """The receipt on its paper, seen straight from above in even light."""
    size = (receipt.width, 2 * _MARGIN + sum(map(_height, receipt.rows)))
    ink = Image.new("L", size, 255)
    draw = ImageDraw.Draw(ink)
    y = _MARGIN
    for row in receipt.rows:
        _set_row(draw, receipt, row, y)
        y += _height(row)
    strength = 0.74 + 0.06 * uneven(rng, size, 90)
    cover = (1 - np.asarray(ink, np.float32) / 255) * np.clip(strength, 0.5, 0.92)
    grain = 1 + 0.012 * uneven(rng, size, 60) + 0.012 * rng.standard_normal((size[1], size[0]))
    paper = np.array(receipt.tint, np.float32) * _creases(rng, size)[..., None] * grain[..., None]
    colour = paper * (1 - cover[..., None]) + np.array((38, 36, 44), np.float32) * cover[..., None]
    return Image.fromarray(np.clip(colour, 0, 255).astype(np.uint8))


def _creases(rng: np.random.Generator, size: tuple[int, int]) -> np.ndarray:
    """Two folds across the paper: brighter on one side of the fold, darker on the other."""
    rows, columns = np.mgrid[0 : size[1], 0 : size[0]]
    light = np.ones((size[1], size[0]), np.float32)
    for place in rng.uniform(0.25, 0.8, 2):
        away = rows - place * size[1] - rng.uniform(-0.08, 0.08) * columns
        light += 0.05 * np.tanh(away / 3) * np.exp(-((away / 26) ** 2))
    return light
