"""Stop and take-over: from the event on the record no input leaves any more, but releases; and what is told of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from deskhand.core import acts
from deskhand.core import commands as cmd
from deskhand.core import events as ev
from deskhand.core.errors import DeskLost
from deskhand.core.evolve import fold
from deskhand.core.messages import PicturePart, text_of
from deskhand.core.moves import HandBack, Rest, next_move
from deskhand.core.targets import Covers
from deskhand.desk.base import ActReport
from deskhand.models.base import Request
from deskhand.models.scripted import calling, saying
from deskhand.testing.desk import FakeDesk
from tests.agent.world import finished, form_page, world

OPEN = ("computer", {"action": "open", "target": "http://form.test"})
FOCUS = ("computer", {"action": "left_click", "element": "e1"})
TYPE = ("computer", {"action": "type", "text": "a very long letter"})
DONE = ("finish", {"outcome": "done", "summary": "ok"})
INPUT = "input"
RELEASE = "release"


class SlowHands(FakeDesk):
    """A desk that types for ever, in a keeper of its own: one that is told to stop still gets some keys out first.

    happened: in order, each key that leaves, each release, and what a test adds. typing: set while keys leave.
    """

    def __init__(self, after_cancel: int = 3) -> None:
        super().__init__([form_page()])
        self.happened: list[str] = []
        self.typing = asyncio.Event()
        self._after_cancel = after_cancel
        self._acting = asyncio.Lock()
        self._keeper: asyncio.Task[None] | None = None
        self._cancelled = False

    async def act(
        self, act: acts.Act, *, seen: int | None = None, dialog: bool = False, covers: Covers | None = None
    ) -> ActReport:
        if not isinstance(act, acts.TypeText):
            return await super().act(act, seen=seen, dialog=dialog, covers=covers)
        self._keeper = asyncio.ensure_future(self._type())
        try:
            await asyncio.shield(self._keeper)
        except asyncio.CancelledError:
            self._cancelled = True
            raise
        return ActReport(frame=self._frame)

    async def _type(self) -> None:
        left = self._after_cancel
        async with self._acting:
            while left:
                self.happened.append(INPUT)
                self.typing.set()
                left -= self._cancelled
                for _ in range(3):
                    await asyncio.sleep(0)

    async def release_all(self) -> None:
        async with self._acting:
            self.happened.append(RELEASE)


@pytest.mark.parametrize("after_cancel", [1, 20])
@pytest.mark.parametrize(
    ("command", "event"), [(cmd.Stop(reason="enough"), ev.StopAsked), (cmd.TakeControl(by="u-1:c-1"), ev.ControlTaken)]
)
async def test_no_input_leaves_after_it_is_on_the_record_that_the_agent_is_to_stop(
    tmp_path: Path, command: cmd.Command, event: type[ev.Event], after_cancel: int
) -> None:
    desk = SlowHands(after_cancel)
    async with world(tmp_path, [calling(OPEN, FOCUS, TYPE)], desk) as w, w.driver(lambda e: noted(desk, e)) as driver:
        await w.say("write a letter")
        running = asyncio.ensure_future(driver.run(wait=lambda state: False))
        await desk.typing.wait()
        await w.command(command)
        assert await running == Rest("over" if isinstance(command, cmd.Stop) else "person")
        for _ in range(200):
            await asyncio.sleep(0)
        at = desk.happened.index(event.__name__)
        assert INPUT in desk.happened[:at]
        assert desk.happened[at - 1] == RELEASE, "and nothing is held when it is on the record"
        assert INPUT not in desk.happened[at:], desk.happened[at:]
        assert ("interrupted" in [status for status, _ in finished(await w.events())]) == isinstance(command, cmd.Stop)


def noted(desk: SlowHands, event: ev.Event) -> None:
    if isinstance(event, ev.StopAsked | ev.ControlTaken):
        desk.happened.append(type(event).__name__)


async def test_a_desk_that_does_not_answer_does_not_keep_a_person_from_stopping(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stuck(SlowHands):
        async def release_all(self) -> None:
            await asyncio.Event().wait()

    monkeypatch.setattr("deskhand.agent.perform.LET_GO_S", 0.0)
    desk = Stuck()
    async with world(tmp_path, [calling(OPEN, FOCUS, TYPE)], desk) as w, w.driver() as driver:
        await w.say("write a letter")
        running = asyncio.ensure_future(driver.run(wait=lambda state: False))
        await desk.typing.wait()
        await w.command(cmd.Stop(reason="enough"))
        assert await running == Rest("over")


async def test_a_call_that_ends_just_as_the_stop_comes_is_told_as_done(tmp_path: Path) -> None:
    """The command is found while the call's last word is on its way: it happened, so it is not called unknown."""

    class LastWord(FakeDesk):
        async def act(
            self, act: acts.Act, *, seen: int | None = None, dialog: bool = False, covers: Covers | None = None
        ) -> ActReport:
            try:
                if isinstance(act, acts.Click):
                    clicking.set()
                    await asyncio.Event().wait()
            except asyncio.CancelledError:
                pass  # it was done already when it was told to stop
            return await super().act(act, seen=seen, dialog=dialog, covers=covers)

    clicking, desk = asyncio.Event(), LastWord([form_page()])
    async with world(tmp_path, [calling(OPEN, FOCUS, TYPE)], desk) as w, w.driver() as driver:
        await w.say("go")
        running = asyncio.ensure_future(driver.run(wait=lambda state: False))
        await clicking.wait()
        await w.command(cmd.Stop(reason="enough"))
        await running
        assert [status for status, _ in finished(await w.events())] == ["ok", "ok", "skipped"]


