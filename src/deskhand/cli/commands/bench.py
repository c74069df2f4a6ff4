"""`deskhand bench`: what is fast and right here, measured beside the way others do it."""

from __future__ import annotations

import asyncio

import click

from deskhand.bench.artifacts.measure import measure as measure_artifacts
from deskhand.bench.context import measure as measure_context
from deskhand.bench.desk import measure
from deskhand.bench.goals import Report
from deskhand.bench.governor.measure import measure as measure_governor
from deskhand.bench.judging import measure as measure_judging
from deskhand.bench.table import table
from deskhand.bench.workspace.measure import measure as measure_workspace


@click.group()
def bench() -> None:
    """Measure this machine: ours beside the way others do it, in one run.

    \b
    Example:
        deskhand bench desk --quick
    """


@bench.command()
@click.option("--json", "as_json", is_flag=True, help="Print one object: goals and rows.")
@click.option("--quick", is_flag=True, help="A few rounds only: figures that vary more.")
def desk(as_json: bool, quick: bool) -> None:
    """Seeing and acting on a desk, beside xdotool and scrot; needs both (make bench installs them).

    Takes about four minutes, with --quick about two. Ends with 0 whether the goals are met or not.

    \b
    Example:
        deskhand bench desk --json
    """
    report = asyncio.run(measure(_progress, quick=quick))
    click.echo(_as_json(report) if as_json else "\n".join(table(report)))


@bench.command()
@click.option("--json", "as_json", is_flag=True, help="Print one object: goals and rows.")
@click.option("--quick", is_flag=True, help="Fewer agents and turns: figures that vary more.")
def governor(as_json: bool, quick: bool) -> None:
    """Agents under a provider's rate limits, beside the official SDK's retrying and exponential backoff.

    The provider is one on loopback whose minutes take a second. Takes about three minutes, with --quick one. Needs the
    extra `anthropic`. Ends with 0 whether the goals are met or not.

    \b
    Example:
        deskhand bench governor --json
    """
    report = asyncio.run(measure_governor(_progress, quick=quick))
    click.echo(_as_json(report) if as_json else "\n".join(table(report)))


@bench.command()
@click.option("--json", "as_json", is_flag=True, help="Print one object: goals and rows.")
@click.option("--quick", is_flag=True, help="Fewer rounds: figures that vary more.")
def judge(as_json: bool, quick: bool) -> None:
    """What it costs to find out what an act would reach and to judge it, by where the facts come from.

    A page, a frame of another site, a program, words drawn on the screen; no model is asked. Takes about a minute.

    \b
    Example:
        deskhand bench judge --json
    """
    report = asyncio.run(measure_judging(_progress, quick=quick))
    click.echo(_as_json(report) if as_json else "\n".join(table(report)))


@bench.command()
@click.option("--json", "as_json", is_flag=True, help="Print one object: goals and rows.")
def context(as_json: bool) -> None:
    """What sessions cost under our way of clearing old pictures, beside windows, intervals and append-only.

    Asks nobody: journals of real work are costed at the prices of eight models. Takes some seconds.

    \b
    Example:
        deskhand bench context --json
    """
    report = measure_context()
    click.echo(_as_json(report) if as_json else "\n".join(table(report)))


@bench.command()
@click.option("--json", "as_json", is_flag=True, help="Print one object: goals and rows.")
@click.option("--quick", is_flag=True, help="Fewer rounds: figures that vary more.")
def workspace(as_json: bool, quick: bool) -> None:
    """The workspace in a real Chromium: what it loads, a session of 10,000 events opened, an event on its way.

    Takes about a minute. Ends with 0 whether the goals are met or not.

    \b
    Example:
        deskhand bench workspace --json
    """
    report = asyncio.run(measure_workspace(_progress, quick=quick))
    click.echo(_as_json(report) if as_json else "\n".join(table(report)))


@bench.command()
@click.option("--json", "as_json", is_flag=True, help="Print one object: goals and rows.")
@click.option("--quick", is_flag=True, help="Fewer rounds: figures that vary more.")
def artifacts(as_json: bool, quick: bool) -> None:
    """The sealed frame in a real Chromium: text to painted, painted again, while it is written, and an endless loop.

    Takes about three minutes. Ends with 0 whether the goals are met or not.

    \b
    Example:
        deskhand bench artifacts --json
    """
    report = asyncio.run(measure_artifacts(_progress, quick=quick))
    click.echo(_as_json(report) if as_json else "\n".join(table(report)))


def _progress(words: str) -> None:
    click.echo(words, err=True)


def _as_json(report: Report) -> str:
    return report.model_dump_json(indent=1)
