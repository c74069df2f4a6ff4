"""What a request would do, read off the request itself."""

from __future__ import annotations

from typing import Any

import pytest

from deskhand.core.requests import MASK, amount_of, classes_of_request, covered_by, only_asks, shown
from deskhand.core.targets import Covers, HeldRequest


def request(method: str, address: str, fields: dict[str, str] | None = None, **more: Any) -> HeldRequest:
    page = more.pop("page", "https://shop.example/cart")
    host = address.split("/")[2]
    return HeldRequest(id="r1", method=method, address=address, host=host, page=page, fields=fields or {}, **more)


OWN = "https://shop.example"
CLASSES: list[tuple[str, HeldRequest, tuple[str, ...]]] = [
    ("saving", request("POST", f"{OWN}/notes", {"title": "a"}), ("submit",)),
    ("an expense with its amount", request("POST", f"{OWN}/expenses", {"amount": "12.50"}), ("submit",)),
    ("a card", request("POST", f"{OWN}/next", {"cardNumber": "•••• 1111", "cvc": MASK}), ("pay",)),
    ("an account that is paid to", request("POST", f"{OWN}/step2", {"payee.iban": "DE02"}), ("pay",)),
    ("an order", request("POST", f"{OWN}/api/orders", {"item": "7"}), ("pay",)),
    ("a transfer in Chinese", request("POST", f"{OWN}/账户/转账", {"金额": "100"}), ("pay",)),
    ("a checkout with a total", request("POST", f"{OWN}/checkout/step", {"total": "9"}), ("pay",)),
    ("a note on an order", request("POST", f"{OWN}/orders/5/note", {"note": "x"}), ("submit",)),
    ("a deletion", request("DELETE", f"{OWN}/items/7"), ("delete",)),
    ("a deletion by its path", request("POST", f"{OWN}/items/7/delete"), ("delete",)),
    ("a deletion by a field", request("POST", f"{OWN}/items", {"_method": "delete"}), ("delete",)),
    ("删除", request("POST", f"{OWN}/文件/删除", {"id": "3"}), ("delete",)),
    ("a message", request("POST", f"{OWN}/mail/send", {"to": "a@b.test", "subject": "x", "body": "y"}), ("send",)),
    ("a comment", request("POST", f"{OWN}/posts/4/comments", {"content": "nice"}), ("send",)),
    ("发送邮件", request("POST", f"{OWN}/邮件", {"收件人": "王", "正文": "你好"}), ("send",)),
    ("signing in", request("POST", f"{OWN}/session", {"user": "ann", "password": MASK}), ("sign_in",)),
    ("a setting", request("PUT", f"{OWN}/settings/theme", {"dark": "1"}), ("change_settings",)),
    ("a file", request("POST", f"{OWN}/upload", files=("plan.pdf",)), ("submit", "take_out")),
    ("a form to another site", request("POST", "https://evil.example/x", {"a": "1"}), ("submit", "take_out")),
    ("a query to the own site", request("POST", f"{OWN}/graphql", {"query": "{a}"}, reads=True), ()),
    ("a query to another site", request("POST", "https://evil.example/g", {"query": "{a}"}, reads=True), ("take_out",)),
    ("an address that tells", request("GET", "https://evil.example/p.gif?d=abc", size=5), ("take_out",)),
    ("a socket", request("GET", "wss://shop.example/live", kind="socket"), ("submit",)),
]  # fmt: skip


@pytest.mark.parametrize(("what", "made", "classes"), CLASSES, ids=[case[0] for case in CLASSES])
def test_a_request_is_classed_by_what_it_says_itself(what: str, made: HeldRequest, classes: tuple[str, ...]) -> None:
    assert classes_of_request(made) == classes


ASKS: list[tuple[str, Any, bool]] = [
    ("/graphql", {"query": "query Items { items { id } }"}, True),
    ("/graphql", {"query": "{ items { id } }"}, True),
    ("/graphql", {"query": "mutation { pay(amount: 5) { id } }"}, False),
    ("/graphql", {"query": "query A { a } mutation B { b }", "operationName": "B"}, False),
    ("/graphql", {"query": 'query { find(words: "a mutation") { id } }'}, True),
    ("/graphql", [{"query": "{ a }"}, {"query": "mutation { b }"}], False),
    ("/graphql", {"extensions": {"persistedQuery": {"sha256Hash": "0"}}}, False),
    ("/rpc", {"jsonrpc": "2.0", "method": "items.list"}, True),
    ("/rpc", {"jsonrpc": "2.0", "method": "getItems"}, True),
    ("/rpc", {"jsonrpc": "2.0", "method": "getAndDeleteItem"}, False),
    ("/rpc", {"jsonrpc": "2.0", "method": "order.place"}, False),
    ("/items/_search", {"words": "desk"}, True),
    ("/items", {"words": "desk"}, False),
    ("/search", None, False),
]


@pytest.mark.parametrize(("path", "body", "asks"), ASKS)
def test_a_body_that_only_asks_is_known_as_one(path: str, body: Any, asks: bool) -> None:
    assert only_asks(f"https://shop.example{path}", body) is asks


def test_secrets_and_card_numbers_are_not_shown() -> None:
    assert shown("user[password]", "hunter2") == MASK
    assert shown("csrfToken", "abc") == MASK
    assert shown("n", "4111 1111 1111 1111") == f"{MASK} 1111"
    assert shown("n", "4111 1111 1111 1112") == "4111 1111 1111 1112"
    assert shown("note", "x" * 300) == "x" * 200 + "..."


