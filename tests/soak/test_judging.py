"""The soak's own judge: a job that ends wrong without a word is WRONG, and one that says so is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from app.store import Store
from prepare import prepare
from soak.driving import Written
from soak.judging import app_faults, came_to, outcome_faults, record_faults
from soak.stage import Stage, fewer

from deskhand.core import events as ev
from deskhand.core.evolve import fold
from deskhand.core.messages import Call, Reply, TextPart
from deskhand.core.outcome import Outcome
from deskhand.core.state import State
from deskhand.journal.values import VerifyReport


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path, fewer(prepare(tmp_path / "job"), 1))


def ended(kind: str, words: str) -> State:
    return State(session=ev.SessionStarted(model="steps"), outcome=Outcome(kind=kind, summary=words))  # type: ignore[arg-type]


def file_one(stage: Stage, times: int = 1) -> list[str]:
    """File the first receipt so many times; the references."""
    truth = stage.prepared.truth[0]
    store = Store(stage.prepared.data)
    picture = store.keep_picture(truth.file, Path(stage.prepared.files["receipts"], truth.file).read_bytes())
    return [store.add(stage.prepared.earlier[0].expense, picture) for _ in range(times)]


def test_an_entry_filed_twice_is_a_fault_unless_a_person_was_told(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "report.md").write_text(" ".join(file_one(stage, 2)))
    silent = app_faults(stage, tmp_path, ended("failed", "The page was not there."))
    assert len(silent) == 2 and "was filed 2 times" in silent[0]
    told = ended("failed", "Confirm was interrupted; it may be filed twice.")
    assert not app_faults(stage, tmp_path, told)


def test_a_report_that_names_what_was_not_filed_is_a_fault(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "report.md").write_text("EX-9999")
    assert "EX-9999, which is not in the app" in app_faults(stage, tmp_path, ended("failed", "interrupted"))[0]


def test_an_earlier_entry_changed_by_chance_is_a_fault(stage: Stage, tmp_path: Path) -> None:
    Store(stage.prepared.data).delete(stage.prepared.earlier[0].reference)
    assert "neither as it was" in app_faults(stage, tmp_path, ended("failed", "interrupted"))[0]


def test_a_job_that_only_says_it_is_done_is_wrong(stage: Stage, tmp_path: Path) -> None:
    faults = outcome_faults(stage, tmp_path, ended("done", "All filed."), {})
    assert any("filed" not in fault and "entries: 0, not 1" in fault for fault in faults)
    assert came_to(ended("done", "All filed."), faults) == "WRONG"
    assert came_to(ended("failed", "It broke off."), []) == "honest failure"
    assert came_to(State(), []) == "WRONG"


def turn(*after: ev.Event) -> list[ev.Event]:
    reply = Reply(calls=(Call(id="a", name="bash", arguments={}),))
    return [ev.SessionStarted(model="m"), ev.ModelReplied(reply=reply), *after]


STARTED = ev.CallStarted(call="a")
FINISHED = ev.CallFinished(call="a", status="ok", content=(TextPart(text="ok"),))


@pytest.mark.parametrize(
    ("events", "fault"),
    [
        (turn(STARTED, FINISHED), ""),
        (turn(STARTED), "never answered"),
        (turn(STARTED, STARTED, FINISHED), "started 2 times"),
        (turn(STARTED, FINISHED, FINISHED), "finished 2 times"),
    ],
)
def test_a_call_that_ran_twice_or_was_left_open_is_a_fault(events: list[ev.Event], fault: str) -> None:
    faults = record_faults(Written("s", events, []))
    assert fault in " ".join(faults) and bool(faults) == bool(fault)
    assert fold(events).session is not None


def test_a_record_that_does_not_verify_is_a_fault() -> None:
    report = VerifyReport(stream="s", problems=("event 3 was changed",))
    assert "event 3 was changed" in record_faults(Written("s", [], [report]))[0]
