"""Pages by name, in a real Chromium on a real screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from deskhand.core.elements import Element, ElementList, parse_elements, render_elements
from deskhand.core.errors import InvalidInput, NotFound
from deskhand.core.geometry import Box
from deskhand.desk.base import ElementQuery
from deskhand.desk.sight.browser import Browser
from deskhand.desk.sight.tabs import Tab
from tests.desk.sight import rig

pytestmark = [pytest.mark.desk, pytest.mark.asyncio(loop_scope="session")]
ALL = ElementQuery(offscreen=True)


async def listed(browser: Browser, site: rig.Site, page: str, query: ElementQuery = ALL) -> ElementList:
    await browser.open(f"{site.address}/{page}.html")
    await rig.until(lambda: _is(not browser.busy()))
    await with_keyboard(browser)
    return await browser.elements(query)


async def with_keyboard(browser: Browser) -> None:
    """The page gets the keyboard, which a test before may have left to the location bar or to another window."""
    tab = await browser._front()
    assert tab is not None
    await browser._connection.call("Page.bringToFront", {}, session=tab.session)


def one(listing: ElementList, role: str, name: str) -> Element:
    found = [e for e in listing.elements if e.role == role and e.name == name]
    assert len(found) == 1, render_elements(listing)
    return found[0]


@pytest.mark.parametrize(
    ("role", "name", "value", "states"),
    [
        ("heading", "New expense", "", ()),
        ("link", "earlier ones", "", ()),
        ("textbox", "Merchant", "Café", ("required",)),
        ("spinbutton", "Amount", "", ()),
        ("date", "Date", "", ()),
        ("combobox", "Category", "Choose", ()),
        ("textbox", "Project code", "", ()),
        ("radio", "Cash", "", ("checked",)),
        ("checkbox", "Billable", "", ("unchecked",)),
        ("textbox", "Notes", "", ("multiline",)),
        ("textbox", "PIN", "••••", ("password",)),
        ("file", "Receipt", "", ()),
        ("button", "Delete", "", ("disabled", "offscreen")),
        ("button", "Open the card", "", ("offscreen",)),
        ("text", "See the earlier ones before you start.", "", ()),
    ],
)
async def test_a_form_is_listed_in_the_words_a_person_sees(browser, site, role, name, value, states) -> None:
    found = one(await listed(browser, site, "form"), role, name)
    assert (found.value, found.states) == (value, states)


async def test_options_hints_and_places_come_with_the_fields(browser, site) -> None:
    listing = await listed(browser, site, "form")
    assert one(listing, "combobox", "Category").options == ("Choose", "Travel", "Food & drink")
    assert one(listing, "textbox", "Merchant").hint == "Who was paid"
    assert one(listing, "radio", "Card").within == ("form Expense", "group Paid by")


async def test_a_listing_reads_back_from_its_text_form(browser, site) -> None:
    listing = await listed(browser, site, "table")
    assert parse_elements(render_elements(listing)).elements == listing.elements


async def test_a_table_row_is_known_by_its_words(browser, site) -> None:
    edit = next(e for e in (await listed(browser, site, "table")).elements if e.name == "Edit" and e.row == 2)
    assert (edit.column, edit.row_text) == ("Action", "2024-05-02 | Café | 3.50")


async def test_boxes_are_where_the_pixels_are(browser, site, env) -> None:
    await browser.open("data:text/html,<button style='position:absolute;left:200px;top:150px;width:90px;height:50px;"
                       "background:rgb(255,0,255);border:0' aria-label=X></button>")  # fmt: skip
    box = one(await browser.elements(), "button", "X").box
    await rig.until(lambda: _painted(env, (255, 0, 255)))
    assert _extent(env, (255, 0, 255)) == box


async def _painted(env: dict[str, str], colour: tuple[int, int, int]) -> bool:
    return _extent(env, colour) is not None


def _extent(env: dict[str, str], colour: tuple[int, int, int]) -> Box | None:
    picture = rig.photograph(env)
    data, width = picture.tobytes(), picture.width
    at = [i // 3 for i in range(0, len(data), 3) if data[i : i + 3] == bytes(colour)]
    if not at:
        return None
    xs, ys = [i % width for i in at], [i // width for i in at]
    return Box(min(xs), min(ys), max(xs) - min(xs) + 1, max(ys) - min(ys) + 1)


async def test_what_stands_in_frames_of_any_origin_is_listed_and_found_by_point(browser, site) -> None:
    listing = await listed(browser, site, "frames")
    for frame in ("frame Near", "frame Far"):
        button = next(e for e in listing.elements if e.name == "Inner button" and e.within == (frame,))
        assert (button.box.width, button.box.height) == (200, 40)
        at = await browser.element_at(*button.box.center)
        assert at is not None and at.id == button.id
        assert button.box.contains(*await browser.point_of(button.id))


async def test_open_and_closed_shadow_roots_are_listed(browser, site) -> None:
    listing = await listed(browser, site, "shadow")
    for role, name in [("button", "Open inside"), ("textbox", "Hidden deep"), ("button", "Plain closed")]:
        found = one(listing, role, name)
        at = await browser.element_at(*found.box.center)
        assert at is not None and at.id == found.id
    assert one(listing, "button", "Slotted words")


async def test_what_a_dialog_covers_is_left_out(browser, site) -> None:
    names = {e.name for e in (await listed(browser, site, "modal", ElementQuery())).elements}
    assert {"Delete the expense?", "Delete", "Keep"} <= names
    assert not {"Covered button", "Covered words", "Behind"} & names


async def test_a_page_that_replaces_the_natives_changes_nothing(browser, site) -> None:
    listing = await listed(browser, site, "hostile")
    pay = one(listing, "button", "Pay 1000")
    assert (pay.box.width, pay.box.height) == (200, 40)
    at = await browser.element_at(*pay.box.center)
    assert at is not None and at.name == "Pay 1000"


@pytest.mark.parametrize(
    ("role", "name"),
    [("canvas", "Plan"), ("image", "A red square"), ("treeitem", "Documents"), ("treeitem", "Receipts"),
     ("tab", "Board"), ("switch", "Dark"), ("text", "Write tests"), ("heading", "Done"), ("checkbox", "Styled tick"),
     ("button", "Deep in the box")],
)  # fmt: skip
async def test_other_kinds_of_things_are_named(browser, site, role, name) -> None:
    assert one(await listed(browser, site, "rich"), role, name)


async def test_a_huge_page_is_bounded_and_says_what_it_left_out(browser, site) -> None:
    listing = await listed(browser, site, "huge", ElementQuery(offscreen=True, limit=100))
    assert len(listing.elements) == 100 and listing.omitted > 1000
    near = await browser.elements()
    assert one(near, "link", "Link 3") and len(near.elements) < 100


async def test_how_much_of_a_huge_page_is_listed_hangs_on_the_page_alone(browser, site) -> None:
    first = await listed(browser, site, "huge", ElementQuery(offscreen=True, limit=5_000))
    again = await browser.elements(ElementQuery(offscreen=True, limit=5_000))
    assert [e.name for e in again.elements] == [e.name for e in first.elements]
    assert again.omitted == first.omitted


async def test_a_page_of_long_hidden_words_deep_inside_is_listed(browser, site) -> None:
    listing = await listed(browser, site, "wordy", ElementQuery(offscreen=True, limit=5_000))
    hidden = [e for e in listing.elements if "unseen" in e.states]
    assert len(hidden) > 500 and not listing.note


async def test_ids_stay_with_their_element_and_are_never_used_again(browser, site) -> None:
    first = {e.id: e.name for e in (await listed(browser, site, "form")).elements}
    assert {e.id: e.name for e in (await browser.elements(ALL)).elements} == first
    assert not set(first) & {e.id for e in (await listed(browser, site, "form")).elements}


async def test_an_element_of_an_earlier_page_is_gone(browser, site) -> None:
    save = one(await listed(browser, site, "form"), "button", "Save")
    await browser.open(f"{site.address}/table.html")
    assert await browser.element(save.id) is None
    with pytest.raises(NotFound, match=f"Element {save.id} is no longer on the page; call elements again"):
        await browser.point_of(save.id)


async def test_an_offscreen_element_is_scrolled_to(browser, site) -> None:
    far = one(await listed(browser, site, "form"), "button", "Far below")
    point = await browser.point_of(far.id)
    now = await browser.element(far.id)
    assert now is not None and now.box.contains(*point) and "offscreen" not in now.states


async def test_a_covered_element_has_no_point(browser, site) -> None:
    await browser.open("data:text/html,<button style='position:absolute;left:50px;top:50px'>Under</button>"
                       "<div id=top style='display:none;position:fixed;inset:0'>Over</div>")  # fmt: skip
    under = one(await browser.elements(), "button", "Under")
    await run(browser, "document.getElementById('top').style.display = 'block'")
    with pytest.raises(InvalidInput, match="is covered by"):
        await browser.point_of(under.id)


async def run(browser: Browser, script: str) -> None:
    """A script of the page's own, as a click might start it."""
    tab = await browser._front()
    assert tab is not None
    await browser._connection.call("Runtime.evaluate", {"expression": script}, session=tab.session)


