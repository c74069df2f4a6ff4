"""The workspace as people have it: `deskhand up`, real desks, and a real Chromium that looks and clicks.

What is done in the browser stands in web/tests/served, for Playwright; it is run here once, and each part told apart.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.models.aimock.mock import node
from tests.workspace.vitest import run_parts, working_for

RUN_S = 640
PARTS = (
    "is watched to its end; a reload loses nothing, and two viewers see the same",
    "asks: what is allowed is done, what is not allowed is not",
    "is taken over: a person writes on the desk, hands it back, and the work goes on",
    "goes on while the server is killed, and the page recovers by itself",
    "is stopped: nothing is begun after that",
    "is whole after a reload in its middle, once, and for a second viewer too",
    "keeps what came when it is stopped in its middle",
    "breaks nothing in the page while replies form",
    "breaks nothing in the page",
    "opens by itself, is painted in the sealed frame, changed by hand, compared and kept",
    "brings together what two wrote at once: nobody's words are lost",
    "is written by two people and a model at once, each seen by the others",
    "broke nothing in the page",
)

pytestmark = [
    pytest.mark.desk,
    pytest.mark.timeout(RUN_S + 60),
    pytest.mark.skipif(not node(), reason="Node.js is not here, which drives the browser (scripts/setup dev)"),
]


@pytest.fixture(scope="module")
def seen(home: Path) -> dict[str, str]:
    """What was seen of each part: "" when it held, else what did not."""
    environment = {
        "DESKHAND": json.dumps([sys.executable, "-m", "deskhand.cli.main"]),
        "DESKHAND_HOME": str(home),
    }
    return run_parts("vitest.served.config.ts", home / "report.json", environment, RUN_S)


@pytest.mark.parametrize("part", PARTS)
def test_a_session_in_a_real_browser(seen: dict[str, str], part: str) -> None:
    assert seen.pop(part) == ""


def test_nothing_else_was_tried_and_nobody_works_on(seen: dict[str, str], home: Path) -> None:
    assert set(seen) <= set(PARTS)
    assert working_for(home) == []
