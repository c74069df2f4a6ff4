"""Every page of the workspace with something on it, on the real server and real desks, in a real Chromium.

Which pages there are stands in web/tests/scene/pages.ts, for `make shots` too; what is on them in scene.py.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pytest

from tests.models.aimock.mock import node
from tests.workspace.vitest import run_parts, working_for

RUN_S = 3_000
ENDS_S = 60
WAYS = [
    f"in '{language}', '{theme}', {width} px wide"
    for language in ("en", "zh")
    for theme in ("light", "dark")
    for width in (1440, 390)
]
FLOWS = (
    "starts a session, opens each of its views, and stops it",
    "answers a question, after reading why it is asked",
    "goes to every page by the palette, and to the settings by the tab key",
    "gets the focus back from every dialog and menu, and is never caught in one",
    "shows where the focus is, on every stop of the tab key",
)

pytestmark = [
    pytest.mark.desk,
    pytest.mark.slow,
    pytest.mark.timeout(RUN_S + 60),
    pytest.mark.skipif(not node(), reason="Node.js is not here, which drives the browser (scripts/setup dev)"),
]


@pytest.fixture(scope="module")
def seen(home: Path) -> dict[str, str]:
    """What was seen of each part: "" when it held, else what did not."""
    scene = json.dumps([sys.executable, "-m", "tests.workspace.scene", str(home / "scene")])
    environment = {"SCENE": scene, "DESKHAND_HOME": str(home)}
    return run_parts("vitest.scene.config.ts", home / "report.json", environment, RUN_S)


def held(what_did_not: str) -> None:
    """With the whole list of it, which an assertion would cut off."""
    if what_did_not:
        pytest.fail(what_did_not, pytrace=False)


@pytest.mark.parametrize("way", WAYS)
def test_every_page_has_nothing_serious_for_axe_and_breaks_nothing(seen: dict[str, str], way: str) -> None:
    held(seen.pop(way))


@pytest.mark.parametrize("flow", FLOWS)
def test_somebody_without_a_mouse(seen: dict[str, str], flow: str) -> None:
    held(seen.pop(flow))


def test_nothing_else_was_tried_and_nobody_works_on(seen: dict[str, str], home: Path) -> None:
    assert set(seen) <= {*WAYS, *FLOWS}
    until = time.monotonic() + ENDS_S
    while working_for(home) and time.monotonic() < until:  # desks that were told to end are at it
        time.sleep(0.1)
    assert working_for(home) == []
