"""What went wrong on the way, as a Reply: which failures may pass, how long to wait, in words for people.

Google tells its limits only when they are hit, in the error's body: which quota, how much of it there is, and how long
to wait.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import httpx2
from google.genai import errors

from deskhand.core.messages import Failure, Reply
from deskhand.models.base import Bucket, LimitsSeen
from deskhand.models.gemini.conversation import PROVIDER
from deskhand.models.wire import sound
from deskhand.models.wire.failing import RETRY_AFTER_S_MAX, failed_reply, failure_of

ERRORS = (
    errors.APIError,
    errors.UnknownApiResponseError,
    httpx2.HTTPError,
    httpx2.StreamError,
    httpx2.InvalidURL,
    OSError,
    ValueError,
    TypeError,
    AttributeError,
    KeyError,
    RecursionError,
)
"""What the SDK lets through for a refusal, a broken line or an answer that is no answer (the last five)."""

PASSING_STATUS = frozenset({408, 409, 429})
_A_DAY = re.compile("PerDay", re.IGNORECASE)
_SECONDS = re.compile(r"(\d{1,6}(?:\.\d{1,9})?)s")
_METRICS = (("output_token", "output_tokens"), ("input_token", "input_tokens"), ("token", "tokens"))


def failed(error: BaseException) -> Reply:
    """The reply that a failure makes. retry_after_s: how long the provider asks to wait, when it says so."""
    wait_s = retry_after_s(error)
    return failed_reply(words_for(error), kind_of(error), wait_s=wait_s, passing=is_passing(error))


def kind_of(error: BaseException) -> Failure:
    """What kind of failure it is; "broken" for an answer that can't be read.

    A quota of a day is as good as no money: no wait of minutes helps. The vendor says of a minute's quota too that it
    is "your current quota", so those words tell nothing here.
    """
    if isinstance(error, errors.APIError):
        code = error.code if isinstance(error.code, int) else 0
        if code == 429:
            return "money" if _spent_for_today(error) else "limited"
        return failure_of(code, "", sound.text(error.message))
    return "unreachable" if isinstance(error, httpx2.TransportError | OSError) else "broken"


def is_passing(error: BaseException) -> bool:
    """Whether the same request may succeed later. A quota of a day is not waited for."""
    if isinstance(error, errors.APIError):
        code = error.code if isinstance(error.code, int) else 0
        return (code in PASSING_STATUS or code >= 500) and not _spent_for_today(error)
    return True


def _spent_for_today(error: BaseException) -> bool:
    return any(_A_DAY.search(sound.text(quota.get("quotaId"))) for quota in _violations(error))


def words_for(error: BaseException) -> str:
    """One line: who says what."""
    if isinstance(error, errors.APIError):
        status = f" {sound.line(sound.text(error.status), 60)}" if error.status else ""
        return f"{PROVIDER} answered {error.code}{status}: {sound.line(sound.text(error.message)) or 'without a word'}"
    if isinstance(error, httpx2.TransportError | OSError):
        return f"{PROVIDER} can't be reached: {sound.line(str(error) or type(error).__name__)}"
    return f"{PROVIDER}: the answer can't be read: {sound.line(str(error) or type(error).__name__)}"


def retry_after_s(error: BaseException) -> float | None:
    """Seconds that the error's body asks to wait (google.rpc.RetryInfo); None where it says nothing of use."""
    for detail in _details(error):
        found = _SECONDS.fullmatch(sound.text(detail.get("retryDelay")))
        if found and float(found[1]) <= RETRY_AFTER_S_MAX:
            return float(found[1])
    return None


def limits_seen(error: BaseException) -> LimitsSeen | None:
    """The limits that the request ran into, as far as the body tells them; nothing is left of each."""
    wait_s = retry_after_s(error)
    if wait_s is None:
        return None
    buckets = []
    for quota in _violations(error):
        metric, value = sound.text(quota.get("quotaMetric")), sound.text(str(quota.get("quotaValue", "")))
        kind = next((ours for theirs, ours in _METRICS if theirs in metric), "requests")
        if value.isascii() and value.isdigit() and len(value) < 16 and not _A_DAY.search(str(quota.get("quotaId"))):
            buckets.append(Bucket(kind, float(value), 0.0, wait_s))  # type: ignore[arg-type]
    return LimitsSeen(tuple(buckets), refused=True) if buckets else None


def _details(error: BaseException) -> Iterator[dict[str, Any]]:
    body = sound.table(error.details) if isinstance(error, errors.APIError) else {}
    listed = sound.table(body.get("error", body)).get("details")
    for detail in listed if isinstance(listed, list) else ():
        yield sound.table(detail)


def _violations(error: BaseException) -> Iterator[dict[str, Any]]:
    for detail in _details(error):
        listed = detail.get("violations")
        for violation in listed if isinstance(listed, list) else ():
            yield sound.table(violation)


def refuses_form(error: BaseException) -> bool:
    """Whether the provider says that this model takes no screen in this form (400, naming it)."""
    return _names(error, r"computer[\s_-]?use|ENVIRONMENT_[A-Z]+")


def refuses_check(error: BaseException) -> bool:
    """Whether the provider says that it has no check for injected instructions here (400, naming it)."""
    return _names(error, r"prompt[\s_-]?injection")


def refuses_signatures(error: BaseException) -> bool:
    """Whether the provider refuses signatures that were replayed (400, naming them)."""
    return _names(error, r"thought[\s_-]?signature")


def refuses_unconfirmed(error: BaseException) -> bool:
    """Whether the provider takes no answer to a call that had to be confirmed and was not (400, naming it)."""
    return _names(error, r"safety[\s_-]?(acknowledge?ment|decision)")


def wants_address(error: BaseException) -> bool:
    """Whether the provider takes no answer without a page's address (400, naming it)."""
    return _names(error, r"\burl\b")


def _names(error: BaseException, pattern: str) -> bool:
    if not isinstance(error, errors.APIError) or error.code != 400:
        return False
    return re.search(pattern, sound.text(error.message), re.IGNORECASE) is not None
