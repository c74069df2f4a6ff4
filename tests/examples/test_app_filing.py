"""Filing, correcting and deleting through the real pages on a loopback port."""

from __future__ import annotations

import pytest
from app.store import Store

from tests.examples.visitor import Visitor

GOOD = {
    "merchant": "Café Zoë",
    "amount": "1,234.50",
    "currency": "EUR",
    "spent_on": "2025-04-01",
    "category": "Meals",
    "paid_by": "own",
    "notes": "Lunch\nwith Ann",
}
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 50


def edit_fields(store: Store, reference: str) -> dict[str, str]:
    entry = store.entry(reference)
    assert entry
    e = entry.expense
    return {
        "merchant": e.merchant, "amount": e.amount, "currency": e.currency, "spent_on": e.spent_on,
        "category": e.category, "paid_by": e.paid_by, "notes": e.notes, "version": str(entry.version),
    }  # fmt: skip


def test_an_expense_is_filed_only_after_it_is_confirmed(visitor: Visitor, store: Store) -> None:
    page = visitor.file(GOOD, ("lunch.png", PNG))
    assert "Check and confirm" in page.text
    assert len(store.entries()) == 20
    saved = visitor.confirm(page)
    assert "EX-1021" in saved.text
    entry = store.entry("EX-1021")
    assert entry and entry.expense.merchant == "Café Zoë" and entry.expense.amount_cents == 123450
    assert entry.expense.notes == "Lunch\nwith Ann" and entry.receipt.name == "lunch.png"
    assert store.picture(entry.receipt) == PNG


def test_confirming_twice_files_one_entry(visitor: Visitor, store: Store) -> None:
    page = visitor.file(GOOD)
    first, second = visitor.confirm(page), visitor.confirm(page)
    assert first.address == second.address
    assert len(store.entries()) == 21


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("merchant", "   ", "Write the name on the receipt."),
        ("merchant", "x" * 81, "Use at most 80 characters."),
        ("merchant", "a\x00b", "Remove the characters"),
        ("merchant", "abc\u202edef", "Remove the characters"),
        ("amount", "", "Write the amount as a number"),
        ("amount", "12,5", "Write the amount as a number"),
        ("amount", "1e3", "Write the amount as a number"),
        ("amount", "-5.00", "Write the amount as a number"),
        ("amount", "٣", "Write the amount as a number"),
        ("amount", "0.00", "must be more than 0.00"),
        ("amount", "100000.01", "finance office"),
        ("currency", "XXX", "Choose a currency."),
        ("spent_on", "2025-02-30", "Choose the date"),
        ("spent_on", "9999-01-01", "in the future"),
        ("spent_on", "1999-12-31", "too long ago"),
        ("category", "Yachts", "Choose a category."),
        ("paid_by", "", "Say who paid."),
        ("notes", "x" * 501, "Use at most 500 characters."),
    ],
)
def test_a_wrong_field_is_refused_with_words_beside_it(visitor: Visitor, field: str, value: str, words: str) -> None:
    page = visitor.file(GOOD | {field: value})
    assert page.status == 422
    assert words in page.text and f'id="{field}-error"' in page.text
    assert 'value="Café Zoë"' in page.text or field == "merchant"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("note.txt", b"hello", "Attach a PNG, JPEG or PDF file."),
        ("page.png", b"<html><script>", "Attach a PNG, JPEG or PDF file."),
        ("empty.png", b"", "The file is empty."),
        ("big.png", PNG + b"\x00" * 5_000_000, "larger than 5 MB"),
    ],
)
def test_a_file_that_is_no_receipt_is_refused(visitor: Visitor, name: str, content: bytes, words: str) -> None:
    page = visitor.file(GOOD, (name, content))
    assert page.status == 422 and words in page.text


def test_a_request_too_large_for_any_form_is_cut_off(visitor: Visitor, store: Store) -> None:
    page = visitor.file(GOOD, ("huge.png", PNG + b"\x00" * 7_000_000))
    assert page.status == 413
    assert len(store.entries()) == 20


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("../../etc/passwd.png", "passwd.png"), ("C:\\tmp\\a.png", "a.png"), ("...", "receipt"), ("a<b>.png", "ab.png")],
)
def test_a_hostile_file_name_becomes_a_plain_one(visitor: Visitor, store: Store, sent: str, kept: str) -> None:
    visitor.confirm(visitor.file(GOOD, (sent, PNG)))
    entry = store.entry("EX-1021")
    assert entry and entry.receipt.name == kept


def test_words_of_a_form_are_shown_and_never_run(visitor: Visitor) -> None:
    page = visitor.file(GOOD | {"merchant": "<script>alert(1)</script>\"'", "notes": "{{ 7*7 }}"})
    assert "<script>" not in page.text and "&lt;script&gt;" in page.text
    assert "{{ 7*7 }}" in page.text
    assert "script-src" not in page.headers["content-security-policy"]
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_a_form_without_its_own_mark_is_refused(visitor: Visitor, store: Store) -> None:
    elsewhere = visitor.get("/new").mark
    for mark in ("", "0" * 64, "é", elsewhere):
        assert visitor.post("/entries/EX-1001/delete", {"mark": mark}).status == 403
    assert store.entry("EX-1001")


def test_the_mark_of_another_visitor_is_refused(visitor: Visitor, store: Store) -> None:
    other = Visitor(int(visitor.site.rpartition(":")[2]))
    mark = other.get("/entries/EX-1001/delete").mark
    visitor.get("/")
    assert visitor.post("/entries/EX-1001/delete", {"mark": mark}).status == 403
    assert store.entry("EX-1001")


def test_an_entry_is_corrected(visitor: Visitor, store: Store) -> None:
    page = visitor.fill("/entries/EX-1010", edit_fields(store, "EX-1010") | {"amount": "84.00"})
    assert "Changes saved" in page.text
    entry = store.entry("EX-1010")
    assert entry and entry.expense.amount_cents == 8400 and entry.version == 2


def test_a_correction_of_what_somebody_else_changed_is_refused(visitor: Visitor, store: Store) -> None:
    mine = edit_fields(store, "EX-1010")
    visitor.fill("/entries/EX-1010", mine | {"amount": "84.00"})
    assert visitor.fill("/entries/EX-1010", mine | {"amount": "99.00"}).status == 409
    entry = store.entry("EX-1010")
    assert entry and entry.expense.amount_cents == 8400


def test_a_wrong_correction_changes_nothing(visitor: Visitor, store: Store) -> None:
    page = visitor.fill("/entries/EX-1010", edit_fields(store, "EX-1010") | {"amount": "lots"})
    assert page.status == 422 and 'value="lots"' in page.text
    entry = store.entry("EX-1010")
    assert entry and entry.version == 1


def test_deleting_asks_first(visitor: Visitor, store: Store) -> None:
    page = visitor.get("/entries/EX-1003/delete")
    assert "Delete this expense?" in page.text and store.entry("EX-1003")
    visitor.fill("/entries/EX-1003/delete", {})
    assert store.entry("EX-1003") is None
    assert visitor.get("/entries/EX-1003").status == 404


@pytest.mark.parametrize("path", ["/nothing", "/entries/EX-9", "/entries/%00", "/confirm/guess", "/saved/x"])
def test_an_unknown_address_says_what_to_do(visitor: Visitor, path: str) -> None:
    page = visitor.get(path)
    assert page.status == 404 and "Back to the list" in page.text


def test_a_strange_host_name_gets_nothing(visitor: Visitor) -> None:
    assert visitor.get("/", Host="evil.example").status == 400
