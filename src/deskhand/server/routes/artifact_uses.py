"""What an artifact does for whoever looks at it that reaches others, or costs something.

Each route looks up that the version asks for it and that this person allowed it, whatever the page has looked up.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Coroutine
from typing import Annotated, TypeVar

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from deskhand.artifacts.versions import Artifact
from deskhand.server.access.rights import (
    Asker,
    Place,
    ReadableArtifact,
    ReadableSession,
    Visitor,
    WorkingArtifact,
    WorkingSession,
)
from deskhand.server.artifacts import use_views as views
from deskhand.server.artifacts.answering import Question, ask, standing
from deskhand.server.artifacts.common import NUMBER_MAX
from deskhand.server.artifacts.using import must_be_allowed
from deskhand.server.errors import Turned, documented
from deskhand.server.sessions.summary import summary_of

router = APIRouter(prefix="/api/sessions/{id}/artifacts", tags=["artifacts"])
_READ = documented("unauthenticated", "forbidden", "not_found", "invalid")
_WRITE = documented("unauthenticated", "forbidden", "not_found", "conflict", "invalid", "limited")

T = TypeVar("T")

Number = Annotated[int, Query(ge=1, le=2**31, description="Of the version that asks.")]
Since = Annotated[int | None, Query(ge=0, le=NUMBER_MAX, description="What it had counted to when it was read last.")]


@router.get("/{artifact}/common", responses=_READ)
async def get_common(
    place: Place,
    visitor: Asker,
    session: ReadableSession,
    artifact: ReadableArtifact,
    version: Number,
    since: Since = None,
) -> views.Common:
    """What the artifact keeps for all who may see the session, and who asks, under a name for this artifact alone."""
    await must_be_allowed(place, visitor.id, artifact.version(version), "shared")
    count, values = await place.common.read(artifact.id, since)
    return views.Common(
        count=count,
        values=None if values is None else {key: views.CommonValue.of(each) for key, each in values.items()},
        me=_known_as(visitor, artifact),
        writes=session.works,
    )


def _known_as(visitor: Visitor, artifact: Artifact) -> views.Somebody:
    """The same for one person and one artifact each time, and for no two artifacts the same."""
    hashed = hashlib.sha256(f"{artifact.id} {visitor.id}".encode()).hexdigest()
    return views.Somebody(id=hashed[:16], name=visitor.account.name)


@router.put("/{artifact}/common", responses=_WRITE)
async def put_common(
    place: Place, visitor: Asker, artifact: WorkingArtifact, wish: views.CommonWish
) -> views.CommonCount:
    """Keep a value for everybody; null lets go of it. 409 where `base` is not the number of what is there."""
    await must_be_allowed(place, visitor.id, artifact.version(wish.version), "shared")
    return views.CommonCount(count=await place.common.put(artifact.id, wish.key, wish.value, wish.base))


@router.delete("/{artifact}/common", status_code=204, responses=_WRITE)
async def delete_common(place: Place, artifact: WorkingArtifact) -> Response:
    """Delete all that the artifact keeps for everybody."""
    await place.common.clear(artifact.id)
    return Response(status_code=204)


@router.get("/{artifact}/ask", responses=_READ)
async def get_asking(
    place: Place, visitor: Asker, session: ReadableSession, artifact: ReadableArtifact
) -> views.AskView:
    """Whether artifacts may ask the session's model for the person who asks, and what they have of it left."""
    model = (await summary_of(place, session.id)).model
    return views.AskView.of(await standing(place, visitor.id, session, model))


@router.post("/{artifact}/ask", responses=_WRITE | documented("unavailable"))
async def ask_model(
    place: Place, visitor: Asker, session: WorkingSession, artifact: WorkingArtifact, wish: views.AskWish,
    request: Request,
) -> views.AskAnswer:  # fmt: skip
    """Ask the session's model, of one's own budget. Nothing of the session goes with the words."""
    await must_be_allowed(place, visitor.id, artifact.version(wish.version), "model")
    model = (await summary_of(place, session.id)).model
    question = Question(wish.prompt, wish.system, wish.answer_schema)
    return views.AskAnswer(text=await _while_there(request, ask(place, visitor.id, session, model, question)))


async def _while_there(request: Request, work: Coroutine[None, None, T]) -> T:
    """What comes of the work, which is broken off when whoever asked is gone."""
    doing, going = asyncio.create_task(work), asyncio.create_task(_gone(request))
    try:
        await asyncio.wait({doing, going}, return_when=asyncio.FIRST_COMPLETED)
        if not doing.done():
            raise Turned("unavailable", "nobody waits for the answer any more.")
        return doing.result()
    finally:
        doing.cancel()
        going.cancel()
        await asyncio.gather(doing, going, return_exceptions=True)


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
