"""`deskhand journal`: prove what can be proved about the record."""

from __future__ import annotations

import click
from rich.console import Console
from rich.text import Text

from deskhand.agent.session import Home
from deskhand.cli.exits import EXIT_JOURNAL
from deskhand.cli.lines import MARKS, show
from deskhand.cli.running import run_async
from deskhand.journal.values import VerifyReport
from deskhand.report.readable import one_line
from deskhand.settings import from_environment


@click.group()
def journal() -> None:
    """Look after the record of all sessions.

    \b
    Example:
      deskhand journal verify
    """


@journal.command()
@click.argument("session", required=False)
def verify(session: str | None) -> int:
    """Check SESSION (or all) for events that were changed, removed or reordered, and for missing pictures.

    \b
    Example:
      deskhand journal verify s-4f2k
    """
    return run_async(_verify(session))


async def _verify(session: str | None) -> int:
    settings = from_environment()
    console = Console(no_color=not settings.color)
    async with await Home(settings).journal() as record:
        reports = await record.verify(session)
    for report in reports:
        show(console, _lines(report))
    bad = sum(not report.ok for report in reports)
    verdict = f"{bad} of {len(reports)} do not hold." if bad else f"{len(reports)} hold."
    show(console, [Text(verdict, "bold red" if bad else "bold")])
    return EXIT_JOURNAL if bad else 0


def _lines(report: VerifyReport) -> list[Text]:
    """A line for the session, with what an empty list of problems is worth, and one for each problem."""
    mark, style = MARKS["ok" if report.ok else "failed"]
    name = report.stream or "the database"
    line = Text.assemble((mark, style), f" {name}  {report.events} events  ", (report.proves, "dim"))
    return [line, *(Text(f"    {one_line(problem)}", "red") for problem in report.problems)]
