"""Dates as people and receipts write them -> YYYY-MM-DD. A date that can be read two ways is never guessed."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from deskhand.models.steps.values.failure import StepFailed

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in _MONTHS) + "|sept"
_YEAR = r"(?P<y>\d{4}|\d{2})"

_NAMED = (
    re.compile(
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s.\-/]*(?:of\s+)?(?P<mon>{_MONTH})\.?[\s,.\-/]*{_YEAR}(?!\d)", re.I
    ),
    re.compile(rf"\b(?P<mon>{_MONTH})\.?\s*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s,.]+(?P<y>\d{{4}})(?!\d)", re.I),
)
_YEAR_FIRST = re.compile(r"(?<!\d)(?P<y>\d{4})\s*(?:[-/.年])\s*(?P<m>\d{1,2})\s*(?:[-/.月])\s*(?P<d>\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(?<![\d.,/-])(?P<a>\d{1,2})(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)(?P<y>\d{4}|\d{2})(?![\d])")


def _iso(year: int, month: int, day: int) -> str | None:
    full = year + 2000 if year < 100 else year
    try:
        return date(full, month, day).isoformat()
    except ValueError:
        return None


def _numeric(match: re.Match[str], order: str) -> list[str]:
    """The ways to read 05/12/2024. With dots the day comes first, as wherever dots are used."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    day_first, month_first = _iso(year, second, first), _iso(year, first, second)
    if order == "day" or (match["mark"] == "." and not order):
        return [day_first] if day_first else []
    if order == "month":
        return [month_first] if month_first else []
    return [found for found in dict.fromkeys((day_first, month_first)) if found]


def dates_in(text: str, order: str = "") -> list[str]:
    """Every date in a text, ISO; an ambiguous one gives both of its readings. order: "", "day" or "month" first."""
    normal = unicodedata.normalize("NFKC", text[:2_000])
    found: list[str | None] = [_iso(int(m["y"]), int(m["m"]), int(m["d"])) for m in _YEAR_FIRST.finditer(normal)]
    for pattern in _NAMED:
        for match in pattern.finditer(normal):
            month = next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(match["mon"].casefold()[:3]))
            found.append(_iso(int(match["y"]), month, int(match["d"])))
    for match in _NUMERIC.finditer(normal):
        found += _numeric(match, order)
    return [each for each in dict.fromkeys(found) if each]


def as_date(text: str, order: str = "") -> str:
    """ "12 May 2024" -> "2024-05-12". Fails when there is none, or when it can be read two ways."""
    found = dates_in(text, order)
    if len(found) == 1:
        return found[0]
    if not found:
        raise StepFailed(f'"{text[:80]}" is not a date.', "Dates look like 2024-05-12, 12 May 2024 or 2024年5月12日.")
    raise StepFailed(
        f'"{text[:80]}" can be {" or ".join(found[:3])}.', 'Write "as a day-first date" or "as a month-first date".'
    )
