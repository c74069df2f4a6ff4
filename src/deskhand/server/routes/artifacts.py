"""The artifacts of a session: reading, changing, restoring and deleting them.

Nothing of one is ever shown by an address of the workspace: files are downloads, whatever they hold.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from deskhand.artifacts.content import content_of
from deskhand.artifacts.kinds.registry import kind_of_files
from deskhand.core.artifacts import Maker
from deskhand.core.errors import InvalidInput, NotFound
from deskhand.server.access.rights import (
    Asker,
    Place,
    ReadableArtifact,
    ReadableSession,
    WorkingArtifact,
    WorkingSession,
)
from deskhand.server.artifacts import views
from deskhand.server.artifacts.using import asked, must_be_allowed
from deskhand.server.errors import documented
from deskhand.server.routes.sending import DOWNLOAD, as_file

router = APIRouter(prefix="/api/sessions/{id}/artifacts", tags=["artifacts"])
_READ = documented("unauthenticated", "not_found", "invalid")
_WRITE = documented("unauthenticated", "forbidden", "not_found", "conflict", "too_large", "invalid", "limited")

Number = Annotated[int, Path(ge=1, le=2**31, description="Of a version.")]


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
    kind = wish.kind or kind_of_files(files, wish.entry)
    content = content_of(kind, files, wish.entry)
    title = wish.title or content.entry
    made = await place.shelf.create(session.id, content, title, visitor.maker, wish.note)
    return views.view_of(made)


@router.get("/{artifact}", responses=_READ)
async def get_artifact(artifact: ReadableArtifact) -> views.ArtifactView:
    return views.view_of(artifact)


@router.patch("/{artifact}", responses=_WRITE)
async def change_artifact(
    place: Place, visitor: Asker, artifact: WorkingArtifact, change: views.ArtifactChange
) -> views.ArtifactView:
    """Give it another title."""
    renamed = await place.shelf.rename(artifact.session, artifact.id, change.title, visitor.maker)
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
    maker = visitor.maker
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
    files, maker = views.files_of(wish), visitor.maker
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


@router.get("/{artifact}/versions/{number}/allowed", responses=_READ)
async def get_allowed(place: Place, visitor: Asker, artifact: ReadableArtifact, number: Number) -> views.Allowed:
    """What the version asks for, and what of it the person who asks has allowed to just this content."""
    version = artifact.version(number)
    uses = await asked(place, version)
    allowed = await place.holding.allowed(visitor.id, version.digest)
    return views.Allowed(asked=list(uses), allowed=[each for each in uses if each in allowed])


@router.put("/{artifact}/versions/{number}/allowed", responses=_READ)
async def put_allowed(
    place: Place, visitor: Asker, artifact: ReadableArtifact, number: Number, wish: views.AllowWish
) -> views.Allowed:
    """Allow these of what the version asks for, and no others; none takes all back. It counts for oneself only."""
    version = artifact.version(number)
    uses = await asked(place, version)
    allowed = [each for each in uses if each in wish.allowed]
    await place.holding.allow(visitor.id, version.digest, allowed)
    return views.Allowed(asked=list(uses), allowed=allowed)


@router.get("/{artifact}/mine", responses=_READ)
async def get_values(place: Place, visitor: Asker, artifact: ReadableArtifact) -> views.Values:
    """What the artifact keeps for the person who asks. Nobody else's is ever told."""
    return views.Values(values=await place.holding.values(artifact.id, visitor.id))


@router.put("/{artifact}/mine", status_code=204, responses=_READ | documented("limited"))
async def put_value(place: Place, visitor: Asker, artifact: ReadableArtifact, wish: views.ValueWish) -> Response:
    """Keep a value for oneself; null lets go of it. Only where the version that asks was allowed to."""
    await must_be_allowed(place, visitor.id, artifact.version(wish.version), "storage")
    if wish.value is None:
        await place.holding.remove(artifact.id, visitor.id, wish.key)
    else:
        await place.holding.put(artifact.id, visitor.id, wish.key, wish.value)
    return Response(status_code=204)


@router.delete("/{artifact}/mine", status_code=204, responses=_READ)
async def delete_values(place: Place, visitor: Asker, artifact: ReadableArtifact) -> Response:
    """Delete all that the artifact keeps for the person who asks."""
    await place.holding.remove(artifact.id, visitor.id)
    return Response(status_code=204)


@router.get("/{artifact}/diff", responses=_READ)
async def diff_versions(
    place: Place,
    artifact: ReadableArtifact,
    first: Annotated[int, Query(alias="from", ge=1, le=2**31)],
    second: Annotated[int, Query(alias="to", ge=1, le=2**31)],
) -> views.Diff:
    """What changed from one version to another."""
    return views.Diff(diff=await place.shelf.diff(artifact, first, second))
