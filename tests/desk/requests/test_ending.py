"""What is held when a desk or its browser ends was never sent."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import pytest

from deskhand.core.acts import Open
from deskhand.desk.base import DeskSpec
from deskhand.desk.local import LocalDesk
from deskhand.desk.open import open_desk
from deskhand.desk.sight.browser import Browser
from tests.desk.keeper.test_life import ended
from tests.desk.requests.conftest import Rig
from tests.desk.requests.site import Site

pytestmark = [pytest.mark.desk, pytest.mark.asyncio(loop_scope="session")]


async def until_lost(browser: Browser) -> None:
    while not browser.lost:  # noqa: ASYNC110 - the kernel closes its end of the pipe
        await asyncio.sleep(0.02)


_FIVE = "for (let i = 0; i < 5; i++) fetch('/out?' + i, {method: 'POST', keepalive: true, body: 'a=1'})"


async def test_what_is_held_when_its_desk_is_closed_never_arrives(site: Site, tmp_path: Path) -> None:
    site.arrived.clear()
    desk = await LocalDesk.start(tmp_path / "desk", DeskSpec(sites={"shop.test": f"127.0.0.1:{site.port}"}))
    try:
        await Rig(desk, site).show(f"<script>{_FIVE}</script>")
        await Rig(desk, site).holds(5)
    finally:
        await desk.close()
    assert not site.changes()


async def test_what_is_held_when_the_browser_is_killed_never_arrives(rig: Rig) -> None:
    await rig.show(f"<script>{_FIVE}</script>")
    await rig.holds(5)
    side = rig.desk._parts.screen.running
    assert side is not None
    chromium, browser = side.chromium, side.browser
    assert chromium is not None
    assert browser is not None
    await chromium.signal(signal.SIGKILL)
    await until_lost(browser)
    await rig.show("<p>Here again</p>")
    await rig.says("Here again")
    assert not rig.site.changes()


async def test_what_is_held_when_the_keeper_is_killed_never_arrives(site: Site, tmp_path: Path) -> None:
    site.arrived.clear()
    desk = await open_desk(tmp_path / "desk", DeskSpec(sites={"shop.test": f"127.0.0.1:{site.port}"}))
    try:
        site.pages["/page"] = f"<!doctype html><title>Page</title><script>{_FIVE}</script>"
        await desk.act(Open(target="http://shop.test/page"))
        while len(await desk.held()) < 5:  # noqa: ASYNC110 - a page's scripts run when they run
            await asyncio.sleep(0.02)
        cells = list(desk.info.processes.values())
        os.kill(int((tmp_path / "desk" / "keeper.lock").read_text()), signal.SIGKILL)
        await ended(cells)
    finally:
        await desk.detach()
    assert not site.changes()
