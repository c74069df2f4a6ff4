"""What a window or page may do when it is clicked: when it repaints, and what never stops moving."""

from __future__ import annotations

from typing import NamedTuple


class Scene(NamedTuple):
    """at_s: when a part is repainted after a click. loop: what moves all the time ("" for nothing)."""

    name: str
    at_s: tuple[float, ...]
    loop: str = ""


SCENES = (
    Scene("at once", (0.0,)),
    Scene("after 0.3 s", (0.3,)),
    Scene("after 1 s", (1.0,)),
    Scene("after 3 s", (3.0,)),
    Scene("at once and after 1 s", (0.0, 1.0)),
    Scene("in chunks", tuple(0.05 + 0.08 * number for number in range(10))),
    Scene("fading", tuple(0.016 * number for number in range(20))),
    Scene("nothing", ()),
    Scene("beside a caret", (0.0,), "caret"),
    Scene("beside a spinner", (0.0,), "spinner"),
    Scene("a film", (), "film"),
)
