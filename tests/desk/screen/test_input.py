"""Buttons, keys and the wheel, as a window receives them."""

from __future__ import annotations

import asyncio

import pytest

from deskhand.core.acts import (
    Act,
    Click,
    CursorPosition,
    Drag,
    HoldKey,
    Key,
    KeyDown,
    KeyUp,
    MouseDown,
    MouseMove,
    MouseUp,
    Open,
    Scroll,
    TypeText,
)
from deskhand.core.errors import InvalidInput
from deskhand.core.geometry import Point
from deskhand.desk.screen.screen import Screen
from tests.desk.screen.painter import Painter
from tests.desk.screen.xserver import Display

pytestmark = pytest.mark.desk

DOWN, UP, KEY_DOWN, KEY_UP = "button down", "button up", "key down", "key up"
CTRL, SHIFT, A = 37, 50, 38
HERE = Point(200, 150)
SHIFT_BIT, CTRL_BIT = 1, 4


def clicks(button: int, count: int = 1) -> list[tuple[str, int]]:
    return [(DOWN, button), (UP, button)] * count


@pytest.mark.parametrize(
    ("act", "steps"),
    [
        (Click(at=HERE), clicks(1)),
        (Click(at=HERE, button="right"), clicks(3)),
        (Click(at=HERE, button="middle"), clicks(2)),
        (Click(at=HERE, button="back"), clicks(8)),
        (Click(at=HERE, button="forward"), clicks(9)),
        (Click(at=HERE, count=3), clicks(1, 3)),
        (Click(at=HERE, modifiers=("ctrl",)), [(KEY_DOWN, CTRL), *clicks(1), (KEY_UP, CTRL)]),
        (MouseDown(at=HERE), [(DOWN, 1)]),
        (MouseUp(at=HERE, button="right"), [(UP, 3)]),
        (Scroll(at=HERE, direction="down", amount=3), clicks(5, 3)),
        (Scroll(at=HERE, direction="left", amount=1), clicks(6)),
        (Scroll(at=HERE, direction="up", amount=360, unit="pixels"), clicks(4, 3)),
        (Scroll(at=HERE, direction="down", amount=1, unit="pixels"), clicks(5)),
        (Key(keys="a", repeat=2), [(KEY_DOWN, A), (KEY_UP, A)] * 2),
        (Key(keys="A"), [(KEY_DOWN, SHIFT), (KEY_DOWN, A), (KEY_UP, A), (KEY_UP, SHIFT)]),
        (Key(keys="ctrl+A"), [(KEY_DOWN, CTRL), (KEY_DOWN, A), (KEY_UP, A), (KEY_UP, CTRL)]),
        (KeyDown(keys="ctrl"), [(KEY_DOWN, CTRL)]),
        (HoldKey(keys="shift", duration_s=0.05), [(KEY_DOWN, SHIFT), (KEY_UP, SHIFT)]),
        (MouseMove(at=HERE), []),
    ],
    ids=repr,
)
async def test_a_window_receives_what_the_act_says(
    screen: Screen, painter: Painter, act: Act, steps: list[tuple[str, int]]
) -> None:
    await screen.perform(MouseMove(at=Point(5, 5)))
    painter.events.clear()
    await screen.perform(act)
    await painter.connection.sync()
    released = [step for step in painter.steps if step[0] != UP or (DOWN, step[1]) in painter.steps]
    assert released == [step for step in steps if step != (UP, 3) or (DOWN, 3) in steps]
    if not isinstance(act, Key | KeyDown | HoldKey):
        assert await screen.cursor_position() == HERE


async def test_a_place_that_the_caller_knows_is_used(screen: Screen, painter: Painter) -> None:
    await screen.perform(Click(element="e1"), at=HERE)
    assert [event[2:4] for event in painter.events if event[0] == DOWN] == [HERE]
    with pytest.raises(InvalidInput):
        await screen.perform(Click(element="e1"))


