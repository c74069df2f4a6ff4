"""A short long run on the fake desk, by counts; and the arithmetic of its verdict."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from deskhand.core.errors import DeskhandError
from deskhand.desk.base import Desk, DeskSpec
from deskhand.journal.journal import Journal
from deskhand.soak.longrun.gauge import Row, cpu_s, files_of, rss_mib, threads_of
from deskhand.soak.longrun.rounds import ADDRESS, FIELD, NAME
from deskhand.soak.longrun.run import Readings, long_run
from deskhand.soak.longrun.verdict import GOALS, growth, judged
from deskhand.testing.desk import FakeDesk, FakePage, element

ACTS, STRETCH = 150, 50
POOL = min(32, (os.cpu_count() or 1) + 4)
"""How many threads the event loop's pool has at the most (`concurrent.futures`)."""


class Statements:
    """How many statements reached a database."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, *_: Any) -> None:
        self.count += 1


@pytest.fixture
def statements() -> Iterator[Statements]:
    counted = Statements()
    event.listen(Engine, "before_cursor_execute", counted)
    yield counted
    event.remove(Engine, "before_cursor_execute", counted)


def field_page() -> FakePage:
    """The page of the routine: a click empties its field."""

    def emptied(desk: FakeDesk) -> None:
        assert desk.page is not None
        desk.page.elements = [element(1, "textbox", FIELD)]

    return FakePage(ADDRESS, "Notes", [element(1, "textbox", FIELD)], {FIELD: emptied})


async def ran(folder: Path, statements: Statements | None = None) -> tuple[list[Row], list[int]]:
    """The rows of a short run, and how many statements each of its stretches took."""
    desk, counts = FakeDesk([field_page()]), [0]

    async def opened() -> Desk:
        return desk

    def told(row: Row) -> None:
        counts.append(statements.count if statements else 0)

    readings = Readings(folder / "blobs", lambda: None, told, stretch=STRETCH)
    async with await Journal.open(folder / "journal.db", key=b"k" * 32) as journal:
        await long_run(journal, ACTS, DeskSpec(sites={NAME: "127.0.0.1:1"}), opened, readings)
    assert readings.failed == 0
    return readings.rows, [after - before for before, after in pairwise(counts)]


async def test_an_act_late_in_a_session_asks_the_database_no_more_than_an_early_one(
    tmp_path: Path, statements: Statements
) -> None:
    _, counts = await ran(tmp_path, statements)
    assert len(counts) == ACTS // STRETCH
    assert counts[-1] == counts[1]
    assert counts[-1] / STRETCH < 32


async def test_an_act_late_in_a_session_adds_no_more_to_the_record_than_an_early_one(tmp_path: Path) -> None:
    rows, _ = await ran(tmp_path)
    assert rows[-1].journal_kib == pytest.approx(rows[1].journal_kib, rel=0.02)
    assert rows[-1].blobs_kib == pytest.approx(rows[1].blobs_kib, rel=0.1)
    assert rows[-1].files == rows[1].files
    assert rows[-1].threads - rows[1].threads < POOL  # its threads are begun when they are first needed


async def test_a_run_whose_page_went_wrong_says_so(tmp_path: Path) -> None:
    desk = FakeDesk([FakePage(ADDRESS, "Notes")])

    async def opened() -> Desk:
        return desk

    async with await Journal.open(tmp_path / "journal.db") as journal:
        with pytest.raises(DeskhandError):
            readings = Readings(tmp_path / "blobs", lambda: None, lambda row: None)
            await long_run(journal, 10, DeskSpec(), opened, readings)


SLOPES = {
    "flat": ([(100, 5.0), (200, 5.0), (300, 5.0)], 0.0),
    "a tenth per thousand": ([(0, 100.0), (500, 105.0), (1_000, 110.0)], 0.1),
    "shrinking": ([(0, 100.0), (1_000, 80.0)], -0.2),
    "one reading": ([(100, 5.0)], 0.0),
    "nothing there": ([(0, 0.0), (1_000, 0.0)], 0.0),
}


@pytest.mark.parametrize("name", SLOPES)
def test_growth_is_the_slope_per_thousand_acts_as_a_share_of_the_start(name: str) -> None:
    points, expected = SLOPES[name]
    assert growth(points) == pytest.approx(expected)


def row(acts: int, mib: float) -> Row:
    return Row(
        acts=acts,
        act_ms=100,
        cpu_ms=9,
        driver_cpu_ms=6,
        driver_mib=mib,
        keeper_mib=50,
        journal_kib=140,
        blobs_kib=900,
        threads=5,
        files=9,
    )


def test_what_grows_misses_its_goal_and_what_is_flat_meets_it() -> None:
    found = judged([row(acts, 40 + acts / 100) for acts in range(100, 2_100, 100)])
    met = {goal["id"]: goal["met"] for goal in found["goals"]}
    assert len(met) == len(GOALS)
    assert [name for name, good in met.items() if not good] == ["longrun_driver_mib_growth_per_1000_acts"]


def test_the_first_readings_are_left_out() -> None:
    rows = [row(100, 10), *(row(acts, 40) for acts in range(200, 1_100, 100))]
    assert {goal["id"]: goal["value"] for goal in judged(rows)["goals"]}["longrun_driver_mib_growth_per_1000_acts"] == 0


def test_the_gauges_read_a_process_and_say_nothing_of_one_that_is_not_there() -> None:
    assert rss_mib(1) >= 0.0
    assert rss_mib(None) == rss_mib(2**22 + 1) == 0.0
    assert cpu_s(os.getpid()) == pytest.approx(time.process_time(), abs=0.1)
    assert cpu_s(None) == cpu_s(2**22 + 1) == 0.0
    assert threads_of(1) >= 1 and files_of(1) >= 0
