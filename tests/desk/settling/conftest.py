"""How many acts are judged: about 20 in the suite, 200 with `make settle`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.desk.settling.judging import Judged

ACTS_A_ROUND = 2


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--settle-rounds", type=int, default=1, help="how often each scene is played")


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> int:
    """The option is there only when this folder was named on the command line."""
    found: int = request.config.getoption("--settle-rounds", 1)
    return found


@pytest.fixture
def counted(record_property: Callable[[str, object], None]) -> Callable[[list[Judged]], list[Judged]]:
    """Puts what was judged into the sum that is shown in the end; gives those that are stale."""

    def count(judged: list[Judged]) -> list[Judged]:
        stale = [one for one in judged if one.stale]
        record_property("acts", ACTS_A_ROUND * len(judged))
        record_property("stale", len(stale))
        record_property("refused", sum(one.refused for one in judged))
        return stale

    return count


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How many acts were judged and how many were stale, over all workers."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, [])]
    found = [pair for report in reports if report.when == "call" for pair in report.user_properties]
    acts, stale, refused = (sum(n for key, n in found if key == name) for name in ("acts", "stale", "refused"))
    if acts:
        terminalreporter.write_line(f"stale acts: {stale} of {acts}; refused because the screen had changed: {refused}")
