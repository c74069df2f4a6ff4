"""A refusal of any provider: what kind of failure it is, how long it asks to wait, the reply that it makes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from deskhand.core.messages import Failure, Reply, Usage

RETRY_AFTER_S_MAX = 3600.0
"""A longer wait is not believed."""

_BY_STATUS: dict[int, Failure] = {
    401: "auth", 402: "money", 403: "auth", 408: "unreachable", 409: "overloaded", 413: "too_long", 429: "limited",
}  # fmt: skip
_TOO_LONG = re.compile(
    r"prompt is too long|context[ _](length|window)|maximum context|too many (input )?tokens|exceeds? .{0,40}tokens?"
    r"|request_too_large|input is too long",
    re.IGNORECASE,
)
_MONEY = re.compile(r"credit balance|insufficient[ _]quota|billing|exceeded your current quota", re.IGNORECASE)
_BY_TYPE: dict[str, Failure] = {
    "overloaded_error": "overloaded",
    "api_error": "overloaded",
    "rate_limit_error": "limited",
    "timeout_error": "unreachable",
}


def failure_of(status: int, kind: str = "", words: str = "") -> Failure:
    """The failure that a status, the vendor's name of the error and its words tell; status 0 where there was none."""
    if status in (400, 413, 422, 429) and _MONEY.search(words):
        return "money"
    if status in (400, 413, 422) and _TOO_LONG.search(f"{kind} {words}"):
        return "too_long"
    if kind in _BY_TYPE:
        return _BY_TYPE[kind]
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if status >= 500:
        return "overloaded"
    return "field" if status >= 400 else "unreachable"


def failed_reply(words: str, failure: Failure, *, wait_s: float | None, passing: bool) -> Reply:
    """The reply that a failure makes. wait_s: how long the provider asks to wait, when it says so."""
    return Reply(
        stop_reason="failed",
        error=words + (f" (it asks to wait {wait_s:g} s)" if wait_s is not None else ""),
        retryable=passing,
        usage=Usage(),
        retry_after_s=wait_s or 0.0,
        failure=failure,
    )


def retry_after_s(headers: Mapping[str, str]) -> float | None:
    """Seconds from the header `retry-after` (or `retry-after-ms`); None without one, or for a date."""
    for name, per_second in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        try:
            wait_s = float(headers.get(name, "")) / per_second
        except ValueError:
            continue
        if 0 <= wait_s <= RETRY_AFTER_S_MAX:
            return wait_s
    return None
