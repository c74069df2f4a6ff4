"""A version of an artifact as a file in any form that its kind goes out as, and as a picture of how it looks.

What is made here is made anew for each request, of words of strangers, behind the renderer's walls where it takes a
browser; all of it is a download.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from deskhand.artifacts.export.base import Left, Made
from deskhand.artifacts.export.registry import formats
from deskhand.artifacts.versions import Artifact
from deskhand.core.errors import InvalidInput
from deskhand.core.rendering import HEIGHT_MAX, HEIGHT_MIN, WIDTH_MAX, WIDTH_MIN, Theme, View
from deskhand.rendering.exporting import exported
from deskhand.server.access.rights import Place, ReadableArtifact, WorkingArtifact
from deskhand.server.artifacts import views
from deskhand.server.errors import documented
from deskhand.server.routes.artifacts import Number
from deskhand.server.routes.sending import DOWNLOAD, as_file
from deskhand.server.workplace import Workplace

router = APIRouter(prefix="/api/sessions/{id}/artifacts/{artifact}/versions/{number}", tags=["artifacts"])
_READ = documented("unauthenticated", "not_found", "invalid")
_MAKE = documented("unauthenticated", "forbidden", "not_found", "conflict", "invalid", "limited", "unavailable")
_PNG = "image/png"

LEFT = "Deskhand-Left"
"""The header that tells what did not go along: words of docs/exports.md, each with how often, `;` between them."""


@router.get("/forms", responses=_READ)
async def list_forms(artifact: ReadableArtifact, number: Number) -> views.FormList:
    """The forms that the version goes out as, the usual one first."""
    files = len(artifact.version(number).files)
    forms = [views.FormView(id=each.id, suffix=each.suffix) for each in formats(artifact.kind, files)]
    return views.FormList(forms=forms)


@router.get("/forms/{form}", response_class=Response, responses=DOWNLOAD | _MAKE)
async def get_form(place: Place, artifact: ReadableArtifact, number: Number, form: str) -> Response:
    """The version as a file of one form. The header Deskhand-Left tells what is not in it as it was."""
    out = await exported(await _made(place, artifact, number), form, place.renderer)
    answer = as_file(out.data, out.name, media_type=out.media_type)
    if out.left:
        answer.headers[LEFT] = "; ".join(_said(each) for each in out.left)
    return answer


@router.get("/picture", response_class=Response, responses=DOWNLOAD | _MAKE)
async def get_picture(
    place: Place,
    artifact: WorkingArtifact,
    number: Number,
    theme: Theme = "light",
    width: Annotated[int, Query(ge=WIDTH_MIN, le=WIDTH_MAX)] = 1_280,
    height: Annotated[int, Query(ge=HEIGHT_MIN, le=HEIGHT_MAX)] = 800,
) -> Response:
    """How the version looks, as PNG: for words to a model. 422 where it is not shown."""
    made = await _made(place, artifact, number)
    view = View(width=width, height=height, themes=(theme,))
    files = {path: made.data(path) for path in made.files}
    drawn = await place.renderer.render(artifact.kind, made.entry, files, view)
    if not drawn.shots:
        raise InvalidInput("it is not shown, so there is no picture of it.", hint="Its errors say why.")
    return as_file(drawn.shots[0].data, "picture.png", media_type=_PNG)


async def _made(place: Workplace, artifact: Artifact, number: int) -> Made:
    version = artifact.version(number)
    return Made(artifact.kind, artifact.title, version.entry, await place.shelf.files(version))


def _said(left: Left) -> str:
    return f"{left.what}={left.count}"
