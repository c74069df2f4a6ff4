"""A driver that is killed with keys and buttons down leaves none of them down for the next one."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest
from soak.hands import held, held_after_attach

from deskhand.desk.open import open_desk

pytestmark = pytest.mark.desk

HOLDING = """
import asyncio, sys
from pathlib import Path
from deskhand.core.acts import KeyDown, MouseDown, Open, TypeText
from deskhand.core.geometry import Point
from deskhand.desk.open import open_desk

async def main():
    desk = await open_desk(Path(sys.argv[1]))
    await desk.act(Open(target="editor"))
    await desk.act(KeyDown(keys="shift"))
    await desk.act(MouseDown(at=Point(600, 400)))
    print("held", flush=True)
    while True:
        await desk.act(TypeText(text="Capital Letters And ÜMLAUTS " * 40))

asyncio.run(main())
"""


async def test_what_a_killed_driver_held_is_let_go_when_the_next_one_attaches(tmp_path: Path) -> None:
    driver = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HOLDING, str(tmp_path), stdout=asyncio.subprocess.PIPE
    )
    try:
        assert driver.stdout is not None
        assert await driver.stdout.readline() == b"held\n"
        keys, buttons = await held(tmp_path)
        assert keys and buttons
    finally:
        driver.kill()
        await driver.communicate()
        after = await held_after_attach(tmp_path)
        await (await open_desk(tmp_path)).close()
    assert after == (0, 0)
