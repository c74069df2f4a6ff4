"""One task in the mail app under the profiles, on the real desk: what is asked, and what the app's database holds.

The job writes to a colleague, encloses a file of the desk, sends, and files the answer. test_mail_answers.py has the
fourth profile, one's own, and the other ways to answer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from mailapp.seed import COLLEAGUE
from mailapp.web import make_app
from mailjob.check import check, new_letters
from mailjob.drive import Ran, profile_named, run_job
from mailjob.prepare import FILE, SITE, Prepared, prepare
from smallsite.serving import serving

from deskhand.core.state import OpenCall
from tests.cli.shell import Terminal, deskhand

pytestmark = [pytest.mark.desk, pytest.mark.slow, pytest.mark.timeout(240)]

ASKED: dict[str, set[str]] = {
    "cautious": {"send", "take_out", "submit"}, "balanced": {"send", "take_out"}, "trusting": {"send"},
}  # fmt: skip
"""Profile -> classes that it at least asks about in this job."""

MOST = {"cautious": 4, "balanced": 2, "trusting": 2}
"""Profile -> the most questions. Each asks about the form that carries the letter (and under balanced the file), whose
"Continue" can't be told from one that sends, and about "Send"; cautious also about the file and about archiving."""


LETTER = f"""\
open http://{SITE}/new
type {COLLEAGUE[1]} into To
type "Figures for May" into Subject
attach {FILE} to File
click Continue
click Send
expect "Message sent"
"""
"""Only the part of the job about which people are asked most: a letter with a file."""


@dataclass
class Stage:
    """The app, served for one test, and a home for its sessions."""

    prepared: Prepared
    port: int
    home: Path
    asked: list[OpenCall] = field(default_factory=list)

    def run(self, profile: str, send: str = "allow") -> Ran:
        """The job by this profile: every question is allowed but for the one about sending, answered with `send`."""

        def answer(asked: OpenCall) -> str:
            self.asked.append(asked)
            return send if _sends(asked) else "allow"

        return asyncio.run(run_job(self.prepared, self.port, profile, lambda words: None, answer))

    def command(self, profile: str, *more: str) -> tuple[str, ...]:
        """`deskhand do` with the letter, by this profile."""
        steps = self.home.parent / "letter.steps"
        steps.write_text(LETTER, encoding="utf-8")
        named, site, file = profile_named(profile), f"{SITE}={self.port}", self.prepared.files[FILE]
        return ("do", str(steps), "--profile", named, "--site", site, "--put", file, *more)

    def terminal(self, profile: str) -> Terminal:
        return Terminal(self.home, *self.command(profile))

    def sent(self) -> list[str]:
        """Who was sent a letter since the beginning."""
        return [", ".join(mail.letter.people) for mail in new_letters(self.prepared, "sent")]

    def wrong(self, ran: Ran) -> list[str]:
        return [f"{each.about}: {each.found}" for each in check(self.prepared, ran.work) if not each.holds]


def words(shown: str) -> str:
    """What a terminal shows, in one line: it folds lines where it ends."""
    return " ".join(shown.split())


def _sends(asked: OpenCall) -> bool:
    """Whether the question is about the act that sends the letter."""
    return bool(asked.verdict and "send" in asked.verdict.touch.classes)


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    home = tmp_path / "home"
    monkeypatch.setenv("DESKHAND_HOME", str(home))
    prepared = prepare(tmp_path / "job")
    with serving(make_app(prepared.data)) as port:
        yield Stage(prepared, port, home)
    if (home / "desks").is_dir():
        deskhand(home, "sessions", "prune", "--days", "0", "--yes")


@pytest.mark.parametrize("profile", ASKED)
def test_with_every_yes_the_letter_is_sent_once_and_its_answer_filed(stage: Stage, profile: str) -> None:
    ran = stage.run(profile)
    assert ran.outcome == "done", ran.summary
    assert stage.wrong(ran) == []
    classes = {risk for asked in stage.asked if asked.verdict for risk in asked.verdict.touch.classes}
    assert classes >= ASKED[profile]
    assert len(stage.asked) <= MOST[profile], [asked.verdict.reason for asked in stage.asked if asked.verdict]


@pytest.mark.parametrize("profile", ["cautious", "balanced", "trusting"])
def test_without_a_yes_nobody_is_sent_anything(stage: Stage, profile: str) -> None:
    ran = stage.run(profile, send="deny")
    assert ran.outcome != "done"
    assert any(map(_sends, stage.asked))
    assert stage.sent() == []


def test_in_the_terminal_the_question_says_what_would_happen_and_how_it_can_be_answered(stage: Stage) -> None:
    with stage.terminal("trusting") as terminal:
        form = words(terminal.until("words why not > "))
        assert f'"Continue" may send a message to {COLLEAGUE[1]} by mail.test' in form
        terminal.enter("y")
        page = words(terminal.until("words why not > "))
        assert f'"Send" sends a message to {COLLEAGUE[1]} by mail.test' in page
        assert f"To {COLLEAGUE[1]} Subject Figures for May" in page
        assert "Asked because the profile 'trusting' wants to be asked about send. This can't be undone" in page
        assert "[y]es, [n]o, [t]ake over" in page, "a letter is asked about each time"
        assert stage.sent() == []
        terminal.enter("y")
        assert terminal.end() == 0
    assert stage.sent() == [COLLEAGUE[1]]


def test_a_no_in_the_terminal_ends_the_job_and_nothing_was_sent(stage: Stage) -> None:
    with stage.terminal("trusting") as terminal:
        terminal.until("words why not > ")
        terminal.enter("y")
        terminal.until("words why not > ")
        terminal.enter("not before Monday")
        assert terminal.end() == 5
        assert "not before Monday" in terminal.seen
    assert stage.sent() == []


def test_without_a_terminal_the_job_waits_at_the_question_and_goes_on_with_its_answer(stage: Stage) -> None:
    asked = deskhand(stage.home, *stage.command("trusting", "--json", "--keep-desk"))
    assert asked.code == 3 and stage.sent() == []
    yes = ("resume", asked.ended["session"], "--answer", "allow", "--json", "--keep-desk")
    again = deskhand(stage.home, *yes)
    assert again.code == 3 and stage.sent() == [], again.err
    answered = deskhand(stage.home, *yes)
    assert answered.code == 0, answered.err
    assert stage.sent() == [COLLEAGUE[1]]
