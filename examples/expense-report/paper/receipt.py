"""What a receipt says and how its lines are set. It does not draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Face = Literal["mono", "sans", "serif", "cjk"]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of print: words on the left and the right, or in the middle. `size` in pixels of the flat paper.

    A row whose text is one character repeated by `rule` is a line across the paper.
    """

    left: str = ""
    right: str = ""
    size: int = 30
    bold: bool = False
    centre: bool = False
    rule: bool = False


def rule(mark: str = "-") -> Row:
    return Row(mark, rule=True)


def centre(text: str, size: int = 28, *, bold: bool = False) -> Row:
    return Row(text, size=size, bold=bold, centre=True)


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt: the truth about it, its lines, and how badly it was photographed.

    spent_on: YYYY-MM-DD. blur: radius of the camera's lack of focus in pixels. turn: degrees.
    """

    file: str
    merchant: str
    total_cents: int
    currency: str
    spent_on: str
    category: str
    rows: tuple[Row, ...]
    face: Face = "mono"
    width: int = 640
    turn: float = 0.0
    blur: float = 0.7
    shade: float = 0.35
    tint: tuple[int, int, int] = (250, 248, 241)


@dataclass(frozen=True, slots=True)
class Truth:
    """What one receipt says. sha256: of the picture's bytes, by which the app's record of it is found."""

    file: str
    merchant: str
    total_cents: int
    currency: str
    spent_on: str
    category: str
    sha256: str
