"""Every way to make a desk do something leaves a verdict in the journal, before the desk has done anything.

Every vendor's form of a call ends in the tools and canonical acts that `ways.py` names; the adapters' own tests show
that. The shell can't drive the browser: its cell has no screen, no bus and no debugging port (tests/walls).
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any, get_args

import pytest

from deskhand.core import acts
from deskhand.core import commands as cmd
from deskhand.core import events as ev
from deskhand.core.errors import InvalidInput
from deskhand.core.messages import Call, Origin, Reply
from deskhand.desk.base import Desk
from deskhand.models.scripted import calling, saying
from deskhand.policy.shell.line import touch_of_command
from deskhand.testing.desk import FakeDesk
from deskhand.tools.computer import ComputerArguments, to_act
from deskhand.tools.registry import TOOLS, USABLE
from tests.tools.test_secret import KeptSecrets

from .ways import CALLS, COMMANDS, DESK_METHODS, NOT_THERE_YET
from .world import finished, form_page, world

CHOOSING = ("action", "command")


def choices(tool: str) -> tuple[str, ...]:
    """The actions of a tool: the closed list of its first argument; ("",) for a tool that does one thing."""
    fields = TOOLS[tool].Arguments.model_fields
    listed = [get_args(fields[name].annotation) for name in CHOOSING if name in fields]
    return next((found for found in listed if found), ("",))


def call_of(tool: str, action: str) -> tuple[str, dict[str, Any]]:
    arguments = CALLS[tool, action][0]
    name = next((name for name in CHOOSING if name in TOOLS[tool].Arguments.model_fields), "")
    return tool, {name: action, **arguments} if action else arguments


def desk() -> FakeDesk:
    standing = FakeDesk([form_page()], files={"/work/a.txt": b"one\n"})
    standing.page = standing.pages["http://form.test"]
    return standing


async def journal_of(tmp_path: Path, reply: Reply, standing: FakeDesk) -> list[ev.Event]:
    """What is in the journal after one turn of the model, with nobody there to answer."""
    async with world(tmp_path, [reply, saying("Done.")], standing) as w:
        w.secrets = KeptSecrets()
        async with w.driver() as driver:
            await w.say("Go.")
            await driver.run(wait=lambda state: False)
        return await w.events()


def test_the_table_names_every_tool_and_action() -> None:
    assert set(CALLS) == {(tool, action) for tool in TOOLS for action in choices(tool)}


def test_every_canonical_act_is_reached_by_an_action_of_the_table() -> None:
    kinds = {
        type(to_act(ComputerArguments(**call_of(tool, action)[1]))) for tool, action in CALLS if tool == "computer"
    }
    assert kinds == set(get_args(get_args(acts.Act)[0]))


def test_the_table_names_every_command_of_the_inbox() -> None:
    listed = {kind.model_fields["command"].default for kind in get_args(get_args(cmd.Command)[0])}
    assert listed == set(COMMANDS)


def test_the_table_names_every_method_of_a_desk() -> None:
    assert {name for name in vars(Desk) if not name.startswith("_")} == set(DESK_METHODS)


def test_ways_that_are_only_planned_are_not_there() -> None:
    assert all(importlib.util.find_spec(f"deskhand.{name}s") is None for name in NOT_THERE_YET)


@pytest.mark.parametrize(("tool", "action"), sorted(CALLS))
async def test_every_call_leaves_its_verdict_before_it_begins(tmp_path: Path, tool: str, action: str) -> None:
    _, decision, risk = CALLS[tool, action]
    standing = desk()
    events = await journal_of(tmp_path, calling(call_of(tool, action)), standing)
    kinds = [type(event) for event in events]
    judged = next(event for event in events if isinstance(event, ev.CallJudged))
    assert judged.verdict.touch.classes and judged.verdict.rule and judged.verdict.reason
    assert judged.verdict.decision == (decision or judged.verdict.decision)
    assert not risk or risk in judged.verdict.touch.classes
    if judged.verdict.decision == "allow":
        assert kinds.index(ev.CallJudged) < kinds.index(ev.CallStarted)
    else:
        assert ev.CallStarted not in kinds and ev.Asked in kinds and standing.effects == []


@pytest.mark.parametrize("kind", ["person", "artifact"])
@pytest.mark.parametrize(("tool", "action"), sorted(way for way in CALLS if way[0] in USABLE))
async def test_so_does_every_call_that_is_not_the_models(tmp_path: Path, tool: str, action: str, kind: Any) -> None:
    _, decision, risk = CALLS[tool, action]
    standing, (name, arguments) = desk(), call_of(tool, action)
    async with world(tmp_path, [], standing) as w, w.driver() as driver:
        await w.command(cmd.UseTool(tool=name, arguments=arguments, origin=Origin(kind=kind, title="Budget")))
        await driver.run(wait=lambda state: False)
        events = await w.events()
    kinds = [type(event) for event in events]
    judged = next(event for event in events if isinstance(event, ev.CallJudged))
    assert judged.verdict.decision == (decision or judged.verdict.decision)
    assert not risk or risk in judged.verdict.touch.classes
    if judged.verdict.decision == "allow" or kind == "person":
        assert kinds.index(ev.CallJudged) < kinds.index(ev.CallStarted) and ev.Asked not in kinds
    else:
        assert ev.CallStarted not in kinds and ev.Asked in kinds and standing.effects == []


def three(middle: tuple[str, dict[str, Any]]) -> Reply:
    around = ("computer", {"action": "set_value", "element": "e1", "value": "Ada"})
    return calling(around, middle, around)


@pytest.mark.parametrize("answer", ["deny", "allow"])
async def test_a_no_in_the_middle_of_a_batch_lets_nothing_after_it_happen(tmp_path: Path, answer: str) -> None:
    standing = desk()
    async with world(
        tmp_path, [three(("computer", {"action": "left_click", "element": "e2"})), saying("Done.")], standing
    ) as w:
        async with w.driver() as driver:
            await w.say("Go.")
            await driver.run(wait=lambda state: False)
            question = next(event for event in await w.events() if isinstance(event, ev.Asked))
            before = list(standing.effects)
            await w.command(cmd.Answer(question=question.question, answer=answer))
            await driver.run(wait=lambda state: False)
        statuses = [status for status, _ in finished(await w.events())]
        judged = {event.call for event in await w.events() if isinstance(event, ev.CallJudged)}
    assert statuses == (["ok", "denied", "skipped"] if answer == "deny" else ["ok", "ok", "ok"])
    assert (standing.effects == before) is (answer == "deny")
    assert len(judged) == (2 if answer == "deny" else 3)


async def test_a_profile_that_denies_stops_a_batch_without_asking(tmp_path: Path) -> None:
    standing = desk()
    async with world(
        tmp_path, [three(("files", {"action": "delete", "path": "a.txt"})), saying("Done.")], standing
    ) as w:
        w.profile = "cautious"
        async with w.driver() as driver:
            await w.say("Go.")
            await driver.run(wait=lambda state: False)
        events = await w.events()
    started = [event.call for event in events if isinstance(event, ev.CallStarted)]
    judged = [event.verdict.decision for event in events if isinstance(event, ev.CallJudged)]
    assert standing.files == {"/work/a.txt": b"one\n"}
    assert judged == ["allow", "ask"] and len(started) == 1, "it asks before the deletion, and nothing behind it runs"


async def test_a_call_that_was_judged_before_a_crash_is_judged_again_and_not_done_twice(tmp_path: Path) -> None:
    standing = desk()
    click = calling(("computer", {"action": "left_click", "element": "e2"}))
    async with world(tmp_path, [click, saying("Done.")], standing) as w:
        await w.say("Go.")
        async with w.driver() as driver:
            await driver.run(wait=lambda state: False)
        question = next(event for event in await w.events() if isinstance(event, ev.Asked))
        assert standing.page is not None
        standing.page.elements[1] = standing.page.elements[1].model_copy(update={"name": "Delete all"})
        await w.command(cmd.Answer(question=question.question, answer="allow"))
        async with w.driver() as driver:
            await driver.run(wait=lambda state: False)
        verdicts = [event.verdict for event in await w.events() if isinstance(event, ev.CallJudged)]
    assert [verdict.touch.classes for verdict in verdicts] == [("submit",), ("delete",)]
    assert standing.effects == []


async def test_the_shell_that_would_drive_the_browser_is_judged_by_what_it_could_do(tmp_path: Path) -> None:
    """A server of its own is opened like any page: the visit is a call of its own, with its own verdict."""
    for line in ("xdotool key Return", "xdg-open http://localhost:8000", "python3 -m http.server 8000 &"):
        assert touch_of_command(line).classes == ("run_code",)
    events = await journal_of(
        tmp_path, calling(("computer", {"action": "open", "target": "http://localhost:8000/x"})), desk()
    )
    judged = next(event for event in events if isinstance(event, ev.CallJudged))
    assert judged.verdict.touch.host == "localhost" and judged.verdict.touch.classes == ("visit_known",)


async def test_a_call_of_no_tool_does_nothing_and_says_so(tmp_path: Path) -> None:
    standing = desk()
    reply = Reply(calls=(Call(id="a", name="format_disk", arguments={}),), stop_reason="calls")
    events = await journal_of(tmp_path, reply, standing)
    assert not any(isinstance(event, ev.CallStarted) for event in events) and standing.effects == []


@pytest.mark.parametrize("data", [{"command": "run", "line": "rm -rf /"}, {"command": "act"}, {}])
def test_the_inbox_takes_no_command_that_is_not_in_the_table(data: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        cmd.read_command(data)
