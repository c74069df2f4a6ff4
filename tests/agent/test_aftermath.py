"""What pages send after acts that need no question: it goes with them, is stopped, or is asked about by itself."""

from __future__ import annotations

from pathlib import Path

from deskhand.core import events as ev
from deskhand.core.moves import Rest
from deskhand.core.targets import HeldRequest
from deskhand.models.scripted import calling
from deskhand.testing.desk import FakeDesk, FakePage, element
from tests.agent.test_answers import answered, run
from tests.agent.test_driver import DONE, OPEN, SUBMIT
from tests.agent.world import World, form_page, world

DRAFT = HeldRequest(
    id="r1", method="POST", address="http://form.test/autosave", host="form.test", page="http://form.test",
    kind="fetch", fields={"to": "ann@team.test", "body": "Hel"},
)  # fmt: skip
PLAIN = HeldRequest(
    id="r2", method="POST", address="http://form.test/record", host="form.test", page="http://form.test", kind="fetch",
    fields={"done": "Buy milk"}, of_act=True,
)  # fmt: skip

INVITATION = HeldRequest(
    id="r2", method="POST", address="http://form.test/invitations", host="form.test", page="http://form.test",
    kind="fetch", fields={"email": "ann@team.test"}, of_act=True,
)  # fmt: skip


def click(number: int) -> tuple[str, dict[str, str]]:
    return "computer", {"action": "left_click", "element": f"e{number}"}


def script(*calls: tuple[str, dict[str, str]]) -> list[object]:
    turns = [calling(OPEN), *(calling(call, turn=f"t{n}") for n, call in enumerate(calls))]
    return [*turns, calling(DONE, turn="end")]


def list_page() -> FakePage:
    """A box in no form, and a button that makes something new and has no fields: both tell the site at once."""
    elements = [
        element(1, "checkbox", "Buy milk"),
        element(2, "button", "Add member"),
        element(3, "button", "Add group"),
    ]
    sends = {"Buy milk": lambda desk: desk.send(PLAIN), "Add member": lambda desk: desk.send(INVITATION)}
    return FakePage("http://form.test", "List", elements, {**sends, "Add group": lambda desk: None})


async def asked(w: World) -> list[ev.Asked]:
    return [event for event in await w.events() if isinstance(event, ev.Asked)]


async def test_a_draft_that_waits_when_the_whole_is_sent_is_stopped_and_not_asked_about(tmp_path: Path) -> None:
    desk = FakeDesk([form_page()])
    async with world(tmp_path, script(SUBMIT), desk) as w:  # type: ignore[arg-type]
        assert await run(w) == Rest("question")
        desk.waiting = (DRAFT,)
        assert await answered(w, "allow") == Rest("over")
        assert len(await asked(w)) == 1
        assert desk.effects[-2:] == ["stopped POST http://form.test/autosave", "click Submit"]
        told = [event for event in await w.events() if isinstance(event, ev.CallFinished)]
        assert any("that was stopped" in str(event.content) and event.status == "ok" for event in told)


async def test_a_box_in_no_form_applies_at_once_without_a_question(tmp_path: Path) -> None:
    desk = FakeDesk([list_page()])
    async with world(tmp_path, script(click(1)), desk) as w:  # type: ignore[arg-type]
        assert await run(w) == Rest("over")
        assert await asked(w) == [] and desk.effects[-1] == "sent POST http://form.test/record"
        verdicts = [event.verdict for event in await w.events() if isinstance(event, ev.CallJudged)]
        assert "where it can be undone" in verdicts[-2].rule, "what it sent has a verdict of its own"


async def test_a_careful_person_finds_that_stopped(tmp_path: Path) -> None:
    desk = FakeDesk([list_page()])
    async with world(tmp_path, script(click(1)), desk) as w:  # type: ignore[arg-type]
        w.profile = "cautious"
        assert await run(w) == Rest("over")
        assert desk.effects[-1] == "stopped POST http://form.test/record"


async def test_a_button_that_only_opens_is_not_asked_about_and_one_that_sends_is(tmp_path: Path) -> None:
    desk = FakeDesk([list_page()])
    async with world(tmp_path, script(click(3), click(2)), desk) as w:  # type: ignore[arg-type]
        assert await run(w) == Rest("question")
        (question,) = await asked(w)
        assert question.requests == ("r2",) and 'set off by button "Add member"' in question.consequence
        assert await answered(w, "deny") == Rest("over")
        assert desk.effects[-1] == "stopped POST http://form.test/invitations"
