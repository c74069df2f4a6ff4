"""The events of sessions as JSON, for pages. Most are handed on as they lie in the journal, unread.

What is not whole (`core.whole`) is read and written anew: it lacks what came later, or is damaged and must be told of.
Events never change, so each is looked at once as long as the server runs. It does not know who may see what.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from math import isfinite

from deskhand.core.whole import is_whole
from deskhand.journal import Journal, Recorded, Stored

KNOWN_MAX = 1_000
"""Sessions of which it is remembered how far they were looked at."""


def entry_json(entry: Recorded) -> str:
    """An event with its number and time, as JSON."""
    return f'{{"seq":{entry.seq},"at":{entry.at!r},"event":{entry.event.model_dump_json()}}}'


class Written:
    """Of one journal. What takes long is done on threads."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._known: dict[str, tuple[int, frozenset[int]]] = {}

    async def events(self, session: str, after: int, limit: int) -> tuple[str, int]:
        """The events after a number, in order, with commas between; and the number of the last of them, 0 for none.

        Raises NotFound; JournalDamaged when one can't be read.
        """
        rows = await self._journal.read_stored(session, after=after, limit=limit)
        return await asyncio.to_thread(self._text, session, rows), rows[-1].seq if rows else 0

    def _text(self, session: str, rows: Sequence[Stored]) -> str:
        upto, odd = self._known.get(session, (0, frozenset()))
        fresh = [row for row in rows if row.seq > upto]
        odd |= {row.seq for row in fresh if not _is_plain(row)}
        if fresh and fresh[0].seq == upto + 1:
            self._remember(session, fresh[-1].seq, odd)
        return ",".join(entry_json(self._journal.recorded(row)) if row.seq in odd else _as_it_lies(row) for row in rows)

    def _remember(self, session: str, upto: int, odd: frozenset[int]) -> None:
        """The latest stay. Another thread may have been here for the same session, and found the same."""
        self._known.pop(session, None)
        self._known[session] = upto, odd
        for oldest in list(self._known)[: max(0, len(self._known) - KNOWN_MAX)]:
            self._known.pop(oldest, None)


def _is_plain(row: Stored) -> bool:
    """Columns may hold anything in SQLite."""
    _, seq, at, kind, version, data, _ = row
    numbers = type(seq) is int and type(at) is float and isfinite(at)
    return numbers and type(kind) is type(data) is str and is_whole(kind, version, data)


def _as_it_lies(row: Stored) -> str:
    """The same as `entry_json`, for what is whole: JSON in ASCII, a mapping that is not empty or has the type alone."""
    _, seq, at, kind, _, data, _ = row
    more = data[1:] if data == "{}" else f",{data[1:]}"
    return f'{{"seq":{seq},"at":{at!r},"event":{{"type":"{kind}"{more}}}'
