"""What an act would reach on a whole screen: the window that takes it is asked, and words are read where none knows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from deskhand.core.acts import Act, Click, Drag, Key, MouseMove, SetValue, TypeText
from deskhand.core.geometry import Point
from deskhand.core.targets import Target
from deskhand.desk.screen.screen import Screen
from deskhand.desk.sight.ocr import Ocr
from deskhand.desk.sight.sight import CONTROLS, Sight
from tests.desk.sight import rig
from tests.desk.sight.test_apps import program
from tests.desk.sight.test_browser import _is, listed, one
from tests.desk.sight.test_sight import SIZE, in_front
from tests.desk.sight.test_target import SHOWN, run

pytestmark = [pytest.mark.desk, pytest.mark.asyncio(loop_scope="session")]
MAIL = """
import gi
gi.require_version("Gtk", "3.0")
from gi.repository import GLib, Gtk
GLib.set_prgname("letters")
dialog = Gtk.Dialog(title="New letter")
grid = Gtk.Grid()
for row, (name, entry) in enumerate({"To": Gtk.Entry(text="bo@example.org"), "Key": Gtk.Entry(text="s3cret")}.items()):
    label = Gtk.Label(label=name)
    label.set_mnemonic_widget(entry)
    entry.set_visibility(name != "Key")
    entry.set_activates_default(True)
    grid.attach(label, 0, row, 1, 1)
    grid.attach(entry, 1, row, 1, 1)
