"""Whatever a model, an adapter or a tool does, it ends as an event, never as an exception out of the loop."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskhand.core import events as ev
from deskhand.core.messages import Call, Reply
from deskhand.core.moves import Rest
from deskhand.models.base import Request
from deskhand.models.scripted import calling, saying
from deskhand.testing.desk import FakeDesk
from deskhand.tools.registry import TOOLS
from tests.agent.world import finished, world

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)
NAMES = st.sampled_from([*TOOLS, "", "rm -rf", "computer "])
FIELDS = ["action", "coordinate", "element", "text", "command", "path", "question", "outcome", "summary", "target"]
CALLS = st.builds(
    Call,
    id=st.sampled_from(["", "a", "b"]),
    name=NAMES,
    arguments=st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=6), JSON, max_size=4),
    malformed=st.sampled_from(["", "not JSON"]),
)
TURNS = st.lists(CALLS, max_size=4).map(tuple)
REPLIES = st.builds(Reply, text=st.text(max_size=9), calls=TURNS, stop_reason=st.just("calls"))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(REPLIES, min_size=1, max_size=4))
async def test_no_call_of_any_shape_leaves_the_loop_as_an_exception(replies: list[Reply]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with world(Path(folder), [*replies, saying("enough")]) as w, w.driver() as driver:
            await w.say("go")
            rest = await driver.run(wait=lambda state: False)
            assert rest in (Rest("over"), Rest("question"))
            unanswered = {c.id for e in await w.events() if isinstance(e, ev.ModelReplied) for c in e.reply.calls} - {
                e.call for e in await w.events() if isinstance(e, ev.CallFinished)
            }
            assert len(unanswered) <= len(driver.state.calls)


async def test_an_adapter_that_raises_is_a_failed_reply(tmp_path: Path) -> None:
    def broken(request: Request) -> Reply:
        raise RuntimeError("boom")

    async with world(tmp_path, [broken]) as w, w.driver() as driver:
        await w.say("go")
        await driver.run(wait=lambda state: False)
        assert driver.state.outcome is not None
        assert "boom" in driver.state.outcome.summary


async def test_a_fault_in_the_desk_is_an_answer_to_the_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*args: Any, **rest: Any) -> None:
        raise ZeroDivisionError("inside")

    monkeypatch.setattr(FakeDesk, "run", broken)
    async with world(tmp_path, [calling(("bash", {"command": "ls"})), saying("ok")]) as w, w.driver() as driver:
        await w.say("go")
        await driver.run(wait=lambda state: False)
        assert finished(await w.events())[0] == ("failed", "Deskhand failed inside: ZeroDivisionError: inside.")
