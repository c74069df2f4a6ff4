"""`deskhand chat`: several turns with the agent on one desk."""

from __future__ import annotations

from typing import Any

import click
from rich.console import Console
from rich.text import Text

from deskhand.agent.session import Home, Session, TaskOptions
from deskhand.cli.house import then_keep_house
from deskhand.cli.keyboard import Keyboard
from deskhand.cli.lines import outcome_lines, show
from deskhand.cli.live import Live
from deskhand.cli.options import read_options, task_options, verbose_option
from deskhand.cli.running import run_session, work_until_rest
from deskhand.models.registry import model_named
from deskhand.settings import from_environment


@click.command()
@task_options
@verbose_option
def chat(verbose: bool, **given: Any) -> int:
    """Talk with the agent; it works on one desk through all turns.

    Ctrl-C pauses it (again: stops), questions are answered in place, an empty line or Ctrl-D ends.

    \b
    Example:
      deskhand chat --site expenses.test=8000
    """
    settings = from_environment()
    options = read_options(settings, given, attended=True, title="chat")
    console = Console(stderr=True, no_color=not settings.color)
    return run_session(then_keep_house(_chat(Home(settings), options, console, verbose), settings))


async def _chat(home: Home, options: TaskOptions, console: Console, verbose: bool) -> int:
    live, keyboard = Live(console, verbose=verbose), Keyboard()
    model_named(options.model)  # before a session is made that nobody could drive
    async with await Session.start(options, home, watch=live.watch) as session:
        show(console, [Text(f"session {session.id}, model {options.model}. An empty line ends.", "dim")])
        with session.channel.listening(live.signal):
            while words := await keyboard.line("you > "):
                await _turn(session, words, console, keyboard)
    show(console, [Text(f"deskhand show {session.id}", "dim")])
    return 0


async def _turn(session: Session, words: str, console: Console, keyboard: Keyboard) -> None:
    """One turn to its end. A turn that ends in words has shown them already."""
    await session.say(words)
    await work_until_rest(session, console, keyboard)
    outcome = session.state.outcome
    if outcome and outcome.kind != "answered":
        show(console, outcome_lines(outcome))
