"""Steps that wait again and again are waiting, not stuck."""

from __future__ import annotations

from pathlib import Path

from deskhand.core import events as ev
from deskhand.models.steps import StepsModel
from tests.agent.test_driver import never
from tests.agent.world import world


async def test_steps_may_wait_as_often_as_they_say(tmp_path: Path) -> None:
    async with world(tmp_path, StepsModel()) as w, w.driver() as driver:
        await w.say("repeat 15 times: wait 1 second")
        await driver.run(wait=never)
        events = await w.events()
        waits = [call for e in events if isinstance(e, ev.ModelReplied) for call in e.reply.calls]
        assert sum(call.arguments.get("action") == "wait" for call in waits) == 15
        assert [event.outcome.kind for event in events if isinstance(event, ev.Concluded)] == ["done"]
