"""Held requests as touches, and what an allowed act lets out."""

from __future__ import annotations

from deskhand.core.targets import Covers, HeldRequest
from deskhand.core.verdicts import RiskClass, Touch
from deskhand.policy.requests import covered, covers_of, is_dispensable, touch_of_request


def _payment() -> HeldRequest:
    return HeldRequest(
        id="r1", method="POST", address="https://pay.example/orders", host="pay.example",
        page="https://shop.example/cart", fields={"name": "Ann", "amount": "99.00", "currency": "EUR"}, size=40,
    )  # fmt: skip


def test_a_payment_to_another_site_is_told_in_one_sentence() -> None:
    touch = touch_of_request(_payment())
    assert touch.classes == ("pay", "take_out")
    assert touch.consequence == "A page of shop.example sends 3 fields (name, amount, currency) to pay.example."
    assert (touch.host, touch.sends_to, touch.amount, touch.currency) == ("shop.example", "pay.example", 99.0, "EUR")
    assert (touch.bytes_out, touch.undoable) == (40, False)


def test_a_deletion_is_told_by_what_it_is_for() -> None:
    request = HeldRequest(id="r", method="DELETE", address="https://a.test/x/7", host="a.test", page="https://a.test/")
    assert touch_of_request(request).consequence == "The page asks a.test to delete /x/7."


def test_a_request_that_only_asks_is_a_visit() -> None:
    request = HeldRequest(
        id="r", method="POST", address="https://a.test/q", host="a.test", page="https://a.test/", reads=True
    )
    assert touch_of_request(request, ("a.test",)).classes == ("visit_known",)
    assert touch_of_request(request).classes == ("visit_new",)


def test_a_file_is_named_in_what_would_happen() -> None:
    request = HeldRequest(
        id="r", method="POST", address="https://a.test/up", host="a.test", page="https://a.test/",
        files=("plan.pdf (9 bytes)",), fields={"note": "x"},
    )  # fmt: skip
    assert touch_of_request(request).consequence == (
        "The page sends 1 file (plan.pdf (9 bytes)) and 1 field (note) to a.test."
    )


def test_what_set_a_request_off_is_told() -> None:
    asked = HeldRequest(
        id="r", method="POST", address="https://a.test/x", host="a.test", page="https://a.test/", fields={"name": "x"},
        of_act=True, cause='button "Export"',
    )  # fmt: skip
    assert touch_of_request(asked).consequence == 'The page sends 1 field (name) to a.test, set off by button "Export".'


def test_what_neither_sends_nor_visits_lets_nothing_out() -> None:
    quiet: tuple[RiskClass, ...] = ("look", "move", "write_on_desk", "personal_data")
    for risk in quiet:
        assert covers_of(Touch(classes=(risk,), host="a.test")) == Covers()


def test_a_submit_lets_out_requests_to_the_page_and_to_where_its_form_goes() -> None:
    covers = covers_of(Touch(classes=("submit",), host="shop.example", sends_to="pay.example"))
    assert covers.hosts == ("shop.example", "pay.example")
    assert not covers.uploads


def test_a_visit_lets_out_its_address_and_no_change() -> None:
    covers = covers_of(Touch(classes=("visit_new",), host="a.test", address="https://a.test/?d=1"))
    assert (covers.hosts, covers.addresses) == ((), ("https://a.test/?d=1",))


def test_words_that_go_to_a_search_engine_may_be_carried_by_a_visit() -> None:
    assert covers_of(Touch(classes=("visit_new", "take_out"))).visits


def test_a_request_more_serious_than_what_was_allowed_is_not_covered() -> None:
    allowed = Touch(classes=("submit",), host="shop.example", sends_to="pay.example")
    assert not covered(_payment(), allowed)
    assert covered(_payment(), allowed.model_copy(update={"classes": ("pay",)}))


def test_a_message_that_names_another_address_than_was_allowed_is_not_covered() -> None:
    allowed = Touch(classes=("send",), host="mail.test", to=("ann@team.test",))

    def letter(**fields: str) -> HeldRequest:
        return HeldRequest(
            id="r", method="POST", address="https://mail.test/send", host="mail.test", page="https://mail.test/",
            fields={"body": "Hello", **fields},
        )  # fmt: skip

    assert covered(letter(to="Ann <ann@team.test>"), allowed)
    assert covered(letter(to="person-17"), allowed), "an id of the site's own is no other address"
    assert not covered(letter(to="ann@team.test", bcc="eve@evil.test"), allowed)
    assert not covered(letter(**{"message.to[0].address": "eve@evil.test"}), allowed)
    assert covered(letter(to="eve@evil.test"), allowed.model_copy(update={"to": ()}))
    assert touch_of_request(letter(to="Ann <ann@team.test>, bo@team.test")).to == ("ann@team.test", "bo@team.test")


def test_nobody_waits_for_a_beacon() -> None:
    beacon = HeldRequest(id="r", method="POST", address="https://a.test/b", host="a.test", kind="beacon")
    assert is_dispensable(beacon)
    assert not is_dispensable(_payment())
