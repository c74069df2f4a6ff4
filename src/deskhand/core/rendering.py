"""How an artifact is shown, and what came of showing it: the vocabulary of the renderer. Pure.

What is told of it comes from a page in which a stranger's program ran: every word is cut to size here, and none is
Deskhand's own.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Protocol

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from deskhand.core.artifacts import Kind
from deskhand.core.values import Value

Theme = Literal["light", "dark"]
Language = Literal["en", "zh"]
Stage = Literal["compile", "load", "run"]
Level = Literal["log", "info", "warn", "error", "debug"]

WIDTH_MIN, WIDTH_MAX = 240, 2_560
HEIGHT_MIN, HEIGHT_MAX = 160, 2_560
TOP_MAX = 200_000
LIST_MAX = 200
"""So many of each thing are kept of one rendering."""


def _cut(most: int) -> BeforeValidator:
    return BeforeValidator(lambda value: value[:most] if isinstance(value, str) else "")


def _first(value: Any) -> Any:
    return value[:LIST_MAX] if isinstance(value, list | tuple) else ()


def _bounded(value: Any) -> Any:
    known = isinstance(value, int | float) and math.isfinite(value)
    return max(-10_000_000, min(10_000_000, round(value))) if known else 0


Text = Annotated[str, _cut(8_000)]
Line = Annotated[str, _cut(500)]
Count = Annotated[int, BeforeValidator(_bounded)]
Lines = Annotated[tuple[Line, ...], BeforeValidator(_first)]


class Said(BaseModel):
    """What a stranger's page says: what is not known of it is left out."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class View(Value):
    """How it is to be shown: the size of the window in CSS pixels, how far down, in which themes (none: no
    pictures) and language. scale: pixels of the picture for each of them. whole: all of the page, not only what the
    window shows. paint_s: so long it may take to be painted.
    """

    width: int = Field(default=1_280, ge=WIDTH_MIN, le=WIDTH_MAX)
    height: int = Field(default=800, ge=HEIGHT_MIN, le=HEIGHT_MAX)
    top: int = Field(default=0, ge=0, le=TOP_MAX)
    themes: tuple[Theme, ...] = ("light",)
    language: Language = "en"
    scale: int = Field(default=1, ge=1, le=3)
    whole: bool = False
    paint_s: float = Field(default=12.0, gt=0, le=60)


class Broken(Said):
    """An error: compile, load: it is not shown at all; run: it broke while it ran. available: the libraries that there
    are, where one was asked for that there is not."""

    stage: Stage
    message: Text
    path: Line = ""
    line: Count = 0
    column: Count = 0
    available: Lines = ()

    @property
    def place(self) -> str:
        """As people write it: App.tsx:12:5; "" where it is not known."""
        numbers = [str(each) for each in (self.line, self.column if self.line else 0) if each]
        return ":".join([self.path, *numbers]) if self.path else ""


class ConsoleLine(Said):
    level: Level
    text: Text


class Blocked(Said):
    """A request that the seal stopped: the rule of the policy, and where it would have gone."""

    directive: Line
    address: Line


class Heading(Said):
    level: Count
    text: Line


class Overflow(Said):
    """By how many pixels the page is larger than the window."""

    x: Count = 0
    y: Count = 0


class Measured(Said):
    """What was measured of the page as it is seen, one sentence each. wide: what reaches beyond the window's edge;
    clipped: text of which a part is cut off; contrast: text that is hard to read; accessible: what somebody who does
    not see it lacks."""

    overflow: Overflow = Overflow()
    links: Count = 0
    headings: Annotated[tuple[Heading, ...], BeforeValidator(_first)] = ()
    accessible: Lines = ()
    wide: Lines = ()
    clipped: Lines = ()
    contrast: Lines = ()


class Shot(Value):
    """A picture of it, PNG, in pixels."""

    theme: Theme
    data: bytes
    width: int
    height: int


class Rendering(Value):
    """What came of showing it.

    painted: it is to be seen. ended: why it was given up, "" where it was not. moving: it still changed when the
    pictures were made. height: of the whole page. measured: in each of the
    view's themes, as far as it came.
    """

    view: View
    painted: bool = False
    ended: Literal["", "silent", "left", "memory"] = ""
    moving: bool = False
    height: int = 0
    shots: tuple[Shot, ...] = ()
    errors: tuple[Broken, ...] = ()
    console: tuple[ConsoleLine, ...] = ()
    blocked: tuple[Blocked, ...] = ()
    measured: tuple[Measured, ...] = ()

    @property
    def broken(self) -> bool:
        """It is not shown as it was meant: not at all, or it broke while it ran."""
        return not self.painted or bool(self.errors or self.ended)


class Renderer(Protocol):
    """Shows artifacts where nobody looks (`rendering`)."""

    async def render(self, kind: Kind, entry: str, files: Mapping[str, bytes], view: View, /) -> Rendering:
        """Raises SetupMissing where there is no browser or no walls, DeskLost when the browser is lost."""
        ...

    async def pdf(
        self, kind: Kind, entry: str, files: Mapping[str, bytes], view: View, paper: Mapping[str, Any], title: str, /
    ) -> tuple[Rendering, bytes]:
        """As `render`, and a PDF, empty where it was not shown. paper: what `Page.printToPDF` of the protocol takes."""
        ...

    async def close(self) -> None: ...
