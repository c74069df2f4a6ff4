"""What a form may hold: any words at all are either taken exactly or refused with advice."""

from __future__ import annotations

import csv
from datetime import date

import pytest
from app.entry import CATEGORIES, CURRENCIES, PAID_BY, amount_words, parse_amount, read_form
from app.listing import csv_text
from app.store import Entry, Receipt
from hypothesis import given
from hypothesis import strategies as st
from smallsite.fields import Refused

TODAY = date(2025, 6, 1)
FORM = st.fixed_dictionaries(
    {
        "merchant": st.text(max_size=90),
        "amount": st.text(max_size=12) | st.decimals(0, 200_000, places=2).map(str),
        "currency": st.sampled_from(CURRENCIES) | st.text(max_size=4),
        "spent_on": st.dates().map(str) | st.text(max_size=11),
        "category": st.sampled_from(CATEGORIES) | st.text(max_size=8),
        "paid_by": st.sampled_from(sorted(PAID_BY)),
        "notes": st.text(max_size=60),
    }
)


@given(FORM)
def test_a_form_is_taken_whole_or_refused_field_by_field(form: dict[str, str]) -> None:
    expense, errors = read_form(form, TODAY)
    assert (expense is None) == bool(errors)
    assert set(errors) <= set(form)
    assert all(words.endswith(".") for words in errors.values())


@given(st.integers(1, 10_000_000))
def test_an_amount_is_read_back_as_it_is_shown(cents: int) -> None:
    assert parse_amount(amount_words(cents)) == cents
    assert parse_amount(f"{cents / 100:,.2f}") == cents


@pytest.mark.parametrize(
    "text", ["", " ", "abc", "1.234", "1,23", "1,234,5", "--1", "1e9", "٣", "1 000", "0", "0.00", "∞"]
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        parse_amount(text)


@given(FORM)
def test_every_entry_survives_the_export(form: dict[str, str]) -> None:
    good = {"merchant": "Kiosk", "amount": "1", "currency": "EUR", "spent_on": "2025-01-01", "category": "Other"}
    expense, errors = read_form(form, TODAY)
    if expense is None:
        expense, errors = read_form(form | {name: good.get(name, "") for name in errors}, TODAY)
    assert expense, errors
    heading, row = csv.reader(csv_text([Entry("EX-1", expense, Receipt(), 1)]).splitlines(keepends=True))
    cells = dict(zip(heading, row, strict=True))
    assert cells["merchant"].removeprefix("'") == expense.merchant.removeprefix("'")
    assert cells["notes"].removeprefix("'") == expense.notes.removeprefix("'")
    assert (cells["amount"], cells["currency"]) == (expense.amount, expense.currency)
