"""`deskhand doctor`: what stands on this machine."""

from __future__ import annotations

import json

import click
from rich.console import Console
from rich.text import Text

from deskhand.cli.exits import EXIT_SETUP
from deskhand.cli.lines import show
from deskhand.cli.running import run_async
from deskhand.desk.doctor import Finding, examine
from deskhand.report.readable import one_line
from deskhand.settings import from_environment


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as a JSON list.")
def doctor(as_json: bool) -> int:
    """Tell which walls stand on this machine, which mechanism holds each, and the mend for what is missing.

    \b
    Example:
      deskhand doctor
    """
    return run_async(_doctor(as_json))


async def _doctor(as_json: bool) -> int:
    settings = from_environment()
    findings = await examine(settings.data_dir if settings.data_dir.is_dir() else None)
    if as_json:
        click.echo(json.dumps([finding.model_dump(mode="json") for finding in findings], ensure_ascii=True, indent=1))
    else:
        console = Console(no_color=not settings.color)
        for finding in findings:
            show(console, _lines(finding))
        show(console, [_verdict(findings)])
    return 0 if all(finding.ok or not finding.needed for finding in findings) else EXIT_SETUP


def _lines(finding: Finding) -> list[Text]:
    if finding.ok:
        how = one_line(finding.mechanism or finding.detail)
        return [Text.assemble(("✓", "green"), " ", finding.title, "  ", (how, "dim"))]
    mark, style = ("✗", "red") if finding.needed else ("–", "yellow")
    found = Text.assemble((mark, style), " ", finding.title, "  ", (one_line(finding.detail), "dim"))
    return [found, Text(f"    {one_line(finding.mend)}", "bold")]


def _verdict(findings: list[Finding]) -> Text:
    missing = [finding for finding in findings if finding.needed and not finding.ok]
    if missing:
        return Text(f"No desk can be made here: {len(missing)} of what it needs is missing.", "bold red")
    return Text("A desk can be made here.", "bold green")
