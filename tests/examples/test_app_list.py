"""The list and its export, through the real pages on a loopback port."""

from __future__ import annotations

import csv
import re
from urllib.parse import quote

import pytest
from app.entry import Expense
from app.store import Store
from app.web import make_app

from tests.examples.visitor import Answer, Visitor


def references(page: Answer) -> list[str]:
    return re.findall(r"<td>(EX-\d+)</td>", page.text)


def test_the_list_shows_eight_a_page_and_every_entry_once(visitor: Visitor, store: Store) -> None:
    pages = [references(visitor.get(f"/?page={number}")) for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [8, 8, 4]
    assert [*pages[0], *pages[1], *pages[2]] == [entry.reference for entry in store.entries()]


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "9" * 30, "٣"])
def test_a_page_that_is_not_there_becomes_one_that_is(visitor: Visitor, page: str) -> None:
    answer = visitor.get(f"/?page={quote(page)}")
    assert answer.status == 200 and references(answer)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("city+cab", ["EX-1011", "EX-1010"]),
        ("City+Cab+2025-01-23", ["EX-1010"]),
        ("48.00", ["EX-1011", "EX-1010"]),
        ("EX-1004", ["EX-1004"]),
        ("%E4%B8%8A%E6%B5%B7", ["EX-1018"]),
        ("%25", []),
        ("'+OR+1=1+--", []),
    ],
)
def test_search_finds_entries_that_hold_every_word(visitor: Visitor, words: str, found: list[str]) -> None:
    assert references(visitor.get(f"/?q={words}")) == found


def test_a_search_that_finds_nothing_says_so(visitor: Visitor) -> None:
    assert "Nothing matches." in visitor.get("/?q=zeppelin").text


def test_sorting_by_amount_goes_both_ways(visitor: Visitor, store: Store) -> None:
    most, least = references(visitor.get("/?sort=amount")), references(visitor.get("/?sort=amount&dir=up"))
    by_amount = sorted(store.entries(), key=lambda entry: entry.expense.amount_cents)
    assert most[0] == by_amount[-1].reference and least[0] == by_amount[0].reference


def test_links_of_the_list_keep_search_and_order(visitor: Visitor) -> None:
    text = visitor.get("/?q=eur&sort=amount&dir=up").text
    assert 'href="?q=eur&amp;sort=amount&amp;dir=up&amp;page=2"' in text
    assert 'href="/export.csv?q=eur&amp;sort=amount&amp;dir=up"' in text


def test_the_export_holds_the_whole_list(visitor: Visitor, store: Store) -> None:
    answer = visitor.get("/export.csv")
    assert 'filename="expenses.csv"' in answer.headers["content-disposition"]
    rows = list(csv.DictReader(answer.text.splitlines()))
    assert [row["reference"] for row in rows] == [entry.reference for entry in store.entries()]
    quoted = next(row for row in rows if row["reference"] == "EX-1013")
    assert (quoted["merchant"], quoted["notes"]) == ("O'Brien, Sons & Daughters", 'Said "the usual", got it')


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_of_the_export_is_a_formula(visitor: Visitor, store: Store, start: str) -> None:
    store.add(Expense(f"{start}SUM(A1)", 100, "EUR", "2025-04-01", "Other", "own"))
    rows = list(csv.DictReader(visitor.get("/export.csv?q=SUM").text.splitlines()))
    assert [row["merchant"] for row in rows] == [f"'{start}SUM(A1)"]


def test_the_pages_speak_chinese_when_asked_and_remember_it(visitor: Visitor) -> None:
    assert "<h1>费用</h1>" in visitor.get("/?lang=zh").text
    assert "<h1>新建费用</h1>" in visitor.get("/new").text
    assert "<h1>New expense</h1>" in visitor.get("/new?lang=en").text


def test_the_browsers_language_is_taken_and_an_unknown_one_is_english(visitor: Visitor) -> None:
    assert "<h1>费用</h1>" in visitor.get("/", **{"Accept-Language": "zh-CN,zh;q=0.9"}).text
    fresh = Visitor(int(visitor.site.rpartition(":")[2]))
    assert "<h1>Expenses</h1>" in fresh.get("/?lang=xx", **{"Accept-Language": "fi"}).text


def test_nothing_is_loaded_from_elsewhere(visitor: Visitor) -> None:
    for path in ("/", "/new", "/entries/EX-1001", "/static/style.css"):
        assert not re.search(r"(?:src|href|url)\W+(?:https?:)?//", visitor.get(path).text)


def test_a_second_start_keeps_what_was_filed(store: Store) -> None:
    store.add(Expense("Kiosk", 100, "EUR", "2025-04-01", "Other", "own"))
    assert len(make_app(store.folder).state.store.entries()) == 21
