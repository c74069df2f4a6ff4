"""`deskhand sessions prune`: let old sessions and old pictures go, as docs/retention.md promises."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from deskhand.agent.session import Home
from deskhand.cli.lines import show
from deskhand.cli.running import run_async
from deskhand.journal.journal import Journal
from deskhand.journal.values import StreamInfo
from deskhand.report.readable import one_line
from deskhand.retention import Deleted, Freed, Plan, carry_out, desk_bytes, make_plan, policy_of
from deskhand.settings import Settings, from_environment

MIB = 1024 * 1024
_AMOUNT = click.FloatRange(min=0)


@click.command("prune")
@click.option("--days", type=_AMOUNT, help="Delete sessions to which nothing was added for so many days.")
@click.option("--thin-days", type=_AMOUNT, help="Let pictures go that were kept for people, older than this.")
@click.option("--thin-shown-days", type=_AMOUNT, help="Also pictures that the model was shown, older than this.")
@click.option("--keep-mib", type=_AMOUNT, help="Go on, the oldest first, until everything takes at most so much.")
@click.option("--yes", is_flag=True, help="Do it; without this only tell what would go.")
def prune_sessions(yes: bool, **given: float | None) -> int:
    """Let old sessions and pictures go. What is not given here is as in [retention] of config.toml.

    \b
    Examples:
      deskhand sessions prune --days 90 --yes
      deskhand sessions prune --keep-mib 2000
    """
    settings = from_environment()
    said: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    return run_async(_prune(replace(settings, retention=replace(settings.retention, **said)), yes))


async def _prune(settings: Settings, yes: bool) -> int:
    home, console = Home(settings), Console(no_color=not settings.color, soft_wrap=True)
    async with await home.journal() as journal:
        policy = policy_of(settings.retention, time.time())
        plan = await make_plan(journal, policy, partial(desk_bytes, home))
        if yes:
            await _carry_out(home, journal, plan, console)
        else:
            show(console, _would(plan))
        if plan.over_bytes:
            words = f"{_mib(plan.over_bytes)} more than the quota stay: sessions that are in use, open, or fresh."
            show(console, [Text(words, "yellow")])
    return 0


def _would(plan: Plan) -> Iterator[Text]:
    """What would go."""
    for deletion in plan.deleted:
        yield _line("would delete", deletion.info, deletion.bytes, deletion.why)
    for thinning in plan.thinned:
        yield _line("would thin", thinning.info, thinning.bytes, _count(thinning.pictures, "picture"))
    if not plan.deleted and not plan.thinned:
        yield Text("There is nothing so old, and not too much of it.")
        return
    freed = f"{_count(len(plan.deleted), 'session')} and {_count(plan.pictures, 'picture')}, {_mib(plan.bytes)}"
    yield Text(f"{freed}, would go. Nothing was deleted. Say it again with --yes.")


async def _carry_out(home: Home, journal: Journal, plan: Plan, console: Console) -> None:
    deleted, freed_bytes = 0, 0
    async for done in carry_out(home, journal, plan):
        match done:
            case Deleted(deletion, kept):
                deleted += not kept
                freed_bytes += 0 if kept else deletion.bytes
                what = f"kept ({one_line(kept)})" if kept else "deleted"
                show(console, [_line(what, deletion.info, deletion.bytes, deletion.why)])
            case Freed(thinned, loose):
                freed_bytes += sum(thinned.values()) + loose.blob_bytes
                gone = f"{_count(deleted, 'session')}, {_count(len(thinned), 'picture')} and {loose.blobs} loose files"
                show(console, [Text(f"{gone} are gone, {_mib(freed_bytes)}.")])


def _line(what: str, info: StreamInfo, freed_bytes: int, why: str) -> Text:
    when = datetime.fromtimestamp(info.at, UTC).astimezone().strftime("%Y-%m-%d %H:%M")
    return Text.assemble(f"{what} {info.id}  ", (when, "dim"), f"  {_mib(freed_bytes):>10}  {why}  {info.title}")


def _mib(size_bytes: float) -> str:
    return f"{size_bytes / MIB:.1f} MiB"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
