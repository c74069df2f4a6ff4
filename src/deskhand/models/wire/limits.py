"""What an answer's headers say of a provider's limits, in both families of names.

    anthropic-ratelimit-input-tokens-limit, -remaining, -reset (a moment, RFC 3339)
    x-ratelimit-limit-tokens, x-ratelimit-remaining-tokens, x-ratelimit-reset-tokens ("6m0s", "12ms", or seconds)

Sources: the rate limit pages of Anthropic and OpenAI. A header that can't be read is as good as none.
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Literal

from deskhand.models.base import Bucket, LimitsSeen

Kind = Literal["requests", "input_tokens", "output_tokens", "tokens"]

_NAMES: dict[Kind, tuple[str, str]] = {
    "requests": ("anthropic-ratelimit-requests-{}", "x-ratelimit-{}-requests"),
    "input_tokens": ("anthropic-ratelimit-input-tokens-{}", "x-ratelimit-{}-input-tokens"),
    "output_tokens": ("anthropic-ratelimit-output-tokens-{}", "x-ratelimit-{}-output-tokens"),
    "tokens": ("anthropic-ratelimit-tokens-{}", "x-ratelimit-{}-tokens"),
}
_PARTS = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)")
_UNITS_S = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_RESET_S_MAX = 7 * 86400.0


def limits_of(headers: Mapping[str, str], *, refused: bool = False) -> LimitsSeen | None:
    """The limits in these headers (their names in lower case, or a mapping that does not mind); None without any.

    refused: the answer is a refusal, so its request has used nothing. Where input and output are told apart, their sum
    is left out: it is no limit of its own.
    """
    found = [bucket for kind, names in _NAMES.items() for name in names if (bucket := _bucket(kind, name, headers))]
    apart = {bucket.kind for bucket in found} >= {"input_tokens", "output_tokens"}
    kept = tuple(bucket for bucket in found if not (apart and bucket.kind == "tokens"))
    return LimitsSeen(kept, refused) if kept else None


def _bucket(kind: Kind, name: str, headers: Mapping[str, str]) -> Bucket | None:
    limit, remaining = (_count(headers.get(name.format(part), "")) for part in ("limit", "remaining"))
    if not limit or remaining is None:
        return None
    return Bucket(kind, limit, remaining, _reset_s(headers.get(name.format("reset"), ""), headers.get("date", "")))


def _count(said: str) -> float | None:
    try:
        value = float(said)
    except ValueError:
        return None
    return value if 0 <= value < 1e12 else None


def _reset_s(said: str, date: str) -> float:
    """Seconds until the bucket is full; 0 when it is not said. A moment is counted from the answer's own date."""
    seconds = _count(said)
    if seconds is None and (parts := _PARTS.findall(said.lower())) and not _PARTS.sub("", said.lower()).strip():
        seconds = sum(float(value) * _UNITS_S[unit] for value, unit in parts)
    if seconds is None:
        seconds = _until_s(said, date)
    return seconds if math.isfinite(seconds) and 0 <= seconds <= _RESET_S_MAX else 0.0


def _until_s(moment: str, date: str) -> float:
    try:
        at = datetime.fromisoformat(moment).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0
    try:
        return at - parsedate_to_datetime(date).timestamp()
    except (ValueError, OverflowError, OSError):
        return at - time.time()
