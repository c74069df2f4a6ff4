"""What a driver does that takes up what another left: questions answered twice, desks that went, calls cut off."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskhand.agent.session import Home, Session, TaskOptions
from deskhand.core import commands as cmd
from deskhand.core import events as ev
from deskhand.core.errors import InvalidInput, LimitExceeded
from deskhand.core.evolve import DESK_ANEW, fold
from deskhand.core.messages import Call, Reply
from deskhand.core.moves import INTERRUPTED, NOT_BEGUN, next_move
from deskhand.core.moves import Reply as Answering
from deskhand.desk.base import DeskInfo
from deskhand.models.base import Request
from deskhand.models.scripted import calling
from deskhand.settings import load
from deskhand.testing.desk import FakeDesk
from tests.agent.world import World, finished, world

ASK = ("ask_person", {"question": "Which color?"})
DONE = ("finish", {"outcome": "done", "summary": "ok"})
OPEN = ("computer", {"action": "open", "target": "http://form.test"})


async def rest(w: World) -> None:
    async with w.driver() as driver:
        await driver.run(wait=lambda state: False)


async def test_of_two_answers_to_a_question_the_first_counts_and_the_second_is_told_so(tmp_path: Path) -> None:
    async with world(tmp_path, [calling(ASK), calling(DONE, turn="u")]) as w:
        await w.say("go")
        await rest(w)
        (asked,) = [event for event in await w.events() if isinstance(event, ev.Asked)]
        for answer in ("red", "blue"):
            await w.command(cmd.Answer(question=asked.question, answer=answer))
        await rest(w)
        events = await w.events()
        assert ("ok", "red") in finished(events) and ("ok", "blue") not in finished(events)
        (ignored,) = [event for event in events if isinstance(event, ev.CommandIgnored)]
        assert "does not wait for an answer" in ignored.reason
        assert await w.journal.take_commands(w.stream) == []


class NewDesk(FakeDesk):
    """A fake whose id is given, as each real desk has one of its own."""

    name = "one"

    @property
    def info(self) -> DeskInfo:
        return super().info.model_copy(update={"id": self.name})


async def test_a_call_that_had_not_begun_when_the_desk_went_is_told_as_not_executed(tmp_path: Path) -> None:
    desk = NewDesk()

    def lose(request: Request) -> Reply:
        desk.lost = True
        desk.name = "two"
        return calling(("computer", {"action": "left_click", "element": "e1"}), turn="u")

    async with world(tmp_path, [calling(("bash", {"command": "echo hi"})), lose, calling(DONE, turn="v")], desk) as w:
        await w.say("go")
        await rest(w)
        events = await w.events()
        assert any(status == "failed" and text.startswith(NOT_BEGUN) for status, text in finished(events))
        assert [event.topic for event in events if isinstance(event, ev.Noticed)] == ["desk"]


async def test_a_desk_that_is_found_again_is_not_called_new(tmp_path: Path) -> None:
    async with world(tmp_path, [calling(ASK)]) as w:
        await w.say("go")
        await rest(w)
        await rest(w)
        ready = [event.fresh for event in await w.events() if isinstance(event, ev.DeskReady)]
        assert ready == [True, False]


def in_turn(*names: str) -> list[ev.Event]:
    calls = tuple(Call(id=f"c{n}", name=name, arguments={}) for n, name in enumerate(names))
    said = ev.Said(parts=())
    return [ev.SessionStarted(model="m"), said, ev.ModelReplied(reply=Reply(calls=calls, stop_reason="calls"))]


def test_what_was_planned_on_a_desk_that_is_gone_is_not_done_on_the_next_one() -> None:
    state = fold([*in_turn("computer"), ev.DeskReady(desk="d2", width=1, height=1, fresh=True)])
    move = next_move(state)
    assert isinstance(move, Answering) and (move.status, move.text) == ("skipped", DESK_ANEW)


def test_a_stop_in_the_middle_of_a_call_does_not_claim_that_it_was_not_executed() -> None:
    state = fold([*in_turn("bash", "bash"), ev.CallStarted(call="c0"), ev.StopAsked(reason="enough")])
    move = next_move(state)
    assert isinstance(move, Answering) and (move.status, move.text) == ("interrupted", INTERRUPTED)
    state = fold([ev.CallFinished(call="c0", status="interrupted", content=())], state)
    move = next_move(state)
    assert isinstance(move, Answering) and move.status == "skipped"


async def test_a_full_disk_breaks_the_work_off_and_it_goes_on_when_there_is_room(tmp_path: Path) -> None:
    turns = [calling(OPEN, turn=str(n)) for n in range(30)]
    async with world(tmp_path, [*turns, calling(DONE, turn="z")]) as w:
        await w.say("go")
        (pages,) = await w.journal._database.pragma("page_count")
        await w.journal._database.pragma(f"max_page_count={pages + 4}")
        with pytest.raises(LimitExceeded, match="disk is full"):
            await rest(w)
        await w.journal._database.pragma(f"max_page_count={pages + 10_000}")
        done = len(w.desk.effects)
        await rest(w)
        events = await w.events()
        assert isinstance(events[-1], ev.Concluded)
        told = sum(status == "interrupted" for status, _ in finished(events))
        assert len(w.desk.effects) >= done and told <= 1
        assert all(report.ok for report in await w.journal.verify())


async def test_a_session_that_was_begun_can_be_taken_up_from_its_first_event_on(tmp_path: Path) -> None:
    home = Home(load({"DESKHAND_HOME": str(tmp_path)}, tmp_path))
    begun = await Session.start(TaskOptions(title="mine"), home)
    await begun.close()
    again = await Session.resume(begun.id, home)
    assert again.state.session is not None
    await again.close()
    async with await home.journal() as journal:
        types = [type(entry.event) for entry in await journal.read(begun.id)]
        assert types == [ev.SessionStarted, ev.DriverAttached, ev.DriverAttached]
        empty = await journal.create("session")
    with pytest.raises(InvalidInput, match="no beginning"):
        await Session.resume(empty.id, home)
