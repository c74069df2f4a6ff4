"""Drivers as processes of their own behind the server, on a fake desk: they outlive it, and end when they are to."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from deskhand.agent.session import Home
from deskhand.journal import Journal
from deskhand.server.access.door import Door
from deskhand.server.app import make_app
from deskhand.server.processes import Processes
from deskhand.server.workplace import Workplace
from deskhand.settings import load
from deskhand.testing.driving import PROGRAM
from deskhand.testing.driving.home import FakeHome
from tests.server.office import QUICK, Person, listening

TASK = 'open http://form.test\nask me "Who is it?" as name\ntype "{name}" into "Name"\nexpect Name is Ann'
DESK = {"sites": {"form.test": "127.0.0.1:1"}}


def lives(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def processes(home: Home, journal: Journal) -> Processes:
    return Processes(home, journal, PROGRAM)


@asynccontextmanager
async def served(folder: Path) -> AsyncIterator[tuple[Workplace, Person]]:
    """A server, as it would be started anew, and its owner."""
    home = FakeHome(load({**os.environ, "DESKHAND_HOME": str(folder)}, folder))
    place = await Workplace.open(home, Door(), processes, hasher=QUICK)
    owner = Person(make_app(place))
    try:
        await owner.arrive(f"/enter?token={place.links.token(place.owner().id)}")
        yield place, owner
    finally:
        await owner.http.aclose()
        await place.close()


async def test_a_driver_outlives_the_server_and_ends_with_its_session(tmp_path: Path) -> None:
    async with served(tmp_path) as (place, owner):
        wish = {"task": TASK, "model": "steps", "profile": "trusting", "desk": DESK}
        session = (await owner.post("/api/sessions", wish))["id"]
        asked = await owner.until(session, lambda each: each["state"] == "waiting")
        writer = await place.journal.writer_of(session)
    assert writer is not None and lives(writer.pid)
    async with served(tmp_path) as (place, owner):
        again = await owner.get(f"/api/sessions/{session}")
        assert (again["state"], again["question"], again["seq"]) == ("waiting", asked["question"], asked["seq"])
        async with listening(owner, f"/api/sessions/{session}/stream?after={again['seq']}") as events:
            answer = {"command": "answer", "question": again["question"]["id"], "answer": "Ann"}
            await owner.command(session, answer)
            kinds = []
            async for name, _, data in events:
                kinds.append(data["event"]["type"] if name == "event" else data.get("kind", name) if data else "")
                if kinds[-1] == "concluded":
                    break
        assert "snapshot" in kinds and "answered" in kinds
        rested = await owner.until(session, lambda each: each["outcome"] != "")
        assert rested["state"] == "done"
        await owner.delete(f"/api/sessions/{session}")
        assert not place.home.desk_folder(session).exists()
    assert not lives(writer.pid)


async def test_a_driver_that_was_killed_is_followed_by_another_at_the_next_word(tmp_path: Path) -> None:
    async with served(tmp_path) as (place, owner):
        wish = {"task": TASK, "model": "steps", "profile": "trusting", "desk": DESK}
        session = (await owner.post("/api/sessions", wish))["id"]
        asked = await owner.until(session, lambda each: each["state"] == "waiting")
        writer = await place.journal.writer_of(session)
        assert writer is not None
        os.kill(writer.pid, 9)
        await owner.command(session, {"command": "answer", "question": asked["question"]["id"], "answer": "Ann"})
        rested = await owner.until(session, lambda each: each["outcome"] != "")
        assert rested["state"] == "done"
        attached = [each for each in await owner.events(session) if each["type"] == "driver_attached"]
        assert [each["resumed"] for each in attached] == [False, True]
        await owner.delete(f"/api/sessions/{session}")
