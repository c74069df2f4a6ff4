"""Headers of both families become limits; whatever else they hold is no error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.models.base import Bucket
from deskhand.models.wire.limits import limits_of

ANTHROPIC = {
    "date": "Sun, 22 Nov 2026 12:00:00 GMT",
    "anthropic-ratelimit-requests-limit": "50",
    "anthropic-ratelimit-requests-remaining": "49",
    "anthropic-ratelimit-requests-reset": "2026-11-22T12:00:02Z",
    "anthropic-ratelimit-input-tokens-limit": "30000",
    "anthropic-ratelimit-input-tokens-remaining": "6000",
    "anthropic-ratelimit-input-tokens-reset": "2026-11-22T12:00:48+00:00",
    "anthropic-ratelimit-output-tokens-limit": "8000",
    "anthropic-ratelimit-output-tokens-remaining": "8000",
    "anthropic-ratelimit-output-tokens-reset": "2026-11-22T12:00:00Z",
    "anthropic-ratelimit-tokens-limit": "38000",
    "anthropic-ratelimit-tokens-remaining": "14000",
    "anthropic-ratelimit-tokens-reset": "2026-11-22T12:00:48Z",
}
OPENAI = {
    "x-ratelimit-limit-requests": "10000",
    "x-ratelimit-remaining-requests": "9999",
    "x-ratelimit-reset-requests": "8.64s",
    "x-ratelimit-limit-tokens": "30000",
    "x-ratelimit-remaining-tokens": "29000",
    "x-ratelimit-reset-tokens": "6m0s",
}


def test_the_names_of_anthropic() -> None:
    found = limits_of(ANTHROPIC)
    assert found is not None
    assert found.buckets == (
        Bucket("requests", 50, 49, 2),
        Bucket("input_tokens", 30_000, 6_000, 48),
        Bucket("output_tokens", 8_000, 8_000, 0),
    )


def test_the_names_of_openai() -> None:
    found = limits_of(OPENAI, refused=True)
    assert found is not None
    assert found.buckets == (Bucket("requests", 10_000, 9_999, 8.64), Bucket("tokens", 30_000, 29_000, 360))
    assert found.refused


@pytest.mark.parametrize(
    ("said", "seconds"), [("12ms", 0.012), ("1m30s", 90), ("1h", 3600), ("7", 7), ("soon", 0), ("", 0), ("-3", 0)]
)
def test_a_reset_is_read_in_every_form(said: str, seconds: float) -> None:
    headers = {**OPENAI, "x-ratelimit-reset-tokens": said}
    found = limits_of(headers)
    assert found is not None
    assert found.buckets[1].reset_s == pytest.approx(seconds)


def test_an_answer_without_limits_has_none() -> None:
    assert limits_of({"content-type": "text/event-stream"}) is None


@given(st.dictionaries(st.sampled_from([*ANTHROPIC, *OPENAI]), st.text(max_size=30)))
def test_whatever_the_headers_hold_is_no_error(headers: dict[str, str]) -> None:
    found = limits_of(headers)
    assert (
        all(bucket.limit > 0 and bucket.remaining >= 0 and bucket.reset_s >= 0 for bucket in found.buckets)
        if found
        else True
    )
