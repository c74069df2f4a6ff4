"""The mail of one person in one SQLite file: letters in folders, what is enclosed, drafts and the address book.

A draft becomes a sent letter once, whatever a double click or a reload does. It does not know HTTP.
"""

from __future__ import annotations

import json
import re
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mailapp.letter import FIELDS, Enclosure, Letter

OWNER = ("Robin Hale", "robin@team.test")
FOLDERS = ("inbox", "sent", "archive", "trash")
"""Where letters are. Drafts are not letters yet and are kept apart."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS letters (
    id INTEGER PRIMARY KEY AUTOINCREMENT, folder TEXT NOT NULL, was_in TEXT NOT NULL DEFAULT 'inbox',
    name TEXT NOT NULL, address TEXT NOT NULL, recipients TEXT NOT NULL, copies TEXT NOT NULL,
    subject TEXT NOT NULL, body TEXT NOT NULL, at TEXT NOT NULL, is_read INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS drafts (
    id TEXT PRIMARY KEY, words TEXT NOT NULL, at TEXT NOT NULL, saved INTEGER NOT NULL DEFAULT 1,
    sent_as INTEGER REFERENCES letters(id) ON DELETE SET NULL);
CREATE TABLE IF NOT EXISTS enclosures (
    letter INTEGER REFERENCES letters(id) ON DELETE CASCADE, draft TEXT REFERENCES drafts(id) ON DELETE CASCADE,
    name TEXT NOT NULL, data BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS people (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, address TEXT NOT NULL UNIQUE);
"""


_DRAFT_ID = re.compile(r"[A-Za-z0-9_-]{16}")


def new_draft_id() -> str:
    """What a letter that is begun is known by, so that saving it in the background and sending it mean the same one."""
    return secrets.token_urlsafe(12)


@dataclass(frozen=True, slots=True)
class Mail:
    """A letter as it lies in a folder. name and address: who wrote it. at: "2025-05-12 09:30"."""

    id: int
    folder: str
    name: str
    address: str
    letter: Letter
    at: str
    is_read: bool = False
    enclosures: tuple[Enclosure, ...] = ()

    @property
    def with_whom(self) -> str:
        """Who is named in a list: the writer, or for what the owner wrote whom it went to."""
        return ", ".join(self.letter.people) if self.address == OWNER[1] else self.name


@dataclass(frozen=True, slots=True)
class Draft:
    """Words of a form as they were typed, whether or not they make a letter. saved: how often they were."""

    id: str
    words: dict[str, str]
    at: str
    saved: int = 1
    sent_as: int | None = None
    enclosures: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    name: str
    address: str


