"""The mail job by one's own profile, and when the person takes over, says "always here", or does not answer."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from mailapp.seed import COLLEAGUE
from mailapp.store import Store
from mailjob.drive import options_for, profile_named
from mailjob.prepare import SITE

from deskhand.agent.session import Home, Session
from deskhand.core import commands as cmd
from deskhand.core import events as ev
from deskhand.core.acts import Wait
from deskhand.core.outcome import Outcome
from deskhand.desk.base import Desk, ElementQuery
from deskhand.settings import from_environment
from tests.cli.shell import deskhand
from tests.examples.hands import press
from tests.examples.test_mail import LETTER, Stage, stage

__all__ = ["stage"]

pytestmark = [pytest.mark.desk, pytest.mark.timeout(240)]

NOBODY = """\
name = "nobody"
based_on = "balanced"

[unanswered]
do = "{then}"
"""


def nobody(folder: Path, then: str) -> str:
    """A profile file that says what happens when nobody answers."""
    path = folder / f"{then}.toml"
    path.write_text(NOBODY.format(then=then), encoding="utf-8")
    return str(path)


def strict(folder: Path) -> str:
    """A profile file that asks about every form that is sent, also where it can be taken back."""
    path = folder / "strict.toml"
    path.write_text('name = "strict"\nbased_on = "balanced"\n[[rule]]\nclasses = ["submit"]\ndecide = "ask"\n', "utf-8")
    return str(path)


def own(folder: Path, *, at_night: bool) -> str:
    """The example's own profile, without its quiet hours, or with the present one among them."""
    text = Path(profile_named("own")).read_text(encoding="utf-8")
    quiet = text[text.index("[quiet]") : text.index("[unanswered]")]
    path = folder / "own.toml"
    now = datetime.now()
    begun, over = (f"{now + timedelta(hours=hours):%H:%M}" for hours in (-1, 3))
    night = quiet.replace("22:00", begun).replace("07:00", over)
    path.write_text(text.replace(quiet, night if at_night else ""), encoding="utf-8")
    return str(path)


@pytest.mark.slow
def test_by_ones_own_profile_a_letter_goes_out_unasked_by_day(stage: Stage, tmp_path: Path) -> None:
    ran = stage.run(own(tmp_path, at_night=False))
    assert (ran.outcome, ran.questions) == ("done", ())
    assert stage.wrong(ran) == []


@pytest.mark.slow
def test_by_ones_own_profile_nothing_goes_out_unasked_in_quiet_hours(stage: Stage, tmp_path: Path) -> None:
    ran = stage.run(own(tmp_path, at_night=True), send="deny")
    assert any("send" in asked.verdict.touch.classes for asked in stage.asked if asked.verdict)
    assert ran.outcome != "done" and stage.sent() == []


async def alone(stage: Stage, profile: str) -> tuple[str, list[ev.Event]]:
    """The letter with nobody there: how it ended ("" while it waits), and its events."""
    events: list[ev.Event] = []
    options = options_for(stage.prepared, stage.port, profile, attended=False)
    async with await Session.start(options, Home(from_environment()), watch=events.append) as session:
        await session.say(LETTER)
        outcome = await session.work()
        return outcome.kind if outcome else "", events


@pytest.mark.slow
@pytest.mark.parametrize(("then", "ended"), [("wait", ""), ("stop", "stopped"), ("go_on", "failed")])
def test_when_nobody_answers_nothing_is_sent_and_the_profile_says_what_comes_next(
    stage: Stage, tmp_path: Path, then: str, ended: str
) -> None:
    kind, events = asyncio.run(alone(stage, nobody(tmp_path, then)))
    (asked,) = [event for event in events if isinstance(event, ev.Asked)]
    assert kind == ended
    assert asked.unanswered == then
    answers = {event.answer for event in events if isinstance(event, ev.Answered)}
    assert answers == (set() if then == "wait" else {"none"})
    assert stage.sent() == []