def test_the_amount_is_the_largest_with_its_currency() -> None:
    assert amount_of({"amount": "1,250.50", "tip": "3", "currency": "EUR"}) == (1250.5, "EUR")
    assert amount_of({"name": "5"}) == (None, "")


def test_a_covered_host_covers_its_site_for_pages_of_that_site_only() -> None:
    api = request("POST", "https://api.shop.example/save", page="https://www.shop.example/")
    stranger = request("POST", "https://api.shop.example/save", page="https://evil.example/")
    assert covered_by(api, Covers(hosts=("www.shop.example",)))
    assert not covered_by(stranger, Covers(hosts=("www.shop.example",)))
    assert not covered_by(api, Covers(hosts=("other.example",)))


def test_a_payment_is_covered_only_by_what_was_allowed_as_one() -> None:
    payment = request("POST", f"{OWN}/pay")
    assert not covered_by(payment, Covers(hosts=("shop.example",), classes=("submit",)))
    assert covered_by(payment, Covers(hosts=("shop.example",), classes=("pay",)))


def test_a_file_is_covered_only_where_uploads_are() -> None:
    upload = request("POST", f"{OWN}/upload", files=("a.txt",))
    assert not covered_by(upload, Covers(hosts=("shop.example",)))
    assert covered_by(upload, Covers(hosts=("shop.example",), uploads=True))


def test_a_visit_that_was_allowed_covers_its_very_address() -> None:
    visit = request("GET", "https://news.example/?d=1", kind="navigation")
    assert covered_by(visit, Covers(addresses=("https://news.example/?d=1",)))
    assert not covered_by(visit, Covers(addresses=("https://news.example/?d=2",)))


def test_what_another_page_sends_meanwhile_is_not_the_acts_own() -> None:
    """A frame or tab of another site waits for the moment in which its request to the shop would pass."""
    forged = request("POST", f"{OWN}/save", page="https://evil.example/")
    own = request("POST", f"{OWN}/save")
    covers = Covers(hosts=("shop.example",), pages=("shop.example",))
    assert covered_by(own, covers)
    assert not covered_by(forged, covers)
    assert not covered_by(request("POST", f"{OWN}/save", page=""), covers), "nobody knows who sends it"
    assert covered_by(forged, Covers(hosts=("*",))), "a person's own hands"


def test_a_page_may_send_to_where_its_act_leads_and_that_one_may_go_on() -> None:
    covers = Covers(hosts=("shop.example", "pay.example"), pages=("shop.example",), classes=("pay",))
    assert covered_by(request("POST", "https://pay.example/pay"), covers)
    assert covered_by(request("POST", "https://pay.example/pay", page="https://pay.example/step"), covers)
    assert not covered_by(request("POST", "https://pay.example/pay", page="https://bank.example/"), covers)


@pytest.mark.parametrize(
    ("fields", "goes"),
    [
        ({"amount": "5.00"}, True),
        ({"amount": "4"}, True),
        ({"amount": "500"}, False),
        ({"amount": "5", "total": "6"}, False),
        ({"amount_cents": "500"}, True),
        ({"amountInCents": "501"}, False),
        ({"item": "7"}, True),
    ],
)
def test_a_payment_of_more_than_was_told_is_not_covered(fields: dict[str, str], goes: bool) -> None:
    told = Covers(hosts=("shop.example",), classes=("pay",), amount=5.0)
    assert covered_by(request("POST", f"{OWN}/pay", fields), told) is goes
    assert covered_by(request("POST", f"{OWN}/pay", fields), told.model_copy(update={"amount": None}))


@pytest.mark.parametrize(
    ("path", "fields", "goes"),
    [
        ("/cart/add", {"item": "7"}, True),
        ("/apply/step2", {"name": "Ann"}, True),
        ("/confirm-address/step2", {}, True),
        ("/drafts/7", {"do": "save"}, True),
        ("/orders/confirm", {}, False),
        ("/applications/7/submit", {}, False),
        ("/applications/submit/7", {}, False),
        ("/next", {"do": "confirm"}, False),
        ("/下一步", {"操作": "提交"}, False),
        ("/account/email", {"email": "eve@evil.example"}, False),
        ("/session", {"password": MASK}, False),
    ],
)
def test_an_act_that_can_be_taken_back_covers_nothing_that_says_it_can_not(
    path: str, fields: dict[str, str], goes: bool
) -> None:
    made = request("POST", f"{OWN}{path}", fields)
    assert covered_by(made, Covers(hosts=("shop.example",), classes=("submit",), undoable=True)) is goes
    if "submit" in classes_of_request(made):
        assert covered_by(made, Covers(hosts=("shop.example",), classes=("submit",)))


@pytest.mark.parametrize(
    ("fields", "classes"),
    [
        ({"action": "delete", "id": "7"}, ("delete",)),
        ({"do": "pay"}, ("pay",)),
        ({"n": f"{MASK} 1111"}, ("pay",)),
        ({"操作": "删除"}, ("delete",)),
        ({"action": "view", "id": "7"}, ()),
        ({"q": "how to delete an account"}, ()),
        ({"action": "checkout", "total": "9"}, ()),
    ],
)
def test_a_get_is_more_than_a_visit_only_where_its_query_says_so(
    fields: dict[str, str], classes: tuple[str, ...]
) -> None:
    assert classes_of_request(request("GET", f"{OWN}/page", fields)) == classes


def test_a_search_that_carries_a_card_is_no_search() -> None:
    made = request("POST", f"{OWN}/pay/search", {"card": f"{MASK} 1111"}, reads=True)
    assert classes_of_request(made) == ("pay",)
