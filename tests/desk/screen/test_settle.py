"""The rule that says when the screen is still, on a clock of our own."""

from __future__ import annotations

import pytest

from deskhand.core.geometry import Box
from deskhand.desk.screen.settle import Animations, Rule, SettleClock

SCREEN = Box(0, 0, 800, 600)
BLOCK, SPINNER = Box(10, 10, 300, 200), Box(700, 5, 22, 22)
TICK_S = 0.01


def play(changes: dict[float, Box], busy_until: float = 0.0) -> tuple[float, SettleClock]:
    """Run the clock over a script of changes; the time at which it was over."""
    clock, script = SettleClock(Rule(0.3, 0.1, 3.0), 0.0), sorted(changes.items())
    for tick in range(1_000):
        now = tick * TICK_S
        clock.note(now, [box for at, box in script if now - TICK_S < at <= now])
        if clock.left(now) <= 1e-9:
            if clock.capped(now) or now >= busy_until:
                return now, clock
            clock.busy(now)
    raise AssertionError("it never ended")


CHUNKS = {0.2 + i * 0.09: BLOCK for i in range(10)}
CASES = [
    ("nothing", {}, 0.0, 0.3, False),
    ("at once", {0.0: BLOCK}, 0.0, 0.1, True),
    ("after 0.25 s", {0.25: BLOCK}, 0.0, 0.35, True),
    ("after 1 s, page loading", {1.0: BLOCK}, 1.0, 1.1, True),
    ("in chunks", CHUNKS, 0.0, 1.11, True),
    ("two blinks of quiet in between", {0.02: BLOCK, 0.5: BLOCK}, 0.0, 0.12, True),
    ("busy for ever", {}, 99.0, 3.0, False),
    ("a film", {i * 0.05: BLOCK for i in range(200)}, 0.0, 3.0, True),
]


@pytest.mark.parametrize(
    ("changes", "busy_until", "over_at", "changed"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_the_wait_ends_a_quiet_time_after_the_last_change(
    changes: dict[float, Box], busy_until: float, over_at: float, changed: bool
) -> None:
    over, clock = play(changes, busy_until)
    assert over == pytest.approx(over_at, abs=2.5 * TICK_S)
    assert clock.changed == changed


def test_a_small_area_that_alone_keeps_changing_is_an_animation() -> None:
    over, clock = play({i * 0.05: SPINNER for i in range(200)})
    assert over == pytest.approx(3.0, abs=TICK_S)
    assert clock.animation(over) == SPINNER
    assert play({i * 0.05: BLOCK for i in range(200)})[1].animation(3.0) is None


def test_a_learnt_animation_does_not_count_until_a_large_change() -> None:
    animations = Animations(SCREEN)
    animations.learn(SPINNER)
    assert animations.sift([SPINNER, BLOCK]) == [BLOCK]
    assert animations.sift([SCREEN]) == [SCREEN]
    assert animations.sift([SPINNER]) == [SPINNER]


def test_a_small_change_after_a_click_is_waited_on_for_longer() -> None:
    def over(block: Box) -> float:
        clock = SettleClock(Rule(quiet_small_s=0.2, small_pixels=1_000), 0.0)
        clock.note(0.02, [block])
        return clock.left(0.02)

    assert over(Box(0, 0, 30, 30)) == pytest.approx(0.2)
    assert over(Box(0, 0, 300, 30)) == pytest.approx(0.1)
