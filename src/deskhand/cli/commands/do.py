"""`deskhand do`: one task on a desk of its own, to its end."""

from __future__ import annotations

import sys
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from deskhand.agent.session import Home, Session, TaskOptions
from deskhand.bench.estimate import estimate_words
from deskhand.cli.ending import Run
from deskhand.cli.house import then_keep_house
from deskhand.cli.keyboard import Keyboard
from deskhand.cli.lines import show
from deskhand.cli.live import Live
from deskhand.cli.options import read_options, run_options, task_options
from deskhand.cli.running import run_session, work_until_rest
from deskhand.cli.task import must_be_readable, read_task
from deskhand.models.cards import card_of
from deskhand.settings import from_environment


@click.command()
@click.argument("task")
@task_options
@click.option("--keep-desk", is_flag=True, help="Leave the desk standing afterwards, for `resume`.")
@run_options
def do(task: str, ask: bool | None, keep_desk: bool, as_json: bool, verbose: bool, **given: Any) -> int:
    """Do one TASK (words, or a file that holds them) and report how it ended.

    \b
    Examples:
      deskhand do 'run `date +%Y` as year, then expect year is at least 2025'
      deskhand do job.steps --site expenses.test=8000 --profile profile.toml

    \b
    Exit codes: 0 done and every check holds, 1 not all of it, 2 the task or an option can't be
    used, 3 a question waits, 4 a limit, 5 refused, 6 something is missing here, 7 stopped,
    8 the record is in use or damaged.
    """
    words, title = read_task(task)
    attended = sys.stdin.isatty() and not as_json if ask is None else ask
    settings = from_environment()
    options = read_options(settings, given, attended=attended, title=title)
    console = Console(stderr=True, no_color=not settings.color)
    live = Live(console, verbose=verbose)
    keyboard = Keyboard() if attended else None

    async def work(session: Session) -> None:
        started = f"session {session.id}, model {options.model}, profile {options.profile}"
        show(console, [Text(started, "dim")])
        if likely := estimate_words(card_of(options.model, settings.cards_dir), options.context):
            show(console, [Text(likely, "dim")])
        await session.say(words)
        await work_until_rest(session, console, keyboard)

    run = Run(console, live, as_json=as_json, keep_desk=keep_desk)
    return run_session(then_keep_house(run.to_end(_started(words, options, Home(settings), live), work), settings))


async def _started(words: str, options: TaskOptions, home: Home, live: Live) -> Session:
    must_be_readable(options.model, words)
    return await Session.start(options, home, watch=live.watch)
