"""`deskhand show`: one session, in the terminal or as one HTML file."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from deskhand.agent.session import Home
from deskhand.cli.lines import outcome_lines, said, show, spent_line, step_lines
from deskhand.cli.running import run_async
from deskhand.cli.sent import show_context
from deskhand.core import events as ev
from deskhand.journal.journal import Journal
from deskhand.journal.values import StreamInfo
from deskhand.report.chapters import Card, Chapter, chapters
from deskhand.report.html import page, write_html
from deskhand.report.readable import clock
from deskhand.report.steps import Story, tell
from deskhand.settings import from_environment

WHO = {"person": "you", "model": "", "notice": "deskhand"}


@click.command("show")
@click.argument("session")
@click.option("--html", "html", metavar="FILE", help="Write one self-contained page to FILE ('-': standard output).")
@click.option("--events", is_flag=True, help="Print the events of the journal, one JSON object a line.")
@click.option("--context", is_flag=True, help="Show what the model was sent: each request, its tokens and its cost.")
@click.option("--step", type=click.IntRange(min=1), metavar="N", help="With --context: the very messages of request N.")
@click.option("--json", "as_json", is_flag=True, help="With --context: print JSON, one object a line.")
@click.option(
    "--verbose", "-v", is_flag=True, help="Show every look at the screen too; with --step, all of every text."
)
def show_session(session: str, html: str | None, events: bool, verbose: bool, **context: Any) -> int:
    """Show SESSION (its id, or the beginning of it): every step, its verdict, result and time.

    \b
    Example:
      deskhand show s-4f2k --html report.html
      deskhand show s-4f2k --context --step 7
    """
    if context["step"] and not context["context"]:
        raise click.UsageError("--step N is a request of --context: give both.")
    return run_async(_show(session, html, events, verbose, **context))


async def _show(
    name: str, html: str | None, events: bool, verbose: bool, *, context: bool, step: int | None, as_json: bool
) -> int:
    settings = from_environment()
    async with await Home(settings).journal() as journal:
        info = await journal.info(name)
        recorded = await journal.read(info.id)
        if context:
            console = Console(no_color=not settings.color)
            told: list[ev.Event] = [entry.event for entry in recorded]  # type: ignore[misc]
            show_context(console, told, step, as_json=as_json, all_text=verbose)
        elif events:
            for entry in recorded:
                click.echo(json.dumps(entry.model_dump(mode="json"), ensure_ascii=True))
        elif html:
            await _write(html, info, tell(recorded), journal)
        else:
            console = Console(no_color=not settings.color)
            _print(info, tell(recorded), console, verbose)
            show(console, [Text(await _proof(journal, info.id), "dim")])
    return 0


async def _proof(journal: Journal, stream: str) -> str:
    """What verifying the session's record found, in words."""
    reports = await journal.verify(stream)
    return " ".join(problem for report in reports for problem in (report.problems or (report.proves,)))


async def _write(html: str, info: StreamInfo, story: Story, journal: Journal) -> None:
    proof = await _proof(journal, info.id)
    about = (info.id, info.title, story, journal.blobs.read)
    if html == "-":
        click.echo(await asyncio.to_thread(page, *about, proof=proof))
        return
    await asyncio.to_thread(write_html, Path(html), *about, proof=proof)
    click.echo(html)


def _print(info: StreamInfo, story: Story, console: Console, verbose: bool) -> None:
    show(console, [Text.assemble((info.title or info.id, "bold"), "  ", (info.id, "dim"))])
    for chapter in chapters(story):
        show(console, _words(chapter, story))
        for card in chapter.cards:
            show(console, _card(card, console.width, verbose))
    show(console, outcome_lines(story.outcome) if story.outcome else [Text("not ended", "bold yellow")])
    show(console, [spent_line(story.steps, story.model_calls, story.wall_s, story.cost_usd)])


def _words(chapter: Chapter, story: Story) -> list[Text]:
    """What was said, but for what the outcome says once more."""
    summary = story.outcome.summary if story.outcome and chapter.who == "model" else ""
    words = said(chapter.text, summary)
    if not words:
        return []
    style = {"notice": "yellow", "model": "bold"}.get(chapter.who, "")
    who = WHO[chapter.who]
    return [Text.assemble((f"{who}: " if who else "", "dim"), (words, style))]


def _card(card: Card, width: int, verbose: bool) -> list[Text]:
    if not verbose and card.act is None:
        times = "once" if len(card.looks) == 1 else f"{len(card.looks)} times"
        return [Text(f"  · looked {times}, {clock(card.took_s)}", "dim")]
    steps = card.steps if verbose else [card.act] if card.act and card.act.call.name != "finish" else []
    return [line for step in steps for line in step_lines(step.call, step.judged, step.finished, width)]
