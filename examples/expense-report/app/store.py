"""The expenses kept: one SQLite file and a folder of receipt pictures. It does not know HTTP or forms.

A draft becomes an entry once: confirming it again gives the entry that it became.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from app.entry import Expense

PAGE_SIZE = 8
SORTS = {"date": "spent_on", "merchant": "merchant COLLATE NOCASE", "amount": "amount_cents", "category": "category"}

_SCHEMA = """
CREATE TABLE IF NOT EXISTS entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT, version INTEGER NOT NULL DEFAULT 1,
    merchant TEXT NOT NULL, amount_cents INTEGER NOT NULL, currency TEXT NOT NULL, spent_on TEXT NOT NULL,
    category TEXT NOT NULL, paid_by TEXT NOT NULL, notes TEXT NOT NULL,
    receipt_name TEXT NOT NULL DEFAULT '', receipt_sha256 TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS drafts (
    id TEXT PRIMARY KEY, expense TEXT NOT NULL, receipt_name TEXT NOT NULL, receipt_sha256 TEXT NOT NULL,
    entry_id INTEGER REFERENCES entries(id) ON DELETE CASCADE);
"""
_NUMBER_OFFSET = 1000


@dataclass(frozen=True, slots=True)
class Receipt:
    """A kept picture: the name it came with and the SHA-256 of its bytes, which is also its file's name."""

    name: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A filed expense. `reference` is what people call it; `version` rises with every correction."""

    reference: str
    expense: Expense
    receipt: Receipt
    version: int


@dataclass(frozen=True, slots=True)
class Draft:
    """An expense waiting to be confirmed. `reference` is set once it has become an entry."""

    id: str
    expense: Expense
    receipt: Receipt
    reference: str = ""


class Changed(Exception):
    """The entry was corrected by somebody else since it was read."""


class Store:
    """All reads and writes of one data folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pictures = folder / "receipts"
        self._pictures.mkdir(parents=True, exist_ok=True)
        with self._open() as db:
            db.executescript(_SCHEMA)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        db = sqlite3.connect(self.folder / "expenses.db", timeout=10)
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA foreign_keys = ON")
        try:
            with db:
                yield db
        finally:
            db.close()

    def entries(self, search: str = "", sort: str = "date", *, down: bool = True) -> list[Entry]:
        """The entries that hold every word of `search` in reference, merchant, category, notes, date or amount."""
        order = f"{SORTS.get(sort, SORTS['date'])} {'DESC' if down else 'ASC'}, id {'DESC' if down else 'ASC'}"
        with self._open() as db:
            found = [_entry(row) for row in db.execute(f"SELECT * FROM entries ORDER BY {order}")]
        words = search.casefold().split()
        return [entry for entry in found if all(word in _searched(entry) for word in words)]

    def entry(self, reference: str) -> Entry | None:
        with self._open() as db:
            row = db.execute("SELECT * FROM entries WHERE id = ?", (_number(reference),)).fetchone()
        return _entry(row) if row else None

    def add(self, expense: Expense, receipt: Receipt = Receipt()) -> str:
        with self._open() as db:
            return _insert(db, expense, receipt)

    def correct(self, reference: str, expense: Expense, version: int) -> None:
        """Give an entry new values. Raises Changed when it is no longer at `version` or gone."""
        fields = asdict(expense)
        marks = ", ".join(f"{name} = :{name}" for name in fields)
        with self._open() as db:
            cursor = db.execute(
                f"UPDATE entries SET {marks}, version = version + 1 WHERE id = :id AND version = :version",
                {**fields, "id": _number(reference), "version": version},
            )
        if cursor.rowcount != 1:
            raise Changed(reference)

    def delete(self, reference: str) -> None:
        with self._open() as db:
            db.execute("DELETE FROM entries WHERE id = ?", (_number(reference),))

    def keep_picture(self, name: str, data: bytes) -> Receipt:
        receipt = Receipt(name, hashlib.sha256(data).hexdigest())
        (self._pictures / receipt.sha256).write_bytes(data)
        return receipt

    def picture(self, receipt: Receipt) -> bytes:
        return (self._pictures / receipt.sha256).read_bytes()

    def begin(self, expense: Expense, receipt: Receipt) -> str:
        """Keep a draft and give its id, which nobody can guess."""
        draft_id = secrets.token_urlsafe(16)
        with self._open() as db:
            words = (draft_id, json.dumps(asdict(expense)), receipt.name, receipt.sha256)
            db.execute("INSERT INTO drafts VALUES (?, ?, ?, ?, NULL)", words)
        return draft_id

    def draft(self, draft_id: str) -> Draft | None:
        with self._open() as db:
            row = db.execute("SELECT * FROM drafts WHERE id = ?", (draft_id,)).fetchone()
        return _draft(row) if row else None

    def confirm(self, draft_id: str) -> str | None:
        """Make the draft an entry, once, and give its reference; None when there is no such draft."""
        with self._open() as db:
            db.execute("BEGIN IMMEDIATE")
            row = db.execute("SELECT * FROM drafts WHERE id = ?", (draft_id,)).fetchone()
            if row is None:
                return None
            draft = _draft(row)
            if draft.reference:
                return draft.reference
            reference = _insert(db, draft.expense, draft.receipt)
            db.execute("UPDATE drafts SET entry_id = ? WHERE id = ?", (_number(reference), draft_id))
        return reference


def _insert(db: sqlite3.Connection, expense: Expense, receipt: Receipt) -> str:
    fields = asdict(expense) | {"receipt_name": receipt.name, "receipt_sha256": receipt.sha256}
    marks = ", ".join(f":{name}" for name in fields)
    cursor = db.execute(f"INSERT INTO entries ({', '.join(fields)}) VALUES ({marks})", fields)
    return _reference(cursor.lastrowid or 0)


def _reference(entry_id: int) -> str:
    return f"EX-{entry_id + _NUMBER_OFFSET}"


def _number(reference: str) -> int:
    """The row of a reference, or 0, which no row has."""
    digits = reference.removeprefix("EX-")
    is_number = digits.isascii() and digits.isdigit() and len(digits) <= 9
    return int(digits) - _NUMBER_OFFSET if is_number else 0


def _expense(row: sqlite3.Row) -> Expense:
    return Expense(**{name: row[name] for name in Expense.__dataclass_fields__})


def _entry(row: sqlite3.Row) -> Entry:
    receipt = Receipt(row["receipt_name"], row["receipt_sha256"])
    return Entry(_reference(row["id"]), _expense(row), receipt, row["version"])


def _draft(row: sqlite3.Row) -> Draft:
    reference = _reference(row["entry_id"]) if row["entry_id"] else ""
    receipt = Receipt(row["receipt_name"], row["receipt_sha256"])
    return Draft(row["id"], Expense(**json.loads(row["expense"])), receipt, reference)


def _searched(entry: Entry) -> str:
    e = entry.expense
    words = (entry.reference, e.merchant, e.category, e.notes, e.spent_on, e.amount, e.currency)
    return "\n".join(words).casefold()
