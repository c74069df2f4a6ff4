"""Files that people send along with words lie on the desk too, where the model can work with them.

It does not know who sends them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import PurePosixPath

from deskhand.core.errors import Conflict, NotFound
from deskhand.core.messages import FilePart, Part
from deskhand.desk.run_folder import work_files
from deskhand.server.workplace import Workplace


async def on_the_desk(place: Workplace, session: str, parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts, their files put into the work folder, each under a name that was free. Conflict while there is no
    desk yet."""
    if not any(isinstance(part, FilePart) for part in parts):
        return tuple(parts)
    try:
        files = work_files(place.home.desk_folder(session))
    except NotFound:
        raise Conflict("the desk is not there yet, and the file has no place to go.", hint="Try again soon.") from None
    there = {entry.path for entry in await files.list_files()}
    put: list[Part] = []
    for part in parts:
        if isinstance(part, FilePart):
            name = free_name(part.name, there)
            there.add(name)
            await files.write_file(name, await place.journal.blobs.get(part.blob))
            part = part.model_copy(update={"name": name})
        put.append(part)
    return tuple(put)


def free_name(name: str, there: Collection[str]) -> str:
    """The name, or with a number before its ending where something of that name is there."""
    path, number = PurePosixPath(name), 1
    while name in there:
        number += 1
        name = f"{path.stem} ({number}){path.suffix}"
    return name
