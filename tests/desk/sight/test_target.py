"""What an act on a page would reach: the thing that decides, its form, and what the keyboard would do in it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from deskhand.core.elements import Element
from deskhand.core.errors import NotFound
from deskhand.core.targets import Target
from deskhand.desk.base import ElementQuery
from deskhand.desk.sight.browser import Browser
from tests.desk.sight import rig
from tests.desk.sight.test_browser import listed, one

pytestmark = [pytest.mark.desk, pytest.mark.asyncio(loop_scope="session")]
SHOWN = ElementQuery()


async def run(browser: Browser, script: str) -> Any:
    """What a script of the page's own gives."""
    tab = await browser._front()
    assert tab is not None
    given = {"expression": script, "returnByValue": True}
    reply = await browser._connection.call("Runtime.evaluate", given, session=tab.session)
    return reply["result"].get("value")


async def clicked(browser: Browser, element: Element, press: str = "click") -> Target:
    """What a click in the middle of it would reach."""
    reached = await browser.reached_at(*element.box.center, press)
    assert reached is not None
    return reached.target


async def by_name(browser: Browser, site: rig.Site, role: str, name: str, page: str = "target") -> Target:
    return await clicked(browser, one(await listed(browser, site, page, SHOWN), role, name))


async def has_keyboard(browser: Browser) -> bool:
    """As our own world in the page sees it: a page can lie to its scripts about that."""
    reached = await browser.reached_by_keys("return")
    return reached is not None and reached.seen.focus


async def with_focus(browser: Browser, css: str, press: str = "return") -> Target:
    await run(browser, f"document.querySelector({css!r}).focus(), 1")
    await rig.until(lambda: has_keyboard(browser))
    reached = await browser.reached_by_keys(press)
    assert reached is not None and reached.seen.focus
    return reached.target


@pytest.mark.parametrize(
    ("name", "submits", "method", "path"),
    [
        ("Pay", True, "POST", "/pay?x=1"),
        ("Pay elsewhere", True, "GET", "/elsewhere"),
        ("Plain", False, "POST", "/pay?x=1"),
        ("Reset", False, "POST", "/pay?x=1"),
        ("Picture", True, "POST", "/pay?x=1"),
        ("Donate", True, "POST", "/donate"),
        ("Can't", False, "POST", "/off"),
        ("Send open", True, "POST", "/open"),
        ("Send closed", True, "POST", "/closed"),
        ("Send host", True, "POST", "/host"),
    ],
)
async def test_a_button_tells_where_its_form_would_go(browser, site, name, submits, method, path) -> None:
    target = await by_name(browser, site, "button", name)
    assert target.element is not None and target.form is not None
    address = f"{site.address if name != 'Pay elsewhere' else site.address.replace('127.0.0.1', 'localhost')}{path}"
    assert (target.element.name, target.submits, target.form.method, target.form.address) == (
        name, submits, method, address
    )  # fmt: skip


async def test_a_form_tells_its_fields_and_never_a_password(browser, site) -> None:
    form = (await by_name(browser, site, "button", "Pay")).form
    assert form is not None and (form.name, form.button) == ("Pay for it", "Pay")
    told = {field.name: (field.kind, field.value, field.filled) for field in form.fields}
    assert told == {
        "Name": ("text", "Ann", True), "PIN": ("password", "", True), "Shown": ("password", "", True),
        "token": ("hidden", "t1", True), "Paid by": ("radio", "Cash", True), "I agree": ("checkbox", "", False),
        "Note": ("textarea", "Hi", True), "Outside": ("text", "o", True),
    }  # fmt: skip


async def test_what_leaves_the_page_holds_no_password(browser, site) -> None:
    await listed(browser, site, "target")
    tab = await browser._front()
    frame = (await browser._worlds.known_frames(tab))[0]
    for css in ("[name=pin]", "[autocomplete]", "#pay button"):
        await run(browser, f"document.querySelector({css!r}).focus()")
        raw = await browser._worlds.ask(tab, frame, "__desk.target({focus: true, press: 'return'})")
        assert raw["form"] and not {"1234", "s3cret"} & set(re.findall(r"\w+", str(raw)))


