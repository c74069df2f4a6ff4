"""A part of a message as a model is shown it: words between their marks, and pictures that fit.

Adapters write the pieces in their providers' shapes. It knows those not; it knows when a picture is of the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from deskhand.core.geometry import Box
from deskhand.core.messages import FilePart, Part, PicturePart
from deskhand.models.cards import Card
from deskhand.models.wire.marks import from_stranger, notice
from deskhand.models.wire.pictures import Pictures, Shown
from deskhand.models.wire.scale import GRID, UNIT, Scale, Size, fitting, scale_for

SCREEN_USUAL: Size = (1280, 800)
"""Taken for the screen's size until a request or a picture tells it."""

NOT_SHOWN = "[picture not shown: use `elements`]"

Piece = str | Shown


@dataclass(slots=True)
class Showing:
    """How one model is shown things, in one conversation. sees: pictures are sent; else words stand for them.

    screen: the size of the screen in pixels, as soon as a request or a picture has told it.
    """

    card: Card
    pictures: Pictures
    blob: Callable[[str], bytes]
    sees: bool = True
    screen: Size | None = None

    @property
    def scale(self) -> Scale:
        """The screen and its pictures, as far as they are known by now."""
        return scale_for(self.screen or SCREEN_USUAL, self.card)

    def pieces(self, parts: Sequence[Part], told_by: str = "") -> list[Piece]:
        """The parts in their order. told_by: the role of who said them; a "notice" is marked as such."""
        return [piece for part in parts for piece in self._part(part, told_by)]

    def _part(self, part: Part, told_by: str) -> list[Piece]:
        if isinstance(part, PicturePart):
            return self._picture(part)
        if isinstance(part, FilePart):
            return [f'[The file "{part.name}" ({part.media_type}) was given.]']
        if not part.text.strip():
            return []
        if part.stranger:
            return [from_stranger(part.text)]
        return [notice(part.text) if told_by == "notice" else part.text]

    def _picture(self, part: PicturePart) -> list[Piece]:
        whole = part.frame is not None and self._shows_screen(part)
        if not self.sees:
            return [NOT_SHOWN]
        words = [self._scale_words()] if whole and not self.scale.is_one else []
        return [*words, self.pictures.shown(part, fitting(part.width, part.height, self.card), self.blob)]

    def _shows_screen(self, part: PicturePart) -> bool:
        """Whether a picture shows the whole screen. Until its size is told, the largest from the top left does."""
        region = part.region or Box(0, 0, part.width, part.height)
        if (region.x, region.y) != (0, 0):
            return False
        size = (region.width, region.height)
        known = self.screen or (1, 1)
        if size[0] >= known[0] and size[1] >= known[1]:
            self.screen = size
        return self.screen == size

    def _scale_words(self) -> str:
        scale = self.scale
        (width, height), (sent_width, sent_height) = scale.screen, scale.sent
        counted = {
            GRID: "in thousandths of its width and height, 0 to 999",
            UNIT: "as parts of its width and height, 0 to 1",
            None: "in pixels of this picture",
        }[scale.space]
        shown = "" if scale.space or scale.screen == scale.sent else f", shown at {sent_width}x{sent_height}"
        turned = ", y before x" if scale.turned else ""
        return (
            f"(The screen of {width}x{height} pixels{shown}: give coordinates {counted}{turned}. `elements` gives "
            "places in pixels of the screen; point at those by id.)"
        )
