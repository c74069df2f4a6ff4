"""Pictures as providers take them: base64, of a kind that all of them know, no larger than the model is shown as it is.

What was prepared once is kept by its hash, since a conversation shows the same pictures with every request.
"""

from __future__ import annotations

import base64
import binascii
import io
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError

from deskhand.core.errors import DeskhandError
from deskhand.core.messages import PicturePart
from deskhand.models.wire.scale import Size

KINDS = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif"})
KEPT_BYTES_MAX = 64 * 1024 * 1024
PIXELS_MAX = 64_000_000
_JPEG_QUALITY = 80


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture that is ready to be sent."""

    media_type: str
    base64: str

    @property
    def url(self) -> str:
        """The picture as a data URL."""
        return f"data:{self.media_type};base64,{self.base64}"


class Pictures:
    """Pictures, prepared once each."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, Size], Shown] = OrderedDict()
        self._bytes = 0

    def shown(self, part: PicturePart, size: Size, blob: Callable[[str], bytes]) -> Shown | str:
        """The picture at this size; words in its place when it can't be had."""
        key = (part.blob, size)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        try:
            made = _prepared(blob(part.blob), part, size)
        except (DeskhandError, OSError, ValueError, Image.DecompressionBombError) as error:
            return f"[A picture of {part.width}x{part.height} pixels can't be shown: {error}]"
        self._keep(key, made)
        return made

    def _keep(self, key: tuple[str, Size], made: Shown) -> None:
        self._kept[key] = made
        self._bytes += len(made.base64)
        while self._bytes > KEPT_BYTES_MAX:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= len(oldest.base64)


def _prepared(data: bytes, part: PicturePart, size: Size) -> Shown:
    media_type = part.media_type
    if media_type not in KINDS or size != (part.width, part.height):
        data, media_type = _redrawn(data, media_type, size)
    return Shown(media_type, base64.b64encode(data).decode("ascii"))


def _redrawn(data: bytes, media_type: str, size: Size) -> tuple[bytes, str]:
    """The picture at another size or of another kind: JPEG stays JPEG, all others become PNG."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > PIXELS_MAX:
                raise ValueError(f"it has {image.width}x{image.height} pixels")
            kind = "JPEG" if media_type == "image/jpeg" else "PNG"
            drawn = image.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    except (UnidentifiedImageError, SyntaxError, binascii.Error) as error:
        raise ValueError("it is damaged, or of an unknown kind") from error
    packed = io.BytesIO()
    drawn.save(packed, kind, quality=_JPEG_QUALITY)
    return packed.getvalue(), f"image/{kind.lower()}"
