"""A session's screens as a film: one animated WebP picture, a screen for each step, shown for as long as it stood.

Waits are shortened: nobody wants to watch a model think. It reads events; it knows no journal and no player.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator

from PIL import Image

from deskhand.core import events as ev
from deskhand.core.errors import DeskhandError, NotFound
from deskhand.core.messages import PicturePart
from deskhand.journal.values import Recorded

WIDTH_MAX = 960
FRAMES_MAX = 600
"""Of a longer session every second, third ... screen is shown."""
SHOWN_MS_MIN, SHOWN_MS_MAX, LAST_MS = 250, 2_000, 4_000

ReadBlob = Callable[[str], bytes]


def film(entries: Iterable[Recorded], read_blob: ReadBlob) -> bytes:
    """The film. Raises NotFound when no screen of the session is there."""
    shown = list(_screens(entries))
    shown = shown[:: -(-len(shown) // FRAMES_MAX)] if shown else []
    frames: list[Image.Image] = []
    times: list[int] = []
    for n, (at, picture) in enumerate(shown):
        frame = _frame(picture, read_blob, frames[0].size if frames else None)
        if frame is None:
            continue
        until = shown[n + 1][0] if n + 1 < len(shown) else at
        frames.append(frame)
        times.append(min(SHOWN_MS_MAX, max(SHOWN_MS_MIN, int((until - at) * 1_000))))
    if not frames:
        raise NotFound("there are no screens of this session to show.", hint="It has not seen its screen yet.")
    times[-1] = LAST_MS
    buffer = io.BytesIO()
    frames[0].save(
        buffer, "WEBP", save_all=True, append_images=frames[1:], duration=times, loop=0, quality=60, method=0
    )
    return buffer.getvalue()


def _screens(entries: Iterable[Recorded]) -> Iterator[tuple[float, PicturePart]]:
    """The screen after each step, with its time; the same one in a row only once."""
    last = ""
    for entry in entries:
        if not isinstance(entry.event, ev.CallFinished):
            continue
        whole = (part for part in entry.event.content if isinstance(part, PicturePart) and part.frame is not None)
        picture = entry.event.screen or next((part for part in whole if part.region is None), None)
        if picture is not None and picture.blob != last:
            last = picture.blob
            yield entry.at, picture


def _frame(picture: PicturePart, read_blob: ReadBlob, size: tuple[int, int] | None) -> Image.Image | None:
    """The picture, no wider than the film; None for one that was thinned or can't be read."""
    try:
        with Image.open(io.BytesIO(read_blob(picture.blob))) as opened:
            image = opened.convert("RGB")
    except (DeskhandError, OSError, ValueError, Image.DecompressionBombError):
        return None
    if size is None:
        image.thumbnail((WIDTH_MAX, 4 * WIDTH_MAX))
        return image
    return image.resize(size) if image.size != size else image
