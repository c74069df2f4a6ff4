"""Photographs a flat receipt: on a table, from a slant, in poor light, with a real camera's noise."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageFilter

from paper.printed import uneven
from paper.receipt import Receipt

_BORDER = 90
_SLANT = 0.035
"""How far a corner may move, as a part of the paper's width."""
_NOISE = 5.0
JPEG_QUALITY = 80


def _table(rng: np.random.Generator, size: tuple[int, int]) -> np.ndarray:
    """Dark wood: long smooth grain along one direction."""
    grain = uneven(rng, (size[0], size[1] // 12 + 1), 70)
    grain = np.asarray(Image.fromarray(grain.T.copy()).resize((size[1], size[0]))).T
    lines = uneven(rng, (4, size[1]), 3)[:, :1]
    shade = 1 + 0.10 * grain + 0.05 * lines
    return np.array((104, 76, 54), np.float32) * shade[..., None]


def _coefficients(target: np.ndarray, source: np.ndarray) -> list[float]:
    """The eight numbers of the projection that takes target corners to source corners (what Pillow asks for)."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    return list(np.linalg.solve(np.array(rows), source.reshape(8)))


def _placed(receipt: Receipt, flat: Image.Image, rng: np.random.Generator) -> tuple[np.ndarray, tuple[int, int]]:
    """Where the paper's corners lie in the photograph, and the photograph's size."""
    width, height = flat.size
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], float)
    angle = np.radians(receipt.turn)
    turned = corners @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    turned += rng.uniform(-_SLANT, _SLANT, (4, 2)) * width
    turned += _BORDER - turned.min(axis=0)
    size = np.ceil(turned.max(axis=0) + _BORDER).astype(int)
    return turned, (int(size[0]), int(size[1]))


def _light(receipt: Receipt, rng: np.random.Generator, size: tuple[int, int]) -> np.ndarray:
    """A lamp from one side, and the soft shadow of the person who holds the camera."""
    rows, columns = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32)
    x, y = columns / size[0], rows / size[1]
    lamp = 1.06 - 0.22 * (x * rng.uniform(0.4, 1) + y * rng.uniform(0.2, 0.8))
    edge = x + rng.uniform(-0.5, 0.5) * y - rng.uniform(0.35, 0.75)
    shadow = 1 - receipt.shade / (1 + np.exp(-edge * 28))
    return np.asarray(lamp * shadow)


def photograph(receipt: Receipt, flat: Image.Image, rng: np.random.Generator) -> Image.Image:
    """The picture as a phone would have kept it."""
    corners, size = _placed(receipt, flat, rng)
    source = np.array([(0, 0), (flat.width, 0), flat.size, (0, flat.height)], float)
    numbers = _coefficients(corners, source)
    how = (size, Image.Transform.PERSPECTIVE, numbers, Image.Resampling.BICUBIC)
    paper = flat.transform(*how)
    mask = Image.new("L", flat.size, 255).transform(*how)
    cast = np.asarray(mask.filter(ImageFilter.GaussianBlur(14)), np.float32) / 255
    table = _table(rng, size) * (1 - 0.55 * np.roll(cast, (10, 8), (0, 1)))[..., None]
    share = np.asarray(mask, np.float32)[..., None] / 255
    scene = (np.asarray(paper, np.float32) * share + table * (1 - share)) * _light(receipt, rng, size)[..., None]
    seen = Image.fromarray(np.clip(scene, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(receipt.blur))
    noisy = np.asarray(seen, np.float32) + _NOISE * rng.standard_normal((size[1], size[0], 3))
    return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))