@pytest.mark.parametrize(
    ("role", "name", "value", "held"),
    [
        ("textbox", "Merchant", "Łódź 🙂 東京", "Łódź 🙂 東京"),
        ("textbox", "Merchant", "", ""),
        ("spinbutton", "Amount", "12.5", "12.5"),
        ("date", "Date", "2024-05-14", "2024-05-14"),
        ("combobox", "Category", " travel", "Travel"),
        ("combobox", "Category", "f", "Food & drink"),
        ("radio", "Card", "true", "true"),
        ("checkbox", "Billable", "true", "true"),
        ("checkbox", "Billable", "false", "false"),
        ("textbox", "Notes", "two\nlines", "two\nlines"),
        ("textbox", "PIN", "secret", "••••"),
        ("textbox", "Comment", "Well done", "Well done"),
    ],
)
async def test_a_field_takes_a_value_and_says_what_it_holds(browser, site, role, name, value, held) -> None:
    field = one(await listed(browser, site, "form"), role, name)
    assert await browser.set_value(field.id, value) == held


async def test_a_page_that_tracks_its_fields_hears_of_a_value(browser, site) -> None:
    field = one(await listed(browser, site, "form"), "textbox", "Tracked")
    await browser.set_value(field.id, "abc")
    assert any("heard abc" in e.name for e in (await browser.elements(ALL)).elements)