async def test_a_reply_that_is_on_the_record_is_not_broken_off_too(tmp_path: Path) -> None:
    async with world(tmp_path, [saying("Hello"), saying("Again")]) as w:

        def stops(event: ev.Event) -> None:
            if isinstance(event, ev.ModelReplied):
                stopping.append(asyncio.ensure_future(w.command(cmd.Stop(reason="enough"))))

        stopping: list[asyncio.Future[None]] = []
        async with w.driver(stops) as driver:
            await w.say("go")
            await driver.run(wait=lambda state: False)
            await asyncio.gather(*stopping)
        replies = [event.reply.text for event in await w.events() if isinstance(event, ev.ModelReplied)]
        assert replies == ["Hello"]


async def taken_and_given_back(w: object, does: Callable[[FakeDesk], object], words: str = "") -> list[ev.Event]:
    """Take over at the first request to the model, do something on the desk, give it back, work to the end."""
    world_ = w
    async with world_.driver() as driver:  # type: ignore[attr-defined]
        await world_.say("go")  # type: ignore[attr-defined]
        await world_.command(cmd.TakeControl(by="u-1:c-1"))  # type: ignore[attr-defined]
        assert await driver.run(wait=lambda state: False) == Rest("person")
        assert driver.state.controller == "u-1:c-1"
        does(world_.desk)  # type: ignore[attr-defined]
        await world_.command(cmd.ReturnControl(words=words, by="u-1"))  # type: ignore[attr-defined]
        await driver.run(wait=lambda state: False)
        assert driver.state.controller == ""
    return await world_.events()  # type: ignore[attr-defined,no-any-return]


def works(desk: FakeDesk) -> None:
    desk.page = desk.pages["http://form.test"]
    desk.files["/work/dropped.csv"] = b"1,2"
    desk.change()


async def test_the_model_is_told_what_a_person_changed_on_the_desk_and_shown_it(tmp_path: Path) -> None:
    async with world(tmp_path, [calling(DONE)]) as w:
        events = await taken_and_given_back(w, works, "I signed in for you")
        (notice,) = [event for event in events if isinstance(event, ev.Noticed)]
        assert notice.topic == "control"
        assert text_of(notice.parts[1:]) == "Pages that are open now: http://form.test.\nNew files: dropped.csv."
        assert [part.kind for part in notice.parts] == ["text", "text", "picture"]
        assert notice.parts[1].stranger, "names of pages and files are a stranger's words"  # type: ignore[union-attr]
        (request,) = w.model.requests  # type: ignore[attr-defined]
        told = [(message.role, text_of(message.parts)) for message in request.messages]
        assert told[:2] == [("person", "go"), ("person", "I signed in for you")]
        assert told[2][0] == "notice" and "dropped.csv" in told[2][1]


