"""An artifact as one file in any of its forms: those that are what a browser shows are shown and taken from there, the
others written by `artifacts.export`."""

from __future__ import annotations

import asyncio
from typing import cast, get_args

from deskhand.artifacts.export.base import Exported, Left, Made
from deskhand.artifacts.export.names import file_name
from deskhand.artifacts.export.registry import FORMATS, RENDERED, export, no_format
from deskhand.core.artifacts import Kind
from deskhand.core.errors import InvalidInput
from deskhand.core.rendering import Renderer, Rendering, View
from deskhand.desk.sight.cdp import Params

_INCH_MM = 25.4
_INCH_PX = 96
_A4 = {"paperWidth": 210 / _INCH_MM, "paperHeight": 297 / _INCH_MM}
_BLOCKED_TOLD = 3


def _margins(mm: float) -> Params:
    return {f"margin{side}": mm / _INCH_MM for side in ("Top", "Bottom", "Left", "Right")}


_PAGES = {**_A4, **_margins(10), "scale": 0.6, "preferCSSPageSize": True}
"""Of a page or an app: a sheet of A4 has the width of a desktop's window, unless its own `@page` says otherwise."""
_PAGES_WIDTH = 1_196
_DOCUMENT = {**_A4, **_margins(20)}
_SLIDES = {"paperWidth": 960 / _INCH_PX, "paperHeight": 540 / _INCH_PX} | _margins(0)
_DRAWING_WIDTH, _DRAWING_HEIGHT = 1_280, 800
_DRAWING = {"paperWidth": _DRAWING_WIDTH / _INCH_PX} | _margins(0)
"""One sheet, as high as the drawing."""
_PAPER: dict[str, Params] = {
    "html": _PAGES, "react": _PAGES, "slides": _SLIDES, "markdown": _DOCUMENT, "code": _DOCUMENT, "text": _DOCUMENT,
}  # fmt: skip


async def exported(made: Made, form: str, renderer: Renderer) -> Exported:
    """The version as a file of this form. Raises NotFound for a form that its kind has not, InvalidInput for content
    that can't become it, SetupMissing where there is no browser for one that needs it, LimitExceeded."""
    if form not in FORMATS or not FORMATS[form].rendered:
        return await asyncio.to_thread(export, made, form)
    if form not in RENDERED.get(made.kind, ()):
        raise no_format(made.kind, form)
    drawn, data = await (_pdf if form == "pdf" else _png)(made, renderer)
    if not data:
        raise InvalidInput(
            f"it is not shown, so there is no {form.upper()} of it: {_why(drawn)}", hint="Mend it first."
        )
    lost = tuple(each.address for each in drawn.blocked)
    left = (Left("remote_address", len(lost), lost[:_BLOCKED_TOLD]),) if lost else ()
    return Exported(file_name(made.title, FORMATS[form].suffix), FORMATS[form].media_type, data, left)


async def _png(made: Made, renderer: Renderer) -> tuple[Rendering, bytes]:
    """All of the page, at two pixels for each of CSS."""
    width = 900 if made.kind == "markdown" else _DRAWING_WIDTH
    view = View(width=width, height=_DRAWING_HEIGHT, scale=2, whole=True)
    drawn = await renderer.render(_kind(made), made.entry, _files(made), view)
    return drawn, drawn.shots[0].data if drawn.shots else b""


async def _pdf(made: Made, renderer: Renderer) -> tuple[Rendering, bytes]:
    wide = made.kind in ("html", "react")
    view = View(width=_PAGES_WIDTH if wide else _DRAWING_WIDTH, height=_DRAWING_HEIGHT)
    paper = _PAPER.get(made.kind, _DRAWING)
    paper = {"printBackground": True, "generateTaggedPDF": True, "generateDocumentOutline": True, **paper}
    return await renderer.pdf(_kind(made), made.entry, _files(made), view, paper, made.title)


def _kind(made: Made) -> Kind:
    assert made.kind in get_args(Kind), "it is among those that are rendered"
    return cast("Kind", made.kind)


def _files(made: Made) -> dict[str, bytes]:
    return {path: made.data(path) for path in made.files}


def _why(drawn: Rendering) -> str:
    if drawn.errors:
        error = drawn.errors[0]
        return f"{error.message[:300]} ({error.place})." if error.place else f"{error.message[:300]}."
    return "it did not answer." if drawn.ended == "silent" else "it ended."
