"""What comes of acts on a page, with the browser itself: late dialogs, and text that nothing takes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from deskhand.core.acts import Act, Click, Key, TypeText
from deskhand.core.elements import Element
from deskhand.core.geometry import Point
from deskhand.desk.programs.acting import Hands, perform
from deskhand.desk.screen.screen import Screen
from deskhand.desk.sight.ocr import Ocr
from deskhand.desk.sight.sight import Sight
from tests.desk.sight import rig
from tests.desk.sight.test_browser import listed
from tests.desk.sight.test_sight import SIZE, in_front

pytestmark = [pytest.mark.desk, pytest.mark.asyncio(loop_scope="session")]


async def nothing(target: str) -> str:
    return ""


@pytest_asyncio.fixture(loop_scope="session")
async def hands(browser, apps, env, site) -> AsyncIterator[Hands]:
    screen = await Screen.connect(Path(f"/tmp/.X11-unix/X{env['DISPLAY'].strip(':')}"))
    await listed(browser, site, "upload")
    await in_front(apps, "Chromium")
    await screen.settle(loading=browser)
    ocr = Ocr()
    yield Hands(screen, Sight(browser, apps, ocr, SIZE, rig.capturing(env), screen.popups), nothing)
    await ocr.close()
    await screen.close()


async def named(hands: Hands, name: str) -> Element:
    return next(e for e in (await hands.sight.elements()).elements if e.name == name and e.source == "page")


@pytest.mark.parametrize("by_place", [True, False])
async def test_a_click_on_a_file_field_waits_for_its_dialog(hands, by_place) -> None:
    photo = await named(hands, "Photo")
    x, y = await hands.sight.point_of(photo.id)
    act = Click(at=Point(x, y)) if by_place else Click(element=photo.id)
    before = await hands.screen.current_frame()
    report = await perform(hands, act, None, dialog=by_place)
    changed = await hands.screen.changed_since(before)
    assert report.changed and report.settled and changed is not None and changed.width > 400
    await perform(hands, Key(keys="Escape"), None)
    await in_front(hands.sight.apps, "Chromium")


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ((), True),
        (("Name",), False),
        (("Inside",), False),
        ((Key(keys="ctrl+l"),), False),
    ],
)
async def test_only_text_that_nothing_takes_is_told(hands, before: tuple[str | Act, ...], told: bool) -> None:
    for step in before:
        act = Click(element=(await named(hands, step)).id) if isinstance(step, str) else step
        await perform(hands, act, None)
    report = await perform(hands, TypeText(text="hello"), None)
    await perform(hands, Key(keys="Escape"), None)
    assert ("Nothing that takes text" in report.note) == told
