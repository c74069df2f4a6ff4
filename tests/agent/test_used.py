"""Calls that are not the model's: a person's, or an artifact's that they let. Judged, on the record, and told it."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from deskhand.agent import perform
from deskhand.core import commands as cmd
from deskhand.core import events as ev
from deskhand.core.messages import ModelMessage, Origin, PersonMessage, ResultMessage, text_of
from deskhand.core.moves import Rest
from deskhand.core.state import State
from deskhand.desk.base import RunResult
from deskhand.models.scripted import ScriptedModel, calling, saying
from deskhand.testing.desk import FakeDesk
from tests.agent.world import World, finished, form_page, world

HELLO = cmd.UseTool(tool="bash", arguments={"command": "echo hello"}, by="anna")
DELETE = {"command": "rm -r notes"}
BUDGET = Origin(kind="artifact", artifact="a-1-1", version=2, title="Budget")
DONE = ("finish", {"outcome": "done", "summary": "ok"})


def never(state: State) -> bool:
    return False


async def run(w: World, *commands: cmd.Command) -> Rest:
    async with w.driver() as driver:
        for command in commands:
            await w.command(command)
        return await driver.run(wait=never)


def types(events: list[ev.Event], *kinds: type) -> list[str]:
    return [each.type for each in events if isinstance(each, kinds)]


class Killed(BaseException):
    """Stands for the end of the driver's process."""


OF_CALL = (ev.Called, ev.CallJudged, ev.Asked, ev.CallStarted, ev.CallFinished)


async def test_a_person_uses_a_tool_while_nothing_goes_on_and_the_model_is_not_woken(tmp_path: Path) -> None:
    async with world(tmp_path, [saying("Hi."), saying("I see.")]) as w:
        await w.say("hello")
        assert await run(w) == Rest("over")
        assert await run(w, HELLO) == Rest("over")
        events = await w.events()
        assert types(events, *OF_CALL) == ["called", "call_judged", "call_started", "call_finished"]
        assert finished(events) == [("ok", "exit 0")]
        assert w.desk.effects == ["run bash -c 'echo hello'"]
        await w.say("what did I do?")
        assert await run(w) == Rest("over")
        assert isinstance(w.model, ScriptedModel)
        told, said = w.model.requests[-1].messages[-2:]
        assert isinstance(told, PersonMessage) and told.role == "notice" and "used the tool bash" in text_of(told.parts)
        assert "hello" in told.parts[1].text and told.parts[1].stranger  # type: ignore[union-attr]
        assert isinstance(said, PersonMessage) and said.role == "person"


async def test_between_two_steps_of_the_model_it_comes_first_and_the_models_pairs_stay_whole(tmp_path: Path) -> None:
    batch = calling(("bash", {"command": "echo one"}), ("bash", {"command": "echo two"}))
    async with world(tmp_path, [batch, calling(DONE, turn="u")]) as w:

        def on_record(event: ev.Event) -> None:
            if isinstance(event, ev.CallStarted) and len(w.desk.effects) == 0:
                tasks.append(asyncio.ensure_future(w.command(HELLO)))

        tasks: list[asyncio.Future[None]] = []

        class Waits(FakeDesk):
            async def run(self, command: str, **rest: object) -> RunResult:  # type: ignore[override]
                await asyncio.gather(*tasks)
                return await super().run(command)

        w.desk = Waits([form_page()])
        async with w.driver(on_record) as driver:
            await w.say("go")
            assert await driver.run(wait=never) == Rest("over")
        assert w.desk.effects == ["run echo one", "run bash -c 'echo hello'", "run echo two"]
        assert isinstance(w.model, ScriptedModel)
        kinds = [type(each) for each in w.model.requests[-1].messages]
        assert kinds == [PersonMessage, ModelMessage, ResultMessage, ResultMessage, PersonMessage]
        assert driver.state.spent.steps == 3  # the model's own, and finish


async def test_a_persons_own_hand_is_the_answer_where_the_profile_would_ask(tmp_path: Path) -> None:
    async with world(tmp_path, []) as w:
        await run(w, cmd.UseTool(tool="bash", arguments=DELETE))
        events = await w.events()
        judged = next(each for each in events if isinstance(each, ev.CallJudged))
        assert judged.verdict.decision == "ask" and "asked" not in types(events, *OF_CALL)
        assert w.desk.effects[-1] == "run bash -c 'rm -r notes'"


async def test_what_an_artifact_wants_is_asked_in_its_name_and_a_no_is_a_no(tmp_path: Path) -> None:
    async with world(tmp_path, []) as w:
        assert await run(w, cmd.UseTool(tool="bash", arguments=DELETE, origin=BUDGET)) == Rest("question")
        asked = next(each for each in await w.events() if isinstance(each, ev.Asked))
        assert "“Budget”" in asked.text and "always" not in asked.options
        assert (asked.unanswered, asked.patience_s) == ("go_on", 120)
        await run(w, cmd.Answer(question=asked.question, answer="deny"))
        assert finished(await w.events()) == [("denied", "The person did not allow this.")]
        assert not any(effect.startswith("run") for effect in w.desk.effects)


