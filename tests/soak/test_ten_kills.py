"""Ten kills of the shortened example job on the real desk: what `make soak` does a hundred times."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from soak.running import Kill, Ran, run_job
from soak.stage import staged

pytestmark = [pytest.mark.desk, pytest.mark.slow, pytest.mark.timeout(240)]

EARLY = [Kill(target, 3.0) for target in ("browser", "driver", "screen", "proxy", "keeper")]
LATE = [Kill(target, 2.0) for target in ("keeper", "proxy", "driver", "browser", "screen")]
RECEIPTS = 2
JOBS_MAX = 5


def jobs(folder: Path, kills: Sequence[Kill]) -> list[Ran]:
    """As many jobs as it takes: one that ends early leaves its kills to the next."""
    ran: list[Ran] = []
    left = list(kills)
    while left and len(ran) < JOBS_MAX:
        with staged(folder / str(len(ran)), RECEIPTS) as stage:
            ran.append(run_job(stage, left))
        left = left[len(ran[-1].killed) :]
    return ran


@pytest.mark.parametrize("kills", [EARLY, LATE], ids=["early", "late"])
def test_a_job_whose_parts_are_killed_ends_right_or_says_that_it_did_not(tmp_path: Path, kills: list[Kill]) -> None:
    ran = jobs(tmp_path, kills)
    assert [target for one in ran for target, _ in one.killed] == [kill.target for kill in kills]
    for one in ran:
        assert one.came != "WRONG", (one.faults, one.errors, one.told)
        assert one.came == "right" or one.told