async def test_a_person_who_changed_nothing_is_told_so_and_the_picture_is_what_the_next_act_is_planned_on(
    tmp_path: Path,
) -> None:
    click = ("computer", {"action": "left_click", "coordinate": [110, 125]})
    async with world(tmp_path, [calling(click), calling(DONE, turn="u")]) as w:
        events = await taken_and_given_back(w, lambda desk: desk.change())
        (notice,) = [event for event in events if isinstance(event, ev.Noticed)]
        assert "no file was seen to change" in text_of(notice.parts)
        assert isinstance(notice.parts[-1], PicturePart)
        assert finished(events)[0][0] == "ok", "it is not called stale: the model saw the screen as it is"


async def test_what_was_changed_is_not_known_to_a_driver_that_was_not_there(tmp_path: Path) -> None:
    async with world(tmp_path, [calling(DONE)]) as w:
        async with w.driver() as driver:
            await w.say("go")
            await w.command(cmd.TakeControl())
            await driver.run(wait=lambda state: False)
        async with w.driver() as driver:
            await w.command(cmd.ReturnControl())
            await driver.run(wait=lambda state: False)
        (notice,) = [event for event in await w.events() if isinstance(event, ev.Noticed)]
        assert "not known" in text_of(notice.parts)


async def test_a_desk_that_went_away_meanwhile_is_made_again_before_the_model_is_told(tmp_path: Path) -> None:
    class Gone(FakeDesk):
        async def elements(self, query: object = None) -> object:  # type: ignore[override]
            raise DeskLost("it went away.")

    async with world(tmp_path, [calling(DONE)], Gone([form_page()])) as w:
        events = await taken_and_given_back(w, lambda desk: None)
        (notice,) = [event for event in events if isinstance(event, ev.Noticed)]
        assert "Which pages changed is not known." in text_of(notice.parts)


def begun(*more: ev.Event) -> list[ev.Event]:
    return [ev.SessionStarted(model="m"), ev.Said(parts=()), *more]


def test_giving_the_desk_back_does_not_start_work_that_had_ended_but_words_with_it_do() -> None:
    from deskhand.core.outcome import Outcome

    over = [*begun(ev.Concluded(outcome=Outcome(kind="done"))), ev.ControlTaken(by="a"), ev.ControlReturned()]
    assert next_move(fold(over)) == Rest("over")
    assert next_move(fold([*over, ev.Said(parts=())])) == HandBack(), "it is told before the model is asked"
    assert next_move(fold([*over[:-1], ev.ControlReturned(words="go on")])) == HandBack()


async def test_nobody_gives_back_what_nobody_has(tmp_path: Path) -> None:
    async with world(tmp_path, [calling(DONE)]) as w:
        await w.command(cmd.ReturnControl(by="u-2"))
        async with w.driver() as driver:
            await driver.run(wait=lambda state: False)
        assert [event.reason for event in await w.events() if isinstance(event, ev.CommandIgnored)] == [
            "nobody has the desk who could give it back"
        ]


@pytest.mark.parametrize("more", [cmd.Pause(by="u-1"), cmd.Continue(by="u-1"), cmd.ReturnControl(by="u-1")])
def test_every_command_keeps_who_gave_it(more: cmd.Command) -> None:
    assert cmd.event_of(more, "c-1").by == "u-1"  # type: ignore[union-attr]
    assert cmd.event_of(cmd.Say(parts=(), by="u-1"), "c-2").by == "u-1"  # type: ignore[union-attr]


async def test_who_takes_over_instead_of_answering_has_the_desk_under_their_name(tmp_path: Path) -> None:
    def asks(request: Request) -> object:
        return calling(OPEN, ("computer", {"action": "left_click", "element": "e2"}))

    async with world(tmp_path, [asks]) as w, w.driver() as driver:  # type: ignore[list-item]
        await w.say("save")
        await driver.run(wait=lambda state: False)
        assert driver.state.question is not None
        await w.command(cmd.Answer(question=driver.state.question.question, answer="take_over", by="u-1:c-9"))
        assert await driver.run(wait=lambda state: False) == Rest("person")
        assert driver.state.controller == "u-1:c-9"
