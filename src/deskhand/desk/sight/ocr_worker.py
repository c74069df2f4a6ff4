"""The process that reads words from pictures: `python -m deskhand.desk.sight.ocr_worker`.

On standard input a four-byte length and a picture; on standard output a four-byte length and JSON: either
{"lines": [[x, y, width, height, text, score], ...], "straightened": degrees} or {"error": words}. It holds the models
in memory, uses one thread and the lowest priority, and ends with its input. It does not know the desk.
"""

from __future__ import annotations

import io
import json
import os
import resource
import struct
import sys
import warnings
from typing import Any, BinaryIO, NamedTuple

import numpy as np
from PIL import Image, ImageFilter, ImageOps, UnidentifiedImageError
from rapidocr_onnxruntime import RapidOCR

from deskhand.desk.cells.identity import READER_UID
from deskhand.desk.sight.ocr_lines import Line, lines_of, quality, skew_degrees

PIXELS_MAX = 40_000_000
SIDE_MAX = 2600
"""Larger pictures are made smaller first: the detector gains nothing from more, and time grows with the area."""
SIDE_MIN = 368
"""Smaller pictures get paper at their right and lower edges: the detector makes the shorter side 736 px long, so that a
strip of 720x80 would become one of 6624x736 (measured: 6.7 s of the processor's time, 1.0 s with the paper)."""
SKEW_MIN_DEGREES = 2.0
SMALL_TEXT_PX = 18
POOR_SCORE = 0.87
NICE = 15
MEMORY_BYTES_MAX = 4 << 30
"""Of addresses: the models take about 1 GiB; a picture that needs more ends the worker, not the machine."""


class Reading(NamedTuple):
    """What one pass over a picture found, in the pixels of the given picture (straightened by `degrees`)."""

    lines: list[Line]
    degrees: float


def load(data: bytes) -> Image.Image:
    """The picture, upright, in RGB. Raises ValueError for anything that is no picture of a sane size."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            Image.MAX_IMAGE_PIXELS = PIXELS_MAX
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "PPM")) as picture:
                if picture.width * picture.height > PIXELS_MAX:
                    raise ValueError(f"it has {picture.width}x{picture.height} pixels, more than {PIXELS_MAX}")
                picture.load()
                upright = ImageOps.exif_transpose(picture)
                flat = upright.convert("RGBA") if upright.mode in ("P", "LA", "RGBA") else upright
                return _on_white(flat) if flat.mode == "RGBA" else flat.convert("RGB")
        except UnidentifiedImageError:
            raise ValueError("it is not a picture") from None
        except (OSError, SyntaxError, Warning, Image.DecompressionBombError, MemoryError, struct.error) as error:
            raise ValueError(str(error) or type(error).__name__) from None


def _on_white(picture: Image.Image) -> Image.Image:
    white = Image.new("RGB", picture.size, "white")
    white.paste(picture, mask=picture.getchannel("A"))
    return white


class Reader:
    """The models and the passes: as it is, then straightened, larger or sharper when the first pass calls for it."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine

    def read(self, picture: Image.Image) -> Reading:
        scale = min(1.0, SIDE_MAX / max(picture.size))
        base = picture if scale == 1.0 else picture.resize(_size(picture, scale), Image.Resampling.LANCZOS)
        base = _widened(base)
        first = self._quads(np.asarray(base))
        degrees = skew_degrees(first)
        found = Reading(lines_of(first, degrees, base.size), degrees)
        again = self._second(base, found, degrees)
        best = again if again and quality(again.lines) >= quality(found.lines) else found
        return Reading([line.scaled(1 / scale) for line in best.lines], best.degrees)

    def _second(self, base: Image.Image, found: Reading, degrees: float) -> Reading | None:
        if not found.lines:
            return None
        heights = sorted(line.height for line in found.lines)
        small = heights[len(heights) // 2] < SMALL_TEXT_PX and max(base.size) < 1400
        poor = sum(line.score for line in found.lines) / len(found.lines) < POOR_SCORE
        skewed = abs(degrees) >= SKEW_MIN_DEGREES
        if not (small or poor or skewed):
            return None
        straight = base
        if skewed:
            straight = base.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=_paper(base))
        factor = 2.0 if (small or poor) and max(straight.size) < 1600 else 1.0
        larger = straight.resize(_size(straight, factor), Image.Resampling.LANCZOS) if factor > 1 else straight
        if poor:
            larger = ImageOps.autocontrast(larger, cutoff=1).filter(ImageFilter.UnsharpMask(3, 120, 2))
        quads = self._quads(np.asarray(larger))
        rest = skew_degrees(quads)
        lines = lines_of(quads, rest, larger.size)
        return Reading([line.scaled(1 / factor) for line in lines], degrees + rest if skewed else rest)

    def _quads(self, pixels: Any) -> list[tuple[list[list[float]], str, float]]:
        result, _ = self._engine(pixels[:, :, ::-1], use_cls=False)
        return [
            ([[float(x), float(y)] for x, y in quad], str(text), float(score)) for quad, text, score in result or []
        ]


def _size(picture: Image.Image, factor: float) -> tuple[int, int]:
    return max(1, round(picture.width * factor)), max(1, round(picture.height * factor))


def _widened(picture: Image.Image) -> Image.Image:
    """The picture on a sheet of its own colour whose sides are at least SIDE_MIN long."""
    if min(picture.size) >= SIDE_MIN:
        return picture
    sheet = Image.new("RGB", (max(SIDE_MIN, picture.width), max(SIDE_MIN, picture.height)), _paper(picture))
    sheet.paste(picture, (0, 0))
    return sheet


def _paper(picture: Image.Image) -> tuple[int, ...]:
    """The colour of the corners, so that a straightened picture has no hard new edges."""
    small = picture.resize((16, 16), Image.Resampling.BOX)
    corners = [small.getpixel(at) for at in ((0, 0), (15, 0), (0, 15), (15, 15))]
    return tuple(int(sum(c[i] for c in corners if isinstance(c, tuple)) / 4) for i in range(3))


def answer(reader: Reader, data: bytes) -> dict[str, Any]:
    try:
        reading = reader.read(load(data))
    except ValueError as error:
        return {"error": str(error)}
    except Exception as error:  # noqa: BLE001  (the models may fail on a strange picture; it is told, not fatal)
        return {"error": f"the reader failed: {type(error).__name__}: {error}"}
    rows = [[*line.box, line.text, round(line.score, 3)] for line in reading.lines]
    return {"lines": rows, "straightened": round(reading.degrees, 2)}


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    reader: Reader | None = None
    while len(head := source.read(4)) == 4:
        data = source.read(struct.unpack(">I", head)[0])
        if reader is None:
            reader = Reader(_engine())
            _give_up_rights()
        reply = json.dumps(answer(reader, data)).encode()
        sink.write(struct.pack(">I", len(reply)) + reply)
        sink.flush()


def _engine() -> Any:
    return RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1)


def _give_up_rights() -> None:
    """Before the first picture is decoded, after the models are loaded: no root, no new files, bounded memory."""
    Image.init()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES_MAX, MEMORY_BYTES_MAX))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(READER_UID, READER_UID, READER_UID)
        os.setresuid(READER_UID, READER_UID, READER_UID)


def main() -> None:
    os.nice(NICE)
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what the models print must not get between the answers
    serve(sys.stdin.buffer, sink)


if __name__ == "__main__":
    main()