@pytest.mark.parametrize(
    ("css", "submits"),
    [
        ("[name=name]", True),
        ("[name=pin]", True),
        ("[name=agree]", True),
        ("[name=outside]", True),
        ("[name=q]", True),
        ("[name=note]", False),
        ("[name=one]", False),
        ("[name=off]", False),
        ("[contenteditable]", False),
        ("[role=dialog] input", False),
        ("#donate", True),
        ("#pay [type=button]", False),
    ],
)
async def test_return_sends_a_form_by_the_rules_of_html(browser, site, css, submits) -> None:
    await listed(browser, site, "target")
    assert (await with_focus(browser, css)).submits == submits


async def test_space_presses_a_button_and_is_a_letter_in_a_field(browser, site) -> None:
    await listed(browser, site, "target")
    assert (await with_focus(browser, "#donate", "space")).submits
    assert not (await with_focus(browser, "[name=name]", "space")).submits
    assert not (await with_focus(browser, "#donate", "")).submits


async def test_what_html_says_of_return_is_what_the_browser_does(browser, site) -> None:
    await listed(browser, site, "target")
    await run(browser, "addEventListener('submit', (e) => { e.preventDefault(); document.title += '!'; }), 1")
    tab = await browser._front()
    for css in ("[name=name]", "[name=agree]", "[name=q]", "[name=one]", "[name=off]", "[role=dialog] input"):
        told, before = (await with_focus(browser, css)).submits, await run(browser, "document.title")
        for kind in ("keyDown", "keyUp"):
            key = {"type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}
            await browser._connection.call("Input.dispatchKeyEvent", key, session=tab.session)
        assert ((await run(browser, "document.title")) != before) == told, css


@pytest.mark.parametrize(
    ("role", "name", "reached", "attributes"),
    [
        ("link", "Logo", "Logo", {"tag": "a", "href": "/logo", "target": "_blank"}),
        ("link", "Inside a link", "Inside a link", {"tag": "button", "type": "submit", "href": "/linked"}),
        ("link", "Archive", "Archive", {"tag": "a", "href": "/file.zip", "download": "yes"}),
        ("button", "More", "More", {"tag": "summary"}),
        ("button", "Role", "Role", {"tag": "div"}),
        ("textbox", "Message", "Message", {"tag": "div"}),
    ],
)
async def test_things_are_what_a_click_makes_of_them(browser, site, role, name, reached, attributes) -> None:
    target = await by_name(browser, site, role, name)
    says = {key: value.removeprefix(site.address) for key, value in target.attributes.items()}
    assert target.element is not None and (target.element.name, says, target.submits) == (reached, attributes, False)


async def test_a_label_is_the_control_that_it_is_for(browser, site) -> None:
    await listed(browser, site, "target")
    label = "document.querySelector('label[for=donate]')"
    x, y, w, h = await run(browser, f"(r => [r.x, r.y, r.width, r.height])({label}.getBoundingClientRect())")
    content = await browser.window_box()
    reached = await browser.reached_at(round(content.x + x + w / 2), round(content.y + y + h / 2), "click")
    assert reached is not None and reached.target.element is not None
    assert (reached.target.element.name, reached.target.submits) == ("Donate", True)


async def test_a_dialog_with_fields_is_a_form_without_an_address(browser, site) -> None:
    target = await by_name(browser, site, "button", "Delete it all")
    assert target.form is not None and not target.submits
    assert (target.form.name, target.form.address, [f.name for f in target.form.fields]) == ("Really", "", ["Why"])
    assert "It can't be undone." in target.around


async def test_notes_that_hold_for_all_of_the_page_are_told_and_those_of_other_parts_are_not(browser, site) -> None:
    target = await by_name(browser, site, "button", "Delete blue", page="notes")
    assert target.notes == "Rooms Nothing on this page is final before Friday.; Changes are kept for 30 days."
    red = await by_name(browser, site, "button", "Delete red", page="notes")
    assert "can't be restored" in red.around and "can't be restored" not in red.notes


async def test_the_row_that_a_button_stands_in_is_around_it(browser, site) -> None:
    target = await by_name(browser, site, "button", "Remove")
    assert target.around == "Hotel Remove" and target.form is None
    assert target.element is not None and (target.element.row, target.element.row_text) == (2, "Hotel")


@pytest.mark.parametrize("page", ["target", "form", "table", "rich", "shadow", "frames"])
async def test_what_is_listed_is_told_the_same_by_its_place_and_by_its_id(browser, site, page) -> None:
    listing = await listed(browser, site, page, SHOWN)
    for each in listing.elements:
        if each.source != "page" or each.role in ("text", "heading", "dialog", "cell", "columnheader", "image", "row"):
            continue
        told = (await browser.reached_in(each.id, "click", exact=True)).target.element
        assert told is not None and (told.id, told.role, told.name, told.value) == (
            each.id,
            each.role,
            each.name,
            each.value,
        )
        assert (told.states, told.row, told.column, told.row_text, told.box) == (
            each.states, each.row, each.column, each.row_text, each.box
        ), told  # fmt: skip


async def test_an_id_that_is_gone_is_not_found(browser, site) -> None:
    button = one(await listed(browser, site, "target", SHOWN), "button", "Pay")
    await run(browser, "document.querySelector('#pay').remove(), 1")
    with pytest.raises(NotFound):
        await browser.reached_in(button.id, "click", exact=False)


async def test_a_second_look_differs_when_the_button_was_swapped(browser, site) -> None:
    button = one(await listed(browser, site, "target", SHOWN), "button", "Plain")
    before = await clicked(browser, button)
    assert await clicked(browser, button) == before
    await run(
        browser, "document.querySelector('[type=button]').outerHTML = '<button formaction=/all>Plain</button>', 1"
    )
    after = await clicked(browser, button)
    assert after.element is not None and before.element is not None and after.element.id != before.element.id
    assert (before.submits, after.submits) == (False, True)


@pytest.mark.parametrize("frame", ["same", "other"])
async def test_a_form_in_a_frame_tells_its_own_address(browser, site, frame) -> None:
    listing = await listed(browser, site, "around", SHOWN)
    button = next(e for e in listing.elements if e.name == "Send inside" and f"frame {frame}" in e.within)
    target = await clicked(browser, button)
    host = site.address if frame == "same" else site.address.replace("127.0.0.1", "localhost")
    assert (target.element, target.submits) == (button, True)
    assert target.frame_address == f"{host}/inframe.html?{frame}"
    assert target.form is not None and target.form.address == f"{host}/inner"
    assert (await browser.reached_in(button.id, "click", exact=False)).target == target


async def test_what_has_the_focus_in_a_frame_is_found(browser, site) -> None:
    listing = await listed(browser, site, "around", SHOWN)
    field = next(e for e in listing.elements if e.name == "Inner" and "frame other" in e.within)
    await browser.set_value(field.id, "x")
    reached = await browser.reached_by_keys("return")
    assert reached is not None and reached.target.element is not None
    assert (reached.target.element.id, reached.target.submits) == (field.id, True)


async def test_a_transparent_frame_over_a_button_is_what_is_told(browser, site) -> None:
    listing = await listed(browser, site, "around", SHOWN)
    assert not [e for e in listing.elements if e.name == "Win a prize"]
    trap = next(e for e in listing.elements if "frame trap" in e.within)
    target = await clicked(browser, trap)
    assert target.element is not None and target.element.name == "Send inside"
    assert target.attributes["unseen"] and target.frame_address.endswith("?trap")


async def test_a_page_that_redefines_everything_is_read_as_it_is(browser, site) -> None:
    send = one(await listed(browser, site, "lying", SHOWN), "button", "Send money")
    target = await clicked(browser, send)
    assert target.element == send and target.submits and target.form is not None
    assert (target.form.method, target.form.address) == ("POST", f"{site.address}/steal")
    assert "action" in [field.name for field in target.form.fields]


async def test_the_focus_of_a_lying_page_is_told(browser, site) -> None:
    await listed(browser, site, "lying")
    target = await with_focus(browser, "#send")
    assert target.element is not None and (target.element.name, target.submits) == ("Send money", True)


async def test_what_lies_over_a_button_is_told_with_the_button_under_it(browser, site) -> None:
    listing = await listed(browser, site, "lying", SHOWN)
    assert not [e for e in listing.elements if e.name == "Harmless"]
    reached = one(listing, "button", "Reached")
    assert (await clicked(browser, reached)).element == reached
    place = reached.box.center.x, reached.box.center.y - 44
    over = await browser.reached_at(*place, "click")
    assert over is not None and over.target.element is not None
    assert (over.target.element.role, over.target.attributes["over"]) == ("generic", 'button "Harmless"')