async def test_an_artifact_does_what_a_person_said_yes_to(tmp_path: Path) -> None:
    async with world(tmp_path, []) as w:
        await run(w, cmd.UseTool(tool="bash", arguments=DELETE, origin=BUDGET))
        asked = next(each for each in await w.events() if isinstance(each, ev.Asked))
        await run(w, cmd.Answer(question=asked.question, answer="allow"))
        assert w.desk.effects[-1] == "run bash -c 'rm -r notes'"


@pytest.mark.parametrize("origin", [Origin(), BUDGET])
async def test_what_the_profile_denies_is_not_done_whoever_wants_it(tmp_path: Path, origin: Origin) -> None:
    use = cmd.UseTool(tool="bash", arguments={"command": "curl -d a=1 http://10.0.0.1/"}, origin=origin)
    async with world(tmp_path, []) as w:
        real = perform.judged

        async def denied(*args: object, **rest: object) -> object:
            verdict = await real(*args, **rest)  # type: ignore[arg-type]
            return verdict.model_copy(update={"decision": "deny"})

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(perform, "judged", denied)
            await run(w, use)
        assert [status for status, _ in finished(await w.events())] == ["denied"]
        assert w.desk.effects == []


@pytest.mark.parametrize("tool", ["finish", "ask_person", "secret", "computer", "teleport"])
async def test_what_is_between_the_model_and_the_person_can_not_be_used(tmp_path: Path, tool: str) -> None:
    async with world(tmp_path, []) as w:
        await run(w, cmd.UseTool(tool=tool, origin=BUDGET))
        [(status, words)] = finished(await w.events())
        assert status == "failed" and "Use one of: bash, edit, files, elements." in words


async def test_a_crash_leaves_it_unknown_and_it_is_not_done_twice(tmp_path: Path) -> None:
    class Dying(FakeDesk):
        async def run(self, command: str, **rest: object) -> RunResult:  # type: ignore[override]
            await super().run(command)
            raise Killed

    async with world(tmp_path, [], Dying([form_page()])) as w:
        with pytest.raises(Killed):
            await run(w, HELLO)
        assert await run(w) == Rest("new")
        assert [status for status, _ in finished(await w.events())] == ["interrupted"]
        assert len(w.desk.effects) == 1


async def broken_off(w: World, until: Callable[[ev.Event], bool], wanted: cmd.Command) -> None:
    """Drive, and put a command once an event is there."""
    there = asyncio.Event()
    async with w.driver(lambda event: there.set() if until(event) else None) as driver:
        driving = asyncio.ensure_future(driver.run(wait=never))
        await there.wait()
        await w.command(wanted)
        await asyncio.wait_for(driving, 10)


async def test_one_is_broken_off_alone_and_the_model_goes_on(tmp_path: Path) -> None:
    class Endless(FakeDesk):
        async def run(self, command: str, **rest: object) -> RunResult:  # type: ignore[override]
            if "hello" in command:
                await asyncio.Event().wait()
            return await super().run(command)

    answers = [calling(("bash", {"command": "echo one"})), calling(DONE, turn="u")]
    async with world(tmp_path, answers, Endless([form_page()])) as w:
        await w.journal.put_command(w.stream, "run-1", HELLO.model_dump(mode="json"))
        await w.say("go")
        wanted = cmd.BreakOff(call=cmd.call_id("run-1"))
        await broken_off(w, lambda event: isinstance(event, ev.CallStarted), wanted)
        events = await w.events()
        assert [status for status, _ in finished(events)] == ["interrupted", "ok", "ok"]
        assert isinstance(events[-1], ev.Concluded) and events[-1].outcome.kind == "done"


async def test_the_models_own_call_can_not_be_broken_off_like_this(tmp_path: Path) -> None:
    async with world(tmp_path, []) as w:
        await run(w, cmd.BreakOff(call="c1"))
        assert types(await w.events(), ev.BrokenOff, ev.CommandIgnored) == ["command_ignored"]


async def test_more_than_can_wait_are_turned_away(tmp_path: Path) -> None:
    async with world(tmp_path, []) as w:
        await run(w, *[HELLO] * 18)
        events = await w.events()
        assert len(types(events, ev.Called)) == 16 and len(types(events, ev.CommandIgnored)) == 2


async def test_a_page_that_asks_all_the_time_fills_no_context(tmp_path: Path) -> None:
    use = HELLO.model_copy(update={"origin": BUDGET})
    async with world(tmp_path, [saying("Well.")]) as w:
        for _ in range(3):
            await run(w, *[use] * 10)
        await w.say("and?")
        await run(w)
        assert isinstance(w.model, ScriptedModel)
        assert len(w.model.requests[-1].messages) == 8 + 1 + 1


async def test_a_command_of_an_artifact_holds_the_desk_up_for_two_minutes_at_most(tmp_path: Path) -> None:
    given: list[object] = []

    class Timed(FakeDesk):
        async def run(self, command: str, **rest: object) -> RunResult:  # type: ignore[override]
            given.append(rest["timeout_s"])
            return await super().run(command)

    use = cmd.UseTool(tool="bash", arguments={"command": "echo", "timeout_s": 3_600})
    async with world(tmp_path, [], Timed([form_page()])) as w:
        await run(w, use, use.model_copy(update={"origin": BUDGET}))
    assert given == [3_600, 120]
