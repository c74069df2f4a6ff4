"""Pixels of the screen and pixels of the picture that a model was sent: the same, unless the picture was too large.

A picture above a model's caps would be scaled down by the provider without a word, and every click would miss. So it
is scaled here, and coordinates are converted both ways. It knows neither pictures' bytes nor acts' meanings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Any

from deskhand.models.cards import Card

Size = tuple[int, int]

GRID: Size = (1000, 1000)
"""The space of coordinates that are thousandths of the picture: 0 to 999."""
UNIT: Size = (1, 1)
"""The space of coordinates that are parts of the picture: 0 to 1."""
_SPACES: dict[str, Size | None] = {"pixels": None, "grid_1000": GRID, "grid_1": UNIT}
_UNIT_DIGITS = 4


def picture_tokens(width: int, height: int, card: Card) -> int:
    """What a picture of this size costs in tokens, by the card's formula."""
    if card.picture_tokens_flat:
        return card.picture_tokens_flat
    tiles = ceil(width / card.picture_tile_px) * ceil(height / card.picture_tile_px)
    return ceil(tiles * card.picture_tile_tokens)


def fitting(width: int, height: int, card: Card) -> Size:
    """The largest size of the same shape that the card's model is shown as it is."""
    shrink = 1.0
    if card.picture_edge_px_max:
        shrink = min(shrink, card.picture_edge_px_max / max(width, height))
    if card.picture_pixels_max:
        shrink = min(shrink, sqrt(card.picture_pixels_max / (width * height)))
    size = _shrunk(width, height, shrink)
    most = card.picture_tokens_max
    while most and picture_tokens(*size, card) > most and max(size) > card.picture_tile_px:
        shrink *= 0.995
        size = _shrunk(width, height, shrink)
    return size


def _shrunk(width: int, height: int, shrink: float) -> Size:
    return (width, height) if shrink >= 1 else (max(1, int(width * shrink)), max(1, int(height * shrink)))


def scale_for(screen: Size, card: Card) -> Scale:
    """How the card's model is shown a screen of this size, and in what space it points."""
    space = _SPACES[card.coordinates]
    return Scale(screen, fitting(*screen, card), space, turned=card.axes == "yx", boxed=card.points_with == "box")


@dataclass(frozen=True, slots=True)
class Scale:
    """How large the screen is and how large its pictures are sent. Corners fall on corners, both ways.

    space: what coordinates are counted in; pixels of the sent picture, unless the model has a grid of its own.
    turned: it gives y before x. boxed: it may point at a thing by the two corners of it; the centre is meant.
    A pixel is converted as a place between the first and the last pixel, an edge of a region as a length; so whatever
    lies on the picture lies on the screen, and what lies outside stays outside and is refused by the desk.
    """

    screen: Size
    sent: Size
    space: Size | None = None
    turned: bool = False
    boxed: bool = False

    @property
    def points(self) -> Size:
        """The space in which the model points."""
        return self.space or self.sent

    @property
    def is_one(self) -> bool:
        return self.screen == self.points and not self.turned

    def to_screen(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Arguments of `computer` with their coordinates in pixels of the screen."""
        box: Any = arguments.get("coordinate")
        if self.boxed and _numbers(box, 4):
            arguments = {**arguments, "coordinate": [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]}
        return _converted(_turned(arguments) if self.turned else arguments, self.points, self.screen)

    def to_sent(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Arguments of `computer` with their coordinates as the model gives them."""
        sent = _converted(arguments, self.screen, self.points)
        return _turned(sent) if self.turned else sent


def _turned(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments with the two axes in the other order."""
    made = dict(arguments)
    if _numbers(made.get("coordinate"), 2):
        made["coordinate"] = made["coordinate"][::-1]
    if _numbers(made.get("region"), 4):
        x0, y0, x1, y1 = made["region"]
        made["region"] = [y0, x0, y1, x1]
    if isinstance(made.get("path"), list | tuple):
        made["path"] = [point[::-1] if _numbers(point, 2) else point for point in made["path"]]
    return made


def _converted(arguments: Mapping[str, Any], here: Size, there: Size) -> dict[str, Any]:
    made = dict(arguments)
    if _numbers(made.get("coordinate"), 2):
        made["coordinate"] = _pixel(made["coordinate"], here, there)
    if _numbers(made.get("region"), 4):
        made["region"] = _region(made["region"], here, there)
    if isinstance(made.get("path"), list | tuple):
        made["path"] = [_pixel(point, here, there) if _numbers(point, 2) else point for point in made["path"]]
    return made


def _numbers(value: Any, count: int) -> bool:
    return (
        isinstance(value, list | tuple)
        and len(value) == count
        and all(isinstance(item, int | float) and not isinstance(item, bool) and abs(item) < 1e9 for item in value)
    )


def _pixel(point: Any, here: Size, there: Size) -> list[float]:
    if there == UNIT:
        return [round(value / max(1, a - 1), _UNIT_DIGITS) for value, a in zip(point, here, strict=True)]
    return [
        round(value) if a == b else round(value * (b - 1) / max(1, a - 1))
        for value, a, b in zip(point, here, there, strict=True)
    ]


def _region(region: Any, here: Size, there: Size) -> list[float]:
    digits = _UNIT_DIGITS if there == UNIT else None
    return [round(value * b / a, digits) for value, a, b in zip(region, (*here, *here), (*there, *there), strict=True)]
