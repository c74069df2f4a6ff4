"""A bare X server with a painted window over it, and the screen under test."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from deskhand.desk.screen.screen import Screen
from tests.desk.screen.painter import Painter
from tests.desk.screen.xserver import Display, x_server


@pytest.fixture
async def display() -> AsyncIterator[Display]:
    async with x_server() as display:
        yield display


@pytest.fixture
async def painter(display: Display) -> AsyncIterator[Painter]:
    painter = await Painter.open(display.socket)
    yield painter
    painter.connection.close()


@pytest.fixture
async def screen(display: Display, painter: Painter) -> AsyncIterator[Screen]:
    screen = await Screen.connect(display.socket)
    yield screen
    await screen.close()
