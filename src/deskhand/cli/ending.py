"""How a run ended, for people and for programs, and the exit code that says so. Knows no command."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from deskhand.agent.session import Session
from deskhand.cli.exits import code_of_state
from deskhand.cli.lines import outcome_lines, show, spent_line
from deskhand.cli.live import Live
from deskhand.cli.questions import question_lines
from deskhand.core.errors import DeskhandError
from deskhand.core.state import State

Work = Callable[[Session], Awaitable[None]]


class Run:
    """One run of a session from the command line, from its opening to its last line."""

    def __init__(self, console: Console, live: Live, *, as_json: bool, keep_desk: bool = False) -> None:
        self._console = console
        self._live = live
        self._as_json = as_json
        self._keep_desk = keep_desk
        self._began = time.monotonic()

    async def to_end(self, opening: Awaitable[Session], work: Work) -> int:
        """Open the session, work, let go of it, say how it ended; the exit code.

        With --json the object comes whatever happens, also when something that is needed was not there.
        """
        session: Session | None = None
        try:
            session = await opening
            with session.channel.listening(self._live.signal):
                await self._worked(session, work)
        except (DeskhandError, asyncio.CancelledError) as error:
            if self._as_json:
                self._print_object(_failed(session, error), session.state if session else State())
            raise
        self._tell(session)
        return code_of_state(session.state, denied=self._live.denied)

    async def _worked(self, session: Session, work: Work) -> None:
        """Work; the desk is left standing when there is something to go on with."""
        goes_on = True
        try:
            await work(session)
            outcome = session.state.outcome
            goes_on = self._keep_desk or outcome is None or outcome.kind == "limit"
        finally:
            await session.close(end_desk=not goes_on)

    def _tell(self, session: Session) -> None:
        state = session.state
        if self._as_json:
            self._print_object(_ended(session), state)
            return
        show(self._console, outcome_lines(state.outcome) if state.outcome else ())
        if state.question and not state.outcome:
            show(self._console, [*question_lines(state.question), _way_to_answer(session.id, state)])
        spent = state.spent
        cost = spent.cost_usd if spent.cost_known else None
        show(self._console, [spent_line(spent.steps, spent.model_calls, time.monotonic() - self._began, cost)])
        good = state.outcome is not None and state.outcome.good
        then = f"deskhand show {session.id}" + ("" if good else f"   deskhand resume {session.id}")
        show(self._console, [Text(then, "dim")])

    def _print_object(self, ended: dict[str, Any], state: State) -> None:
        spent = state.spent
        checks = state.outcome.checks if state.outcome else ()
        counted = {
            "steps": spent.steps,
            "model_calls": spent.model_calls,
            "wall_s": round(time.monotonic() - self._began, 3),
            "cost_usd": round(spent.cost_usd, 6) if spent.cost_known else None,
            "checks": [check.model_dump() for check in checks],
        }
        click.echo(json.dumps(ended | counted, ensure_ascii=True))


def _ended(session: Session) -> dict[str, Any]:
    """What the object says of a session that came to rest."""
    state = session.state
    outcome = state.outcome.kind if state.outcome else "question" if state.question else "paused"
    summary = state.outcome.summary if state.outcome else _question(state)
    return {"session": session.id, "outcome": outcome, "summary": summary}


def _failed(session: Session | None, error: BaseException) -> dict[str, Any]:
    """What the object says when the run broke off: nothing came to an outcome."""
    stopped = isinstance(error, asyncio.CancelledError)
    summary = "stopped by a person" if stopped else str(error)
    return {
        "session": session.id if session else None,
        "outcome": "stopped" if stopped else "error",
        "summary": summary,
    }


def _question(state: State) -> str:
    lines = question_lines(state.question) if state.question else []
    return " ".join(line.plain.removeprefix("? ").strip() for line in lines)


def _way_to_answer(session_id: str, state: State) -> Text:
    answer = "allow" if state.question and state.question.approval else '"..."'
    return Text(f"  deskhand resume {session_id} --answer {answer}", "bold")
