"""Does jobs under plain "balanced", says yes to every question, and counts the questions beyond the irreversible acts.

What can't be taken back is listed by hand in irreversible.toml, with a reason each. It knows the three examples; they
do not know it.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from random import Random
from typing import Protocol

HERE = Path(__file__).resolve().parent
for _folder in ("mail", "expense-report", "jobs", "shared"):
    sys.path.insert(0, str(HERE.parent / _folder))

from app.web import make_app as expenses_app  # noqa: E402
from check import check as expenses_checks  # noqa: E402
from drive import shown_in  # noqa: E402
from jobs import JOBS, Ended, Job, put_files  # noqa: E402
from jobs import SITE as OFFICE  # noqa: E402
from mailapp.web import make_app as mail_app  # noqa: E402
from mailjob.check import check as mail_checks  # noqa: E402
from mailjob.drive import job as mail_steps  # noqa: E402
from mailjob.prepare import SITE as MAIL  # noqa: E402
from mailjob.prepare import prepare as prepare_mail  # noqa: E402
from prepare import HERE as EXPENSES_FOLDER  # noqa: E402
from prepare import SITE as EXPENSES  # noqa: E402
from prepare import prepare as prepare_expenses  # noqa: E402
from serve import Site, serving  # noqa: E402
from smallsite.serving import LOOPBACK  # noqa: E402
from smallsite.serving import serving as serving_app  # noqa: E402

from deskhand.agent.session import Home, Session, TaskOptions  # noqa: E402
from deskhand.core.state import OpenCall  # noqa: E402
from deskhand.desk.base import DeskSpec  # noqa: E402

PROFILE = "balanced"
NEEDLESS_MAX = 1
"""Of all jobs together: questions beyond the truly irreversible acts."""

NEEDLESS: dict[str, int] = {}
"""Job -> those that it asks, as is known; none does."""


@dataclass(frozen=True, slots=True)
class Question:
    """One that was asked. act: the call, in words. rule: what in the profile asked it."""

    act: str
    classes: tuple[str, ...]
    target: str
    rule: str
    held: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Irreversible:
    """An act that nobody can take back. about: globs of elements and requests by which its question is known."""

    job: str
    what: str
    about: tuple[str, ...]
    count: int
    why: str

    def fits(self, question: Question) -> bool:
        places = (question.target, *question.held)
        return any(fnmatchcase(place, glob) for place in places for glob in self.about)


@dataclass(frozen=True, slots=True)
class Counted:
    """A job done under the profile. unasked: irreversible acts that no question was about. wrong: what is not as it
    should be afterwards."""

    job: str
    questions: tuple[Question, ...]
    irreversible: int
    needless: tuple[Question, ...]
    unasked: tuple[str, ...]
    wrong: tuple[str, ...] = ()


def compared(job: str, questions: Sequence[Question], acts: Sequence[Irreversible], wrong: Sequence[str]) -> Counted:
    """Each question against the acts of the job: one question an act, what is left over is needless."""
    left = {act: act.count for act in acts if act.job == job}
    needless = []
    for question in questions:
        act = next((each for each, count in left.items() if count and each.fits(question)), None)
        if act is None:
            needless.append(question)
        else:
            left[act] -= 1
    unasked = tuple(f"{act.what} ({count} of {act.count})" for act, count in left.items() if count)
    most = sum(act.count for act in left)
    return Counted(job, tuple(questions), most, tuple(needless), unasked, tuple(wrong))


@dataclass(frozen=True, slots=True)
class Staged:
    """A job that can be followed: its steps, its desk, and what is wrong with what it left behind: its work folder, and
    what it showed, by title."""

    steps: str
    desk: DeskSpec
    wrong: Callable[[Path, Mapping[str, str]], list[str]]


class _Checked(Protocol):
    about: str
    found: str
    holds: bool


def _not_holding(checks: Iterable[_Checked]) -> list[str]:
    return [f"{each.about}: {each.found}" for each in checks if not each.holds]


def irreversible_acts() -> tuple[Irreversible, ...]:
    """All acts that are listed."""
    listed = tomllib.loads((HERE / "irreversible.toml").read_text(encoding="utf-8"))["act"]
    return tuple(Irreversible(**{**act, "about": tuple(act["about"])}) for act in listed)


@contextmanager
def _expenses(folder: Path) -> Iterator[Staged]:
    prepared = prepare_expenses(folder)
    with serving_app(expenses_app(prepared.data)) as port:
        yield Staged(
            (EXPENSES_FOLDER / "job.steps").read_text(encoding="utf-8"),
            DeskSpec(sites={EXPENSES: f"{LOOPBACK}:{port}"}, files=prepared.files),
            lambda work, shown: _not_holding(expenses_checks(prepared, work, shown)),
        )


@contextmanager
def _mail(folder: Path) -> Iterator[Staged]:
    prepared = prepare_mail(folder)
    with serving_app(mail_app(prepared.data)) as port:
        yield Staged(
            mail_steps(),
            DeskSpec(sites={MAIL: f"{LOOPBACK}:{port}"}, files=prepared.files),
            lambda work, _: _not_holding(mail_checks(prepared, work)),
        )


@contextmanager
def _small(job: Job, folder: Path) -> Iterator[Staged]:
    with serving(Site(facts={job.name: job.facts(Random(7))})) as site:
        yield Staged(
            job.steps.read_text(encoding="utf-8"),
            DeskSpec(sites={OFFICE: f"{LOOPBACK}:{site.port}"}, files=put_files(job, folder)),
            lambda work, _: job.wrong(Ended(site.record.get(job.name, []), work, site.facts[job.name])),
        )


NAMES = ("expenses", *(job.name for job in JOBS), "mail")


@contextmanager
def staged(name: str, folder: Path) -> Iterator[Staged]:
    """A job of this name, ready to be followed while the block lasts."""
    small = {job.name: job for job in JOBS}
    stage = _small(small[name], folder) if name in small else {"expenses": _expenses, "mail": _mail}[name](folder)
    with stage as ready:
        yield ready


def _question(asked: OpenCall) -> Question:
    verdict = asked.verdict
    held = tuple(f"{request.method} {request.address}" for request in asked.held)
    act = " ".join(map(str, (asked.call.name, *asked.call.arguments.values())))[:120]
    if verdict is None or not asked.approval:
        return Question(act, (), "", "the model asks", held)
    return Question(act, verdict.touch.classes, verdict.touch.target, verdict.rule, held)


async def count(name: str, folder: Path, home: Home) -> Counted:
    """Do a job and say yes to every question. A question of the model itself is counted, and ends the job."""
    questions: list[Question] = []
    with staged(name, folder) as job:
        options = TaskOptions(model="steps", profile=PROFILE, desk=job.desk, title=f"Questions of {name}")
        async with await Session.start(options, home) as session:
            await session.say(job.steps)
            while await session.work() is None and (asked := session.state.question):
                questions.append(_question(asked))
                if not asked.approval:
                    break
                await session.answer("allow")
            ended, work = session.state.outcome, session.work_folder
            async with await home.journal() as journal:
                wrong = job.wrong(work, await shown_in(journal, session.id))
            if ended is None or not ended.good:
                wrong.append(f"{ended.kind}: {ended.summary}" if ended else "it stopped at a question")
    return compared(name, questions, irreversible_acts(), wrong)
