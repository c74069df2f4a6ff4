"""What is read from the journal about all sessions and kept beside it: tallies, words for searching, what was spent.

`index.db` can be thrown away at any time: it is made again from the journal. Searching is a scan of the words, folded
to lower case, for every term of what is looked for: it finds parts of words in every language (Chinese has no spaces to
split at), deletes really, and a journal of 10,000 events is scanned in some tens of milliseconds. It does not know who
may see what.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

from deskhand.core import events as ev
from deskhand.journal import Recorded
from deskhand.server.kept import Kept
from deskhand.server.sessions.tally import Tally, evolve
from deskhand.server.sessions.words import words_of

FILE = "index.db"
FORM = 1
"""Grows when a table, the tally or what counts as words changes: then all of it is made anew."""

TABLES = """
CREATE TABLE IF NOT EXISTS tallies (session TEXT PRIMARY KEY, seq INTEGER NOT NULL, tally TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS words (
    session TEXT NOT NULL, seq INTEGER NOT NULL, part INTEGER NOT NULL, at REAL NOT NULL, who TEXT NOT NULL,
    text TEXT NOT NULL, folded TEXT, PRIMARY KEY (session, seq, part)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS spent (
    session TEXT NOT NULL, seq INTEGER NOT NULL, at REAL NOT NULL, model TEXT NOT NULL, input INTEGER NOT NULL,
    output INTEGER NOT NULL, cache_read INTEGER NOT NULL, cache_write INTEGER NOT NULL, cost_usd REAL,
    PRIMARY KEY (session, seq)
) WITHOUT ROWID;
"""

TERMS_MAX = 8
SNIPPETS_MAX = 3
_BEFORE, _AFTER = 60, 120
_FOUND = "SELECT DISTINCT session FROM words WHERE instr(coalesce(folded, text), ?) > 0"
_PLACES = (
    "SELECT seq, at, who, text, folded FROM words WHERE session = ? AND instr(coalesce(folded, text), ?) > 0 "
    "ORDER BY seq, part LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class Known:
    """How far a session was read, and its tally there."""

    seq: int
    tally: Tally


@dataclass(frozen=True, slots=True)
class Snippet:
    """A place where something was found. start, length: of what was found, in characters of `text`."""

    seq: int
    at: float
    who: str
    text: str
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Spent:
    """One request to a model. cost_usd: None where its price is not known."""

    session: str
    at: float
    model: str
    input_tokens: int
    output_tokens: int
    cache_read_tokens: int
    cache_write_tokens: int
    cost_usd: float | None


class Index:
    """The file. Methods with I/O run on threads."""

    def __init__(self, folder: Path) -> None:
        self._kept = Kept(folder / FILE, TABLES, form=FORM, derived=True)

    async def known(self) -> dict[str, Known]:
        """How far every session was read."""
        rows = await self._kept.do(lambda c: c.execute("SELECT session, seq, tally FROM tallies").fetchall())
        return {session: Known(seq, Tally.model_validate_json(tally)) for session, seq, tally in rows}

    async def take_in(self, session: str, known: Known, entries: Sequence[Recorded]) -> Known:
        """Read on: the entries follow what is known. What is known after them."""

        def work(connection: sqlite3.Connection) -> Known:
            events: list[tuple[Recorded, ev.Event]] = [(entry, entry.event) for entry in entries]  # type: ignore[misc]
            tally = reduce(evolve, (event for _, event in events), known.tally)
            connection.executemany("REPLACE INTO words VALUES (?, ?, ?, ?, ?, ?, ?)", _word_rows(session, events))
            connection.executemany(
                "REPLACE INTO spent VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", _spent_rows(session, events)
            )
            seq = entries[-1].seq
            connection.execute("REPLACE INTO tallies VALUES (?, ?, ?)", (session, seq, tally.model_dump_json()))
            return Known(seq, tally)

        return await self._kept.do(work)

    async def forget(self, sessions: Collection[str]) -> None:
        """Take out all that is kept of sessions that were deleted."""
        rows = [(session,) for session in sessions]
        if not rows:
            return

        def work(connection: sqlite3.Connection) -> None:
            for table in ("tallies", "words", "spent"):
                connection.executemany(f"DELETE FROM {table} WHERE session = ?", rows)

        await self._kept.do(work)
        self._kept.forget_deleted()

    async def holding(self, term: str) -> set[str]:
        """The sessions in whose words this is; `term` is folded."""
        rows = await self._kept.do(lambda c: c.execute(_FOUND, (term,)).fetchall())
        return {row[0] for row in rows}

    async def snippets(self, session: str, terms: Sequence[str]) -> list[Snippet]:
        """The first places of a session where one of the folded terms is."""

        def work(connection: sqlite3.Connection) -> list[Snippet]:
            found: list[Snippet] = []
            for term in terms:
                rows = connection.execute(_PLACES, (session, term, SNIPPETS_MAX - len(found)))
                found += [_snippet(row, term) for row in rows]
            return found

        return await self._kept.do(work)

    async def spent(self, since: float) -> list[Spent]:
        """Every request since then, of all sessions."""
        query = (
            "SELECT session, at, model, input, output, cache_read, cache_write, cost_usd FROM spent WHERE at >= ? "
            "ORDER BY at"
        )
        rows = await self._kept.do(lambda c: c.execute(query, (since,)).fetchall())
        return [Spent(*row) for row in rows]

    def close(self) -> None:
        self._kept.close()


def terms_of(query: str) -> list[str]:
    """What is looked for, word by word, folded."""
    return list(dict.fromkeys(query.casefold().split()))[:TERMS_MAX]


def _word_rows(session: str, events: Iterable[tuple[Recorded, ev.Event]]) -> Iterable[tuple[object, ...]]:
    for entry, event in events:
        for part, (who, text) in enumerate(words_of(event)):
            clean = text.encode("utf-8", "replace").decode().replace("\0", " ")
            folded = clean.casefold()
            yield session, entry.seq, part, entry.at, who, clean, None if folded == clean else folded


def _spent_rows(session: str, events: Iterable[tuple[Recorded, ev.Event]]) -> Iterable[tuple[object, ...]]:
    model = ""
    for entry, event in events:
        if isinstance(event, ev.ModelReplied):
            usage, model = event.reply.usage, event.reply.model
        elif isinstance(event, ev.Compacted) and event.by == "model":
            usage = event.usage
        else:
            continue
        yield (
            session, entry.seq, entry.at, model, usage.input_tokens, usage.output_tokens, usage.cache_read_tokens,
            usage.cache_write_tokens, usage.cost_usd,
        )  # fmt: skip


def _snippet(row: tuple[int, float, str, str, str | None], term: str) -> Snippet:
    """A line around what was found. Where folding changed the length, the folded words are shown."""
    seq, at, who, text, folded = row
    shown = text if folded is None or len(folded) == len(text) else folded
    place = (folded or text).find(term)
    begin = max(0, place - _BEFORE)
    cut = shown[begin : place + len(term) + _AFTER]
    line = "".join(char if char.isprintable() else " " for char in cut)
    return Snippet(seq, at, who, line, place - begin, len(term))
