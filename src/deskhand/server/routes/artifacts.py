"""The artifacts of a session: reading, changing, restoring and deleting them.

Nothing of one is ever shown by an address of the workspace: files are downloads, whatever they hold.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from deskhand.artifacts.content import content_of
from deskhand.artifacts.kinds.registry import kind_of
from deskhand.core.artifacts import Maker
from deskhand.core.errors import InvalidInput, NotFound
from deskhand.server.access.rights import (
    Asker,
    Place,
    ReadableArtifact,
    ReadableSession,
    Visitor,
    WorkingArtifact,
    WorkingSession,
)
from deskhand.server.artifacts import views
from deskhand.server.errors import documented
from deskhand.server.routes.sending import DOWNLOAD, as_file

router = APIRouter(prefix="/api/sessions/{id}/artifacts", tags=["artifacts"])
_READ = documented("unauthenticated", "not_found", "invalid")
_WRITE = documented("unauthenticated", "forbidden", "not_found", "conflict", "too_large", "invalid", "limited")

Number = Annotated[int, Path(ge=1, le=2**31, description="Of a version.")]


def _person(visitor: Visitor) -> Maker:
    return Maker(by="person", who=visitor.id)


@router.get("", responses=_READ)
async def list_artifacts(place: Place, session: ReadableSession) -> views.ArtifactList:
    found = await place.shelf.of_session(session.id)
    return views.ArtifactList(artifacts=[views.summary_of(each) for each in found])


@router.post("", status_code=201, responses=_WRITE)
async def make_artifact(
    place: Place, visitor: Asker, session: WorkingSession, wish: views.ArtifactWish
) -> views.ArtifactView:
    files = views.files_of(wish)
    if not files:
        raise InvalidInput("an artifact needs at least one file.", hint="Send text by path under `files`.")
    first = wish.entry if wish.entry in files else next(iter(files))
    data = files[first]
    kind = wish.kind or kind_of(first, data if isinstance(data, bytes) else data.encode("utf-8", "replace"))
    content = content_of(kind, files, wish.entry)
    title = wish.title or content.entry
    made = await place.shelf.create(session.id, content, title, _person(visitor), wish.note)
    return views.view_of(made)


@router.get("/{artifact}", responses=_READ)
async def get_artifact(artifact: ReadableArtifact) -> views.ArtifactView:
    return views.view_of(artifact)


@router.patch("/{artifact}", responses=_WRITE)
async def change_artifact(
    place: Place, visitor: Asker, artifact: WorkingArtifact, change: views.ArtifactChange
) -> views.ArtifactView:
    """Give it another title."""
    renamed = await place.shelf.rename(artifact.session, artifact.id, change.title, _person(visitor))
    return views.view_of(renamed)


@router.delete("/{artifact}", status_code=204, responses=_WRITE)
async def delete_artifact(place: Place, artifact: WorkingArtifact) -> Response:
    """Delete it for good, with all its versions and what is written of it."""
    await place.shelf.delete(artifact.session, artifact.id)
    await place.artifacts_gone([artifact.id])
    return Response(status_code=204)


@router.get("/{artifact}/versions/{number}", responses=_READ)
async def get_version(place: Place, artifact: ReadableArtifact, number: Number) -> views.VersionContent:
    version = artifact.version(number)
    return views.content_view(artifact, version, await place.shelf.files(version))


@router.patch("/{artifact}/versions/{number}", responses=_WRITE)
async def change_version(
    place: Place, visitor: Asker, artifact: WorkingArtifact, number: Number, change: views.VersionChange
) -> views.ArtifactView:
    """Give a version a name."""
    maker = _person(visitor)
    return views.view_of(await place.shelf.name_version(artifact.session, artifact.id, number, change.name, maker))


@router.get(
    "/{artifact}/versions/{number}/files/{path:anyname}",
    response_class=Response,
    responses=DOWNLOAD | documented("unauthenticated", "not_found", "invalid"),
)
async def get_artifact_file(place: Place, artifact: ReadableArtifact, number: Number, path: str) -> Response:
    """A file of a version, as a download whatever it holds. It never changes."""
    version = artifact.version(number)
    file = version.files.get(path)
    if file is None:
        raise NotFound(f"version {number} has no file {path[:80]!r}.", hint="Read the version to see which there are.")
    return as_file(await place.journal.blobs.get(file.blob), path.rpartition("/")[2], keep=True)


@router.post("/{artifact}/versions", status_code=201, responses=_WRITE)
async def make_version(
    place: Place, visitor: Asker, artifact: WorkingArtifact, wish: views.VersionWish
) -> views.ArtifactView:
    """A version made from `base`. Where a newer one is there, 409 tells it with what changed since."""
    files, maker = views.files_of(wish), _person(visitor)
    if bool(files) == bool(wish.edits):
        raise InvalidInput("a version is made of edits or of files.", hint="Send one of the two.")
    where = (artifact.session, artifact.id, wish.base)
    if wish.edits:
        made = await place.shelf.update(*where, wish.edits, maker, wish.note)
    else:
        made = await place.shelf.rewrite(*where, files, maker, entry=wish.entry, note=wish.note)
    return views.view_of(made)


@router.post("/{artifact}/restore", status_code=201, responses=_WRITE)
async def restore_version(
    place: Place, visitor: Asker, artifact: WorkingArtifact, wish: views.RestoreWish
) -> views.ArtifactView:
    """Put an earlier version on top, as the newest one."""
    maker = Maker(by="restore", who=visitor.id)
    return views.view_of(await place.shelf.restore(artifact.session, artifact.id, wish.number, maker))


@router.get("/{artifact}/diff", responses=_READ)
async def diff_versions(
    place: Place,
    artifact: ReadableArtifact,
    first: Annotated[int, Query(alias="from", ge=1, le=2**31)],
    second: Annotated[int, Query(alias="to", ge=1, le=2**31)],
) -> views.Diff:
    """What changed from one version to another."""
    return views.Diff(diff=await place.shelf.diff(artifact, first, second))
