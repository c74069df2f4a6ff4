"""Comments on an artifact, asking a model because of them, and the candidate versions that come of it."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from deskhand.agent.reviewing import Placed, Reviewing
from deskhand.artifacts.versions import Artifact
from deskhand.core import commands as cmd
from deskhand.core.errors import InvalidInput
from deskhand.models.cards import card_of
from deskhand.server.access.rights import Asker, Place, ReadableArtifact, WorkingArtifact, WorkingSession
from deskhand.server.artifacts import review_views as views
from deskhand.server.artifacts.asking import request_of
from deskhand.server.artifacts.views import ArtifactView, VersionContent, candidate_content, view_of
from deskhand.server.errors import documented
from deskhand.server.routes.commands import put_own
from deskhand.server.workplace import Workplace

router = APIRouter(prefix="/api/sessions/{id}/artifacts/{artifact}", tags=["artifacts"])
_READ = documented("unauthenticated", "not_found", "invalid")
_WRITE = documented("unauthenticated", "forbidden", "not_found", "conflict", "invalid", "limited")

Number = Annotated[int, Path(ge=1, le=2**31)]


@router.get("/reviews", responses=_READ)
async def get_reviews(place: Place, artifact: ReadableArtifact) -> views.ReviewView:
    """What was said about it, with where that is now, and what was proposed."""
    return await views.review_of(Reviewing(place.shelf), artifact)


@router.post("/comments", status_code=201, responses=_WRITE)
async def make_comment(
    place: Place, visitor: Asker, artifact: WorkingArtifact, wish: views.CommentWish
) -> views.CommentView:
    """Say something about a place of a version."""
    reviewing = Reviewing(place.shelf)
    made = await reviewing.comment(artifact, views.anchor_of(wish.anchor), wish.text, visitor.maker)
    return await _shown(place, artifact, made.number)


@router.post("/comments/send", status_code=202, responses=_WRITE)
async def send_comments(
    place: Place, visitor: Asker, session: WorkingSession, artifact: WorkingArtifact, wish: views.SendWish
) -> views.ReviewView:
    """Ask the session's model for a candidate because of these comments: as words of whoever sends them."""
    model = (await place.sessions.see(session.id)).tally.model
    if not card_of(model, place.settings().cards_dir).thinks:
        raise InvalidInput(
            f"{model} follows steps, and can't answer comments.", hint="Use another model in a session for that."
        )
    reviewing = Reviewing(place.shelf)
    numbers = list(dict.fromkeys(wish.comments))
    wanted = {artifact.comment(number).number for number in numbers}
    placed = [each for each in await reviewing.placed(artifact) if each.comment.number in wanted]
    texts = {path: data.decode("utf-8", "replace") for path, data in (await _newest_files(place, artifact)).items()}
    said = cmd.Say(parts=request_of(artifact, placed, texts, wish.language), by=visitor.id)
    await put_own(place, visitor.account, session.id, f"comments-{secrets.token_hex(8)}", said)
    after = await reviewing.sent(artifact, numbers, visitor.maker)
    return await views.review_of(reviewing, after)


@router.patch("/comments/{comment}", responses=_WRITE)
async def change_comment(
    place: Place, visitor: Asker, artifact: WorkingArtifact, comment: Number, change: views.CommentChange
) -> views.CommentView:
    """Resolve a comment, or open it again."""
    await Reviewing(place.shelf).resolve(artifact, comment, change.resolved, visitor.maker)
    return await _shown(place, artifact, comment)


@router.delete("/comments/{comment}", status_code=204, responses=_WRITE)
async def delete_comment(place: Place, visitor: Asker, artifact: WorkingArtifact, comment: Number) -> Response:
    """Take a comment of one's own away."""
    await Reviewing(place.shelf).remove(artifact, comment, visitor.maker)
    return Response(status_code=204)


@router.get("/candidates/{candidate}", responses=_READ)
async def get_candidate(place: Place, artifact: ReadableArtifact, candidate: Number) -> VersionContent:
    """What is in the files of a candidate; `number` is its own."""
    found = artifact.candidate(candidate)
    return candidate_content(artifact, found, await place.shelf.files(found))


@router.post("/candidates/{candidate}/accept", status_code=201, responses=_WRITE)
async def accept_candidate(place: Place, visitor: Asker, artifact: WorkingArtifact, candidate: Number) -> ArtifactView:
    """Make a version of it. Where a newer one changed the same lines, 409."""
    return view_of(await Reviewing(place.shelf).accept(artifact, candidate, visitor.maker))


@router.post("/candidates/{candidate}/refuse", status_code=201, responses=_WRITE)
async def refuse_candidate(
    place: Place, visitor: Asker, artifact: WorkingArtifact, candidate: Number
) -> views.ReviewView:
    """Put it aside."""
    reviewing = Reviewing(place.shelf)
    return await views.review_of(reviewing, await reviewing.refuse(artifact, candidate, visitor.maker))


async def _shown(place: Workplace, artifact: Artifact, number: int) -> views.CommentView:
    now = await place.shelf.get(artifact.session, artifact.id)
    now.comment(number)
    return views.comment_view(await _placed(place, now, number))


async def _placed(place: Workplace, artifact: Artifact, number: int) -> Placed:
    placed = await Reviewing(place.shelf).placed(artifact)
    return next(each for each in placed if each.comment.number == number)


async def _newest_files(place: Workplace, artifact: Artifact) -> dict[str, bytes]:
    return await place.shelf.files(artifact.newest)
