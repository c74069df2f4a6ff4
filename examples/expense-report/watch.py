"""The example job live in the workspace: `python watch.py [--port N] [--no-browser]`. What `make run` calls.

Makes receipts, starts the app and the workspace, and has Deskhand do the job there, where it can be watched, taken over
and stopped in the browser. The steps are told here too, and in the end what was filed is compared with the truth. The
workspace goes on until Ctrl-C; a job that is still under way ends with it, since its app does. Exit code 0: the job was
right, or had not ended. 1: it was not right. 6: the desk or the workspace could not be made.
"""

from __future__ import annotations

import argparse
import asyncio
import secrets
import sys
from pathlib import Path

from app.web import make_app
from comparison import show
from drive import shown_in
from make_receipts import SEED
from prepare import HERE, SITE, Prepared, prepare
from rich.console import Console
from rich.markup import escape
from runfolder import new_folder
from smallsite.serving import LOOPBACK, serving
from telling import telling

from deskhand.agent.session import Home, TaskOptions
from deskhand.core import commands as cmd
from deskhand.core import events as ev
from deskhand.core.errors import DeskhandError
from deskhand.core.messages import TextPart
from deskhand.desk.base import DeskSpec
from deskhand.desk.run_folder import work_folder
from deskhand.server.serving import Listening, enter_address, serve
from deskhand.server.sessions.starting import begin
from deskhand.server.workplace import Workplace
from deskhand.settings import from_environment

_WIDTH_MIN = 100


class Watched:
    """The job in the workspace. is_right: what the comparison came to, None while the job goes on."""

    def __init__(self, console: Console, home: Home, prepared: Prepared, site_port: int) -> None:
        self.is_right: bool | None = None
        self._session = ""
        self._console = console
        self._home = home
        self._prepared = prepared
        self._site_port = site_port
        self._following: asyncio.Task[None] | None = None

    def ready(self, place: Workplace) -> None:
        """The workspace answers: begin the job, and say where to look."""
        self._following = asyncio.ensure_future(self._followed(place))

    async def _followed(self, place: Workplace) -> None:
        try:
            session = self._session = await self._begun(place)
            link = enter_address(place.door.address, place.links.token(place.owner().id), session)
            self._say(f"Watch it, take over, or stop it here (the link works once):\n  {link}\n")
            watch = telling(self._say)
            async for recorded in place.journal.follow(session):
                watch(recorded.event)
                if isinstance(recorded.event, ev.Concluded):
                    self._compared(session, recorded.event, await shown_in(place.journal, session))
        except DeskhandError as error:
            self._console.print(f"[red]{escape(str(error))}[/]")

    async def end(self) -> None:
        """Stop the job, if it still goes on: what it works on is about to be gone."""
        if self._session and self.is_right is None:
            async with await self._home.journal() as journal:
                stop = cmd.Stop(reason="the app that it works on has ended")
                await journal.put_command(self._session, secrets.token_hex(8), stop.model_dump(mode="json"))
            self._say(f"Session {self._session} was told to stop.")

    async def _begun(self, place: Workplace) -> str:
        """The session, in the owner's own project: with the site, the files and the profile of the job."""
        owner = place.owner()
        options = TaskOptions(
            model="steps",
            profile=str(HERE / "profile.toml"),
            desk=DeskSpec(sites={SITE: f"{LOOPBACK}:{self._site_port}"}, files=self._prepared.files),
            attended=True,
            title="The expense report",
        )
        steps = cmd.Say(parts=(TextPart(text=(HERE / "job.steps").read_text(encoding="utf-8")),))
        return await begin(place, owner, place.projects.own_of(owner), options, steps)

    def _compared(self, session: str, concluded: ev.Concluded, shown: dict[str, str]) -> None:
        work = work_folder(self._home.desk_folder(session))
        self.is_right = show(self._console, self._prepared, work, shown)
        self._say(f"Session {session}: {concluded.outcome.kind}. {concluded.outcome.summary}")
        self._say("The workspace stays open; Ctrl-C ends it. Start it again with: deskhand up")

    def _say(self, words: str) -> None:
        self._console.print(escape(words), highlight=False, soft_wrap=True)


def do_job(console: Console, folder: Path, options: argparse.Namespace) -> int:
    """Everything until Ctrl-C; gives the exit code."""
    console.print(f"Making the receipts and the notes in {folder}", soft_wrap=True)
    prepared, home = prepare(folder, options.seed), Home(from_environment())
    with serving(make_app(prepared.data)) as site_port:
        console.print(f"The expenses app answers on port {site_port} of this machine only. The job begins.\n")
        job = Watched(console, home, prepared, site_port)
        asyncio.run(serve(home, Listening(port=options.port), job.ready))
        asyncio.run(job.end())
    return 1 if job.is_right is False else 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Do the expense report, live in the workspace.")
    parser.add_argument("--folder", type=Path, help="a new folder for the data (default: runs/expense-report-<time>)")
    parser.add_argument("--seed", type=int, default=SEED, help="chooses what the receipts say")
    parser.add_argument("--port", type=int, default=8420, help="of the workspace; 0 takes a free one")
    options = parser.parse_args()
    console = Console()
    if not console.is_terminal:
        console.width = max(console.width, _WIDTH_MIN)
    folder = new_folder(console, options.folder, "expense-report")
    if folder is None:
        return 2
    try:
        return do_job(console, folder, options)
    except DeskhandError as error:
        console.print(f"[red]{escape(str(error))}[/]")
        return 6


if __name__ == "__main__":
    sys.exit(main())
