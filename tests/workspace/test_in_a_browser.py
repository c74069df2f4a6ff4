"""The workspace as people have it: `deskhand up`, real desks, and a real Chromium that looks and clicks.

What is done in the browser stands in web/tests/served, for Playwright; it is run here once, and each part told apart.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.models.aimock.mock import node

ROOT = Path(__file__).parents[2]
WEB = ROOT / "web"
RUN_S = 640
PARTS = (
    "is watched to its end; a reload loses nothing, and two viewers see the same",
    "asks: what is allowed is done, what is not allowed is not",
    "is taken over: a person writes on the desk, hands it back, and the work goes on",
    "goes on while the server is killed, and the page recovers by itself",
    "is stopped: nothing is begun after that",
    "breaks nothing in the page",
    "opens by itself, is painted in the sealed frame, changed by hand, compared and kept",
    "brings together what two wrote at once: nobody's words are lost",
    "broke nothing in the page",
)

pytestmark = [
    pytest.mark.desk,
    pytest.mark.timeout(RUN_S + 60),
    pytest.mark.skipif(not node(), reason="Node.js is not here, which drives the browser (scripts/setup dev)"),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home of its own; whoever still works for it in the end is ended."""
    folder = tmp_path_factory.mktemp("home")
    yield folder
    for pid in working_for(folder):
        os.kill(pid, signal.SIGKILL)


def working_for(home: Path) -> list[int]:
    """The processes of this machine that have that home."""
    wanted, found = f"DESKHAND_HOME={home}".encode(), []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if wanted in (place / "environ").read_bytes().split(b"\0"):
                found.append(int(place.name))
        except OSError:
            continue
    return found


@pytest.fixture(scope="module")
def seen(home: Path) -> dict[str, str]:
    """What was seen of each part: "" when it held, else what did not."""
    for needed in (WEB / "node_modules", ROOT / "src/deskhand/server/web/index.html"):
        assert needed.exists(), f"{needed.relative_to(ROOT)} is not there: scripts/web makes it"
    report = home / "report.json"
    vitest = [node(), "node_modules/vitest/vitest.mjs", "run", "--config", "vitest.served.config.ts"]
    ran = subprocess.run(
        [*vitest, "--reporter", "json", "--outputFile", str(report)],
        cwd=WEB,
        env={
            **os.environ,
            "DESKHAND": json.dumps([sys.executable, "-m", "deskhand.cli.main"]),
            "DESKHAND_HOME": str(home),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=RUN_S,
    )
    assert report.exists(), ran.stdout
    found = json.loads(report.read_text("utf-8"))["testResults"]
    assert all(each["assertionResults"] for each in found), ran.stdout
    return {
        part["title"]: "" if part["status"] == "passed" else "\n".join(part["failureMessages"]) or part["status"]
        for each in found
        for part in each["assertionResults"]
    }


@pytest.mark.parametrize("part", PARTS)
def test_a_session_in_a_real_browser(seen: dict[str, str], part: str) -> None:
    assert seen.pop(part) == ""


def test_nothing_else_was_tried_and_nobody_works_on(seen: dict[str, str], home: Path) -> None:
    assert set(seen) <= set(PARTS)
    assert working_for(home) == []