class Store:
    """All reads and writes of one data folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / "mail.db"
        with self._open() as db:
            db.executescript(_SCHEMA)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        db = sqlite3.connect(self._file, timeout=10)
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA foreign_keys = ON")
        try:
            with db:
                yield db
        finally:
            db.close()

    # Letters
    def mails(self, folder: str = "", search: str = "") -> list[Mail]:
        """Newest first; of one folder or of all, those that hold every word of `search`."""
        with self._open() as db:
            rows = db.execute("SELECT * FROM letters ORDER BY at DESC, id DESC").fetchall()
            found = [_mail(db, row) for row in rows if folder in ("", row["folder"])]
        words = search.casefold().split()
        return [mail for mail in found if all(word in _searched(mail) for word in words)]

    def mail(self, mail_id: int) -> Mail | None:
        with self._open() as db:
            row = db.execute("SELECT * FROM letters WHERE id = ?", (mail_id,)).fetchone()
            return _mail(db, row) if row else None

    def add(
        self, folder: str, by: tuple[str, str], letter: Letter, at: str, enclosures: tuple[Enclosure, ...] = ()
    ) -> int:
        """Put a letter into a folder; its number."""
        with self._open() as db:
            return _insert(db, folder, by, letter, at, enclosures)

    def mark_read(self, mail_id: int) -> None:
        with self._open() as db:
            db.execute("UPDATE letters SET is_read = 1 WHERE id = ?", (mail_id,))

    def move(self, mail_id: int, folder: str) -> None:
        with self._open() as db:
            db.execute("UPDATE letters SET was_in = folder, folder = ? WHERE id = ?", (folder, mail_id))

    def put_back(self, mail_id: int) -> None:
        with self._open() as db:
            db.execute("UPDATE letters SET folder = was_in, was_in = 'inbox' WHERE id = ?", (mail_id,))

    def destroy(self, mail_id: int) -> None:
        """Delete for good what lies in the trash; anything else stays."""
        with self._open() as db:
            db.execute("DELETE FROM letters WHERE id = ? AND folder = 'trash'", (mail_id,))

    def unread(self) -> int:
        with self._open() as db:
            count: int = db.execute("SELECT count(*) FROM letters WHERE folder = 'inbox' AND NOT is_read").fetchone()[0]
        return count

    # Drafts
    def drafts(self) -> list[Draft]:
        with self._open() as db:
            rows = db.execute("SELECT * FROM drafts WHERE sent_as IS NULL ORDER BY at DESC, id").fetchall()
            return [_draft(db, row) for row in rows]

    def draft(self, draft_id: str) -> Draft | None:
        with self._open() as db:
            row = db.execute("SELECT * FROM drafts WHERE id = ?", (draft_id,)).fetchone()
            return _draft(db, row) if row else None

    def save_draft(self, draft_id: str, words: dict[str, str], at: str, enclosure: Enclosure | None = None) -> str:
        """Keep what was typed so far. Gives the draft's id: the given one, a new one where that was sent or is none."""
        kept = json.dumps({name: words.get(name, "") for name in FIELDS}, ensure_ascii=False)
        with self._open() as db:
            change = "UPDATE drafts SET words = ?, at = ?, saved = saved + 1 WHERE id = ? AND sent_as IS NULL"
            if db.execute(change, (kept, at, draft_id)).rowcount == 0:
                taken = db.execute("SELECT 1 FROM drafts WHERE id = ?", (draft_id,)).fetchone()
                draft_id = new_draft_id() if taken or not _DRAFT_ID.fullmatch(draft_id) else draft_id
                db.execute("INSERT INTO drafts (id, words, at) VALUES (?, ?, ?)", (draft_id, kept, at))
            if enclosure:
                db.execute("DELETE FROM enclosures WHERE draft = ?", (draft_id,))
                db.execute("INSERT INTO enclosures VALUES (NULL, ?, ?, ?)", (draft_id, enclosure.name, enclosure.data))
        return draft_id

    def discard_draft(self, draft_id: str) -> None:
        with self._open() as db:
            db.execute("DELETE FROM drafts WHERE id = ? AND sent_as IS NULL", (draft_id,))

    def send(self, draft_id: str, letter: Letter, at: str) -> tuple[int, bool] | None:
        """Make the draft a sent letter: its number, and whether it was sent just now. None: there is no such draft."""
        with self._open() as db:
            db.execute("BEGIN IMMEDIATE")
            row = db.execute("SELECT * FROM drafts WHERE id = ?", (draft_id,)).fetchone()
            if row is None:
                return None
            draft = _draft(db, row)
            if draft.sent_as is not None:
                return draft.sent_as, False
            mail_id = _insert(db, "sent", OWNER, letter, at, draft.enclosures)
            db.execute("UPDATE letters SET is_read = 1 WHERE id = ?", (mail_id,))
            db.execute("UPDATE drafts SET sent_as = ? WHERE id = ?", (mail_id, draft_id))
        return mail_id, True

    # People
    def people(self) -> list[Person]:
        with self._open() as db:
            return [Person(**dict(row)) for row in db.execute("SELECT * FROM people ORDER BY name COLLATE NOCASE")]

    def add_person(self, name: str, address: str) -> None:
        """Add somebody; a known address gets the new name."""
        with self._open() as db:
            db.execute(
                "INSERT INTO people (name, address) VALUES (?, ?) ON CONFLICT (address) DO UPDATE SET name = ?",
                (name, address, name),
            )

    def remove_person(self, person_id: int) -> None:
        with self._open() as db:
            db.execute("DELETE FROM people WHERE id = ?", (person_id,))


def _insert(
    db: sqlite3.Connection, folder: str, by: tuple[str, str], letter: Letter, at: str, enclosures: tuple[Enclosure, ...]
) -> int:
    words = (folder, *by, ", ".join(letter.to), ", ".join(letter.cc), letter.subject, letter.body, at)
    cursor = db.execute(
        "INSERT INTO letters (folder, name, address, recipients, copies, subject, body, at) VALUES (?,?,?,?,?,?,?,?)",
        words,
    )
    for each in enclosures:
        db.execute("INSERT INTO enclosures VALUES (?, NULL, ?, ?)", (cursor.lastrowid, each.name, each.data))
    return cursor.lastrowid or 0


def _enclosures(db: sqlite3.Connection, of: str, number: int | str) -> tuple[Enclosure, ...]:
    rows = db.execute(f"SELECT name, data FROM enclosures WHERE {of} = ? ORDER BY rowid", (number,))
    return tuple(Enclosure(row["name"], row["data"]) for row in rows)


def _mail(db: sqlite3.Connection, row: sqlite3.Row) -> Mail:
    to, cc = (tuple(filter(None, row[name].split(", "))) for name in ("recipients", "copies"))
    return Mail(
        row["id"], row["folder"], row["name"], row["address"], Letter(to, cc, row["subject"], row["body"]),
        row["at"], bool(row["is_read"]), _enclosures(db, "letter", row["id"]),
    )  # fmt: skip


def _draft(db: sqlite3.Connection, row: sqlite3.Row) -> Draft:
    held = _enclosures(db, "draft", row["id"])
    return Draft(row["id"], json.loads(row["words"]), row["at"], row["saved"], row["sent_as"], held)


def _searched(mail: Mail) -> str:
    letter = mail.letter
    words = (mail.name, mail.address, *letter.people, letter.subject, letter.body, *(e.name for e in mail.enclosures))
    return "\n".join(words).casefold()
