"""Windows that repaint at once, late, in pieces, or all the time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from deskhand.desk.screen.screen import Screen
from tests.desk.screen.xserver import x_server
from tests.desk.settling.judging import Judged, judge
from tests.desk.settling.observer import Observer
from tests.desk.settling.scenes import SCENES, Scene
from tests.desk.settling.window import PLACE, window

pytestmark = pytest.mark.desk

Count = Callable[[list[Judged]], list[Judged]]


async def played(scene: Scene, rounds: int) -> list[Judged]:
    """Each round is two acts: a click, and one that was planned on what it showed."""
    async with x_server() as display, window(display.socket, scene) as shown:
        screen, observer = await Screen.connect(display.socket), await Observer.open(display.socket)
        try:
            return [await judge(screen, observer, PLACE, shown.moving, shown.over) for _ in range(rounds)]
        finally:
            await screen.close()
            observer.connection.close()


TRIES = 5


def named(*names: str) -> list[Scene]:
    found = [scene for scene in SCENES if scene.name in names]
    assert len(found) == len(names)
    return found


@pytest.mark.parametrize("scene", SCENES, ids=[scene.name for scene in SCENES])
async def test_no_act_is_performed_on_a_screen_that_has_changed(scene: Scene, rounds: int, counted: Count) -> None:
    assert counted(await played(scene, rounds)) == []


@pytest.mark.parametrize("scene", named("after 1 s", "after 3 s"), ids=lambda scene: scene.name)
async def test_an_act_planned_before_a_late_repaint_is_refused(scene: Scene) -> None:
    (one,) = await played(scene, 1)
    assert one.moved
    assert one.refused


@pytest.mark.parametrize("scene", named("at once", "nothing", "beside a caret"), ids=lambda scene: scene.name)
async def test_an_act_on_a_still_screen_is_settled_and_the_next_one_is_performed(scene: Scene) -> None:
    (one,) = await played(scene, 1)
    assert (one.settled, one.moved, one.refused) == (True, False, False)


async def test_a_spinner_is_told_of_once_and_then_known() -> None:
    """On a machine that is too busy to turn it, it looks still till it is told of."""
    rounds = await played(named("beside a spinner")[0], TRIES)
    told = [not one.settled for one in rounds].index(True)
    assert all(one.settled and not one.refused for one in rounds[told + 1 :])


async def test_a_film_is_not_called_settled_and_no_act_is_performed_on_an_old_picture_of_it() -> None:
    """On a machine that is too busy to play it, it is a still picture till it goes on."""
    rounds: list[Judged] = []
    while all(one.settled for one in rounds):
        assert len(rounds) < 4 * TRIES
        rounds += await played(named("a film")[0], TRIES)
    assert not any(one.stale for one in rounds)
