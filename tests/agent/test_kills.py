"""A kill at every write to the journal: the session, taken up again, ends the same and repeats nothing unseen."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from deskhand.agent.record import Record
from deskhand.core import events as ev
from deskhand.core.messages import ModelMessage, Reply, ResultMessage, text_of
from deskhand.models.base import Request
from deskhand.models.scripted import ScriptedModel, calling
from deskhand.testing.desk import FakeDesk, element
from tests.agent.world import World, form_page, world

PLAN: list[tuple[str, dict[str, object]]] = [
    ("computer", {"action": "open", "target": "http://form.test"}),
    ("computer", {"action": "set_value", "element": "e1", "value": "Ann"}),
    ("computer", {"action": "left_click", "element": "e2"}),
    ("finish", {"outcome": "done", "summary": "saved"}),
]
DONE_WHEN = ['"Form"', 'value="Ann"', '"Saved"']


class Killed(BaseException):
    """Stands for the end of the driver's process."""


def careful(request: Request) -> Reply:
    """Follows PLAN; after an interrupted call it looks, and repeats only what the page does not show."""
    turn = str(sum(isinstance(message, ModelMessage) for message in request.messages))
    results = [message for message in request.messages if isinstance(message, ResultMessage)]
    if results and text_of(results[-1].parts).startswith("Interrupted"):
        return calling(("elements", {}), turn=turn)
    step = sum(message.tool == "computer" and not message.failed for message in results)
    if results and results[-1].tool == "elements":
        seen = text_of(results[-1].parts)
        step = next((n for n, sign in enumerate(DONE_WHEN) if sign not in seen), len(DONE_WHEN))
    elif any(message.tool == "elements" for message in results):
        step = _plan_place(request)
    return calling(PLAN[step], turn=turn)  # type: ignore[arg-type]


def _plan_place(request: Request) -> int:
    """The step after the last one that was called."""
    last = next(
        m for m in reversed(request.messages) if isinstance(m, ModelMessage) and m.reply.calls[0].name != "elements"
    )
    call = last.reply.calls[0]
    return PLAN.index((call.name, dict(call.arguments))) + 1


def desk() -> FakeDesk:
    page = form_page()
    page.actions["Submit"] = lambda desk: page.elements.append(element(4, "text", "Saved"))
    return FakeDesk([page])


async def drive(w: World, monkeypatch: pytest.MonkeyPatch, kill_at: int, *, before: bool) -> int:
    """Drive until the end or the kill; how many writes there were."""
    writes, append = 0, Record.append

    async def dying(self: Record, events: Sequence[ev.Event], takes: Sequence[str] = ()) -> None:
        nonlocal writes
        writes += 1
        if before and writes == kill_at:
            raise Killed
        await append(self, events, takes)
        if writes == kill_at:
            raise Killed

    monkeypatch.setattr(Record, "append", dying)
    try:
        async with w.driver() as driver:
            await driver.run(wait=lambda state: False)
    finally:
        monkeypatch.setattr(Record, "append", append)
    return writes


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
async def test_a_kill_at_every_write_comes_to_the_same_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: bool
) -> None:
    writes, kill_at = 10_000, 0
    while kill_at < writes:
        folder = tmp_path / str(kill_at)
        async with world(folder, ScriptedModel(careful), desk()) as w:
            w.profile = "trusting"
            await w.say("save Ann")
            if kill_at == 0:
                writes = await drive(w, monkeypatch, -1, before=before)
            else:
                with pytest.raises(Killed):
                    await drive(w, monkeypatch, kill_at, before=before)
                await drive(w, monkeypatch, -1, before=before)
            events = await w.events()
            assert isinstance(events[-1], ev.Concluded), kill_at
            assert events[-1].outcome.kind == "done", kill_at
            assert w.desk.effects == ["open http://form.test", "set Name Ann", "click Submit"], kill_at
            assert all(report.ok for report in await w.journal.verify(w.stream)), kill_at
        kill_at += 1
    assert writes > 20
