"""The loop on a fake desk: what a model asks for happens once, in order, judged, and on the record."""

import asyncio
from pathlib import Path

from deskhand.core import commands as cmd
from deskhand.core import events as ev
from deskhand.core.messages import PicturePart, Reply
from deskhand.core.moves import Rest
from deskhand.core.state import State
from deskhand.models.base import Request
from deskhand.models.scripted import calling, saying
from deskhand.testing.desk import FakeDesk
from tests.agent.world import World, finished, world

OPEN = ("computer", {"action": "open", "target": "http://form.test"})
FILL = ("computer", {"action": "set_value", "element": "e1", "value": "Ann"})
SUBMIT = ("computer", {"action": "left_click", "element": "e2"})
DONE = ("finish", {"outcome": "done", "summary": "saved", "checks": [{"name": "saved", "holds": True}]})


def never(state: State) -> bool:
    return False


async def run(w: World, words: str = "save Ann") -> Rest:
    async with w.driver() as driver:
        await w.say(words)
        return await driver.run(wait=never)


async def test_a_batch_runs_in_order_and_the_work_ends_with_the_models_claim(tmp_path: Path) -> None:
    async with world(tmp_path, [calling(OPEN, FILL), calling(DONE, turn="u")]) as w:
        assert await run(w) == Rest("over")
        assert w.desk.effects == ["open http://form.test", "set Name Ann"]
        last = (await w.events())[-1]
        assert isinstance(last, ev.Concluded)
        assert (last.outcome.kind, last.outcome.good) == ("done", True)


async def test_every_call_that_reaches_the_desk_was_judged_and_started_first(tmp_path: Path) -> None:
    async with world(tmp_path, [calling(OPEN, FILL), calling(DONE, turn="u")]) as w:
        await run(w)
        seen: dict[str, list[str]] = {}
        for event in await w.events():
            if isinstance(event, ev.CallJudged | ev.CallStarted | ev.CallFinished):
                seen.setdefault(event.call, []).append(event.type)
        assert set(map(tuple, seen.values())) == {("call_judged", "call_started", "call_finished")}


async def test_what_the_profile_asks_about_waits_for_a_person_and_survives_a_restart(tmp_path: Path) -> None:
    async with world(tmp_path, [calling(OPEN), calling(SUBMIT, turn="u"), calling(DONE, turn="v")]) as w:
        assert await run(w) == Rest("question")
        assert "click Submit" not in w.desk.effects
        async with w.driver() as driver:
            waiting = driver.state.question
            assert waiting is not None
            await w.command(cmd.Answer(question=waiting.question, answer="allow"))
            assert await driver.run(wait=never) == Rest("over")
        assert w.desk.effects.count("click Submit") == 1


async def test_a_person_who_says_no_is_heard_with_their_words(tmp_path: Path) -> None:
    async with world(tmp_path, [calling(OPEN), calling(SUBMIT, turn="u"), calling(DONE, turn="v")]) as w:
        await run(w)
        async with w.driver() as driver:
            assert driver.state.question is not None
            answer = cmd.Answer(question=driver.state.question.question, answer="deny", words="not today")
            await w.command(answer)
            await driver.run(wait=never)
        assert "click Submit" not in w.desk.effects
        assert any(status == "denied" and "not today" in text for status, text in finished(await w.events()))


async def test_a_yes_is_asked_again_when_what_it_was_given_to_has_changed(tmp_path: Path) -> None:
    async with world(tmp_path, [calling(OPEN, FILL), calling(SUBMIT, turn="u"), calling(DONE, turn="v")]) as w:
        await run(w)
        page = w.desk.page
        assert page is not None
        page.elements = [e.model_copy(update={"name": "Delete all"}) if e.id == "e2" else e for e in page.elements]
        async with w.driver() as driver:
            assert driver.state.question is not None
            await w.command(cmd.Answer(question=driver.state.question.question, answer="allow"))
            assert await driver.run(wait=never) == Rest("question")
        assert not any(effect.startswith("click") for effect in w.desk.effects)


