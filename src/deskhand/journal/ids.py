"""Ids of streams: short, in the order of making, and hard to misread. It does not know which ids exist.

    s-4kq7m2x9ab    kind, then 7 characters of time (a tenth of a second, since 2020) and 3 of chance

The alphabet is Crockford's base 32 (no i, l, o, u), in lower case. 35 bits of tenths reach to the year 2128.
"""

from __future__ import annotations

import re
import secrets

from deskhand.core.errors import InvalidInput
from deskhand.journal.values import Kind

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
EPOCH = 1_577_836_800.0
_PREFIXES: dict[Kind, str] = {"session": "s", "artifact": "a", "project": "p", "account": "u"}
_STREAM = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_COMMAND = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,127}")
_BLOB = re.compile(r"[0-9a-f]{64}")


def new_id(kind: Kind, now: float) -> str:
    """An id for a stream made at `now` (unix seconds)."""
    tenths = max(0, int((now - EPOCH) * 10)) & (1 << 35) - 1
    number = tenths << 15 | secrets.randbits(15)
    return f"{_PREFIXES[kind]}-" + "".join(ALPHABET[number >> shift & 31] for shift in range(45, -1, -5))


def checked_stream_id(text: str) -> str:
    """The id, if a stream could bear it; else InvalidInput."""
    if not _STREAM.fullmatch(text):
        raise InvalidInput(
            f"{text[:80]!r} can't be the id of a stream",
            hint="Ids are up to 64 lower-case letters, digits and hyphens, such as s-4kq7m2x9ab.",
        )
    return text


def checked_command_id(text: str) -> str:
    """The id, if a command could bear it; else InvalidInput."""
    if not _COMMAND.fullmatch(text):
        raise InvalidInput(
            f"{text[:80]!r} can't be the id of a command",
            hint="Use up to 128 letters, digits, dots, colons, hyphens and underscores.",
        )
    return text


def checked_blob_hash(text: str) -> str:
    """The hash, if it is one; else InvalidInput. Nothing else ever becomes part of a blob's path."""
    if not _BLOB.fullmatch(text):
        raise InvalidInput(f"{text[:80]!r} is not the hash of a blob", hint="A hash is 64 lower-case hex digits.")
    return text
