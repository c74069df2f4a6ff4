"""Drivers that are stopped, replaced, signalled or lose their whole machine, on the real desk."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from soak.victims import keeper_of, outliving

from deskhand.agent.session import Home, Session, TaskOptions
from deskhand.core import events as ev
from deskhand.settings import load
from tests.cli.shell import deskhand
from tests.soak.started import Started, events_of, statuses

pytestmark = pytest.mark.desk

SLOW = 'write "kept" to kept.txt\nrun `touch began; sleep 60; echo late >> late.txt`\nrun `echo after`'


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "home"
    yield folder
    deskhand(folder, "sessions", "prune", "--days", "0", "--yes")


async def test_a_session_whose_whole_machine_went_down_is_taken_up_on_a_new_desk_with_its_files(home: Path) -> None:
    with Started(home, SLOW) as first:
        first.until_file("began")
        assert not outliving(first.kill_all(), 20)
        assert (first.run_dir / "keeper.sock").exists()
    ran = deskhand(home, "resume", first.session, "--json")
    assert ran.code in (0, 1, 3), ran.err
    events = await events_of(home)
    assert statuses(events).count("interrupted") == 1
    told = next(event for event in events if isinstance(event, ev.Noticed) and event.topic == "desk")
    assert "made" in str(told.parts)
    assert (first.work / "kept.txt").read_text() == "kept\n"


async def test_a_stopped_driver_is_named_and_once_replaced_it_can_neither_write_nor_act(home: Path) -> None:
    with Started(home, SLOW) as first:
        first.until_file("began")
        first.signal(signal.SIGSTOP)
        refused = deskhand(home, "resume", first.session)
        assert refused.code == 8
        assert f"process {first.process.pid}" in refused.err
        assert "is stopped" in refused.err and f"deskhand resume {first.session} --take-over" in refused.err
        taken = deskhand(home, "resume", first.session, "--take-over", "--json")
        assert taken.code in (0, 1, 3), taken.err
        first.signal(signal.SIGCONT)
        code, words = first.end()
    assert code == 8
    assert "no longer yours" in words
    assert not (first.work / "late.txt").exists()
    events = await events_of(home)
    attached = [index for index, event in enumerate(events) if isinstance(event, ev.DriverAttached)]
    assert len(attached) == 2
    assert statuses(events[attached[1] :])[0] == "interrupted"


@pytest.mark.parametrize("number", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.slow)])
async def test_a_signal_in_the_middle_of_an_act_is_told_as_an_unknown_outcome(
    number: signal.Signals, home: Path
) -> None:
    with Started(home, SLOW) as first:
        first.until_file("began")
        first.signal(number)
        code, words = first.end()
    assert code == 7, words
    events = await events_of(home)
    assert statuses(events)[-1] == "interrupted"
    assert isinstance(events[-1], ev.Concluded) and events[-1].outcome.kind == "stopped"
    assert keeper_of(first.run_dir) is None


@pytest.mark.slow
def test_a_desk_that_ends_idle_while_a_question_waits_is_made_anew_for_the_answer(home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text("[desk]\nidle_timeout_s = 0.5\n")
    task = 'write "kept" to kept.txt\nask "Which color?" as color\nexpect color is red\nexpect the file kept.txt exists'
    asked = deskhand(home, "do", task, "--json")
    assert asked.code == 3, asked.err
    keeper = keeper_of(home / "desks" / asked.ended["session"])
    assert not outliving([keeper] if keeper else [], 30)
    answered = deskhand(home, "resume", asked.ended["session"], "--answer", "red", "--json")
    assert answered.code == 0, answered.err


async def test_a_session_whose_driver_died_before_it_was_told_its_task_says_so_and_can_be_told(home: Path) -> None:
    async with await Session.start(TaskOptions(), Home(load({"DESKHAND_HOME": str(home)}, home))) as begun:
        session = begun.id
    silent = deskhand(home, "resume", session)
    assert silent.code == 2
    assert f"{session} was never told what to do" in silent.err and "--say" in silent.err
    assert deskhand(home, "resume", session, "--say", "run `true`").code == 0


@pytest.mark.slow
async def test_of_two_windows_that_answer_one_question_at_once_one_is_heard_and_the_other_told_so(home: Path) -> None:
    asked = deskhand(home, "do", 'ask "Which color?" as color\nwrite "{color}" to color.txt', "--json")
    assert asked.code == 3, asked.err
    session = asked.ended["session"]
    answers = ("red", "blue")
    with ThreadPoolExecutor() as windows:
        ran = list(windows.map(lambda answer: deskhand(home, "resume", session, "--answer", answer), answers))
    codes = [one.code for one in ran]
    assert sorted(codes) in ([0, 2], [0, 8]), [one.err for one in ran]
    heard = answers[codes.index(0)]
    assert [event.answer for event in await events_of(home) if isinstance(event, ev.Answered)] == [heard]
    assert (home / "desks" / session / "desk/work/color.txt").read_text() == f"{heard}\n"
    assert session in ran[1 - codes.index(0)].err


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MiB."""
    if os.getuid() != 0:
        pytest.skip("only root can mount a small disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)], check=True)
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_told_and_the_session_goes_on_once_there_is_room(home: Path, disk: Path) -> None:
    place = {"DESKHAND_JOURNAL_URL": f"sqlite:///{disk}/journal.db"}
    with Started(home, "run `touch began; sleep 3; echo once >> out.txt`\nrun `echo after`", **place) as first:
        first.until_file("began")
        fill(disk / "ballast")
        code, words = first.end()
    assert code == 4 and "the disk is full" in words and "Free some space" in words
    (disk / "ballast").unlink()
    ran = deskhand(home, "resume", first.session, "--json", **place)
    assert ran.code in (0, 1, 3), ran.err
    assert "interrupted" in deskhand(home, "show", first.session, "--events", **place).out
    assert deskhand(home, "journal", "verify", **place).code == 0
    deskhand(home, "sessions", "prune", "--days", "0", "--yes", **place)


def fill(path: Path) -> None:
    """Write until nothing more goes in."""
    with path.open("wb", buffering=0) as file:
        for size in (65_536, 4_096, 512, 1):
            try:
                while file.write(b"x" * size) == size:
                    pass
            except OSError:
                continue
