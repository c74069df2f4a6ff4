"""`deskhand resume`: take up a session where its record ends."""

from __future__ import annotations

import sys

import click
from rich.console import Console

from deskhand.agent.session import Home, Session
from deskhand.cli.ending import Run
from deskhand.cli.keyboard import Keyboard
from deskhand.cli.live import Live
from deskhand.cli.options import limit_options, raised, run_options
from deskhand.cli.questions import approval
from deskhand.cli.running import run_session, work_until_rest
from deskhand.core import commands as cmd
from deskhand.core.errors import InvalidInput
from deskhand.core.events import Limits
from deskhand.settings import from_environment


@click.command()
@click.argument("session")
@click.option("--answer", help='Answer the open question: "allow", "always", "deny", "take over", or words.')
@click.option("--say", "words", help="Say something to the agent first.")
@click.option("--take-over", is_flag=True, help="Take the place of a driver that hangs or is stopped.")
@limit_options
@run_options
def resume(
    session: str,
    answer: str | None,
    words: str | None,
    take_over: bool,
    ask: bool | None,
    as_json: bool,
    verbose: bool,
    **given: float,
) -> int:
    """Take up SESSION (its id, or the beginning of it) after a crash, a stop, a limit or a question.

    \b
    Example:
      deskhand resume s-4f2k --answer allow
    """
    attended = sys.stdin.isatty() and not as_json if ask is None else ask
    settings = from_environment()
    console = Console(stderr=True, no_color=not settings.color)
    live = Live(console, verbose=verbose)
    keyboard = Keyboard() if attended else None

    async def work(resumed: Session) -> None:
        await _go_on(resumed, answer, words, raised(resumed.state.limits, given))
        await work_until_rest(resumed, console, keyboard)
        _must_have_been_told(resumed)

    opening = Session.resume(session, Home(settings), attended=attended, watch=live.watch, take_over=take_over)
    return run_session(Run(console, live, as_json=as_json).to_end(opening, work))


async def _go_on(session: Session, answer: str | None, words: str | None, limits: Limits) -> None:
    """Tell the session what it needs to go on. Raises InvalidInput when nothing here would move it."""
    state, changed = session.state, limits != session.state.limits
    _must_move(session, said=bool(answer or words), changed=changed)
    if changed:
        await session.command(cmd.ChangeLimits(limits=limits))
    if answer is not None:
        asks_leave = state.question is not None and state.question.approval
        await session.answer(*(approval(answer) if asks_leave else (answer,)))
    ended = state.outcome is not None and not (changed and state.outcome.kind == "limit")
    if words or ended:
        await session.say(words or "Continue.")
    if state.paused:
        await session.command(cmd.Continue())


def _must_move(session: Session, *, said: bool, changed: bool) -> None:
    outcome = session.state.outcome
    if outcome is None or said:
        return
    if outcome.kind == "limit" and not changed:
        hint = "Raise it with --max-steps, --max-cost or --max-time."
        raise InvalidInput(f"{session.id} ended because {outcome.summary}.", hint=hint)
    if outcome.kind in ("done", "answered"):
        raise InvalidInput(f"{session.id} has ended: {outcome.kind}.", hint="Give it more to do with --say WORDS.")


def _must_have_been_told(session: Session) -> None:
    """A driver that was killed as it began may have left a session without its task."""
    state = session.state
    if state.outcome is None and not state.said and not state.paused:
        raise InvalidInput(
            f"{session.id} was never told what to do.", hint=f"Tell it: deskhand resume {session.id} --say WORDS"
        )
