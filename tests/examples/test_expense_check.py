"""The check of the job: it passes what was done right, and shows each thing that was not."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from app.entry import Expense
from app.listing import csv_text
from app.store import Store
from check import CHART, Check, check, totals
from prepare import Prepared, corrected, prepare


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """Prepared once: drawing the receipts takes seconds."""
    return prepare(tmp_path_factory.mktemp("prepared") / "run")


@pytest.fixture
def prepared(once: Prepared, tmp_path: Path) -> Prepared:
    """A copy of its own for each test."""
    folder = Path(shutil.copytree(once.folder, tmp_path / "run"))
    files = {name: str(folder / Path(place).relative_to(once.folder)) for name, place in once.files.items()}
    return replace(once, folder=folder, files=files, data=folder / "app")


@pytest.fixture
def work(tmp_path: Path) -> Path:
    (tmp_path / "work/downloads").mkdir(parents=True)
    return tmp_path / "work"


def file_all(prepared: Prepared) -> dict[str, str]:
    """File every receipt as its truth says, through the store: file -> reference."""
    store = Store(prepared.data)
    references = {}
    for truth in prepared.truth:
        picture = Path(prepared.files["receipts"], truth.file).read_bytes()
        expense = Expense(truth.merchant, truth.total_cents, truth.currency, truth.spent_on, truth.category, "card")
        references[truth.file] = store.add(expense, store.keep_picture(truth.file, picture))
    return references


def correct(prepared: Prepared) -> None:
    store = Store(prepared.data)
    for reference, expense in corrected(prepared.earlier, prepared.correction).items():
        entry = store.entry(reference)
        if entry and entry.expense != expense:
            store.correct(reference, expense, entry.version)


def write_up(prepared: Prepared, work: Path) -> None:
    """Export the list and write the report, as a good job would."""
    entries = Store(prepared.data).entries()
    (work / "downloads/expenses.csv").write_text(csv_text(entries), encoding="utf-8")
    lines = [f"| {e.reference} | {e.expense.merchant} | {e.expense.amount} {e.expense.currency} |" for e in entries]
    lines += [f"Total {currency}: {amount}" for currency, amount in totals(entries).items()]
    (work / "report.md").write_text("\n".join(lines), encoding="utf-8")


def drawn(prepared: Prepared, **changed: float) -> dict[str, str]:
    """The chart that a good job shows, with some of its amounts changed."""
    amounts = {currency: float(amount) for currency, amount in totals(Store(prepared.data).entries()).items()}
    rows = [{"currency": currency, "amount": amount} for currency, amount in (amounts | changed).items()]
    return {CHART: json.dumps({"type": "bar", "x": "currency", "y": ["amount"], "rows": rows})}


def wrong(prepared: Prepared, work: Path, shown: dict[str, str] | None = None) -> list[tuple[str, str]]:
    found = check(prepared, work, drawn(prepared) if shown is None else shown)
    return [(c.about, c.field) for c in found if not c.holds]


@pytest.fixture
def done(prepared: Prepared, work: Path) -> Prepared:
    file_all(prepared)
    correct(prepared)
    write_up(prepared, work)
    return prepared


def test_a_job_done_right_passes_every_check(done: Prepared, work: Path) -> None:
    assert wrong(done, work) == []
    assert len(check(done, work, drawn(done))) > 6 * len(done.truth)


def test_a_job_not_begun_fails_everything(prepared: Prepared, work: Path) -> None:
    found = wrong(prepared, work, {})
    assert {about for about, _ in found} == {truth.file for truth in prepared.truth} | {
        "EX-1010",
        "export",
        "report.md",
        "chart",
    }


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"amount_cents": 1}, "amount"),
        ({"merchant": "Harbor Taxi"}, "merchant"),
        ({"currency": "JPY"}, "currency"),
        ({"spent_on": "2025-01-01"}, "date"),
        ({"category": "Training"}, "category"),
        ({"paid_by": "own"}, "paid by"),
    ],
)
def test_a_wrong_field_is_named(prepared: Prepared, work: Path, change: dict[str, object], field: str) -> None:
    references = file_all(prepared)
    correct(prepared)
    store = Store(prepared.data)
    entry = store.entry(references["cab.jpg"])
    assert entry
    store.correct(entry.reference, replace(entry.expense, **change), entry.version)  # type: ignore[arg-type]
    write_up(prepared, work)
    assert wrong(prepared, work) == [("cab.jpg", field)]


def test_a_receipt_that_was_not_filed_is_named(done: Prepared, work: Path) -> None:
    store = Store(done.data)
    missing = next(entry for entry in store.entries() if entry.receipt.name == "hotel.jpg")
    store.delete(missing.reference)
    write_up(done, work)
    assert wrong(done, work) == [("hotel.jpg", "entries")]


def test_a_receipt_filed_twice_is_named(done: Prepared, work: Path) -> None:
    store = Store(done.data)
    first = next(entry for entry in store.entries() if entry.receipt.name == "hotel.jpg")
    store.add(first.expense, first.receipt)
    write_up(done, work)
    assert wrong(done, work) == [("hotel.jpg", "entries")]


def test_an_entry_from_nowhere_is_named(done: Prepared, work: Path) -> None:
    store = Store(done.data)
    reference = store.add(Expense("Yacht", 100, "EUR", "2025-04-01", "Other", "own"))
    write_up(done, work)
    assert [c.found for c in check(done, work, drawn(done)) if not c.holds] == [reference]


def test_an_earlier_entry_changed_or_deleted_besides_is_named(done: Prepared, work: Path) -> None:
    store = Store(done.data)
    other = store.entry("EX-1011")
    assert other
    store.correct("EX-1011", replace(other.expense, amount_cents=8400), other.version)
    store.delete("EX-1001")
    write_up(done, work)
    failed = [c for c in check(done, work, drawn(done)) if not c.holds]
    assert failed == [Check("earlier entries", "changed besides", "EX-1011, EX-1001", "none")]


def test_an_export_from_before_the_correction_is_refused(prepared: Prepared, work: Path) -> None:
    file_all(prepared)
    write_up(prepared, work)
    correct(prepared)
    assert ("export", "lines") in wrong(prepared, work)
    assert ("report.md", "total EUR") in wrong(prepared, work)


def test_the_newest_export_counts(done: Prepared, work: Path) -> None:
    old = work / "downloads/old.csv"
    old.write_text("reference\n")
    os.utime(old, (0, 0))
    assert wrong(done, work) == []


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("Total GBP: ", "Total GBP: 1", "total GBP"),
        ("Total USD: ", "Total: ", "total USD"),
        ("EX-1021", "EX-2021", "EX-1021"),
    ],
)
def test_a_wrong_report_is_refused(done: Prepared, work: Path, old: str, new: str, named: str) -> None:
    report = work / "report.md"
    report.write_text(report.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert wrong(done, work) == [("report.md", named)]


@pytest.mark.parametrize("changed", [{"GBP": 1.0}, {"YEN": 1.0}])
def test_a_chart_of_other_amounts_is_refused(done: Prepared, work: Path, changed: dict[str, float]) -> None:
    assert wrong(done, work, drawn(done, **changed)) == [("chart", next(iter(changed)))]


@pytest.mark.parametrize(
    ("shown", "field"),
    [({}, "artifact"), ({"Else": "{}"}, "artifact"), ({CHART: "{}"}, "data"), ({CHART: "x"}, "data")],
)
def test_a_chart_that_is_not_there_or_cannot_be_read_is_refused(
    done: Prepared, work: Path, shown: dict[str, str], field: str
) -> None:
    assert wrong(done, work, shown) == [("chart", field)]
