"""`deskhand sessions`: the sessions there are, and getting rid of them."""

from __future__ import annotations

from datetime import UTC, datetime

import click
from rich.console import Console
from rich.text import Text

from deskhand.agent.session import Home
from deskhand.cli.lazy import LazyGroup
from deskhand.cli.lines import show
from deskhand.cli.running import run_async
from deskhand.core import events as ev
from deskhand.journal.journal import Journal
from deskhand.journal.values import StreamInfo
from deskhand.retention import remove_session
from deskhand.settings import from_environment

STANDING_CELLS = len("broken off")
_TAIL = 8
"""Events at a session's end among which one tells how it stands: those of a driver that only looked in are fewer."""

COMMANDS = {
    "list": (f"{__name__}:list_sessions", "The newest sessions, a line each."),
    "show": ("deskhand.cli.commands.show:show_session", "The same as `deskhand show`."),
    "delete": (f"{__name__}:delete_session", "Delete a session for good."),
    "prune": ("deskhand.cli.commands.prune:prune_sessions", "Let old sessions and pictures go."),
}


@click.group(cls=LazyGroup, table=COMMANDS)
def sessions() -> None:
    """List, show, delete and prune sessions.

    \b
    Example:
      deskhand sessions list --limit 5
    """


@click.command("list")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1_000), help="How many.")
def list_sessions(limit: int) -> int:
    """The newest sessions, a line each: id, when, how it stands, events, title.

    \b
    Example:
      deskhand sessions list --limit 5
    """
    return run_async(_list(limit))


async def _list(limit: int) -> int:
    settings = from_environment()
    console, listed = Console(no_color=not settings.color), 0
    async with await Home(settings).journal() as journal:
        for info in await journal.streams("session", limit=limit):
            show(console, [_line(info, await _standing(journal, info))])
            listed += 1
    if not listed:
        show(console, [Text("There are no sessions yet. `deskhand do TASK` makes one.", "dim")])
    return 0


def _line(info: StreamInfo, standing: Text) -> Text:
    """A session on one line, its columns under those of the others."""
    standing.pad_right(STANDING_CELLS - standing.cell_len)
    return Text.assemble(info.id, "  ", (_when(info.at), "dim"), "  ", standing, f"{info.seq:>6} events  ", info.title)


async def _standing(journal: Journal, info: StreamInfo) -> Text:
    """How the session stands, by its writer and its last events."""
    writer = await journal.writer_of(info.id)
    if writer is not None and writer.live:
        return Text("running", "bold cyan")
    for entry in reversed(await journal.read(info.id, after=info.seq - _TAIL)):
        match entry.event:
            case ev.Concluded(outcome=outcome):
                return Text(outcome.kind, "green" if outcome.good else "yellow")
            case ev.Asked():
                return Text("question", "bold yellow")
            case ev.Said() | ev.Answered() | ev.ModelAsked() | ev.ModelReplied() | ev.CallFinished() | ev.CallStarted():
                break
    return Text("broken off", "yellow")


def _when(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).astimezone().strftime("%Y-%m-%d %H:%M")


@click.command("delete")
@click.argument("session")
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete_session(session: str, yes: bool) -> int:
    """Delete SESSION for good: its record, its pictures and its desk with the files. A tombstone stays.

    \b
    Example:
      deskhand sessions delete s-4f2k
    """
    return run_async(_delete(session, yes))


async def _delete(name: str, yes: bool) -> int:
    home = Home(from_environment())
    async with await home.journal() as journal:
        info = await journal.info(name)
        if not yes:
            click.confirm(f"Delete {info.id} ({info.title or 'no title'}, {info.seq} events) for good?", abort=True)
        await remove_session(home, journal, info.id)
        click.echo(f"Deleted {info.id}.")
    return 0
