"""Makes the golden journal of a new version: `python -m tests.golden.make`, once, before that version is released.

It writes tests/golden/journal-VERSION/ from a session of the model `steps` on a real desk: a few acts, pictures, a
question and its answer, a snapshot, a call that a crash interrupted. A journal that was released is never made anew:
it is what people have on their disks. docs/file-format.md says when to run this.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
import sys
import tempfile
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from deskhand.agent.session import VERSION, Home, Session, TaskOptions
from deskhand.core import events as ev
from deskhand.core.evolve import fold
from deskhand.core.state import State
from deskhand.desk.base import DeskSpec
from deskhand.settings import Settings
from deskhand.soak.longrun.rounds import ADDRESS, NAME, served

FOLDER = Path(__file__).with_name(f"journal-{VERSION.rpartition('.')[0]}")
JOB = f"""open {ADDRESS}
click "Note"
ask me "Which name?" as name
type {{name}} into "Note"
expect "1 clicks"
run `echo kept > note.txt`"""
INTERRUPTED = "run `echo twice >> log.txt`"


class Crash(Exception):
    """The driver's end between a call's start and its finish."""


def crash_at_a_command(event: ev.Event) -> None:
    if isinstance(event, ev.CallStarted):
        raise Crash


def state_as_json(events: list[ev.Event]) -> dict[str, Any]:
    """The state with what is read off it: the question that a call waits for, and whether it is an approval."""
    folded = fold(events)
    state: dict[str, Any] = TypeAdapter(State).dump_python(folded, mode="json")
    for call, told in zip(folded.calls, state["calls"], strict=True):
        told |= {"question": call.question, "approval": call.approval}
    return state


async def make(home: Home, place: str) -> str:
    """The session, in this home; its id."""
    spec = DeskSpec(width=480, height=320, sites={NAME: place})
    options = TaskOptions(desk=spec, profile="balanced", title="A golden session")
    async with await Session.start(options, home) as session:
        await session.say(JOB)
        await session.work()
        await session.answer("Ann")
        await session.work()
        name = session.id
    session = await Session.resume(name, home, watch=crash_at_a_command)
    try:
        await session.say(INTERRUPTED)
        await session.work()
    except Crash:
        pass
    finally:
        await session.close()
    async with await Session.resume(name, home) as session:
        await session.work()
    return name


async def write(home: Home, name: str) -> None:
    """The journal as one file, with its blobs, its key and what is expected of it."""
    async with await home.journal() as journal:
        recorded = await journal.read(name)
        expected = {
            "stream": name,
            "events": len(recorded),
            "head": recorded[-1].hash,
            "types": sorted({entry.event.type for entry in recorded}),  # type: ignore[attr-defined]
            "state": state_as_json([entry.event for entry in recorded]),  # type: ignore[misc]
        }
    with sqlite3.connect(home.folder / "journal.db") as database:
        database.execute("pragma wal_checkpoint(truncate)")
    database.close()
    FOLDER.mkdir()
    shutil.copy(home.folder / "journal.db", FOLDER)
    shutil.copy(home.folder / "journal.key", FOLDER)
    shutil.copytree(home.folder / "blobs", FOLDER / "blobs")
    (FOLDER / "expected.json").write_text(json.dumps(expected, indent=1, sort_keys=True) + "\n", "utf-8")


async def main() -> int:
    if FOLDER.exists():
        print(f"{FOLDER.name} is there: a released journal is never made anew.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="deskhand-golden-") as folder:
        home = Home(Settings(Path(folder), Path(folder)))
        async with served() as place:
            await write(home, await make(home, place))
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
