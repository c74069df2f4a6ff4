"""Pictures and files: uploading them, and the blobs that a session refers to."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel
from starlette.responses import Response

from deskhand.core.errors import NotFound
from deskhand.server.access.rights import Asker, Place, ReadableSession, Worker
from deskhand.server.errors import documented
from deskhand.server.routes.sending import DOWNLOAD, UPLOAD_BODY, as_blob, read_body, said_length

router = APIRouter(tags=["blobs"])

Hash = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$", description="64 hexadecimal digits.")]


class UploadView(BaseModel):
    """What was uploaded. width and height: of a picture that can be shown, in pixels; null for any other file.

    It can be sent as a part of words: {"kind": "picture", "blob", "media_type", "width", "height"} or
    {"kind": "file", "blob", "media_type", "name"}.
    """

    hash: str
    media_type: str
    size_bytes: int
    name: str
    width: int | None
    height: int | None


@router.post(
    "/api/uploads",
    status_code=201,
    responses=documented("unauthenticated", "forbidden", "too_large", "invalid", "limited"),
    openapi_extra=UPLOAD_BODY,
)
async def upload(
    place: Place, visitor: Worker, request: Request, name: Annotated[str, Query(max_length=300)] = ""
) -> UploadView:
    """Upload a picture or file, to be sent along with words. What it is is looked at; the Content-Type is a hint."""
    with place.quotas.upload_of(visitor.id):
        await place.quotas.must_have_room(visitor.id, said_length(request))
        data = await read_body(request)
        await place.quotas.must_have_room(visitor.id, len(data))
        put = await place.uploads.put(visitor.id, data, request.headers.get("content-type", ""), name)
    return UploadView(
        hash=put.hash, media_type=put.media_type, size_bytes=put.size_bytes, name=put.name,
        width=put.width or None, height=put.height or None,
    )  # fmt: skip


@router.get(
    "/api/sessions/{id}/blobs/{hash}",
    response_class=Response,
    responses=DOWNLOAD | documented("unauthenticated", "not_found", "invalid"),
)
async def get_blob(place: Place, visitor: Asker, session: ReadableSession, hash: Hash) -> Response:
    """A blob that the session refers to: pictures are shown, anything else is a download. It never changes."""
    if not await place.journal.refers(session.id, hash):
        raise NotFound(f"the session {session.id} refers to no blob {hash[:12]}.", hint="Read its events.")
    return as_blob(await place.journal.blobs.get(hash), hash[:12])
