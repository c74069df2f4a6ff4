"""One view of the screen: the source that knows it best answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from PIL import Image, ImageDraw

from deskhand.core.elements import Element
from deskhand.core.errors import InvalidInput, NotFound
from deskhand.core.geometry import Box
from deskhand.desk.base import ElementQuery
from deskhand.desk.sight.apps import Apps
from deskhand.desk.sight.browser import Browser
from deskhand.desk.sight.ocr import Ocr
from deskhand.desk.sight.sight import CONTROLS, Sight
from tests.desk.sight import rig
from tests.desk.sight.test_apps import program
from tests.desk.sight.test_browser import _is, listed, run

pytestmark = [pytest.mark.desk, pytest.mark.asyncio(loop_scope="session")]
SIZE = (1280, 800)
ICON = """
import sys, gi
gi.require_version("Gtk", "3.0")
from gi.repository import GLib, Gtk
GLib.set_prgname("icons")
window = Gtk.Window(title="Icons")
window.add(Gtk.Image.new_from_file(sys.argv[1]))
window.show_all()
Gtk.main()
"""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def sight(browser: Browser, apps: Apps, env: dict[str, str]) -> AsyncIterator[Sight]:
    ocr = Ocr()
    yield Sight(browser, apps, ocr, SIZE, rig.capturing(env))
    await ocr.close()


async def in_front(apps: Apps, app: str) -> None:
    async def so() -> bool:
        active = await apps.active_window()
        return active is not None and active[0].app == app

    await rig.until(so)


async def found(sight: Sight, role: str, name: str, source: str = "auto") -> Element:
    query = ElementQuery(source=source)  # type: ignore[arg-type]
    return next(e for e in (await sight.elements(query)).elements if e.role == role and e.name == name)


async def test_a_page_is_listed_with_the_browsers_own_controls(sight, browser, apps, site) -> None:
    await listed(browser, site, "form")
    await in_front(apps, "Chromium")
    assert (await found(sight, "textbox", "Merchant")).source == "page"
    reload = await found(sight, "button", "Reload")
    assert (reload.source, reload.within[0]) == ("app", CONTROLS)
    at = await sight.element_at(*reload.box.center)
    assert at is not None and at.id == reload.id


async def test_a_point_of_the_page_is_answered_by_the_page(sight, browser, apps, site) -> None:
    await listed(browser, site, "form")
    await in_front(apps, "Chromium")
    merchant = await found(sight, "textbox", "Merchant")
    at = await sight.element_at(*await sight.point_of(merchant.id))
    assert at is not None and at.id == merchant.id
    assert await sight.set_value(merchant.id, "Harbour Taxi") == "Harbour Taxi"
    now = await sight.element(merchant.id)
    assert now is not None and now.value == "Harbour Taxi"


async def test_a_script_dialog_is_listed_with_its_buttons(sight, browser, apps, site) -> None:
    await listed(browser, site, "form")
    await in_front(apps, "Chromium")
    await run(browser, "setTimeout(() => confirm('Delete it?'), 0), 1")

    async def drawn() -> bool:
        return any(e.name == "OK" for e in (await sight.elements()).elements)

    await rig.until(drawn)
    names = [(e.role, e.name) for e in (await sight.elements()).elements]
    assert ("text", "Delete it?") in names and ("button", "Cancel") in names
    tab = await browser._front()
    await browser._connection.call("Page.handleJavaScriptDialog", {"accept": False}, session=tab.session)
    await rig.until(lambda: _is(browser.dialog() is None))


async def test_a_program_in_front_is_listed_instead_of_the_page_behind(sight, browser, apps, env, folder, site) -> None:
    await listed(browser, site, "form")
    (folder / "seen.txt").write_text("words of the editor")
    async with program(apps, env, folder, "mousepad", "--disable-server", str(folder / "seen.txt")):

        async def words() -> list[Element]:
            return [e for e in (await sight.elements()).elements if e.value == "words of the editor"]

        await rig.until(words)
        assert {e.source for e in (await sight.elements()).elements} == {"app"}
        text = (await words())[0]
        focused = await sight.focused()
        assert focused is not None and focused.id == text.id
        assert await sight.set_value(text.id, "new words") == "new words"


async def test_a_list_of_downloads_that_is_still_open_does_not_hide_the_program_in_front(
    sight, browser, apps, env, site, tmp_path: Path
) -> None:
    await browser.open(f"{site.address}/form.html")
    await browser.open("data:application/octet-stream,kept")
    (tmp_path / "note.txt").write_text("in front")
    async with program(apps, env, tmp_path, "mousepad", "--disable-server", str(tmp_path / "note.txt")):
        assert {e.app for e in (await sight.elements()).elements} == {"mousepad"}


async def test_icons_without_a_name_take_the_words_that_stand_in_them(sight, apps, env, tmp_path: Path) -> None:
    drawn = Image.new("RGB", (240, 80), "white")
    ImageDraw.Draw(drawn).text((20, 20), "receipts", fill="black", font_size=36)
    drawn.save(tmp_path / "icon.png")
    process = rig.start(["/usr/bin/python3", "-c", ICON, str(tmp_path / "icon.png")], env, tmp_path)
    try:
        await in_front(apps, "icons")

        async def read() -> bool:
            return any(e.name == "receipts" for e in (await sight.elements()).elements if e.role == "option")

        await rig.until(read)
    finally:
        await asyncio.to_thread(rig.end, process)


async def test_words_of_a_canvas_are_read_off_the_screen(sight, browser, apps, site) -> None:
    await browser.open(
        "data:text/html,<canvas id=c width=400 height=120></canvas><script>const p=c.getContext('2d');"
        "p.font='32px DejaVu Sans';p.fillText('Start game',40,70)</script>"
    )
    await rig.until(lambda: _is(not browser.busy()))
    canvas = next(e for e in (await browser.elements()).elements if e.role == "canvas")

    async def read() -> list[Element]:
        listing = await sight.elements(ElementQuery(source="ocr", region=canvas.box))
        return [e for e in listing.elements if e.name == "Start game"]

    await rig.until(read)
    word = (await read())[0]
    assert (word.role, word.source) == ("text", "ocr") and canvas.box.contains(*word.box.center)
    assert word.box.contains(*await sight.point_of(word.id))
    with pytest.raises(InvalidInput, match="type with the keyboard"):
        await sight.set_value(word.id, "x")


async def test_a_region_outside_the_screen_is_refused(sight) -> None:
    with pytest.raises(InvalidInput, match="outside the screen"):
        await sight.elements(ElementQuery(source="ocr", region=Box(5000, 0, 10, 10)))


@pytest.mark.parametrize("element_id", ["e999999", "a999999", "w999999", "", "nonsense"])
async def test_an_unknown_id_is_not_found(sight, element_id) -> None:
    assert await sight.element(element_id) is None
    with pytest.raises(NotFound, match="call elements again"):
        await sight.point_of(element_id)


async def test_without_any_source_it_says_what_to_do(env) -> None:
    bare = Sight(None, None, Ocr(), SIZE, rig.capturing(env))
    with pytest.raises(NotFound, match="Open a page first"):
        await bare.elements(ElementQuery(source="page"))
    assert await bare.element_at(5, 5) is None and await bare.focused() is None and not bare.busy()
