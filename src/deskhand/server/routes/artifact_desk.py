"""A version of an artifact on the session's desk: as files in a folder, or as a commit to a branch of a repository.

What is done with the files there is done by calls (`UseTool`), inside the desk's walls and judged.
"""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, Field

from deskhand.artifacts.content import checked_path
from deskhand.artifacts.export.branch import branch_line
from deskhand.artifacts.versions import Artifact
from deskhand.core.commands import UseTool
from deskhand.core.errors import Conflict, DeskLost, InvalidInput, NotFound
from deskhand.core.messages import Origin
from deskhand.desk.base import WORK_DIR
from deskhand.desk.run_folder import work_files
from deskhand.desk.shell.files import WorkFiles
from deskhand.server.access.rights import Asker, Place, WorkingArtifact
from deskhand.server.errors import documented
from deskhand.server.routes.artifacts import Number
from deskhand.server.routes.commands import COMMAND_ID, Put, put_own
from deskhand.server.workplace import Workplace
from deskhand.tools.paths import on_desk, short

router = APIRouter(prefix="/api/sessions/{id}/artifacts/{artifact}/versions/{number}", tags=["artifacts"])
_ERRORS = documented("unauthenticated", "forbidden", "not_found", "conflict", "invalid", "limited", "unavailable")

NAMED_MAX = 8


class FolderWish(BaseModel):
    """folder: from the work folder on, "" for itself. replace: whether files that are there may be written over."""

    folder: str = Field(default="", max_length=1_000)
    replace: bool = False


class InFolder(BaseModel):
    """What was written, from the work folder on."""

    folder: str
    paths: list[str]


@router.post("/desk", responses=_ERRORS)
async def put_on_desk(place: Place, artifact: WorkingArtifact, number: Number, wish: FolderWish) -> InFolder:
    """Put the files of the version into a folder of the desk, which is made where it is not there. 503 while there is
    no desk yet, 409 where files of these names are there."""
    return await _written(place, artifact, number, wish)


class CommitWish(BaseModel):
    """id: of the command, as any other's. repository: a folder of the desk. folder: where in it, "" for its top."""

    id: str = Field(max_length=128, pattern=COMMAND_ID)
    repository: str = Field(default="", max_length=1_000)
    branch: str = Field(min_length=1, max_length=200)
    folder: str = Field(default="", max_length=1_000)
    message: str = Field(min_length=1, max_length=4_000)


@router.post("/commit", status_code=202, responses=_ERRORS)
async def put_into_branch(
    place: Place, visitor: Asker, artifact: WorkingArtifact, number: Number, wish: CommitWish
) -> Put:
    """Commit the files of the version to a branch of a repository on the desk, by a call of one's own. What comes of it
    is in the session's events: an exit status of 0 and the commit, or why there is none."""
    for words in (wish.branch, wish.message):
        if "\0" in words:
            raise InvalidInput("a NUL character can't stand there.", hint="Leave it out.")
    folder = checked_path(wish.folder.strip("/")) if wish.folder.strip("/") else ""
    scratch = FolderWish(folder=f".scratch/{artifact.short}-v{number}", replace=True)
    repository = on_desk(wish.repository)
    written = await _written(place, artifact, number, scratch)
    line = branch_line(
        repository=repository,
        branch=wish.branch,
        folder=folder,
        message=wish.message,
        source=f"{WORK_DIR}/{written.folder}",
        paths=list(artifact.version(number).files),
        who=visitor.account.name,
    )
    origin = Origin(artifact=artifact.id, version=number, title=artifact.title)
    command = UseTool(tool="bash", arguments={"command": line}, origin=origin, by=visitor.id)
    return await put_own(place, visitor.account, artifact.session, wish.id, command)


async def _written(place: Workplace, artifact: Artifact, number: int, wish: FolderWish) -> InFolder:
    folder = short(on_desk(wish.folder))
    files = await place.shelf.files(artifact.version(number))
    paths = {name if folder == "." else f"{folder}/{name}": data for name, data in files.items()}
    for path in paths:
        if any(part.casefold() == ".git" for part in path.split("/")):
            raise InvalidInput(
                f"{path[:80]!r} lies within the inside of a repository.",
                hint="Give another folder, or rename the file.",
            )
    try:
        work = work_files(place.home.desk_folder(artifact.session))
    except NotFound:
        raise DeskLost(
            "the desk is not there yet: the files have no place.", hint="Have anything done on it, which makes it."
        ) from None
    if not wish.replace:
        await _must_be_free(work, list(paths))
    for path, data in paths.items():
        await work.write_file(path, data)
    return InFolder(folder=folder, paths=list(paths))


async def _must_be_free(work: WorkFiles, paths: list[str]) -> None:
    taken = [path for path in paths if await _is_there(work, path)]
    if taken:
        more = f" and {len(taken) - NAMED_MAX} more" if len(taken) > NAMED_MAX else ""
        raise Conflict(
            f"these files are there already: {', '.join(taken[:NAMED_MAX])}{more}.",
            hint="Choose another folder, or say that they may be replaced.",
        )


async def _is_there(work: WorkFiles, path: str) -> bool:
    try:
        await work.list_files(path)
    except NotFound:
        return False
    return True