dialog.get_content_area().add(Gtk.Label(label="It can't be called back."))
dialog.get_content_area().add(grid)
dialog.add_button("Cancel", 0)
dialog.add_button("Send letter", 1)
dialog.set_default_response(1)
dialog.show_all()
Gtk.main()
"""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def screen(env: dict[str, str]) -> AsyncIterator[Screen]:
    found = await Screen.connect(Path(f"/tmp/.X11-unix/X{env['DISPLAY'].strip(':')}"))
    yield found
    await found.close()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def sight(browser, apps, env, screen) -> AsyncIterator[Sight]:
    ocr = Ocr()
    yield Sight(browser, apps, ocr, SIZE, rig.capturing(env), screen.popups, screen.windows)
    await ocr.close()


async def told(sight: Sight, act: Act) -> tuple[str, str, str]:
    target = await sight.target(act)
    return target.known_by, target.element.role if target.element else "", target.element.name if target.element else ""


async def test_the_page_tells_what_a_click_in_it_reaches(sight, browser, apps, site) -> None:
    pay = one(await listed(browser, site, "target", SHOWN), "button", "Pay")
    await in_front(apps, "Chromium")
    by_place, by_id = await sight.target(Click(at=pay.box.center)), await sight.target(Click(element=pay.id))
    assert by_place == by_id and by_place.submits and by_place.box == pay.box
    assert by_place.page is not None and by_place.page.address == f"{site.address}/target.html"
    assert not (await sight.target(Click(at=pay.box.center, button="right"))).submits
    assert not (await sight.target(SetValue(element=pay.id, value="x"))).submits


async def test_a_click_without_a_place_goes_where_the_pointer_is(sight, browser, apps, site, screen) -> None:
    pay = one(await listed(browser, site, "target", SHOWN), "button", "Pay")
    await in_front(apps, "Chromium")
    await screen.perform(MouseMove(at=pay.box.center))
    assert await told(sight, Click()) == ("page", "button", "Pay")


async def test_keys_reach_what_has_the_focus_in_the_page(sight, browser, apps, site) -> None:
    await listed(browser, site, "target")
    await in_front(apps, "Chromium")
    await run(browser, "document.querySelector('[name=name]').focus()")
    assert (await sight.target(Key(keys="Return"))).submits and (await sight.target(TypeText(text="x\n"))).submits
    assert not (await sight.target(TypeText(text="x"))).submits
    assert (await sight.target(Key(keys="ctrl+shift+Delete"))).chord == "Clear browsing data"
    assert (await sight.target(Key(keys="Control_L+w"))).element is not None


async def test_nothing_with_the_focus_is_known_to_be_nothing(sight, browser, apps, site) -> None:
    await listed(browser, site, "target")
    await in_front(apps, "Chromium")
    assert await told(sight, Key(keys="Return")) == ("page", "", "")


async def test_the_browsers_own_bar_is_told_with_the_page(sight, browser, apps, site, screen) -> None:
    await listed(browser, site, "target")
    await in_front(apps, "Chromium")
    bar = next(e for e in (await sight.elements()).elements if e.role == "textbox" and CONTROLS in e.within)
    target = await sight.target(Click(at=bar.box.center))
    assert target.element is not None and target.element.id == bar.id and CONTROLS in target.element.within
    assert target.page is not None and target.page.address == f"{site.address}/target.html"
    await screen.perform(Key(keys="ctrl+l"))
    typed = await sight.target(Key(keys="Return"))
    assert typed.element is not None and typed.element.id == bar.id


async def test_both_ends_of_a_drag_are_told(sight, browser, apps, site) -> None:
    listing = await listed(browser, site, "target", SHOWN)
    await in_front(apps, "Chromium")
    start, end = one(listing, "link", "Archive").box.center, one(listing, "textbox", "Name").box.center
    target = await sight.target(Drag(path=(start, end)))
    assert target.element is not None and target.element.name == "Name"
    assert target.attributes["from"] == 'link "Archive"'


async def test_words_drawn_on_a_canvas_are_read_where_they_are(sight, browser, apps) -> None:
    await browser.open("data:text/html,<canvas id=c width=600 height=200 style='border:1px solid'></canvas><script>"
                       "const p=c.getContext('2d');p.font='30px DejaVu Sans';p.fillText('Delete account',40,60);"
                       "p.fillText('Cancel',360,150)</script>")  # fmt: skip
    await rig.until(lambda: _is(not browser.busy()))
    await in_front(apps, "Chromium")
    canvas = next(e for e in (await browser.elements()).elements if e.role == "canvas")
    at = Point(canvas.box.x + 120, canvas.box.y + 50)

    async def read() -> bool:
        return (await told(sight, Click(at=at)))[2].replace(" ", "") == "Deleteaccount"

    await read()  # the reader of pictures starts with the first one, which takes as long as the machine is busy
    await rig.until(read, 60)
    target = await sight.target(Click(at=at))
    assert (target.known_by, target.attributes["in"]) == ("ocr", "canvas")
    assert await told(sight, Click(at=Point(canvas.box.x + 30, canvas.box.y + 180))) == ("page", "canvas", "")


async def test_a_program_over_the_page_takes_the_click(sight, browser, apps, env, folder, site) -> None:
    pay = one(await listed(browser, site, "target", SHOWN), "button", "Pay")
    async with program(apps, env, folder, "mousepad", "--disable-server"):
        focused = (await apps.focused()) or (await apps.elements()).elements[-1]
        known_by, role, _ = await told(sight, Click(at=focused.box.center))
        assert (known_by, role) == ("app", "textbox")
        covered = await sight.target(Click(at=pay.box.center))
        under = focused.box.contains(*pay.box.center)
        assert (covered.known_by == "app") == under


async def test_a_menu_item_is_found_by_its_keys(sight, apps, env, folder) -> None:
    async with program(apps, env, folder, "mousepad", "--disable-server"):

        async def ready() -> bool:
            return (await told(sight, Key(keys="a")))[1] == "textbox"

        await rig.until(ready)
        assert (await sight.target(Key(keys="ctrl+shift+s"))).chord == "Save As..."
        assert (await sight.target(Key(keys="Delete"))).chord == "Delete Selection"
        target = await sight.target(Key(keys="ctrl+q"))
        assert target.chord == "Quit" and target.page is not None and "Mousepad" in target.page.title


async def test_delete_in_a_file_manager_moves_to_the_trash(sight, apps, env, folder) -> None:
    async with program(apps, env, folder, "thunar", str(folder)):

        async def focused() -> Target | None:
            target = await sight.target(Key(keys="Delete"))
            return target if target.page is not None and target.page.app.casefold() == "thunar" else None

        await rig.until(focused)
        found = await focused()
        assert found is not None and found.chord == "Move to Trash"
        assert (await sight.target(Key(keys="shift+Delete"))).chord == "Delete permanently"


async def test_a_dialog_of_a_program_is_a_form(sight, apps, env, tmp_path: Path) -> None:
    process = rig.start(["/usr/bin/python3", "-c", MAIL], env, tmp_path)
    try:
        await in_front(apps, "letters")
        send = next(e for e in (await apps.elements()).elements if e.name == "Send letter")
        target = await sight.target(Click(at=send.box.center))
        assert target.element is not None and target.element.id == send.id and target.submits
        assert "It can't be called back." in target.around and target.form is not None
        fields = {field.name: (field.kind, field.value, field.filled) for field in target.form.fields}
        assert fields == {"To": ("text", "bo@example.org", True), "Key": ("password", "", True)}
        assert (target.form.name, target.form.button) == ("New letter", "Send letter")
        to = next(e for e in (await apps.elements()).elements if e.name == "To" and e.role == "textbox")
        assert (await sight.target(Key(keys="Return"))).submits
        assert "s3cret" not in (await sight.target(Click(element=to.id))).model_dump_json()
    finally:
        await asyncio.to_thread(rig.end, process)
