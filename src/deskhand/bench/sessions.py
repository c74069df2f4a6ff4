"""The sessions that `bench context` costs: what real jobs on a real desk sent to a model that looks at the screen.

The data is made by examples/jobs/looked.py. It holds no words and no pictures, only how many tokens and how large.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

_DATA = resources.files("deskhand.bench") / "data" / "context.json"


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of `width` x `height` pixels. whole: of all the screen, else of the part that changed."""

    width: int
    height: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A turn: what the model was told before it (tokens of words, pictures), and what it wrote then, in tokens.

    acts: how many acts on the screen the words answer. unchanged: looks that were answered in words.
    """

    told: int
    pictures: tuple[Shot, ...]
    written: int
    acts: int = 0
    unchanged: int = 0


def sessions() -> dict[int, tuple[Told, ...]]:
    """About how many turns -> the turns."""
    data = json.loads(_DATA.read_text("utf-8"))
    return {int(length): tuple(map(_told, turns)) for length, turns in data["sessions"].items()}


def screen() -> tuple[int, int]:
    """The screen's width and height in all of them."""
    width, height = json.loads(_DATA.read_text("utf-8"))["screen"]
    return width, height


def _told(row: dict[str, object]) -> Told:
    pictures = row.pop("pictures")
    assert isinstance(pictures, list)
    return Told(pictures=tuple(Shot(*shot) for shot in pictures), **row)  # type: ignore[arg-type]


def unchanged_sent(turns: Sequence[Told]) -> int:
    """Pictures that were sent although nothing had changed: of no size, as a look without a change gives none."""
    return sum(not (shot.width and shot.height) for turn in turns for shot in turn.pictures)
