"""Journals as released versions wrote them: this version opens them, proves them, shows them and goes on with them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deskhand.agent.driver import Driver
from deskhand.agent.ports import Ports
from deskhand.agent.profiles import load_profile
from deskhand.agent.record import Record
from deskhand.agent.session import Home
from deskhand.core import commands as cmd
from deskhand.core import events as ev
from deskhand.desk.base import Desk, DeskSpec
from deskhand.models.scripted import ScriptedModel, calling
from deskhand.settings import Settings
from deskhand.testing.desk import FakeDesk
from tests.cli.shell import deskhand
from tests.golden.make import state_as_json

FOLDERS = sorted(Path(__file__).parent.glob("journal-*"))
DONE = calling(("finish", {"outcome": "done", "summary": "gone on with"}))


@pytest.fixture(params=FOLDERS, ids=lambda folder: folder.name)
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A copy of the journal, as a home. Keys are kept to their owner, which no repository notes."""
    folder = tmp_path / "home"
    shutil.copytree(request.param, folder)
    (folder / "journal.key").chmod(0o600)
    yield folder


def expected_of(home: Path) -> dict[str, Any]:
    expected: dict[str, Any] = json.loads((home / "expected.json").read_text("utf-8"))
    return expected


async def events_of(home: Path) -> list[ev.Event]:
    async with await Home(Settings(home, home)).journal() as journal:
        return [entry.event for entry in await journal.read(expected_of(home)["stream"])]  # type: ignore[misc]


def test_there_is_a_golden_journal_and_it_is_small() -> None:
    assert FOLDERS
    for folder in FOLDERS:
        assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < 300_000


async def test_it_opens_and_verifies(home: Path) -> None:
    expected = expected_of(home)
    async with await Home(Settings(home, home)).journal() as journal:
        recorded = await journal.read(expected["stream"])
        reports = await journal.verify()
    assert (len(recorded), recorded[-1].hash) == (expected["events"], expected["head"])
    assert [(report.ok, report.thinned) for report in reports] == [(True, 0)]
    assert "was signed with key" in reports[0].proves


async def test_every_event_is_understood(home: Path) -> None:
    events = await events_of(home)
    assert sorted({event.type for event in events}) == expected_of(home)["types"]
    finished = [event for event in events if isinstance(event, ev.CallFinished)]
    assert "interrupted" in {event.status for event in finished}
    assert any(event.screen for event in finished)
    assert any(isinstance(event, ev.SnapshotTaken) and event.snapshot for event in events)
    assert any(isinstance(event, ev.Answered) for event in events)


async def test_it_folds_to_the_state_that_was_recorded(home: Path) -> None:
    expected, found = expected_of(home)["state"], state_as_json(await events_of(home))
    assert known(found, expected) == expected


def known(found: Any, expected: Any) -> Any:
    """What was found without the fields that were added since."""
    if isinstance(found, dict) and isinstance(expected, dict):
        return {name: known(value, expected[name]) for name, value in found.items() if name in expected}
    if isinstance(found, list) and isinstance(expected, list) and len(found) == len(expected):
        return [known(one, other) for one, other in zip(found, expected, strict=True)]
    return found


def test_it_is_shown_in_the_terminal_and_as_a_page(home: Path) -> None:
    stream = expected_of(home)["stream"]
    shown = deskhand(home, "show", stream)
    assert shown.code == 0 and "No event of" in shown.out and "echo kept > note.txt" in shown.out
    page = deskhand(home, "show", stream, "--html", "-")
    assert page.code == 0 and "data:image/webp" in page.out and "Ann" in page.out
    assert deskhand(home, "journal", "verify").code == 0


async def test_work_goes_on_where_it_ended(home: Path) -> None:
    stream, desk = expected_of(home)["stream"], FakeDesk([])

    async def opened() -> Desk:
        return desk

    async with await Home(Settings(home, home)).journal() as journal, await journal.lock(stream, "a test") as lock:
        ports = Ports(
            session_id=stream,
            model=ScriptedModel([DONE]),
            profile=load_profile("balanced"),
            spec=DeskSpec(),
            blobs=journal.blobs,
            open_desk=opened,
        )
        driver = Driver(Record(journal, stream, lock, ports.now), ports)
        await driver.attach()
        await driver.open_desk()
        assert driver.state.question is not None
        answer = cmd.Answer(question=driver.state.question.question, answer="Stop", by="person")
        await journal.put_command(stream, "answer", answer.model_dump(mode="json"))
        await driver.run(wait=lambda state: False)
        assert driver.state.outcome is not None and driver.state.outcome.summary == "gone on with"
        assert [report.ok for report in await journal.verify()] == [True]
