"""Looking at sessions, taking them up, deleting them."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path

import pytest

from deskhand.core.messages import Reply
from deskhand.models.scripted import calling
from tests.cli.record import home_of, make_session, one_job
from tests.cli.shell import deskhand

QUESTION = [calling(("ask_person", {"question": "Which?", "options": ["red", "blue"]}))]


async def test_sessions_are_listed_with_how_they_stand(home: Path) -> None:
    done = await make_session(home, one_job(), title="First")
    waits = await make_session(home, QUESTION, title="Second")
    newest, oldest = deskhand(home, "sessions", "list").out.splitlines()
    assert newest.split()[0] == waits
    assert "question" in newest and newest.endswith("Second")
    assert oldest.split()[0] == done
    assert " done " in oldest and oldest.endswith("First")


def test_an_empty_list_says_how_to_begin(home: Path) -> None:
    assert "deskhand do TASK" in deskhand(home, "sessions", "list").out


async def test_a_session_that_somebody_writes_is_listed_as_running(home: Path) -> None:
    session = await make_session(home, one_job())
    async with await home_of(home).journal() as journal, await journal.lock(session, "a test"):
        assert "running" in deskhand(home, "sessions", "list").out


@pytest.mark.parametrize("command", [("show",), ("sessions", "show")])
async def test_a_session_is_shown_step_by_step(command: tuple[str, ...], home: Path) -> None:
    session = await make_session(home, one_job())
    ran = deskhand(home, *command, session)
    assert ran.code == 0
    for words in ("you: go", "Go", "✓ open http://form.test", "done Filled in.", "✓ name  it says Ann"):
        assert words in ran.out
    assert "No event of" in ran.out
    assert "list what is on the screen" not in ran.out


async def test_nothing_that_a_page_wrote_reaches_the_terminal_as_a_command(home: Path) -> None:
    session = await make_session(home, one_job())
    for args in ((), ("--verbose",), ("--events",), ("--html", "-")):
        ran = deskhand(home, "show", session, *args)
        assert ran.code == 0
        assert "\x1b[2J" not in ran.out


async def test_the_beginning_of_an_id_is_enough(home: Path) -> None:
    session = await make_session(home, one_job())
    assert session in deskhand(home, "show", session[:6]).out
    assert session in deskhand(home, "show", session[2:6]).out


async def test_a_beginning_that_fits_several_names_them(home: Path) -> None:
    both = [await make_session(home, one_job()) for _ in range(2)]
    ran = deskhand(home, "show", "s-")
    assert ran.code == 2
    assert all(session in ran.err for session in both)


async def test_events_are_objects_one_a_line(home: Path) -> None:
    session = await make_session(home, one_job())
    events = [json.loads(line) for line in deskhand(home, "show", session, "--events").out.splitlines()]
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert events[-1]["event"]["type"] == "concluded"


async def test_the_report_is_one_file_with_everything_in_it(home: Path, tmp_path: Path) -> None:
    session = await make_session(home, one_job())
    ran = deskhand(home, "show", session, "--html", str(tmp_path / "new" / "report.html"))
    page = (tmp_path / "new" / "report.html").read_text("utf-8")
    assert ran.out.strip().endswith("report.html")
    assert "Filled in." in page and "data:image/webp" in page and "No event of" in page


async def test_a_report_that_can_not_be_written_ends_with_2(home: Path) -> None:
    session = await make_session(home, one_job())
    ran = deskhand(home, "show", session, "--html", str(home))
    assert ran.code == 2
    assert "can't be written" in ran.err


async def test_a_session_in_use_ends_with_8_and_names_who_uses_it(home: Path) -> None:
    session = await make_session(home, QUESTION)
    async with await home_of(home).journal() as journal, await journal.lock(session, "a test"):
        for args in (("resume", session), ("sessions", "delete", session, "--yes")):
            ran = deskhand(home, *args)
            assert ran.code == 8
            assert "a test" in ran.err


async def test_a_session_is_deleted_for_good_and_leaves_a_tombstone(home: Path) -> None:
    session = await make_session(home, one_job())
    assert deskhand(home, "sessions", "delete", session, "--yes").code == 0
    ran = deskhand(home, "show", session)
    assert ran.code == 2
    assert "was deleted on" in ran.err
    assert deskhand(home, "journal", "verify").code == 0


async def test_nothing_is_deleted_without_a_yes(home: Path) -> None:
    session = await make_session(home, one_job())
    assert deskhand(home, "sessions", "delete", session, said="n\n").code == 7
    assert deskhand(home, "show", session).code == 0


async def test_pruning_tells_first_and_deletes_when_told_to(home: Path) -> None:
    session = await make_session(home, one_job())
    assert f"would delete {session}" in deskhand(home, "sessions", "prune", "--days", "0").out
    assert deskhand(home, "show", session).code == 0
    assert f"deleted {session}" in deskhand(home, "sessions", "prune", "--days", "0", "--yes").out
    assert deskhand(home, "show", session).code == 2


async def test_pruning_keeps_what_is_young_and_what_is_in_use(home: Path) -> None:
    session = await make_session(home, one_job())
    assert "nothing so old" in deskhand(home, "sessions", "prune").out
    async with await home_of(home).journal() as journal, await journal.lock(session, "a test"):
        assert f") {session}" in deskhand(home, "sessions", "prune", "--days", "0", "--yes").out
    assert deskhand(home, "show", session).code == 0


async def test_verify_proves_an_untouched_record_and_finds_a_changed_one(home: Path) -> None:
    session = await make_session(home, one_job())
    assert deskhand(home, "journal", "verify", session[:8]).code == 0
    with sqlite3.connect(home / "journal.db") as database:
        database.execute("update events set data = replace(data, 'Filled', 'Spilled') where type = 'concluded'")
    database.close()
    ran = deskhand(home, "journal", "verify")
    assert ran.code == 8
    assert "was changed or reordered" in ran.out


def filled(*values: str) -> list[Reply]:
    """A job whose every act leaves another screen."""
    opened = calling(("computer", {"action": "open", "target": "http://form.test"}), turn="o")
    acts = [calling(("computer", {"action": "set_value", "element": "e1", "value": v}), turn=v) for v in values]
    return [opened, *acts, calling(("finish", {"outcome": "done", "summary": "Filled in."}), turn="f")]


async def test_pruning_thins_old_pictures_which_is_told_everywhere_and_is_no_damage(home: Path) -> None:
    session = await make_session(home, filled("a", "b", "c"))
    prune = ("sessions", "prune", "--thin-days", "0")
    assert session not in deskhand(home, *prune).out  # what was put within the hour stays
    for picture in (home / "blobs").glob("??/*"):
        os.utime(picture, (0, 0))
    assert "2 pictures" in deskhand(home, *prune).out
    assert "2 pictures and 0 loose files are gone" in deskhand(home, *prune, "--yes").out
    assert "2 pictures were thinned on" in deskhand(home, "journal", "verify").out
    page = deskhand(home, "show", session, "--html", "-").out
    assert page.count("this%20picture%20was%20thinned") == 2 and page.count("data:image/webp") == 2


async def test_a_quota_that_can_not_be_kept_says_what_stays(home: Path) -> None:
    await make_session(home, QUESTION)
    ran = deskhand(home, "sessions", "prune", "--keep-mib", "0")
    assert ran.code == 0
    assert "more than the quota stay" in ran.out


async def test_what_is_kept_how_long_can_be_set(home: Path) -> None:
    session = await make_session(home, one_job())
    (home / "config.toml").write_text("[retention]\ndays = 1e-9\nthin_days = inf\n")
    assert f"would delete {session}" in deskhand(home, "sessions", "prune").out
    (home / "config.toml").write_text("[retention]\ndays = -1\n")
    assert deskhand(home, "sessions", "prune").code == 2
