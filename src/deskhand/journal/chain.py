"""The hash chain and its signature. Pure: it does not know where events or keys are kept.

    hash(n) = sha256( canonical JSON of [hash(n-1), stream, n, at, type, version, blobs]  newline  data )

`data` is the event's canonical JSON exactly as stored, `blobs` the sorted hashes that the event refers to, hash(0) is
64 zeros. The head is signed by HMAC-SHA256 (RFC 2104) over the stream, its last sequence number and its last hash.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from typing import Any

from deskhand.core.errors import InvalidInput

ORIGIN = "0" * 64
"""The hash before a stream's first event."""


def canonical(data: Any) -> str:
    """JSON with sorted keys, no spaces, ASCII only: the same value always gives the same text.

    ASCII, because no database then changes or refuses it (NUL, lone surrogates). InvalidInput for what JSON can't hold.
    """
    try:
        return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    except (ValueError, TypeError, RecursionError) as error:
        raise InvalidInput(
            f"this can't be written as JSON: {error}",
            hint="Use text, finite numbers, lists and mappings with text keys only.",
        ) from None


def event_hash(
    previous: str, stream: str, seq: int, head: tuple[float, str, int], data: str, blobs: Sequence[str]
) -> str:
    """The chain's hash of one event. `head` is (at, type, version), `data` the canonical JSON as stored."""
    at, kind, version = head
    link = json.dumps([previous, stream, seq, at, kind, version, sorted(blobs)], separators=(",", ":"))
    return hashlib.sha256(f"{link}\n{data}".encode()).hexdigest()


def key_id(key: bytes) -> str:
    """The public name of a key: it tells keys apart and gives nothing of them away."""
    return hashlib.sha256(b"deskhand journal key\n" + key).hexdigest()[:16]


def sign_head(key: bytes, stream: str, seq: int, head: str) -> str:
    """The signature of a stream that ends at `seq` with hash `head`, in hex."""
    return _hmac(key, f"deskhand head 1\n{stream}\n{seq}\n{head}")


def sign_tombstone(key: bytes, stream: str, deleted_at: float, events: int) -> str:
    """The signature of a deleted stream: that it was deleted then, with so many events."""
    return _hmac(key, f"deskhand tombstone 1\n{stream}\n{json.dumps(deleted_at)}\n{events}")


def sign_thinned(key: bytes, hash: str, thinned_at: float) -> str:
    """The signature of a thinned blob: that its bytes were let go then, and did not just vanish."""
    return _hmac(key, f"deskhand thinned 1\n{hash}\n{json.dumps(thinned_at)}")


def same(one: str, other: str) -> bool:
    """Compare signatures without telling by the time taken where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())


def _hmac(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
