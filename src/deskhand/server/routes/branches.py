"""Branches of an artifact: one that begins with a version of it, and is brought in again."""

from __future__ import annotations

from fastapi import APIRouter

from deskhand.agent.branching import Branching
from deskhand.server.access.rights import Asker, Place, WorkingArtifact
from deskhand.server.artifacts import views
from deskhand.server.errors import documented

router = APIRouter(prefix="/api/sessions/{id}/artifacts/{artifact}", tags=["artifacts"])
_WRITE = documented("unauthenticated", "forbidden", "not_found", "conflict", "invalid", "limited")


@router.post("/branch", status_code=201, responses=_WRITE)
async def branch_artifact(
    place: Place, visitor: Asker, artifact: WorkingArtifact, wish: views.BranchWish
) -> views.ArtifactView:
    """A new artifact of the session that begins with a version of this one."""
    maker = visitor.maker
    return views.view_of(await Branching(place.shelf).branch(artifact, wish.number, wish.title, maker))


@router.post("/bring", status_code=201, responses=_WRITE)
async def bring_branch(
    place: Place, visitor: Asker, artifact: WorkingArtifact, wish: views.BringWish
) -> views.BroughtView:
    """Bring the newest version of a branch into where it came from: as a version, or as a candidate with marks where
    both changed the same lines."""
    brought = await Branching(place.shelf).bring(artifact, wish.note, visitor.maker)
    return views.BroughtView(artifact=views.view_of(brought.artifact), candidate=brought.candidate)
