"""Append-only streams of events, blobs and the inbox, on SQLite or PostgreSQL. It does not know what an event means."""

from deskhand.journal.blobs import Blobs
from deskhand.journal.journal import Journal
from deskhand.journal.keys import load_key
from deskhand.journal.locks import WriterLock
from deskhand.journal.thinning import Marks
from deskhand.journal.values import (
    Collected,
    Command,
    Kind,
    Receipt,
    Recorded,
    Stored,
    StreamInfo,
    VerifyReport,
    Weight,
    Writer,
)

__all__ = [
    "Blobs",
    "Collected",
    "Command",
    "Journal",
    "Kind",
    "Marks",
    "Receipt",
    "Recorded",
    "Stored",
    "StreamInfo",
    "VerifyReport",
    "Weight",
    "Writer",
    "WriterLock",
    "load_key",
]
