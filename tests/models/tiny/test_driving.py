"""A model that knows nothing drives a desk for 50 acts, over an adapter and the wire: none of it is an error.

That a call makes no sense, and the desk says so, is no error; that a reply fails, a call can't be read, or Deskhand
fails inside, is one.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from deskhand.agent.session import Home, Session, TaskOptions
from deskhand.core import events as ev
from deskhand.models.tiny.server import serving
from deskhand.settings import load
from tests.models.tiny.driving import ACTS, ROUNDS_MAX, acts, driven, faults, tiny


@pytest.mark.timeout(400)  # a few hundred requests, on whatever machine this is
@pytest.mark.parametrize("wire", ["tools", pytest.param("tagged_json", marks=pytest.mark.slow)])
async def test_fifty_acts_without_an_error(wire: str, tmp_path: Path) -> None:
    async with tiny(wire) as model:
        events, desk = await driven(model, tmp_path)
    assert len(acts(events)) >= ACTS
    assert faults(events) == []
    assert desk.effects


@pytest.mark.desk
@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_fifty_acts_on_a_real_desk_without_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Home(load({"DESKHAND_HOME": str(tmp_path / "home")}, tmp_path))
    async with serving(seed=11) as url:
        monkeypatch.setenv("OPENAI_COMPATIBLE_BASE_URL", url)
        options = TaskOptions(model="openai-compatible/tiny-random", limits=ev.Limits(steps_max=5_000))
        seen: list[ev.Event] = []
        async with await Session.start(options, home, watch=seen.append) as session:
            for _ in range(ROUNDS_MAX):
                await (session.answer("deny") if session.state.question else session.say("Use the desk."))
                await session.work()
                if len(acts(seen)) >= ACTS:
                    break
        assert len(acts(seen)) >= ACTS
        assert faults(seen) == []
