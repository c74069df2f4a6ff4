"""What an expense is, and how the words of a form become one. It does not know HTTP or the database.

Amounts are whole cents. Every rule here is checked on the server; the page's own hints are only a courtesy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from smallsite.fields import Refused, plain_text

CURRENCIES = ("EUR", "USD", "GBP", "CHF", "CNY", "JPY")
CATEGORIES = ("Travel", "Lodging", "Meals", "Office", "Training", "Other")
PAID_BY = {"card": "Company card", "own": "Own money"}

MERCHANT_CHARS_MAX = 80
NOTES_CHARS_MAX = 500
AMOUNT_CENTS_MAX = 10_000_000
OLDEST = date(2000, 1, 1)

_AMOUNT = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{1,2}))?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Expense:
    """The fields a person fills in. `spent_on` is YYYY-MM-DD, `paid_by` a key of PAID_BY."""

    merchant: str
    amount_cents: int
    currency: str
    spent_on: str
    category: str
    paid_by: str
    notes: str = ""

    @property
    def amount(self) -> str:
        return amount_words(self.amount_cents)


FIELDS = ("merchant", "amount", "currency", "spent_on", "category", "paid_by", "notes")


def amount_words(cents: int) -> str:
    """1234.50, with no thousands mark, so that it can be typed back and added up."""
    return f"{cents // 100}.{cents % 100:02d}"


def parse_amount(text: str) -> int:
    match = _AMOUNT.fullmatch(text.strip())
    if not match:
        raise Refused("Write the amount as a number such as 1234.50.")
    cents = int(match[1].replace(",", "")) * 100 + int((match[2] or "0").ljust(2, "0"))
    if cents == 0:
        raise Refused("The amount must be more than 0.00.")
    if cents > AMOUNT_CENTS_MAX:
        raise Refused("Amounts above 100000.00 go through the finance office.")
    return cents


def parse_date(text: str, today: date) -> str:
    """A day a receipt can have. One day ahead is allowed, for people in an earlier time zone than the server's."""
    try:
        day = date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise Refused("Choose the date on the receipt.")
    if day > today + timedelta(days=1):
        raise Refused("The date is in the future.")
    if day < OLDEST:
        raise Refused("The date is too long ago.")
    return day.isoformat()


def _one_of(text: str, known: Mapping[str, object] | tuple[str, ...], words: str) -> str:
    if text not in known:
        raise Refused(words)
    return text


def _merchant(text: str) -> str:
    merchant = plain_text(text, MERCHANT_CHARS_MAX)
    if not merchant:
        raise Refused("Write the name on the receipt.")
    return merchant


def read_form(form: Mapping[str, str], today: date) -> tuple[Expense | None, dict[str, str]]:
    """The expense a form describes, or None and the words to show by each field that can't be taken."""
    rules: dict[str, Callable[[str], object]] = {
        "merchant": _merchant,
        "amount": parse_amount,
        "currency": lambda text: _one_of(text, CURRENCIES, "Choose a currency."),
        "spent_on": lambda text: parse_date(text, today),
        "category": lambda text: _one_of(text, CATEGORIES, "Choose a category."),
        "paid_by": lambda text: _one_of(text, PAID_BY, "Say who paid."),
        "notes": lambda text: plain_text(text, NOTES_CHARS_MAX, lines=True),
    }
    values: dict[str, object] = {}
    errors: dict[str, str] = {}
    for name, rule in rules.items():
        try:
            values[name] = rule(form.get(name, ""))
        except Refused as refused:
            errors[name] = str(refused)
    if errors:
        return None, errors
    values["amount_cents"] = values.pop("amount")
    return Expense(**values), {}  # type: ignore[arg-type]
