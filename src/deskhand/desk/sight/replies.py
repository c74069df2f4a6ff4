"""Reading what a page's listing answers: JSON from another process, so every field is checked before it is used.

It turns boxes in a frame's CSS pixels into boxes on the desk. It does not know how the answer was fetched.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any, NamedTuple

from deskhand.core.elements import STATES, Element
from deskhand.core.errors import InvalidInput
from deskhand.core.geometry import Box

PX_MAX = 1_000_000
TEXT_CHARS_MAX = {"name": 2_000, "value": 5_000, "hint": 500, "href": 2_000, "row_text": 1_000, "column": 200}


class Metrics(NamedTuple):
    """Where the viewport of a page stands on the screen, in desk pixels, and how it is scaled."""

    left: float
    top: float
    scale: float
    visible: bool
    focus: bool
    state: str
    title: str
    url: str
    box: Box


class Placement(NamedTuple):
    """How a frame's CSS pixels become desk pixels: desk = origin + css * scale. `clip` is in desk pixels."""

    left: float
    top: float
    scale: float
    clip: Box

    def box(self, raw: object) -> Box:
        x, y, width, height = numbers(raw, 4)
        left, top = self.left + x * self.scale, self.top + y * self.scale
        right, bottom = left + max(0.0, width) * self.scale, top + max(0.0, height) * self.scale
        return Box(round(left), round(top), max(1, round(right) - round(left)), max(1, round(bottom) - round(top)))

    def css(self, x: float, y: float) -> tuple[float, float]:
        return (x + 0.5 - self.left) / self.scale, (y + 0.5 - self.top) / self.scale

    def child(self, raw_box: object, raw_scale: object, clip: Box) -> Placement:
        """The placement of a frame whose content box stands at `raw_box` of this one."""
        x, y, _, _ = numbers(raw_box, 4)
        scale = number(raw_scale) or 1.0
        return Placement(self.left + x * self.scale, self.top + y * self.scale, self.scale * scale, clip)


def decode(raw: object) -> Any:
    """The JSON text that a listing answered. Raises InvalidInput when it is none."""
    try:
        if isinstance(raw, str):
            return json.loads(raw)
    except (ValueError, RecursionError):
        pass
    raise InvalidInput("the page's listing can't be read", hint="Call elements again, or use source=ocr.")


def record(raw: object) -> dict[str, Any]:
    return raw if isinstance(raw, dict) else {}


def records(raw: object) -> list[dict[str, Any]]:
    return [item for item in raw if isinstance(item, dict)] if isinstance(raw, list) else []


def number(raw: object) -> float:
    """A finite number within +-PX_MAX, 0 for anything else."""
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not math.isfinite(raw):
        return 0.0
    return float(max(-PX_MAX, min(PX_MAX, raw)))


def numbers(raw: object, count: int) -> list[float]:
    items = raw if isinstance(raw, list | tuple) else []
    return [number(item) for item in [*items, *[0] * count][:count]]


def text(raw: object, chars_max: int = 300) -> str:
    """Printable text of bounded length; lone surrogates and control characters (line ends aside) are dropped."""
    if not isinstance(raw, str):
        return ""
    cut = raw[:chars_max].encode("utf-8", "ignore").decode()
    return "".join(c for c in cut if c >= " " or c in "\n\t")


def texts(raw: object, chars_max: int, count_max: int) -> tuple[str, ...]:
    return tuple(text(item, chars_max) for item in raw[:count_max]) if isinstance(raw, list) else ()


def metrics(raw: object) -> Metrics:
    """Where the viewport stands: from a trusted pointer event when one was seen, else from the window's own sizes.

    The second way takes all bars to be at the top (facts: dx = screenX + side border, dy = screenY + outerHeight -
    innerHeight); a panel docked at the bottom breaks it until the pointer has moved over the page once.
    """
    m = record(raw)
    dpr = number(m.get("dpr")) or 1.0
    if isinstance(m.get("near"), list):
        left, top = numbers(m["near"], 2)
    else:
        side = (number(m.get("ow")) - number(m.get("iw")) * dpr) / 2
        left = number(m.get("x")) + max(0.0, side)
        top = number(m.get("y")) + number(m.get("oh")) - number(m.get("ih")) * dpr - max(0.0, side)
    scale = dpr * (number(m.get("vs")) or 1.0)
    state, title, url = text(m.get("state"), 20), text(m.get("title")), text(m.get("url"), 2_000)
    width, height = number(m.get("iw")) * dpr, number(m.get("ih")) * dpr
    box = Box(round(left), round(top), max(1, round(width)), max(1, round(height)))
    left, top = left - number(m.get("vx")) * scale, top - number(m.get("vy")) * scale
    return Metrics(left, top, scale, m.get("visible") is True, m.get("focus") is True, state, title, url, box)


def placement(raw_metrics: object) -> Placement:
    """The placement of a page's main frame."""
    m = metrics(raw_metrics)
    return Placement(m.left, m.top, m.scale, m.box)


def element(raw: dict[str, Any], element_id: str, place: Placement, within: tuple[str, ...]) -> Element:
    """One described thing as an Element in desk pixels."""
    states = tuple(dict.fromkeys(s for s in texts(raw.get("s"), 20, 20) if s in STATES))
    box = place.box(raw.get("b"))
    if "offscreen" not in states and not box.overlap(place.clip):
        states = (*states, "offscreen")
    row = raw.get("row")
    role = text(raw.get("r"), 64)
    return Element(
        id=element_id,
        role=role if role.isalpha() else "text",
        name=text(raw.get("n"), TEXT_CHARS_MAX["name"]),
        value=text(raw.get("v"), TEXT_CHARS_MAX["value"]),
        box=box,
        states=states,
        within=(*within, *texts(raw.get("w"), 120, 10)),
        row=row if isinstance(row, int) and not isinstance(row, bool) and 0 < row < PX_MAX else None,
        column=text(raw.get("col"), TEXT_CHARS_MAX["column"]),
        row_text=text(raw.get("rt"), TEXT_CHARS_MAX["row_text"]),
        options=texts(raw.get("o"), 200, 200),
        hint=text(raw.get("h"), TEXT_CHARS_MAX["hint"]),
        href=text(raw.get("u"), TEXT_CHARS_MAX["href"]),
        source="page",
    )


def wanted(find: str, roles: tuple[str, ...], region: Box | None, with_text: bool) -> Callable[[Element], bool]:
    """The test of a query, for any source. `find` is looked for in name, value, row text and role, case-folded."""
    needle = " ".join(find.casefold().split())
    kinds = {role.casefold() for role in roles}

    def test(e: Element) -> bool:
        if kinds and e.role not in kinds:
            return False
        if not with_text and not kinds and e.role == "text":
            return False
        if region is not None and not e.box.overlap(region):
            return False
        return not needle or any(
            needle in " ".join(t.casefold().split()) for t in (e.name, e.value, e.row_text, e.role)
        )

    return test
