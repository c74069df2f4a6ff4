"""Whether the job was done: the app's own database, the files on the desk and what was shown, against the truth.

Looks at nothing that the job says about itself. It does not know how the job was done.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.entry import Expense, amount_words
from app.listing import csv_text
from app.store import Entry, Store
from paper.receipt import Truth
from prepare import Prepared, corrected

EXPORT = "downloads/*.csv"
REPORT = "report.md"
CHART = "All expenses, by currency"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that should hold. found and wanted are words for a person."""

    about: str
    field: str
    found: str
    wanted: str

    @property
    def holds(self) -> bool:
        return self.found == self.wanted


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _filed(truth: Truth, found: list[Entry]) -> list[Check]:
    """The fields of the entry that was filed with this receipt; one check that fails if it was not filed once."""
    if len(found) != 1:
        return [Check(truth.file, "entries", str(len(found)), "1")]
    e = found[0].expense
    pairs = {
        "merchant": (_spaced(e.merchant), truth.merchant),
        "amount": (e.amount, amount_words(truth.total_cents)),
        "currency": (e.currency, truth.currency),
        "date": (e.spent_on, truth.spent_on),
        "category": (e.category, truth.category),
        "paid by": (e.paid_by, "card"),
    }
    return [Check(truth.file, field, is_now, wanted) for field, (is_now, wanted) in pairs.items()]


def _summary(expense: Expense | None) -> str:
    if expense is None:
        return "gone"
    e = expense
    return f"{e.merchant}, {e.spent_on}, {e.amount} {e.currency}, {e.category}, {e.paid_by}, {e.notes}"


def _earlier(prepared: Prepared, now: dict[str, Entry]) -> list[Check]:
    """The corrected entry by itself, and all the others together."""
    checks, others = [], []
    before = {entry.reference: entry.expense for entry in prepared.earlier}
    for reference, wanted in corrected(prepared.earlier, prepared.correction).items():
        is_now = now[reference].expense if reference in now else None
        check = Check(reference, "correction", _summary(is_now), _summary(wanted))
        if wanted != before[reference]:
            checks.append(check)
        elif not check.holds:
            others.append(reference)
    return [*checks, Check("earlier entries", "changed besides", ", ".join(others) or "none", "none")]


def _extra(prepared: Prepared, entries: list[Entry]) -> Check:
    known = {entry.reference for entry in prepared.earlier}
    pictures = {truth.sha256 for truth in prepared.truth}
    extra = [e.reference for e in entries if e.reference not in known and e.receipt.sha256 not in pictures]
    return Check("new entries", "without a receipt of ours", ", ".join(extra) or "none", "none")


def totals(entries: list[Entry]) -> dict[str, str]:
    """Currency -> the sum of all amounts in it, in the order of the currencies' names."""
    cents: Counter[str] = Counter()
    for entry in entries:
        cents[entry.expense.currency] += entry.expense.amount_cents
    return {currency: amount_words(cents[currency]) for currency in sorted(cents)}


def _rows(text: str) -> Counter[tuple[str, ...]]:
    return Counter(tuple(row) for row in csv.reader(text.splitlines()) if row)


def _export(work: Path, entries: list[Entry]) -> Check:
    """The newest exported file holds every entry as it is in the database, in whatever order."""
    files = sorted(work.glob(EXPORT), key=lambda path: path.stat().st_mtime)
    if not files:
        return Check("export", "file", "none", "a CSV file in downloads")
    found = _rows(files[-1].read_text(encoding="utf-8", errors="replace"))
    wanted = _rows(csv_text(entries))
    missing, extra = (wanted - found).total(), (found - wanted).total()
    words = f"{found.total()} lines, {missing} missing, {extra} not in the database"
    return Check("export", "lines", words, f"{wanted.total()} lines, 0 missing, 0 not in the database")


def _report(work: Path, prepared: Prepared, entries: list[Entry]) -> list[Check]:
    """The report names every filed entry with its amount in one line, and every total with its currency in one."""
    path = work / REPORT
    if not path.is_file():
        return [Check(REPORT, "file", "none", REPORT)]
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    pictures = {truth.sha256 for truth in prepared.truth}
    filed = [e for e in entries if e.receipt.sha256 in pictures]
    named = {e.reference: (e.reference, e.expense.amount, e.expense.currency) for e in filed}
    summed = {f"total {currency}": (currency, amount) for currency, amount in totals(entries).items()}
    return [Check(REPORT, about, _found(lines, words), " ".join(words)) for about, words in (named | summed).items()]


def _found(lines: list[str], words: tuple[str, ...]) -> str:
    """The words if one line holds them all, each by itself and not as a part of a longer number."""
    whole = [re.compile(rf"(?<![\w.]){re.escape(word)}(?![\w.])") for word in words]
    holds = any(all(word.search(line) for word in whole) for line in lines)
    return " ".join(words) if holds else "not there"


def _chart(shown: Mapping[str, str], entries: list[Entry]) -> list[Check]:
    """The chart that was shown has a bar for each currency, as high as its total."""
    if CHART not in shown:
        return [Check("chart", "artifact", ", ".join(shown) or "none", CHART)]
    try:
        rows = json.loads(shown[CHART])["rows"]
        found = {row["currency"]: amount_words(round(row["amount"] * 100)) for row in rows}
    except (ValueError, KeyError, TypeError) as error:
        return [Check("chart", "data", f"it can't be read: {error!r}", "rows with currency and amount")]
    wanted = totals(entries)
    return [Check("chart", currency, found.get(currency, "none"), wanted.get(currency, "none"))
            for currency in sorted({*found, *wanted})]  # fmt: skip


def check(prepared: Prepared, work: Path, shown: Mapping[str, str]) -> list[Check]:
    """Everything that should hold after the job. `work`: the desk's work folder on this machine. shown: what was shown
    as an artifact, by its title."""
    entries = Store(prepared.data).entries()
    known = {entry.reference for entry in prepared.earlier}
    new = [entry for entry in entries if entry.reference not in known]
    checks = []
    for truth in prepared.truth:
        checks += _filed(truth, [entry for entry in new if entry.receipt.sha256 == truth.sha256])
    checks.append(_extra(prepared, entries))
    checks += _earlier(prepared, {entry.reference: entry for entry in entries})
    checks.append(_export(work, entries))
    return [*checks, *_report(work, prepared, entries), *_chart(shown, entries)]
