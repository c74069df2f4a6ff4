"""`chat` in a real terminal on the real desk."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskhand.core.errors import DeskLost
from deskhand.desk.client import DeskClient
from tests.cli.shell import Terminal, deskhand

pytestmark = pytest.mark.desk


def test_several_turns_on_one_desk_with_a_question_in_between(home: Path) -> None:
    with Terminal(home, "chat") as terminal:
        terminal.until("you > ")
        terminal.enter("run `echo one > kept.txt`")
        terminal.until("done ")
        terminal.until("you > ")
        terminal.enter('ask "Which color?" with options "red", "blue" as color')
        terminal.until("? Which color?")
        terminal.until("  > ")
        terminal.enter("2")
        terminal.until("done ")
        terminal.until("you > ")
        terminal.enter("run `cat kept.txt` as words, then expect words is one, then expect color is blue")
        terminal.until("2 of 2 expectations held")
        terminal.until("you > ")
        terminal.enter()
        assert terminal.end() == 0


def test_steps_that_can_not_be_read_say_so_and_the_talk_goes_on(home: Path) -> None:
    with Terminal(home, "chat") as terminal:
        terminal.until("you > ")
        terminal.enter("frobnicate the thing")
        terminal.until("I don't know how to 'frobnicate the thing'")
        terminal.until("you > ")
        terminal.type("\x04")
        assert terminal.end() == 0


def test_ctrl_c_pauses_and_enter_goes_on_until_the_next_ctrl_c(home: Path) -> None:
    with Terminal(home, "chat") as terminal:
        terminal.until("you > ")
        terminal.enter("repeat 300 times:  run `sleep 1`")
        terminal.until('run "sleep 1"')
        for line, then in (("", "run sleep 1"), ("s", "stopped")):
            terminal.type("\x03")
            terminal.until("pausing")
            terminal.until("type words for the agent > ")
            terminal.enter(line)
            terminal.until(then)
        terminal.until("you > ")
        terminal.enter()
        assert terminal.end() == 0
    events = deskhand(home, "show", "s-", "--events").out
    assert events.count('"type": "paused"') == 2 and events.count('"type": "continued"') == 1


@pytest.mark.parametrize("keys", ["s\n", "\x03", "\x04"])
def test_at_a_pause_the_work_can_be_stopped(keys: str, home: Path) -> None:
    with Terminal(home, "chat") as terminal:
        terminal.until("you > ")
        terminal.enter("run `sleep 300`")
        terminal.until('run "sleep 300"')
        terminal.type("\x03")
        terminal.until("type words for the agent > ")
        terminal.type(keys)
        terminal.until("stopped")
        terminal.until("you > ")
        terminal.enter()
        assert terminal.end() == 0


async def test_ctrl_c_at_the_prompt_ends_and_leaves_no_desk(home: Path) -> None:
    with Terminal(home, "chat") as terminal:
        terminal.until("you > ")
        terminal.enter("run `true`")
        terminal.until("done ")
        terminal.until("you > ")
        terminal.type("\x03")
        assert terminal.end() == 7
    (folder,) = (home / "desks").iterdir()
    with pytest.raises(DeskLost):
        await DeskClient.attach(folder)
