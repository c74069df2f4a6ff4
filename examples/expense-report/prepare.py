"""What the job needs before it begins: the app's data, the receipts and notes for the desk, and the truth.

Everything is made fresh in one folder. `truth.json` and the app's data lie outside what is put on the desk.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from app.entry import Expense, amount_words
from app.seed import fill
from app.store import Entry, Store
from make_receipts import SEED, make_receipts, truth_text
from paper.receipt import Truth

HERE = Path(__file__).parent
SITE = "expenses.test"


@dataclass(frozen=True, slots=True)
class Correction:
    """The mistake among the earlier entries, as the memo on the desk tells it."""

    merchant: str = "City Cab"
    spent_on: str = "2025-01-23"
    filed_cents: int = 4800
    right_cents: int = 8400

    def memo(self) -> str:
        return (
            "To: whoever does the expenses this month\n"
            f"Merchant: {self.merchant}\n"
            f"Date: {self.spent_on}\n"
            f"Filed as: {amount_words(self.filed_cents)}\n"
            f"Should be: {amount_words(self.right_cents)}\n"
            "\n"
            "I swapped the digits, sorry. Only this ride: the other one that month is right.\n"
            "Lena\n"
        )


@dataclass(frozen=True, slots=True)
class Prepared:
    """A job that is ready to begin.

    files: name on the desk -> path here. data: the app's folder. earlier: the entries before the job.
    """

    folder: Path
    files: dict[str, str]
    data: Path
    truth: tuple[Truth, ...]
    earlier: tuple[Entry, ...]
    correction: Correction


def _notes(folder: Path, correction: Correction) -> None:
    folder.mkdir(parents=True)
    for source in (HERE / "desk").iterdir():
        (folder / source.name).write_bytes(source.read_bytes())
    (folder / "correction.txt").write_text(correction.memo(), encoding="utf-8")


def prepare(folder: Path, seed: int = SEED) -> Prepared:
    """Make everything in `folder`, which must be new or empty. The seed chooses what the receipts say."""
    desk, data = folder / "desk", folder / "app"
    store = Store(data)
    fill(store)
    made = make_receipts(desk / "receipts", seed)
    (folder / "truth.json").write_text(truth_text(made), encoding="utf-8")
    correction = Correction()
    _notes(desk / "notes", correction)
    return Prepared(
        folder=folder,
        files={name: str(desk / name) for name in ("receipts", "notes")},
        data=data,
        truth=tuple(made),
        earlier=tuple(store.entries()),
        correction=correction,
    )


def corrected(earlier: tuple[Entry, ...], correction: Correction) -> dict[str, Expense]:
    """The earlier entries as they should be in the end, by reference."""
    return {entry.reference: _right(entry.expense, correction) for entry in earlier}


def _right(expense: Expense, correction: Correction) -> Expense:
    facts = (expense.merchant, expense.spent_on, expense.amount_cents)
    is_wrong = facts == (correction.merchant, correction.spent_on, correction.filed_cents)
    return replace(expense, amount_cents=correction.right_cents) if is_wrong else expense
