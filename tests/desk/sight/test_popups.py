"""What stands in the windows that the browser opens above a page, on a real screen; never what the page has behind."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from deskhand.core.acts import Click, Key, MouseMove, Wait
from deskhand.core.elements import Element, parse_elements, render_elements
from deskhand.core.errors import InvalidInput, NotFound
from deskhand.core.geometry import Point
from deskhand.desk.screen.screen import Screen
from deskhand.desk.sight.ocr import Ocr
from deskhand.desk.sight.sight import Sight
from tests.desk.sight import rig
from tests.desk.sight.test_browser import listed
from tests.desk.sight.test_sight import SIZE, in_front

pytestmark = [pytest.mark.desk, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def screen(env: dict[str, str]) -> AsyncIterator[Screen]:
    found = await Screen.connect(Path(f"/tmp/.X11-unix/X{env['DISPLAY'].strip(':')}"))
    yield found
    await found.close()


@pytest_asyncio.fixture(loop_scope="session")
async def sight(browser, apps, env, site, screen) -> AsyncIterator[Sight]:
    ocr = Ocr()
    await listed(browser, site, "choices")
    await in_front(apps, "Chromium")
    await screen.settle(loading=browser)
    yield Sight(browser, apps, ocr, SIZE, rig.capturing(env), screen.popups)
    for _ in range(2):
        await screen.perform(Key(keys="Escape"))
    await ocr.close()


async def opened(sight: Sight, screen: Screen, name: str, *, keys: str = "") -> Element:
    """The field of this name, with what it opens open; the popup's place comes with `screen.popups`."""
    field = next(e for e in (await sight.elements()).elements if e.name == name and e.source == "page")
    await screen.perform(Click(at=await sight.point_of(field.id)))
    if keys:
        await screen.perform(Key(keys=keys))
    await rig.until(screen.popups)
    return field


async def test_a_choice_is_named_by_its_place_in_the_open_list(sight, screen) -> None:
    country = await opened(sight, screen, "Country")
    popup = (await screen.popups())[0]
    rows = [await sight.element_at(popup.x + 20, popup.y + 13 + 24 * row) for row in range(4)]
    assert [(e.role, e.name) for e in rows] == [("option", n) for n in ("Sweden", "Norway", "Finland", "Denmark")]
    assert rows[2].states == ("disabled",) and rows[3].within == ("form Trip", "combobox Country")
    behind = await sight.browser.element_at(popup.x + 20, popup.y + 13 + 24)
    assert behind is not None and behind.name == "Send" and country.box.bottom <= popup.y + 3


async def test_choosing_by_the_id_of_an_open_choice_chooses_it(sight, screen) -> None:
    country = await opened(sight, screen, "Country")
    listing = await sight.elements()
    denmark = next(e for e in listing.elements if e.name == "Denmark")
    assert 'The list of combobox "Country" is open' in listing.note
    assert parse_elements(render_elements(listing)).elements == listing.elements
    with pytest.raises(InvalidInput, match="is a choice of an open list"):
        await sight.set_value(denmark.id, "x")
    await screen.perform(Click(at=await sight.point_of(denmark.id)))
    now = await sight.element(country.id)
    assert now is not None and now.value == "Denmark"
    with pytest.raises(NotFound, match="not open any more"):
        await sight.point_of(denmark.id)


async def test_rows_of_a_larger_font_are_higher(sight, screen) -> None:
    await opened(sight, screen, "Large")
    popup = (await screen.popups())[0]
    at = await sight.element_at(popup.x + 9, popup.y + 1 + 33)
    assert at is not None and (at.role, at.name, popup.height) == ("option", "Two", 66)


@pytest.mark.parametrize("name", ["Long", "Groups"])
async def test_a_choice_whose_place_is_not_sure_has_no_name(sight, screen, name) -> None:
    await opened(sight, screen, name)
    popup = (await screen.popups())[0]
    at = await sight.element_at(*popup.center)
    assert (at.role, at.name, at.within) == ("option", "", ("form Trip", f"combobox {name}"))
    assert f'The list of combobox "{name}" is open' in (await sight.elements()).note


async def test_an_element_under_an_open_list_has_no_point(sight, screen) -> None:
    below = next(e for e in (await sight.elements()).elements if e.name == "Below")
    await opened(sight, screen, "Name", keys="Down")
    with pytest.raises(InvalidInput, match=r"is covered by a list or menu .* press Escape"):
        await sight.point_of(below.id)


async def test_suggestions_are_named_by_the_browsers_own_tree(sight, screen) -> None:
    await opened(sight, screen, "Name", keys="Down")
    popup = (await screen.popups())[0]
    at = await sight.element_at(popup.x + popup.width // 2, popup.y + popup.height // 3)
    assert (at.role, at.name, at.source) == ("option", "Ada", "app")
    assert "is open over the page" in (await sight.elements()).note


async def test_a_menu_is_named_by_the_browsers_own_tree(sight, screen) -> None:
    await screen.perform(Click(at=Point(700, 600), button="right"))
    await rig.until(screen.popups)
    popup = (await screen.popups())[0]
    at = await sight.element_at(popup.x + 40, popup.y + 18)
    assert at is not None and at.role == "menuitem" and at.name.startswith("Back")


async def test_a_popup_that_nobody_tells_of_has_no_name(sight, screen) -> None:
    await screen.perform(Click(at=Point(700, 600), button="right"))
    await rig.until(screen.popups)
    popup = (await screen.popups())[0]
    sight.apps = None
    at = await sight.element_at(*popup.center)
    assert (at.role, at.name, at.box) == ("popup", "", popup)


async def test_a_tooltip_is_no_popup(sight, screen) -> None:
    link = next(e for e in (await sight.elements()).elements if e.name == "a link")
    x, y = await sight.point_of(link.id)
    await screen.perform(MouseMove(at=Point(x, y)))
    await screen.perform(MouseMove(at=Point(x + 1, y)))
    assert (await screen.perform(Wait(duration_s=1.5))).changed
    assert await screen.popups() == []
