"""Read-only links to one version of an artifact: for who works in the session to make, list and revoke; and the one
public route that answers to whoever has one.

The token travels in the body of a request, never in an address: addresses are logged, and told to others.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel, Field

from deskhand.artifacts.versions import Share
from deskhand.core.artifacts import Kind
from deskhand.server.access.rights import Asker, Place, WorkingArtifact
from deskhand.server.access.shares import Opened
from deskhand.server.artifacts import sharing
from deskhand.server.artifacts.views import content_view
from deskhand.server.errors import documented
from deskhand.server.workplace import Workplace

router = APIRouter(tags=["artifacts"])
_AT = "/api/sessions/{id}/artifacts/{artifact}/shares"
_READ = documented("unauthenticated", "forbidden", "not_found", "invalid")
_WRITE = documented("unauthenticated", "forbidden", "not_found", "conflict", "invalid", "limited")

HOUR_S = 3_600
LIFE_S_MAX = 365 * 24 * HOUR_S
TOKEN_CHARS_MAX = 200


class ShareView(BaseModel):
    """A link. until, made_at, opened_at: unix seconds. stands: it was not revoked, and its time is not over."""

    id: str
    version: int
    who: str
    made_at: float
    until: float
    revoked: bool
    stands: bool
    opened: int
    opened_at: float


class ShareList(BaseModel):
    """The newest first."""

    shares: list[ShareView]


class ShareMadeView(BaseModel):
    """token: told this once. The link is `/shared#` and the token, at the server's address."""

    token: str
    share: ShareView


class ShareWish(BaseModel):
    version: int = Field(ge=1, le=2**31)
    life_s: int = Field(default=7 * 24 * HOUR_S, ge=HOUR_S, le=LIFE_S_MAX)


class ShareToken(BaseModel):
    token: str = Field(min_length=1, max_length=TOKEN_CHARS_MAX)


class SharedView(BaseModel):
    """One version, as whoever has its link sees it. frame: where the sealed frame is; until: unix seconds."""

    title: str
    kind: Kind
    number: int
    entry: str
    files: dict[str, str]
    bytes: dict[str, str]
    until: float
    frame: str


@router.get(_AT, responses=_READ)
async def list_shares(place: Place, artifact: WorkingArtifact) -> ShareList:
    """All links to versions of it, those that do not stand any more, too. Their tokens can't be read again."""
    openings = await place.shares.openings(artifact.id)
    shares = sorted(artifact.shares.values(), key=lambda each: each.at, reverse=True)
    return ShareList(shares=[_view(place, each, openings.get(each.id, sharing.NEVER)) for each in shares])


@router.post(_AT, status_code=201, responses=_WRITE)
async def make_share(place: Place, visitor: Asker, artifact: WorkingArtifact, wish: ShareWish) -> ShareMadeView:
    """A link to a version, for as long as is said."""
    maker = visitor.maker
    made, id, token = await sharing.share(place, artifact, wish.version, wish.life_s, maker)
    return ShareMadeView(token=token, share=_view(place, made.shares[id], sharing.NEVER))


@router.delete(_AT + "/{share}", responses=_WRITE)
async def revoke_share(
    place: Place, visitor: Asker, artifact: WorkingArtifact, share: Annotated[str, Path(max_length=40)]
) -> ShareView:
    """Whoever has the link sees nothing by it any more."""
    openings = await place.shares.openings(artifact.id)
    revoked = await sharing.revoke(place, artifact, share, visitor.maker)
    return _view(place, revoked.shares[share], openings.get(share, sharing.NEVER))


@router.post("/api/shared", responses=documented("forbidden", "not_found", "invalid"))
async def open_share(place: Place, request: Request, given: ShareToken) -> SharedView:
    """What a link shows: one version, and no word of where it comes from. Needs no session."""
    artifact, share = await sharing.opened(place, given.token)
    version = artifact.version(share.version)
    content = content_view(artifact, version, await place.shelf.files(version))
    frame = place.door.frame_address(request.headers.get("host", ""))
    shown = content.model_dump(include={"title", "kind", "number", "entry", "files", "bytes"})
    return SharedView(**shown, until=share.until, frame=frame)


def _view(place: Workplace, share: Share, opened: Opened) -> ShareView:
    return ShareView(
        id=share.id,
        version=share.version,
        who=share.maker.who,
        made_at=share.at,
        until=share.until,
        revoked=share.revoked,
        stands=sharing.stands(share, place.now()),
        opened=opened.times,
        opened_at=opened.at,
    )
