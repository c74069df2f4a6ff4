"""What went wrong on the way, as a Reply: which failures may pass, how long to wait, in words for people."""

from __future__ import annotations

import re
from collections.abc import Mapping

import anthropic
import httpx2

from deskhand.core.errors import SetupMissing
from deskhand.core.messages import Failure, Reply
from deskhand.models.anthropic.conversation import PROVIDER
from deskhand.models.base import LimitsSeen
from deskhand.models.wire import sound
from deskhand.models.wire.failing import failed_reply, failure_of, retry_after_s
from deskhand.models.wire.limits import limits_of

ERRORS = (
    anthropic.AnthropicError,
    httpx2.HTTPError,
    httpx2.StreamError,
    OSError,
    ValueError,
    TypeError,
    AttributeError,
    RecursionError,
)
"""What the SDK lets through for a refusal, a broken line or an answer that is no event stream (the last five)."""

PASSING_STATUS = frozenset({408, 409, 429})
PASSING_TYPES = frozenset({"overloaded_error", "rate_limit_error", "api_error", "timeout_error"})


def failed(error: BaseException, provider: str = PROVIDER) -> Reply:
    """The reply that a failure makes. retry_after_s: how long the provider asks to wait, when it says so."""
    wait_s = retry_after_s(_headers(error))
    return failed_reply(words_for(error, provider), kind_of(error), wait_s=wait_s, passing=is_passing(error))


def kind_of(error: BaseException) -> Failure:
    """What kind of failure it is; "broken" for an answer that can't be read."""
    if isinstance(error, anthropic.APIStatusError):
        said = error.api_message if isinstance(error.api_message, str) else ""
        return failure_of(error.status_code, str(error.type or ""), said or error.message)
    if isinstance(error, SetupMissing):
        return "auth"
    return "unreachable" if isinstance(error, anthropic.APIConnectionError | OSError) else "broken"


def limits_told(error: BaseException) -> LimitsSeen | None:
    """The limits in the headers of a refusal."""
    return limits_of(_headers(error), refused=True)


def is_passing(error: BaseException) -> bool:
    """Whether the same request may succeed later."""
    if isinstance(error, anthropic.APIStatusError):
        kind = str(error.type or "")
        return error.status_code in PASSING_STATUS or error.status_code >= 500 or kind in PASSING_TYPES
    return not isinstance(error, SetupMissing)


def words_for(error: BaseException, provider: str = PROVIDER) -> str:
    """One line: who says what."""
    if isinstance(error, anthropic.APIStatusError):
        kind = f" {error.type}" if error.type else ""
        said = error.api_message if isinstance(error.api_message, str) else ""
        return f"{provider} answered {error.status_code}{kind}: {sound.line(said or error.message)}"
    if isinstance(error, anthropic.APIConnectionError):
        return f"{provider} can't be reached: {sound.line(str(error.__cause__ or error))}"
    if isinstance(error, SetupMissing):
        return sound.line(str(error))
    return f"{provider}: the answer can't be read: {sound.line(str(error) or type(error).__name__)}"


def _headers(error: BaseException) -> Mapping[str, str]:
    return error.response.headers if isinstance(error, anthropic.APIStatusError) else {}


def refuses_form(error: BaseException, form: str) -> bool:
    """Whether the provider says that this model takes no tool of this type (400, naming it)."""
    return _names(error, re.escape(form))


def refuses_thinking(error: BaseException) -> bool:
    """Whether the provider refuses thinking blocks that were replayed (400, naming them): what it was bound to, such
    as the tools, has changed since, say by a newer Deskhand that took up an older session."""
    return _names(error, "(redacted_)?thinking")


def refuses_clearing(error: BaseException) -> bool:
    """Whether the provider refuses to clear old results itself (400, naming it)."""
    return _names(error, "context_management|clear_tool_uses_[0-9]+")


def _names(error: BaseException, pattern: str) -> bool:
    if not isinstance(error, anthropic.BadRequestError):
        return False
    said = error.api_message if isinstance(error.api_message, str) else error.message
    return re.search(rf"(?<!\w)({pattern})(?!\w)", said) is not None
