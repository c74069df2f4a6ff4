"""A test double of the renderer: it shows nothing and gives what it is told to give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deskhand.core.artifacts import Kind
from deskhand.core.errors import DeskhandError
from deskhand.core.rendering import Broken, Rendering, Shot, View

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)
"""A PNG of one pixel."""


class FakeRenderer:
    """broken: what files must hold to break. refuses: raised instead of showing. asked: what it was to show."""

    def __init__(self, broken: bytes = b"BROKEN", refuses: DeskhandError | None = None) -> None:
        self.broken = broken
        self.refuses = refuses
        self.drawn = Rendering(view=View(), painted=True)
        self.asked: list[tuple[Kind, str, View]] = []

    async def render(self, kind: Kind, entry: str, files: Mapping[str, bytes], view: View) -> Rendering:
        self.asked.append((kind, entry, view))
        if self.refuses is not None:
            raise self.refuses
        shots = tuple(Shot(theme=theme, data=PIXEL, width=1, height=1) for theme in view.themes)
        found: dict[str, object] = {"view": view, "shots": shots}
        if any(self.broken in data for data in files.values()):
            error = Broken(stage="run", message="it is BROKEN", path=entry, line=3, column=5)
            found |= {"painted": False, "errors": (error,), "shots": ()}
        return self.drawn.model_copy(update=found)

    async def pdf(
        self, kind: Kind, entry: str, files: Mapping[str, bytes], view: View, paper: Mapping[str, Any], title: str
    ) -> tuple[Rendering, bytes]:
        drawn = await self.render(kind, entry, files, view)
        return drawn, b"%PDF-1.4 of nothing" if drawn.painted else b""

    async def close(self) -> None:
        pass
