"""The long session that the workspace's benchmark makes, and the browser that says when something is painted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from deskhand.agent.driving.following import follow_channel
from deskhand.agent.session import Home
from deskhand.bench.workspace import streaming
from deskhand.bench.workspace.record import LAST_WORDS, go_on, make_session, say
from deskhand.bench.workspace.viewer import viewing
from deskhand.core import events as ev
from deskhand.settings import load

PAGE = """<!doctype html><div role="log"></div><p>beside it</p>
<script>setTimeout(() => { document.querySelector("[role=log]").textContent = "It is done."; }, 50)</script>"""


async def first(many: AsyncGenerator[Any, None], count: int) -> AsyncGenerator[Any, None]:
    """So many of them."""
    async for each in many:
        yield each
        count -= 1
        if not count:
            await many.aclose()
            return


@pytest.mark.parametrize("count", [50, 1_001])
async def test_the_session_has_as_many_events_as_were_asked_for_and_goes_on(tmp_path: Path, count: int) -> None:
    home = Home(load({"DESKHAND_HOME": str(tmp_path)}, tmp_path))
    session = await make_session(home, count)
    async with await home.journal() as journal:
        await go_on(journal, session, count)
        await say(journal, session, count + 1, "One more.")
        events = [entry.event for entry in await journal.read(session)]
    assert len(events) == count + 2
    before, *_, last = events[count - 2], events[-1]
    assert isinstance(before, ev.ModelReplied) and before.reply.text == LAST_WORDS
    assert isinstance(last, ev.ModelReplied) and last.reply.text == "One more."


async def test_sessions_that_talk_tell_their_words_as_they_form_and_journal_their_turns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "TURN_PIECES", 2)
    home = Home(load({"DESKHAND_HOME": str(tmp_path)}, tmp_path))
    sessions = [await make_session(home, 20) for _ in range(2)]
    async with streaming.streaming(home, sessions), await home.journal() as journal, asyncio.timeout(20):
        for session in sessions:
            told = [entry.event async for entry in first(journal.follow(session, after=20), 3)]
            assert [event.type for event in told] == ["said", "model_asked", "model_replied"]
            signals = [signal["kind"] async for signal in first(follow_channel(home.channel_socket(session)), 4)]
            assert signals[0] == "snapshot" and {"text", "clear"} <= set(signals)
    assert not home.channel_socket(sessions[0]).exists()


@pytest.mark.desk
async def test_a_key_goes_where_the_focus_is(tmp_path: Path) -> None:
    async with viewing(tmp_path) as viewer:
        await viewer.open("data:text/html,<textarea autofocus></textarea>")
        await viewer.quiet()
        for letter in "a key":
            await viewer.type(letter)
        assert await viewer.run("document.querySelector('textarea').value") == "a key"


@pytest.mark.desk
async def test_words_are_painted_once_they_are_where_they_are_looked_for(tmp_path: Path) -> None:
    async with viewing(tmp_path) as viewer:
        await viewer.watch("It is done.", "[role=log]")
        await viewer.open("data:text/html," + quote(PAGE))
        painted = await viewer.painted("It is done.")
        assert painted["after_ms"] > 0
        await viewer.want("beside it")
        assert await viewer.run("'beside it' in deskhandSeen") is False