async def test_a_bad_call_is_answered_with_the_next_legal_move_and_only_looks_of_its_batch_go_on(
    tmp_path: Path,
) -> None:
    bad = ("computer", {"action": "drag", "coordinate": [1, 2]})
    look = ("computer", {"action": "screenshot"})
    async with world(tmp_path, [calling(bad, OPEN, look), calling(DONE, turn="u")]) as w:
        await run(w)
        first, second, third = finished(await w.events())[:3]
        assert first[0] == "failed"
        assert "It takes: path" in first[1]
        assert second == ("skipped", "Not executed: an earlier computer action in this turn failed.")
        assert third == ("ok", "The screen.")
        assert w.desk.effects == []


async def test_an_unknown_tool_names_the_ones_there_are(tmp_path: Path) -> None:
    async with world(tmp_path, [calling(("teleport", {})), calling(DONE, turn="u")]) as w:
        await run(w)
        assert "computer" in finished(await w.events())[0][1]


async def test_an_act_planned_on_an_old_picture_is_not_done_and_the_screen_is_shown(tmp_path: Path) -> None:
    look = ("computer", {"action": "screenshot"})
    click = ("computer", {"action": "left_click", "coordinate": [110, 125]})

    def changed(request: Request) -> Reply:
        w.desk.change()
        return calling(click, turn="v")

    async with world(tmp_path, [calling(OPEN), calling(look, turn="u"), changed, calling(DONE, turn="x")]) as w:
        await run(w)
        stale = next(e for e in await w.events() if isinstance(e, ev.CallFinished) and e.details.get("stale"))
        assert stale.status == "failed"
        assert isinstance(stale.content[-1], PicturePart)


async def test_stop_breaks_off_a_model_that_is_speaking(tmp_path: Path) -> None:
    class Slow:
        name = "slow"
        asked = asyncio.Event()

        async def stream(self, request: Request):  # type: ignore[no-untyped-def]
            self.asked.set()
            await asyncio.Event().wait()
            yield saying("never")

        async def close(self) -> None:
            pass

    slow = Slow()
    async with world(tmp_path, slow) as w, w.driver() as driver:  # type: ignore[arg-type]
        await w.say("go")
        running = asyncio.create_task(driver.run(wait=never))
        await slow.asked.wait()
        await w.command(cmd.Stop(reason="enough"))
        assert await running == Rest("over")
        replies = [e.reply for e in await w.events() if isinstance(e, ev.ModelReplied)]
        assert [reply.stop_reason for reply in replies] == ["interrupted"]


async def test_a_lost_desk_is_made_again_and_the_call_is_told_as_unknown(tmp_path: Path) -> None:
    def lose(request: Request) -> Reply:
        w.desk.lost = True
        return calling(("bash", {"command": "echo hi"}), turn="u")

    async with world(tmp_path, [calling(OPEN), lose, calling(DONE, turn="v")]) as w:
        assert await run(w) == Rest("over")
        events = await w.events()
        assert any(status == "interrupted" and "unknown" in text for status, text in finished(events))
        assert sum(isinstance(event, ev.DeskReady) for event in events) == 2


async def test_a_command_that_cannot_be_read_is_taken_away_and_hurts_nobody(tmp_path: Path) -> None:
    async with world(tmp_path, [calling(DONE)]) as w:
        await w.journal.put_command(w.stream, "weird", {"command": "fly", "to": ["moon"]})
        assert await run(w) == Rest("over")
        assert await w.journal.take_commands(w.stream) == []


async def test_the_session_verifies_after_a_whole_run(tmp_path: Path) -> None:
    async with world(tmp_path, [calling(OPEN, ("computer", {"action": "screenshot"})), calling(DONE, turn="u")]) as w:
        await run(w)
        assert all(report.ok for report in await w.journal.verify(w.stream))


def test_the_fake_desk_says_that_it_is_one() -> None:
    assert "fake" in str(FakeDesk().info.walls)


async def test_the_work_folder_is_kept_at_a_persons_turn_and_before_what_cannot_be_undone(tmp_path: Path) -> None:
    async with world(tmp_path, [calling(OPEN), calling(SUBMIT, turn="u"), calling(DONE, turn="v")]) as w:
        w.profile = "trusting"
        await run(w)
        labels = [event.label for event in await w.events() if isinstance(event, ev.SnapshotTaken)]
        assert labels == ["a person's turn", "before call u.1"]
