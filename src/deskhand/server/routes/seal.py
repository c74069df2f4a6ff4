"""The test of the seal, as far as the server sees it: what of a trial arrived here."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel

from deskhand.server.access.rights import Asker, Place
from deskhand.server.errors import documented

router = APIRouter(tags=["me"])


class Arrived(BaseModel):
    """names: of the roads of this trial that led out of the frame. None, where the seal holds."""

    names: list[str]


@router.get("/api/seal/{token}", responses=documented("unauthenticated"))
async def get_arrived(place: Place, visitor: Asker, token: Annotated[str, Path(pattern="^[0-9a-f]{32}$")]) -> Arrived:
    """What arrived with the token of a trial, at `{frame}/{token}/...`."""
    return Arrived(names=place.strays.of(token))
