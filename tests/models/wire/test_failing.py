"""A refusal's status, name and words say what kind of failure it is."""

from __future__ import annotations

import pytest

from deskhand.models.wire.failing import failure_of


@pytest.mark.parametrize(
    ("status", "kind", "words", "failure"),
    [
        (429, "rate_limit_error", "This request would exceed your rate limit.", "limited"),
        (429, "", "Resource has been exhausted", "limited"),
        (429, "insufficient_quota", "You exceeded your current quota, please check your plan and billing", "money"),
        (400, "invalid_request_error", "Your credit balance is too low to access the API", "money"),
        (402, "", "Payment required", "money"),
        (529, "overloaded_error", "Overloaded", "overloaded"),
        (503, "", "The model is overloaded", "overloaded"),
        (500, "api_error", "Internal server error", "overloaded"),
        (200, "overloaded_error", "Overloaded", "overloaded"),
        (408, "", "Timeout", "unreachable"),
        (504, "timeout_error", "Timed out", "unreachable"),
        (0, "", "", "unreachable"),
        (401, "authentication_error", "invalid x-api-key", "auth"),
        (403, "permission_error", "Your key may not use this", "auth"),
        (400, "invalid_request_error", "prompt is too long: 213462 tokens > 200000 maximum", "too_long"),
        (400, "context_length_exceeded", "This model's maximum context length is 128000 tokens", "too_long"),
        (400, "", "The input token count (1050000) exceeds the maximum number of tokens allowed", "too_long"),
        (413, "request_too_large", "Request exceeds the maximum size", "too_long"),
        (400, "invalid_request_error", "tools.0.type: Input should be 'custom'", "field"),
        (404, "not_found_error", "model: claude-nope", "field"),
        (422, "", "messages: field required", "field"),
    ],
)
def test_the_kind_of_a_failure(status: int, kind: str, words: str, failure: str) -> None:
    assert failure_of(status, kind, words) == failure
