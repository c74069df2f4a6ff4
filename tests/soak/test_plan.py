"""What is killed when, how it is counted, and that only the desk's own processes are ever found."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

from soak.results import add, kills, read
from soak.running import AIMS, CLOSE_PAUSE_S, PAUSE_S, Ran, aimed, plan
from soak.victims import TARGETS, find, keeper_of


def test_a_seed_gives_the_same_kills_again_and_every_target_as_often() -> None:
    made = plan("seed", 50)
    assert made == plan("seed", 50) != plan("other", 50)
    assert set(Counter(kill.target for kill in made).values()) == {10}
    assert set(TARGETS) == {kill.target for kill in made}
    spans = (PAUSE_S, CLOSE_PAUSE_S)
    assert all(any(low <= kill.pause_s <= high for low, high in spans) for kill in made)


def test_aimed_kills_come_after_a_request_of_the_app_in_the_order_of_the_job() -> None:
    made = aimed("seed", 40)
    assert made == aimed("seed", 40) != aimed("other", 40)
    assert set(Counter(kill.target for kill in made).values()) == {8}
    spans, aims = dict(AIMS), [aim for aim, _ in AIMS]
    places = [aims.index(kill.aim) for kill in made]
    assert places == sorted(places) and set(places) == set(range(len(AIMS)))
    assert all(spans[kill.aim][0] <= kill.pause_s <= spans[kill.aim][1] for kill in made)


def test_results_are_added_up_over_runs_and_a_line_that_was_cut_off_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "results.jsonl"
    assert kills(read(file)) == 0
    add(file, "a-1", Ran(killed=[("driver", 1.0), ("proxy", 2.0)], came="right"))
    add(file, "a-2", Ran(killed=[("screen", 1.0)], aimed=["GET /confirm/"], came="question"))
    with file.open("a") as lines:
        lines.write('{"seed": "a-3", "kil')
    assert kills(read(file)) == 3


def test_a_process_that_does_not_hold_the_folders_lock_is_never_taken_for_its_keeper(tmp_path: Path) -> None:
    assert keeper_of(tmp_path) is None
    (tmp_path / "keeper.lock").write_text(f"{os.getpid()}\n")
    assert keeper_of(tmp_path) is None
    assert find("screen", tmp_path) is None
    with (tmp_path / "keeper.lock").open():
        assert keeper_of(tmp_path) == os.getpid()
