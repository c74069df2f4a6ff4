"""Lets Deskhand do the job: a desk on which `mail.test` is the app, and the file that is asked for.

The thin side of this example that knows Deskhand; what is made ready and what is checked do not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from smallsite.serving import LOOPBACK
from telling import Say, telling

from deskhand.agent.session import Home, Session, TaskOptions
from deskhand.core.state import OpenCall
from deskhand.desk.base import DeskSpec
from deskhand.settings import from_environment
from mailjob.prepare import HERE, SITE, Prepared

Answers = Callable[[OpenCall], str | None]
"""The answer to a question that is open, None to leave it open and stop."""


@dataclass(frozen=True, slots=True)
class Ran:
    """How the session ended. work: the desk's work folder on this machine. questions: those asked, in words."""

    session: str
    outcome: str
    summary: str
    work: Path
    questions: tuple[str, ...]


def profile_named(name: str) -> str:
    """What Deskhand calls it: one that ships with it, or "own" for this example's file."""
    return str(HERE / "profile.toml") if name == "own" else name


def options_for(prepared: Prepared, port: int, profile: str, *, attended: bool = True) -> TaskOptions:
    """How it is run. attended: somebody is there to answer; else the profile says what becomes of questions."""
    spec = DeskSpec(sites={SITE: f"{LOOPBACK}:{port}"}, files=prepared.files)
    return TaskOptions(profile=profile_named(profile), desk=spec, attended=attended, title="The May figures")


def words_of(asked: OpenCall) -> str:
    """An open question in words: why leave is asked for, or what the model itself wants to know."""
    return asked.verdict.reason if asked.approval and asked.verdict else str(asked.call.arguments.get("question", ""))


def job() -> str:
    return (HERE / "job.steps").read_text(encoding="utf-8")


async def run_job(prepared: Prepared, port: int, profile: str, say: Say, answers: Answers) -> Ran:
    """Follow job.steps on a new desk until it rests, answering what is asked. Raises DeskhandError without a desk."""
    questions: list[str] = []
    async with await Session.start(
        options_for(prepared, port, profile), Home(from_environment()), watch=telling(say)
    ) as session:
        await session.say(job())
        while await session.work() is None and (asked := session.state.question):
            questions.append(words_of(asked))
            if (answer := answers(asked)) is None:
                break
            await session.answer(answer)
        ended = session.state.outcome
        kind, words = (ended.kind, ended.summary) if ended else ("waiting", "it waits for an answer")
        return Ran(session.id, kind, words, session.work_folder, tuple(questions))
