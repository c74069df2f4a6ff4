"""A session's screens as a film."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from deskhand.core import events as ev
from deskhand.core.errors import NotFound
from deskhand.core.messages import PicturePart
from deskhand.journal.values import Recorded
from deskhand.report.film import LAST_MS, WIDTH_MAX, film

BLOBS = {"a": "red", "b": "green", "c": "blue"}


def read(hash: str) -> bytes:
    if hash not in BLOBS:
        raise NotFound("it was thinned")
    buffer = io.BytesIO()
    Image.new("RGB", (1280, 800), BLOBS[hash]).save(buffer, "PNG")
    return buffer.getvalue()


def step(seq: int, blob: str) -> Recorded:
    screen = PicturePart(blob=blob, media_type="image/png", width=1280, height=800, frame=seq)
    finished = ev.CallFinished(call=f"c{seq}", status="ok", content=(), screen=screen)
    return Recorded(stream="s", seq=seq, at=float(seq), event=finished, hash="")


def test_a_film_has_a_picture_for_each_screen_that_changed() -> None:
    with Image.open(io.BytesIO(film([step(1, "a"), step(2, "a"), step(3, "b"), step(4, "c")], read))) as shown:
        assert (shown.format, shown.size[0], getattr(shown, "n_frames", 1)) == ("WEBP", WIDTH_MAX, 3)
        times = []
        for frame in range(3):
            shown.seek(frame)
            shown.load()
            times.append(shown.info["duration"])
    assert times == [2_000, 1_000, LAST_MS]


def test_pictures_that_are_gone_are_left_out() -> None:
    with Image.open(io.BytesIO(film([step(1, "gone"), step(2, "b")], read))) as shown:
        assert getattr(shown, "n_frames", 1) == 1


def test_without_any_screen_there_is_no_film() -> None:
    with pytest.raises(NotFound, match="no screens"):
        film([], read)
