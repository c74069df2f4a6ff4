"""Lets Deskhand do the job: a desk on which `expenses.test` is the app, and the files of the job.

The thin side of this example that knows Deskhand; what is made ready and what is checked do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from prepare import HERE, SITE, Prepared
from smallsite.serving import LOOPBACK
from telling import Say, telling

from deskhand.agent.session import Home, Session, TaskOptions
from deskhand.agent.shelf import Shelf
from deskhand.desk.base import DeskSpec
from deskhand.journal import Journal
from deskhand.report.html import write_html
from deskhand.report.steps import tell
from deskhand.settings import from_environment


@dataclass(frozen=True, slots=True)
class Ran:
    """How the session ended. work: the desk's work folder on this machine."""

    session: str
    outcome: str
    summary: str
    work: Path


async def write_report(session: str, path: Path) -> None:
    """Every step of the session with its picture and verdict, as one HTML page."""
    async with await Home(from_environment()).journal() as journal:
        info = await journal.info(session)
        story = tell(await journal.read(info.id))
        proof = " ".join(report.proves for report in await journal.verify(info.id) if report.ok)
        write_html(path, info.id, info.title, story, journal.blobs.read, proof=proof)


async def shown_in(journal: Journal, session: str) -> dict[str, str]:
    """What the session shows: the newest text of each artifact, by its title."""
    shelf = Shelf(journal)
    found = {}
    for artifact in await shelf.of_session(session):
        files = await shelf.files(artifact.newest)
        found[artifact.title] = files[artifact.newest.entry].decode("utf-8", "replace")
    return found


async def all_shown(session: str) -> dict[str, str]:
    """The same, from the journal of this machine."""
    async with await Home(from_environment()).journal() as journal:
        return await shown_in(journal, session)


async def run_job(prepared: Prepared, port: int, say: Say) -> Ran:
    """Follow job.steps on a new desk until it rests. Raises DeskhandError when no desk can be made here."""
    options = TaskOptions(
        model="steps",
        profile=str(HERE / "profile.toml"),
        desk=DeskSpec(sites={SITE: f"{LOOPBACK}:{port}"}, files=prepared.files),
        title="The expense report",
    )
    async with await Session.start(options, Home(from_environment()), watch=telling(say)) as session:
        await session.say((HERE / "job.steps").read_text(encoding="utf-8"))
        outcome = await session.work()
        if outcome:
            return Ran(session.id, outcome.kind, outcome.summary, session.work_folder)
        question = session.state.question
        words = f"it waits for an answer: {question}" if question else "it stopped without an outcome"
        return Ran(session.id, "waiting", words, session.work_folder)
