"""`python -m deskhand.agent.driving ID`: drives a session as a process of its own (`driving.life`).

The options of a new session come as JSON (`TaskOptions`) on standard input; with nothing there it is taken up where its
record ends. Standard error is the log.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from datetime import UTC, datetime

from pydantic import ValidationError
from pydantic_core import from_json

from deskhand.agent.driving.life import drive
from deskhand.agent.driving.starting import IDLE_S
from deskhand.agent.session import Home, TaskOptions
from deskhand.core.errors import DeskhandError
from deskhand.settings import from_environment

EXIT_USAGE = 2
OPTIONS_CHARS_MAX = 1024 * 1024


def main(home: Home) -> int:
    """Drive the session that the command line names, in this home; the exit code."""
    asked = argparse.ArgumentParser(description="Drive a session.")
    asked.add_argument("session", help="its id")
    asked.add_argument("--idle-s", type=float, default=IDLE_S, help="end after so long at a rest that nobody watches")
    given = asked.parse_args()
    try:
        options = _options("" if sys.stdin is None or sys.stdin.isatty() else sys.stdin.read(OPTIONS_CHARS_MAX))
    except (ValidationError, ValueError, TypeError) as error:
        problem = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
        _log(f"the options of {given.session} can't be read: {problem}")
        return EXIT_USAGE
    return asyncio.run(drive(home, given.session, options, given.idle_s, _log))


def _options(text: str) -> TaskOptions | None:
    """Options that don't say whose the session is were kept by an earlier version: it is not known."""
    return TaskOptions.model_validate({"account": "", **from_json(text)}) if text.strip() else None


def _log(words: str) -> None:
    moment = datetime.now(UTC).isoformat(timespec="milliseconds")
    print(f"{moment} {words}", file=sys.stderr, flush=True)  # noqa: T201 - standard error is driver.log


if __name__ == "__main__":
    try:
        sys.exit(main(Home(from_environment())))
    except DeskhandError as problem:
        _log(str(problem))
        sys.exit(EXIT_USAGE)
