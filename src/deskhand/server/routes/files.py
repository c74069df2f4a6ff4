"""The work folder of a session's desk, also of one that does not stand at the moment."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel
from starlette.responses import Response

from deskhand.core.errors import NotFound
from deskhand.desk.base import FileEntry
from deskhand.desk.run_folder import work_files
from deskhand.server.access.rights import Place, ReadableSession, WorkingSession
from deskhand.server.errors import documented
from deskhand.server.routes.sending import DOWNLOAD, UPLOAD_BODY, as_file, read_body

router = APIRouter(prefix="/api/sessions", tags=["files"])
_ERRORS = documented("unauthenticated", "forbidden", "not_found", "invalid", "limited")


class FileList(BaseModel):
    """What is in a folder. path: from the work folder on; sizes in bytes, times in unix seconds."""

    files: list[FileEntry]


class FilePut(BaseModel):
    path: str
    size_bytes: int


@router.get("/{id}/files", responses=_ERRORS)
async def list_files(
    place: Place, session: ReadableSession, path: Annotated[str, Query(max_length=4_096)] = ""
) -> FileList:
    """A folder of the desk's work folder; nothing when the desk has not been made yet."""
    folder = place.home.desk_folder(session.id)
    try:
        files = work_files(folder)
    except NotFound:
        return FileList(files=[])
    return FileList(files=await files.list_files(path or "."))


@router.get("/{id}/files/{path:anyname}", response_class=Response, responses=DOWNLOAD | _ERRORS)
async def get_file(place: Place, session: ReadableSession, path: str) -> Response:
    """A file of the work folder, as a download."""
    data = await work_files(place.home.desk_folder(session.id)).read_file(path)
    return as_file(data, path.rpartition("/")[2])


@router.put("/{id}/files/{path:anyname}", responses=_ERRORS | documented("too_large"), openapi_extra=UPLOAD_BODY)
async def put_file(place: Place, session: WorkingSession, path: str, request: Request) -> FilePut:
    """Put a file into the work folder, in place of one of that name."""
    files = work_files(place.home.desk_folder(session.id))
    data = await read_body(request)
    await files.write_file(path, data)
    return FilePut(path=path, size_bytes=len(data))
