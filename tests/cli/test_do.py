"""`do` and `resume` on the real desk: each way to end, its exit code, and the one object of --json."""

from __future__ import annotations

import re
import shlex
import signal
import subprocess
from pathlib import Path

import pytest

from tests.cli.shell import DESKHAND, TIMEOUT_S, Terminal, deskhand, environment

pytestmark = pytest.mark.desk

KEYS = {"session", "outcome", "summary", "steps", "model_calls", "wall_s", "cost_usd", "checks"}
NO_CODE = (
    'name = "no code"\nbased_on = "balanced"\n[[rule]]\nclasses = ["run_code"]\ndecide = "deny"\nwhy = "Only look."\n'
)


def test_the_example_of_the_help_does_what_it_says(home: Path) -> None:
    example = re.search(r"^ +deskhand (do .+)$", deskhand(home, "--help").out, re.MULTILINE)
    assert example
    ran = deskhand(home, *shlex.split(example[1]), "--json")
    assert ran.code == 0, ran.err
    assert set(ran.ended) == KEYS
    assert ran.ended["outcome"] == "done"
    assert [check["holds"] for check in ran.ended["checks"]] == [True]
    assert ran.ended["cost_usd"] == 0.0
    assert "✓ run date +%Y" in ran.err


def test_a_check_that_does_not_hold_ends_with_1_and_resume_wants_more_words(home: Path) -> None:
    ran = deskhand(home, "do", "expect the file nothing.txt exists", "--json")
    assert ran.code == 1
    assert ran.ended["outcome"] == "failed"
    assert [check["holds"] for check in ran.ended["checks"]] == [False]


def test_without_json_the_end_is_told_on_standard_error_alone(home: Path) -> None:
    ran = deskhand(home, "do", "run `false`")
    assert ran.code == 1
    assert not ran.out
    assert "failed " in ran.err
    session = re.search(r"deskhand resume (s-\w+)", ran.err)
    assert session and session[1] in deskhand(home, "sessions", "list").out


def test_a_question_ends_with_3_and_its_answer_goes_on(home: Path) -> None:
    asked = deskhand(home, "do", 'ask "Which color?" as color\nexpect color is red', "--json")
    assert asked.code == 3
    assert (asked.ended["outcome"], asked.ended["summary"]) == ("question", "Which color?")
    again = deskhand(home, "resume", asked.ended["session"][:8], "--json")
    assert again.code == 3
    answered = deskhand(home, "resume", asked.ended["session"], "--answer", "red", "--json")
    assert answered.code == 0, answered.err
    over = deskhand(home, "resume", asked.ended["session"])
    assert over.code == 2
    assert "--say" in over.err
    assert "no open question" in deskhand(home, "resume", asked.ended["session"], "--answer", "red").err


def test_a_no_to_what_was_asked_ends_with_5_and_keeps_the_words(home: Path) -> None:
    asked = deskhand(home, "do", "run `python3 -c pass`", "--profile", "cautious", "--json")
    assert asked.code == 3
    ran = deskhand(home, "resume", asked.ended["session"], "--answer", "not today")
    assert ran.code == 5
    assert "not today" in deskhand(home, "show", asked.ended["session"], "--events").out


def test_a_verdict_that_denies_ends_with_5(home: Path, tmp_path: Path) -> None:
    profile = tmp_path / "mine.toml"
    profile.write_text(NO_CODE, "utf-8")
    ran = deskhand(home, "do", "run `python3 -c pass`", "--profile", str(profile), "--json")
    assert ran.code == 5
    assert "⊘ run python3 -c pass" in ran.err
    assert "(Only look)" in ran.err


def test_a_limit_ends_with_4_and_goes_on_once_it_is_raised(home: Path) -> None:
    ran = deskhand(home, "do", "repeat 5 times:\n  run `true`", "--max-steps", "3", "--json")
    assert ran.code == 4
    assert (ran.ended["outcome"], ran.ended["steps"]) == ("limit", 3)
    same = deskhand(home, "resume", ran.ended["session"])
    assert same.code == 2
    assert "--max-steps" in same.err
    more = deskhand(home, "resume", ran.ended["session"], "--max-steps", "50", "--json")
    assert more.code == 0, more.err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_the_work_in_order_and_ends_with_7(number: signal.Signals, home: Path) -> None:
    with subprocess.Popen(
        [*DESKHAND, "do", "run `sleep 300`", "--json"],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(home),
    ) as process:  # fmt: skip
        assert process.stderr
        while "Step 1" not in process.stderr.readline():
            pass
        process.send_signal(number)
        out, _ = process.communicate(timeout=TIMEOUT_S)
    assert process.returncode == 7
    assert out.count("\n") == 1 and '"outcome": "stopped"' in out
    assert " stopped " in deskhand(home, "sessions", "list").out


def test_a_machine_that_lacks_something_ends_with_6_and_names_the_mend(home: Path) -> None:
    ran = deskhand(home, "do", "run `true`", "--json", PATH="/nowhere")
    assert ran.code == 6
    assert ran.ended["outcome"] == "error"
    assert "apt-get install" in ran.err


def test_a_folder_and_files_of_ones_own_are_on_the_desk(home: Path, own: Path) -> None:
    (own / "a.txt").write_text("first\n", "utf-8")
    (home.parent / "b.txt").write_text("second\n", "utf-8")
    task = f"run `cat {own.name}/a.txt b.txt` as both\nexpect both contains first\nexpect both contains second"
    ran = deskhand(home, "do", task, "--folder", str(own), "--put", str(home.parent / "b.txt"), "--json")
    assert ran.code == 0, ran.err


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("no", 5), ("not now", 5)])
def test_in_a_terminal_leave_is_asked_in_place(answer: str, code: int, home: Path) -> None:
    with Terminal(home, "do", "run `python3 -c pass`", "--profile", "cautious") as terminal:
        terminal.until("? run python3 -c pass")
        terminal.until("words why not > ")
        terminal.enter(answer)
        assert terminal.end() == code
