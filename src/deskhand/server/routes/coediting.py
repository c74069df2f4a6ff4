"""An artifact that several write at once: a WebSocket that carries the text, and what is unsaved."""

from __future__ import annotations

from fastapi import APIRouter, WebSocket

from deskhand.server.access.rights import Asker, Place, ReadableArtifact
from deskhand.server.artifacts.views import DraftView
from deskhand.server.coediting.rooms import Rights
from deskhand.server.errors import documented
from deskhand.server.routes.live import may_see

router = APIRouter(prefix="/api/sessions/{id}/artifacts/{artifact}", tags=["artifacts"])


@router.websocket("/live")
async def write_together(websocket: WebSocket, place: Place, visitor: Asker, artifact: ReadableArtifact) -> None:
    """Read the text as it is written, and write it: who may only look at the session sends nothing that changes it."""
    session = artifact.session
    place.hub.must_have_room(visitor.id)
    rights = Rights(may_see(place, visitor, session), may_see(place, visitor, session, "member"))
    await place.rooms.serve(websocket, artifact, visitor.id, rights)


@router.get("/draft", responses=documented("unauthenticated", "not_found", "invalid"))
async def get_draft(place: Place, artifact: ReadableArtifact) -> DraftView:
    """What is written and is no version yet, and who is there."""
    draft, people = await place.rooms.draft_of(artifact.id)
    if draft is None:
        return DraftView(unsaved=False, authors=(), people=people, at=0.0)
    return DraftView(unsaved=draft.unsaved, authors=draft.authors, people=people, at=draft.at)
