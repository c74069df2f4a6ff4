"""What went wrong on the way, as a Reply: what kind of failure, how long to wait, in words for people."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

import httpx2
import openai

from deskhand.core.messages import Failure, Reply
from deskhand.models.base import LimitsSeen
from deskhand.models.wire import sound
from deskhand.models.wire.failing import failed_reply, failure_of, retry_after_s
from deskhand.models.wire.limits import limits_of

ERRORS = (
    openai.OpenAIError,
    httpx2.HTTPError,
    httpx2.StreamError,
    OSError,
    ValueError,
    TypeError,
    AttributeError,
    RecursionError,
)
"""What the package lets through for a refusal, a broken line or an answer that is no event stream (the last five)."""

PASSING: frozenset[Failure] = frozenset({"limited", "overloaded", "unreachable", "broken", "empty"})

REFUSING_STATUS = frozenset({400, 404, 422, 500, 501})
"""How servers say that they take no such field: the vendor with 400, llama.cpp with 500, a router with 404."""

_CODES: dict[str, Failure] = {
    "rate_limit_exceeded": "limited",
    "insufficient_quota": "money",
    "billing_hard_limit_reached": "money",
    "billing_not_active": "money",
    "context_length_exceeded": "too_long",
    "server_error": "overloaded",
    "overloaded": "overloaded",
    "vector_store_timeout": "unreachable",
}
"""The vendor's codes, which say more than the status that they come with: no money is a 429 there."""


def failed(error: BaseException, provider: str) -> Reply:
    """The reply that a failure makes. retry_after_s: how long the provider asks to wait, when it says so."""
    wait_s = retry_after_s(_headers(error))
    return failed_reply(words_for(error, provider), kind_of(error), wait_s=wait_s, passing=is_passing(error))


def kind_of(error: BaseException) -> Failure:
    """What kind of failure it is; "broken" for an answer that can't be read."""
    if isinstance(error, openai.APIStatusError):
        return _CODES.get(error.code or "") or failure_of(error.status_code, _type(error), said_by(error))
    if isinstance(error, openai.APIConnectionError | OSError | httpx2.ConnectError):
        return "unreachable"
    if isinstance(error, openai.APIError):
        return kind_of_code(error.code or "", said_by(error))
    return "broken"


def kind_of_code(code: str, words: str = "") -> Failure:
    """What kind a failure within a stream is, by the vendor's word or the status that it names; "" for others."""
    if code.isdecimal():
        return failure_of(int(code[:6]), "", words)
    return _CODES.get(code, "broken" if not code else "")


def is_passing(error: BaseException) -> bool:
    """Whether the same request may succeed later."""
    return kind_of(error) in PASSING


def words_for(error: BaseException, provider: str) -> str:
    """One line: who says what."""
    if isinstance(error, openai.APIStatusError):
        kind = error.code or _type(error)
        return f"{provider} answered {error.status_code}{f' {kind}' if kind else ''}: {sound.line(said_by(error))}"
    if isinstance(error, openai.APIConnectionError):
        return f"{provider} can't be reached: {sound.line(str(error.__cause__ or error))}"
    if isinstance(error, openai.APIError):
        return f"{provider} failed while it answered: {sound.line(said_by(error))}"
    return f"{provider}: the answer can't be read: {sound.line(str(error) or type(error).__name__)}"


def said_by(error: openai.APIError) -> str:
    """The server's own words: servers write {"error": {"message": ...}}, {"error": "..."} or plain text."""
    body: Any = error.body
    if isinstance(body, str) and body.strip():
        return body
    said = body.get("message") or body.get("detail") if isinstance(body, dict) else None
    return said if isinstance(said, str) else error.message


def _type(error: openai.APIError) -> str:
    return error.type if isinstance(error.type, str) else ""


def refuses(error: BaseException, pattern: str, statuses: Collection[int] = REFUSING_STATUS) -> bool:
    """Whether the server refuses something for good whose name fits the pattern (a regular expression, any case)."""
    if not isinstance(error, openai.APIStatusError) or error.status_code not in statuses:
        return False
    return re.search(pattern, said_by(error), re.IGNORECASE) is not None


def limits_told(error: BaseException) -> LimitsSeen | None:
    """The limits in the headers of a refusal."""
    return limits_of(_headers(error), refused=True)


def _headers(error: BaseException) -> Mapping[str, str]:
    return error.response.headers if isinstance(error, openai.APIStatusError) else {}
