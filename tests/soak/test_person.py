"""The person of the soak answers by what is in the app, and says nothing where that does not tell."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from app.store import Store
from prepare import prepare
from soak.person import answer
from soak.stage import Stage, fewer

from deskhand.core import events as ev
from deskhand.core.evolve import fold
from deskhand.core.messages import Call, Reply
from deskhand.core.state import State
from deskhand.models.steps.run.unsure import AGAIN, HAPPENED


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path, fewer(prepare(tmp_path / "job"), 1))


def asked(about: str) -> State:
    call = Call(id="a", name="ask_person", arguments={"question": f"Step 3 ({about}): was it done?"})
    events: list[ev.Event] = [
        ev.SessionStarted(model="steps"),
        ev.ModelReplied(reply=Reply(calls=(call,))),
        ev.Asked(question="q", call="a", kind="question", text="?"),
    ]
    return fold(events)


def test_a_filing_happened_when_the_app_has_one_that_the_report_does_not_name(stage: Stage, tmp_path: Path) -> None:
    assert answer(stage, tmp_path, asked("Click Confirm")) == AGAIN
    store, truth = Store(stage.prepared.data), stage.prepared.truth[0]
    picture = store.keep_picture(truth.file, Path(stage.prepared.files["receipts"], truth.file).read_bytes())
    reference = store.add(stage.prepared.earlier[0].expense, picture)
    assert answer(stage, tmp_path, asked("Click Confirm")) == HAPPENED
    (tmp_path / "report.md").write_text(reference)
    assert answer(stage, tmp_path, asked("Click Confirm")) == AGAIN


def test_a_correction_happened_when_the_entry_is_as_it_should_be(stage: Stage, tmp_path: Path) -> None:
    assert answer(stage, tmp_path, asked('Click "Save changes"')) == AGAIN
    correction, store = stage.prepared.correction, Store(stage.prepared.data)
    wrong = next(e for e in stage.prepared.earlier if e.expense.amount_cents == correction.filed_cents
                 and e.expense.spent_on == correction.spent_on)  # fmt: skip
    store.correct(wrong.reference, replace(wrong.expense, amount_cents=correction.right_cents), wrong.version)
    assert answer(stage, tmp_path, asked('Click "Save changes"')) == HAPPENED


def test_a_page_was_gone_on_from_when_the_next_one_was_asked_for(stage: Stage, tmp_path: Path) -> None:
    stage.asked += ["GET /new", "POST /new"]
    assert answer(stage, tmp_path, asked("Click Continue")) == AGAIN
    stage.asked += ["GET /confirm/1", "GET /confirm/1/receipt"]
    assert answer(stage, tmp_path, asked("Click Continue")) == HAPPENED
    assert answer(stage, tmp_path, asked("Type 3 into Amount")) == ""
