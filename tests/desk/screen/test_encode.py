"""Pictures decode to the pixels they were made of."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from deskhand.core.geometry import Box
from deskhand.desk.screen.capture import Cursor, Pixels
from deskhand.desk.screen.cursor import cursor_drawn
from deskhand.desk.screen.encode import Encoder, encode, encode_png


def _random(width: int, height: int, seed: int) -> Pixels:
    return np.random.default_rng(seed).integers(0, 2**32, (height, width), dtype=np.uint32)


def _rgb(pixels: Pixels) -> np.ndarray:
    return np.stack([pixels >> shift & 0xFF for shift in (16, 8, 0)], axis=-1).astype(np.uint8)


@given(st.integers(1, 70), st.integers(1, 50), st.integers(0, 2**32))
def test_a_png_is_read_by_pillow_as_the_same_pixels(width: int, height: int, seed: int) -> None:
    pixels = _random(width, height, seed)
    image = Image.open(io.BytesIO(encode_png(pixels)))
    assert image.mode == "RGB"
    assert np.array_equal(np.asarray(image), _rgb(pixels))


@pytest.mark.parametrize(("png_bytes_max", "media_type"), [(10**7, "image/png"), (1_000, "image/jpeg")])
def test_a_picture_that_is_too_large_as_png_becomes_jpeg(png_bytes_max: int, media_type: str) -> None:
    data, kind = encode(_random(64, 48, 1), png_bytes_max=png_bytes_max)
    image = Image.open(io.BytesIO(data))
    assert (kind, image.size) == (media_type, (64, 48))
    assert Image.MIME[str(image.format)] == media_type


@pytest.mark.parametrize(("x", "y", "changed"), [(2, 3, 4), (-1, -1, 1), (9, 9, 1), (30, 2, 0), (-9, 0, 0)])
def test_the_pointer_is_drawn_only_where_it_is_on_the_picture(x: int, y: int, changed: int) -> None:
    pixels = np.full((10, 10), 0xFFFFFF, dtype=np.uint32)
    cursor = Cursor(x, y, np.full((2, 2), 0xFF000000, dtype=np.uint32))
    with cursor_drawn(pixels, cursor, Box(0, 0, 10, 10)) as drawn:
        assert int((drawn & 0xFFFFFF == 0).sum()) == changed
    assert (pixels == 0xFFFFFF).all()


@given(st.lists(st.tuples(st.integers(0, 199), st.integers(0, 39), st.integers(0, 2**24 - 1)), max_size=8))
def test_an_encoder_that_keeps_unchanged_bands_always_shows_the_pixels_of_now(dots: list[tuple[int, int, int]]) -> None:
    encoder, pixels = Encoder(), np.zeros((200, 40), dtype=np.uint32)
    for y, x, colour in [(0, 0, 0), *dots]:
        pixels[y, x] = colour
        data, _ = encoder.encode(pixels)
        assert np.array_equal(np.asarray(Image.open(io.BytesIO(data))), _rgb(pixels))


@pytest.mark.parametrize("height", [1, 63, 64, 65, 200])
def test_the_checksum_over_all_bands_is_the_one_that_zlib_expects(height: int) -> None:
    data, _ = encode(_random(9, height, height))
    (size,) = struct.unpack(">I", data[33:37])
    assert data[37:41] == b"IDAT"
    assert len(zlib.decompress(data[41 : 41 + size])) == height * (9 * 3 + 1)


def test_an_encoder_takes_pictures_of_another_size() -> None:
    encoder = Encoder()
    for width, height in [(40, 200), (30, 200), (30, 90)]:
        data, _ = encoder.encode(_random(width, height, 1))
        assert Image.open(io.BytesIO(data)).size == (width, height)
