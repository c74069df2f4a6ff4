"""Turning pixels into a picture file: PNG without loss, or JPEG where the PNG would be large (photographs).

The PNG is written here: filter "Sub" in numpy and ISA-L's deflate at level 1 take about 3 ms for a text page and
5 ms for photographs at 1280x800, where Pillow takes 30 to 160 ms; sizes are within 10 to 20 % of its.
An `Encoder` sees the same screen again and again: bands of rows that did not change since its last picture are not
packed again, which most acts leave most of the screen to. It does not know where pixels come from.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

import numpy as np
import simplejpeg  # type: ignore[import-untyped]
from isal import isal_zlib

from deskhand.desk.screen.capture import Pixels

PNG_BYTES_MAX = 350 * 1024
JPEG_QUALITY = 80
BAND_ROWS = 64
"""Smaller bands cost size (each starts without a past to refer to), larger ones cost time (more is packed again)."""
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_SUB = 1
_IHDR_RGB_8 = (8, 2, 0, 0, 0)
_ZLIB_HEAD, _DEFLATE_END = b"\x78\x01", b"\x03\x00"
_RAW_DEFLATE = -15
_ADLER_BASE = 65521


@dataclass(frozen=True)
class _Band:
    """Rows of a picture as they were last, packed. checksum: Adler-32 of the `size` unpacked bytes."""

    pixels: Pixels
    packed: bytes
    checksum: int
    size: int


class _Packer:
    """Packs bands, in two buffers of its own: fresh memory for each band took a quarter of the time."""

    def __init__(self) -> None:
        self._rgb = np.empty((0, 0), dtype=np.uint8)
        self._rows = self._rgb

    def pack(self, pixels: Pixels) -> _Band:
        """At most BAND_ROWS rows, packed."""
        height, width = pixels.shape
        if self._rgb.shape[1] != width * 3:
            self._rgb = np.empty((BAND_ROWS, width * 3), dtype=np.uint8)
            self._rows = np.empty((BAND_ROWS, width * 3 + 1), dtype=np.uint8)
            self._rows[:, 0] = _SUB
        kept = pixels.copy()
        channels, rgb, rows = kept.view(np.uint8), self._rgb[:height], self._rows[:height]
        for channel in range(3):
            rgb[:, channel::3] = channels[:, 2 - channel :: 4]
        rows[:, 1:4] = rgb[:, :3]
        np.subtract(rgb[:, 3:], rgb[:, :-3], out=rows[:, 4:])
        packer = isal_zlib.compressobj(1, isal_zlib.DEFLATED, _RAW_DEFLATE)
        packed = packer.compress(rows.data) + packer.flush(isal_zlib.Z_SYNC_FLUSH)
        return _Band(kept, packed, isal_zlib.adler32(rows.data), rows.nbytes)


def _joined_checksum(first: int, second: int, second_size: int) -> int:
    """Adler-32 of two pieces from those of each (RFC 1950: two sums modulo 65521)."""
    rest = second_size % _ADLER_BASE
    low = (first & 0xFFFF) + (second & 0xFFFF) - 1
    high = rest * (first & 0xFFFF) + (first >> 16) + (second >> 16) - rest
    return (high % _ADLER_BASE) << 16 | low % _ADLER_BASE


def _chunk(kind: bytes, data: bytes) -> bytes:
    checksum = isal_zlib.crc32(data, isal_zlib.crc32(kind))
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)


def _png(bands: list[_Band]) -> bytes:
    height, width = sum(band.pixels.shape[0] for band in bands), bands[0].pixels.shape[1]
    checksum = zlib.adler32(b"")
    for band in bands:
        checksum = _joined_checksum(checksum, band.checksum, band.size)
    packed = b"".join(band.packed for band in bands)
    data = _ZLIB_HEAD + packed + _DEFLATE_END + struct.pack(">I", checksum)
    head = struct.pack(">II5B", width, height, *_IHDR_RGB_8)
    return _SIGNATURE + _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def encode_jpeg(pixels: Pixels) -> bytes:
    """A JPEG of the pixels, with loss."""
    height, width = pixels.shape
    channels = np.ascontiguousarray(pixels).view(np.uint8).reshape(height, width, 4)
    return bytes(
        simplejpeg.encode_jpeg(channels, quality=JPEG_QUALITY, colorspace="BGRX", colorsubsampling="420", fastdct=True)
    )


class Encoder:
    """Makes picture files of one screen. One call at a time; calls may come from different threads."""

    def __init__(self, *, png_bytes_max: int = PNG_BYTES_MAX) -> None:
        self._png_bytes_max = png_bytes_max
        self._packer = _Packer()
        self._bands: list[_Band] = []
        self._last: tuple[bytes, str] = (b"", "")

    def encode(self, pixels: Pixels) -> tuple[bytes, str]:
        """The picture file and its media type: PNG, else JPEG when the PNG is larger than `png_bytes_max`."""
        bands = [self._band(number, pixels[top : top + BAND_ROWS]) for number, top in enumerate(_tops(pixels))]
        same = len(bands) == len(self._bands) and all(a is b for a, b in zip(bands, self._bands, strict=True))
        if not same or not self._last[0]:
            self._bands = bands
            png = _png(bands)
            self._last = (png, "image/png") if len(png) <= self._png_bytes_max else (encode_jpeg(pixels), "image/jpeg")
        return self._last

    def _band(self, number: int, pixels: Pixels) -> _Band:
        if number < len(self._bands) and np.array_equal(self._bands[number].pixels, pixels):
            return self._bands[number]
        return self._packer.pack(pixels)


def _tops(pixels: Pixels) -> range:
    return range(0, pixels.shape[0], BAND_ROWS)


def encode_png(pixels: Pixels) -> bytes:
    """A PNG of the pixels, RGB with 8 bits a channel."""
    packer = _Packer()
    return _png([packer.pack(pixels[top : top + BAND_ROWS]) for top in _tops(pixels)])


def encode(pixels: Pixels, *, png_bytes_max: int = PNG_BYTES_MAX) -> tuple[bytes, str]:
    """As `Encoder.encode`, for a picture of its own."""
    return Encoder(png_bytes_max=png_bytes_max).encode(pixels)
