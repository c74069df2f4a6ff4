"""What is refused before anything is started: one clear line, an exit code, and nothing left behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskhand.cli.exits import code_of, code_of_state
from deskhand.core import errors
from deskhand.core import events as ev
from deskhand.core.messages import Call
from deskhand.core.outcome import Check, Outcome
from deskhand.core.state import OpenCall, State
from tests.cli.record import home_of
from tests.cli.shell import deskhand

REFUSED = [
    (("do", "open http://a.test\nclickk the thing"), ("line 2", "clickk", "click ...")),
    (("do", " "), ("the task is empty", "Write what is to be done")),
    (("do", "run `true`", "--model", "nobody"), ("there is no model 'nobody'", "steps")),
    (("do", "run `true`", "--profile", "nobody"), ("there is no profile 'nobody'", "cautious, balanced, trusting")),
    (("do", "run `true`", "--site", "a.test"), ("--site 'a.test'", "NAME=PORT")),
    (("do", "run `true`", "--site", "a.test=99999"), ("--site 'a.test=99999'", "NAME=PORT")),
    (("do", "run `true`", "--folder", "/no/such"), ("--folder '/no/such' is no folder", ":rw")),
    (("chat", "--model", "nobody"), ("there is no model 'nobody'", "steps")),
    (("show", "s-nothere"), ("'s-nothere'", "deskhand sessions list")),
    (("resume", "s-nothere"), ("'s-nothere'", "deskhand sessions list")),
    (("sessions", "delete", "s-nothere", "--yes"), ("'s-nothere'", "deskhand sessions list")),
    (("journal", "verify", "s-nothere"), ("'s-nothere'", "deskhand sessions list")),
    (("show", "../../etc"), ("'../../etc'", "deskhand sessions list")),
]


@pytest.mark.parametrize(("args", "words"), REFUSED, ids=lambda value: " ".join(value)[:40])
async def test_what_can_not_be_used_is_refused_with_2_and_leaves_nothing(
    args: tuple[str, ...], words: tuple[str, ...], home: Path
) -> None:
    ran = deskhand(home, *args)
    assert ran.code == 2
    assert all(word in ran.err for word in words), ran.err
    assert "Traceback" not in ran.err
    assert not (home / "desks").exists()
    async with await home_of(home).journal() as journal:
        assert not await journal.streams()


def test_a_task_in_a_file_is_read_and_its_lines_are_counted(home: Path, tmp_path: Path) -> None:
    task = tmp_path / "job.steps"
    task.write_text("# a job\n\nfrobnicate\n", "utf-8")
    ran = deskhand(home, "do", str(task))
    assert ran.code == 2
    assert "line 3: " in ran.err


def test_a_task_in_a_file_that_is_no_text_is_refused(home: Path, tmp_path: Path) -> None:
    task = tmp_path / "job.bin"
    task.write_bytes(b"\xff\xfe\x00")
    ran = deskhand(home, "do", str(task))
    assert ran.code == 2
    assert "can't be read" in ran.err


def test_an_unreadable_task_still_ends_json_with_one_object(home: Path) -> None:
    ran = deskhand(home, "do", "clickk the thing", "--json")
    assert ran.code == 2
    assert ran.ended["session"] is None
    assert "line 1" in ran.ended["summary"]


def test_a_journal_that_is_none_ends_with_8(home: Path) -> None:
    home.mkdir()
    (home / "journal.db").write_bytes(b"this is not a database, whatever its name says" * 50)
    ran = deskhand(home, "do", "run `true`", "--json")
    assert ran.code == 8
    assert ran.ended["outcome"] == "error"
    assert "damaged" in ran.err


def test_a_config_that_can_not_be_used_names_the_setting(home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text('modell = "steps"\n', "utf-8")
    ran = deskhand(home, "sessions", "list")
    assert ran.code == 2
    assert 'Did you mean "model"?' in ran.err


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.InvalidInput, 2),
        (errors.StaleFrame, 2),
        (errors.NotFound, 2),
        (errors.LimitExceeded, 4),
        (errors.Refused, 5),
        (errors.SetupMissing, 6),
        (errors.DeskLost, 6),
        (errors.DeskhandError, 6),
        (errors.Conflict, 8),
        (errors.JournalDamaged, 8),
    ],
)
def test_every_error_has_its_exit_code(error: type[errors.DeskhandError], code: int) -> None:
    assert code_of(error("x")) == code


NO = (Check(name="a", holds=False),)
ASKED = ev.Asked(question="q", call="1", kind="question", text="?")
QUESTION = State(calls=(OpenCall(Call(id="1", name="ask_person"), asked=ASKED),))
RESTS = [
    (State(outcome=Outcome(kind="done")), False, 0),
    (State(outcome=Outcome(kind="answered")), False, 0),
    (State(outcome=Outcome(kind="done", checks=NO)), False, 1),
    (State(outcome=Outcome(kind="partly")), False, 1),
    (State(outcome=Outcome(kind="failed")), False, 1),
    (State(outcome=Outcome(kind="stuck")), False, 1),
    (State(outcome=Outcome(kind="failed")), True, 5),
    (State(outcome=Outcome(kind="done")), True, 0),
    (State(outcome=Outcome(kind="limit")), True, 4),
    (State(outcome=Outcome(kind="refused")), False, 5),
    (State(outcome=Outcome(kind="lost")), False, 6),
    (State(outcome=Outcome(kind="stopped")), True, 7),
    (QUESTION, False, 3),
    (State(paused=True), False, 7),
]


@pytest.mark.parametrize(("state", "denied", "code"), RESTS)
def test_every_way_to_come_to_rest_has_its_exit_code(state: State, denied: bool, code: int) -> None:
    assert code_of_state(state, denied=denied) == code