async def until_shown(desk: Desk, words: str) -> None:
    """Wait until the screen shows it: each look comes after the screen has settled."""
    while not (await desk.elements(ElementQuery(find=words))).elements:
        await desk.act(Wait(duration_s=0.1))


async def taken_over(stage: Stage) -> tuple[Outcome | None, list[ev.Event]]:
    """At the question about sending the person takes the desk, presses Send themselves and hands it back."""
    events: list[ev.Event] = []
    options = options_for(stage.prepared, stage.port, "trusting")
    async with await Session.start(options, Home(from_environment()), watch=events.append) as session:
        await session.say(LETTER)
        await session.work()
        assert session.desk and session.state.question and stage.sent() == []
        await session.answer("allow")  # it may go on to the page to check
        await session.work()
        assert session.state.question and stage.sent() == []
        await session.answer("take_over")
        await session.work()
        assert session.state.person_has_control and stage.sent() == []
        found = await session.desk.elements(ElementQuery(find="Send", roles=("button",)))
        press(session.desk.info.vnc_socket, found.elements[0].box.center)
        await until_shown(session.desk, "Message sent")
        await session.command(cmd.ReturnControl(words="I sent it myself."))
        return await session.work(), events


def test_who_takes_over_sends_it_themselves_and_the_agent_does_not_send_it_again(stage: Stage) -> None:
    outcome, events = asyncio.run(taken_over(stage))
    assert stage.sent() == [COLLEAGUE[1]]
    assert any(isinstance(event, ev.ControlReturned) for event in events)
    assert [event.answer for event in events if isinstance(event, ev.Answered)] == ["allow", "take_over"]
    assert outcome and outcome.kind == "done", outcome and outcome.summary


@pytest.mark.slow
def test_taking_over_in_the_terminal_says_how_to_reach_the_desk_and_sends_nothing(stage: Stage) -> None:
    with stage.terminal("trusting") as terminal:
        terminal.until("words why not > ")
        terminal.enter("t")
        assert "vncviewer" in terminal.until("hands it back")
        assert stage.sent() == []
        terminal.enter("s")
        assert terminal.end() == 7
    assert stage.sent() == []


def people(number: int) -> str:
    """Somebody more for the address book: what can't be taken back, but may be allowed for good."""
    return f"""\
open http://{SITE}/people
type "Person {number}" into Name
type person{number}@team.test into Address
click Add
expect "person{number}@team.test"
"""


async def added(stage: Stage, profile: str, *numbers: int) -> list[ev.Event]:
    """People added to the address book in one session; what is asked is answered with "always"."""
    events: list[ev.Event] = []
    options = options_for(stage.prepared, stage.port, profile)
    async with await Session.start(options, Home(from_environment()), watch=events.append) as session:
        for number in numbers:
            await session.say(people(number))
            while await session.work() is None and session.state.question:
                await session.answer("always")
    return events


@pytest.mark.slow
def test_always_here_is_remembered_narrowly_and_not_asked_again(stage: Stage, tmp_path: Path) -> None:
    profile = strict(tmp_path)
    events = [*asyncio.run(added(stage, profile, 1, 2)), *asyncio.run(added(stage, profile, 3))]
    (asked,) = [event for event in events if isinstance(event, ev.Asked)]
    (remembered,) = [event for event in events if isinstance(event, ev.Remembered)]
    assert "always" in asked.options
    assert (remembered.rule["classes"], remembered.rule["at"]) == (["submit"], "mail.test")
    assert remembered.rule["target"] == 'button "Add"'
    there = {person.address for person in Store(stage.prepared.data).people()}
    assert there >= {f"person{number}@team.test" for number in (1, 2, 3)}
    shown = deskhand(stage.home, "policy", "show", profile)
    assert 'submitting forms at mail.test on button "Add"' in " ".join(shown.out.split())


@pytest.mark.slow
def test_a_letter_is_asked_about_each_time(stage: Stage) -> None:
    ran = stage.run("trusting")
    assert ran.outcome == "done" and stage.asked
    assert all(asked.asked is not None and "always" not in asked.asked.options for asked in stage.asked)