async def test_a_drag_travels_with_the_button_down(screen: Screen, painter: Painter) -> None:
    path = (Point(10, 10), Point(200, 10), Point(200, 300))
    await screen.perform(Drag(path=path, modifiers=("shift",)))
    await painter.connection.sync()
    moves = [event for event in painter.events if event[0] == "move"]
    assert painter.steps == [(KEY_DOWN, SHIFT), (DOWN, 1), (UP, 1), (KEY_UP, SHIFT)]
    pressed = [event for event in moves if event[4] & 0x100]
    assert len(pressed) > 10 and all(event[4] & SHIFT_BIT for event in pressed)
    assert {(200, 10), (200, 300)} <= {event[2:4] for event in pressed}
    assert next(event[2:4] for event in painter.events if event[0] == UP) == (200, 300)


@pytest.mark.parametrize("point", [Point(-1, 5), Point(800, 5), Point(5, 600)])
async def test_a_place_off_the_screen_is_refused_with_its_size(screen: Screen, painter: Painter, point: Point) -> None:
    acts: list[Act] = [Click(at=point), MouseMove(at=point), Drag(path=(HERE, point)), Scroll(at=point, direction="up")]
    for act in acts:
        with pytest.raises(InvalidInput, match="800x600"):
            await screen.perform(act)
    assert painter.steps == []


@pytest.mark.parametrize("act", [Key(keys="ctrl+Entre"), KeyDown(keys="Hyperspace"), Open(target="browser")], ids=repr)
async def test_an_act_that_is_no_input_is_refused_before_any_input(screen: Screen, painter: Painter, act: Act) -> None:
    with pytest.raises(InvalidInput) as refused:
        await screen.perform(act)
    assert refused.value.hint
    assert painter.steps == []


async def test_held_keys_colour_the_clicks_between(screen: Screen, painter: Painter) -> None:
    await screen.perform(KeyDown(keys="ctrl"))
    await screen.perform(Click(at=HERE))
    await screen.perform(KeyUp(keys="ctrl"))
    await screen.perform(Click(at=HERE))
    assert [event[4] & CTRL_BIT for event in painter.events if event[0] == DOWN] == [CTRL_BIT, 0]


async def test_a_cancelled_act_leaves_nothing_pressed(screen: Screen, painter: Painter) -> None:
    acts: list[Act] = [
        HoldKey(keys="ctrl+a", duration_s=50),
        Drag(path=tuple(Point(x, 5) for x in range(5, 795, 5)), modifiers=("alt",)),
    ]
    for act in acts:
        task = asyncio.create_task(screen.perform(act))
        while not painter.steps:  # noqa: ASYNC110 - filled by the loop itself
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    await screen._connection.sync()
    await painter.connection.sync()
    downs = sorted(detail for name, detail in painter.steps if name.endswith("down"))
    assert downs and downs == sorted(detail for name, detail in painter.steps if name.endswith("up"))


@pytest.mark.parametrize(
    "act",
    [TypeText(text="never so many letters " * 200), Drag(path=tuple(Point(x, 5) for x in range(5, 795, 5)))],
    ids=["type", "drag"],
)
async def test_once_a_cancelled_act_was_let_go_of_no_input_comes_any_more(
    screen: Screen, painter: Painter, act: Act
) -> None:
    task = asyncio.create_task(screen.perform(act))
    while not painter.steps:  # noqa: ASYNC110 - filled by the loop itself
        await asyncio.sleep(0)
    task.cancel()
    await screen.release_all()
    await painter.connection.sync()
    came = list(painter.events)
    await asyncio.gather(task, return_exceptions=True)
    for _ in range(20):
        await screen.settle(first_change_s=0.01)
        await painter.connection.sync()
    assert task.cancelled(), "it was over before it was cancelled"
    assert painter.events == came


async def test_what_a_dead_driver_held_is_released(display: Display, screen: Screen, painter: Painter) -> None:
    dead = await Screen.connect(display.socket)
    await dead.perform(KeyDown(keys="ctrl+shift"))
    await dead.perform(MouseDown(at=HERE))
    dead._connection.close()
    painter.events.clear()
    await screen.release_all()
    await painter.connection.sync()
    assert sorted(painter.steps) == [(UP, 1), (KEY_UP, CTRL), (KEY_UP, SHIFT)]


async def test_the_pointers_place_is_told_in_words(screen: Screen) -> None:
    await screen.perform(MouseMove(at=HERE))
    assert (await screen.perform(CursorPosition())).note == "The pointer is at 200,150."
