"""A driver's process on a real desk: the desk outlives it, and a duplicate has its files."""

from __future__ import annotations

import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from deskhand.agent.driving.life import EXIT_LET_GO
from deskhand.agent.driving.starting import PROGRAM
from deskhand.agent.forking.forking import duplicate
from deskhand.agent.session import TaskOptions
from deskhand.core import commands as cmd
from deskhand.core import events as ev
from deskhand.core.errors import DeskLost
from deskhand.core.messages import text_of
from deskhand.desk.client import DeskClient
from tests.agent.driving.process import Driven, driven, is_a

pytestmark = pytest.mark.desk

STEPS = TaskOptions(model="steps", profile="trusting")


@asynccontextmanager
async def on_a_desk(folder: Path, words: str) -> AsyncIterator[Driven]:
    """A session with real desks, which end with it."""
    async with driven(folder, words) as session:
        try:
            yield session
        finally:
            for desk in (session.home.folder / "desks").iterdir():
                with suppress(DeskLost):
                    await (await DeskClient.attach(desk, alone=True)).close()


async def test_a_desk_outlives_its_driver_and_a_duplicate_begins_with_its_files(tmp_path: Path) -> None:
    async with on_a_desk(tmp_path, "run `echo kept > note.txt; X=here`") as session:
        first = session.start(STEPS, program=PROGRAM)
        seq = await session.until(is_a(ev.Concluded))
        os.kill(first, signal.SIGTERM)
        assert await session.ended(first) == EXIT_LET_GO
        await session.say("run `cat note.txt; echo $X`")
        session.start(program=PROGRAM)
        await session.until(is_a(ev.Concluded), after=seq)
        events = await session.events()
        assert [event.fresh for event in events if isinstance(event, ev.DeskReady)] == [True, False]
        assert "kept\nhere" in said_by_calls(events), "the very shell went on"

        made = await duplicate(session.journal, session.home, session.id)
        copy = Driven(session.home, session.journal, made.info.id, session.model)
        session.pids.append(copy.start(program=PROGRAM))
        await copy.say("run `cat note.txt; echo :$X:`")
        await copy.until(is_a(ev.Concluded), after=made.seq)
        own = (await copy.events())[made.seq :]
        assert "kept\n::" in said_by_calls(own), "its files came along, its shell did not"


async def test_stop_comes_through_while_a_command_runs(tmp_path: Path) -> None:
    async with on_a_desk(tmp_path, "run `echo begun > begun.txt; sleep 600`") as session:
        session.start(STEPS, program=PROGRAM)
        await session.until(is_a(ev.CallStarted))
        await session.command(cmd.Stop(reason="enough", by="u-1"))
        seq = await session.until(is_a(ev.Concluded))
        events = await session.events()
        assert events[seq - 1].outcome.kind == "stopped"  # type: ignore[union-attr]
        (finished,) = [event for event in events if isinstance(event, ev.CallFinished)]
        assert finished.status == "interrupted"


def said_by_calls(events: list[ev.Event]) -> str:
    return "\n".join(text_of(event.content) for event in events if isinstance(event, ev.CallFinished))
