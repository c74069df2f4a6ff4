"""The peer's limits are honest: what does not fit is refused with the whole seconds after which it does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from deskhand.bench.governor.limits import Limits
from deskhand.models.wire.limits import limits_of


@given(st.lists(st.tuples(st.floats(0, 30), st.integers(0, 12_000)), max_size=40))
def test_no_window_takes_in_more_than_a_bucket_and_its_refill(asks: list[tuple[float, int]]) -> None:
    limits, now, taken = Limits(0.0), 0.0, []
    for pause_s, tokens in asks:
        now += pause_s
        if not limits.take(tokens, now):
            taken.append((now, tokens))
    for first, (begin, _) in enumerate(taken):
        assert sum(tokens for _, tokens in taken[first:]) <= 30_000 + 500 * (now - begin) + 1e-6


def test_what_is_refused_fits_after_the_seconds_that_were_named() -> None:
    limits = Limits(0.0)
    assert limits.take(29_000, 0.0) == 0
    wait_s = limits.take(6_000, 0.0)
    assert wait_s == 10
    assert limits.take(6_000, wait_s) == 0


def test_lowered_limits_are_less_at_once_and_refill_more_slowly() -> None:
    limits = Limits(0.0)
    limits.lower(0.5, 0.0)
    assert limits.take(15_000, 0.0) == 0
    assert limits.take(2_500, 0.0) == 10


def test_its_headers_are_read_as_what_they_say() -> None:
    limits = Limits(0.0)
    limits.take(6_000, 0.0)
    seen = limits_of(limits.headers(0.0))
    assert seen is not None
    told = {bucket.kind: (bucket.limit, bucket.remaining, bucket.reset_s) for bucket in seen.buckets}
    assert told["input_tokens"] == (30_000, 24_000, 12)
