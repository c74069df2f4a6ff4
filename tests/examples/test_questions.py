"""Needless questions: how they are counted, and that all jobs together ask at most one under the balanced profile."""

from __future__ import annotations

from pathlib import Path

import pytest
from counting import NAMES, NEEDLESS, NEEDLESS_MAX, Irreversible, Question, compared, count, irreversible_acts

from deskhand.agent.session import Home
from deskhand.settings import load
from tests.cli.shell import deskhand

QUICK = ("dialog",)
"""Of the jobs: one that posts once. `make questions` and the slow tests do them all."""

SEND = Irreversible("mail", "Send", ('button "Send"', "POST */check/*"), 1, "A letter goes out.")


def asked(target: str, *held: str) -> Question:
    return Question("computer", ("send",), target, "ask send", held)


def test_one_question_an_act_is_needed_and_a_second_one_is_not() -> None:
    counted = compared("mail", [asked('button "Send"'), asked("", "POST http://mail.test/check/1")], [SEND], [])
    assert [question.held for question in counted.needless] == [("POST http://mail.test/check/1",)]
    assert counted.unasked == ()


def test_a_question_about_something_else_is_needless_and_does_not_make_up_for_one_that_is_missing() -> None:
    counted = compared("mail", [asked('textbox "To"')], [SEND], [])
    assert len(counted.needless) == 1 and counted.unasked == ("Send (1 of 1)",)


def test_every_listed_act_has_a_reason_and_a_job_that_is_there() -> None:
    acts = irreversible_acts()
    assert {act.job for act in acts} <= set(NAMES) and len(NAMES) == 13
    assert all(len(act.why) > 15 and act.about and act.count for act in acts)


def test_all_jobs_together_may_ask_one_needless_question() -> None:
    assert sum(NEEDLESS.values()) <= NEEDLESS_MAX and set(NEEDLESS) <= set(NAMES)


@pytest.mark.desk
@pytest.mark.timeout(400)
@pytest.mark.parametrize(
    "name", [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in NAMES]
)
async def test_a_job_under_balanced_asks_about_what_cannot_be_undone_and_nothing_else(
    name: str, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    counted = await count(name, tmp_path / "job", Home(load({"DESKHAND_HOME": str(home)}, tmp_path)))
    deskhand(home, "sessions", "prune", "--days", "0", "--yes")
    assert not counted.wrong
    assert not counted.unasked
    assert len(counted.needless) == NEEDLESS.get(name, 0), [
        question.target or question.act for question in counted.needless
    ]
