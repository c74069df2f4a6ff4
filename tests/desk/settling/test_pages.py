"""Pages in a real Chromium that repaint at once, late, in pieces, fading, or all the time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from deskhand.core.geometry import Box, Point
from deskhand.desk.screen.screen import Screen
from tests.desk.screen.xserver import x_server
from tests.desk.settling.judging import Judged, judge
from tests.desk.settling.observer import Observer
from tests.desk.settling.page import page
from tests.desk.settling.scenes import SCENES, Scene

pytestmark = pytest.mark.desk

PLACE = Point(60, 300)
LOOP_PLACE = Box(80, 380, 90, 120)
"""Around the caret or spinner; the page stands under the browser's own bars, whose height may differ a little."""
PAGES = [(scene, False) for scene in SCENES if scene.name in ("after 1 s", "in chunks", "beside a caret", "a film")]
PAGES += [(scene, True) for scene in SCENES if scene.name in ("at once", "beside a spinner")]


async def played(scene: Scene, folder: Path, rounds: int, *, fade: bool) -> list[Judged]:
    async with x_server() as display, page(display, folder, scene, fade=fade) as shown:
        screen, observer = await Screen.connect(display.socket), await Observer.open(display.socket)
        await screen.settle(first_change_s=1.0, quiet_s=0.5)
        moving = LOOP_PLACE if scene.loop in ("caret", "spinner") else None
        try:
            return [await judge(screen, observer, PLACE, moving, shown.over) for _ in range(rounds)]
        finally:
            await screen.close()
            observer.connection.close()


@pytest.mark.parametrize(("scene", "fade"), PAGES, ids=[f"{s.name}{', fading' * f}" for s, f in PAGES])
async def test_no_act_is_performed_on_a_page_that_has_changed(
    scene: Scene, fade: bool, rounds: int, tmp_path: Path, counted: Callable[[list[Judged]], list[Judged]]
) -> None:
    assert counted(await played(scene, tmp_path, rounds, fade=fade)) == []