@pytest.mark.parametrize(
    ("role", "name", "value", "words"),
    [
        ("combobox", "Category", "Hotel", 'Its options: "Choose", "Travel", "Food & drink"'),
        ("checkbox", "Billable", "maybe", "true or false"),
        ("date", "Date", "14 May", "YYYY-MM-DD"),
        ("spinbutton", "Amount", "much", "a number"),
        ("button", "Delete", "x", "disabled"),
        ("button", "Save", "x", "no value that can be set"),
    ],
)
async def test_a_value_that_a_field_does_not_take_is_refused_with_what_it_takes(
    browser, site, role, name, value, words
) -> None:
    field = one(await listed(browser, site, "form"), role, name)
    with pytest.raises(InvalidInput, match=words):
        await browser.set_value(field.id, value)


async def test_a_file_field_takes_a_path(browser, site, folder: Path) -> None:
    (folder / "receipt.png").write_bytes(b"x")
    field = one(await listed(browser, site, "form"), "file", "Receipt")
    assert await browser.set_value(field.id, str(folder / "receipt.png")) == "receipt.png"


async def test_a_page_with_an_open_request_is_busy_until_it_is_answered(browser, site) -> None:
    await listed(browser, site, "form")
    await run(browser, "fetch('/slow').then(() => document.title = 'answered'), 1")
    await rig.until(lambda: _is(browser.busy()))
    rig.open_gate()
    await rig.until(lambda: _is(not browser.busy()))


async def _is(so: bool) -> bool:
    return so


async def test_a_script_dialog_is_told_and_left_open(browser, site) -> None:
    await listed(browser, site, "form")
    await run(browser, "setTimeout(() => alert('Are you sure?'), 0), 1")
    await rig.until(lambda: _is(browser.dialog() is not None))
    listing = await browser.elements()
    assert [(e.role, e.name) for e in listing.elements] == [("dialog", "Are you sure?")]
    tab = await browser._front()
    assert tab is not None
    await browser._connection.call("Page.handleJavaScriptDialog", {"accept": True}, session=tab.session)
    await rig.until(lambda: _is(browser.dialog() is None))


async def test_the_page_in_front_is_the_one_that_is_shown(browser, site) -> None:
    await listed(browser, site, "form")
    await browser.open(f"{site.address}/table.html", new_tab=True)
    pages = await browser.pages()
    assert [(p.title, p.active) for p in pages] == [("Expenses", True), ("New expense", False)]
    await browser.activate(0)
    assert (await browser.pages())[0].title == "New expense"
    second = next(t for t in browser._tabs.values() if t.url.endswith("table.html"))
    await browser._connection.call("Target.closeTarget", {"targetId": second.target})
    await rig.until(lambda: _is(len(browser._tabs) == 1))


async def test_a_crashed_page_is_told_and_can_be_left(browser, site) -> None:
    await listed(browser, site, "form")
    tab = await browser._front()
    assert tab is not None
    task = browser._connection.call("Page.crash", session=tab.session)
    with pytest.raises(Exception, match=r"did not answer|no longer|closed|refused"):
        await task
    await rig.until(lambda: _is(tab.crashed))
    assert "crashed" in (await browser.elements()).note
    await browser.open(f"{site.address}/table.html")
    assert one(await browser.elements(), "columnheader", "Amount")
    assert [page.title for page in await browser.pages()] == ["Expenses"]


async def test_a_page_that_is_opened_has_the_keyboard(browser, site) -> None:
    await listed(browser, site, "autofocus")
    focused = await browser.focused()
    assert focused is not None
    assert (focused.role, focused.name) == ("textbox", "Second")


async def test_a_page_whose_document_goes_away_while_it_is_read_is_read_again(browser, site, monkeypatch) -> None:
    await listed(browser, site, "form")
    evaluate, leaving_for = browser._worlds._evaluate, ["table", "rich", "table"]

    async def leaving(*given: Any) -> object:
        if leaving_for:
            await browser.open(f"{site.address}/{leaving_for.pop()}.html")
        return await evaluate(*given)

    monkeypatch.setattr(browser._worlds, "_evaluate", leaving)
    assert one(await browser.elements(), "columnheader", "Amount") and not leaving_for


async def test_a_page_that_never_stands_still_is_told_in_a_note(browser, site, monkeypatch) -> None:
    await listed(browser, site, "form")

    async def leaving(tab: Tab) -> Any:
        tab.commits += 1
        raise NotFound("what was asked for is no longer in the browser", hint="Call elements again.")

    monkeypatch.setattr(browser._lister, "_ready_frames", leaving)
    listing = await browser.elements()
    assert listing.elements == () and "Call elements again" in listing.note
    assert await browser.element_at(300, 300) is None and await browser.focused() is None
