"""A token bucket admits no more than its limit over any window of time, whatever is asked when."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from deskhand.models.governor.level import TOLERANCE, Level

TAKES = st.lists(st.tuples(st.floats(0, 100), st.floats(0, 300)), min_size=1, max_size=30)


@given(capacity=st.floats(1, 300), per_s=st.floats(0.01, 50), takes=TAKES)
def test_no_window_sees_more_than_a_bucket_and_its_refill(
    capacity: float, per_s: float, takes: list[tuple[float, float]]
) -> None:
    level, now, admitted = Level(capacity, per_s, capacity, 0.0), 0.0, []
    for pause_s, amount in takes:
        now += pause_s
        wanted = min(amount, capacity)
        now += level.wait_s(wanted, now)
        level.change(-wanted, now)
        admitted.append((now, wanted))
    for first in range(len(admitted)):
        window = admitted[first:]
        for last in range(len(window)):
            most = capacity + per_s * (window[last][0] - window[0][0])
            assert sum(amount for _, amount in window[: last + 1]) <= most + TOLERANCE * (last + 2) + most * 1e-9


def test_a_clock_that_was_set_back_refills_nothing_and_goes_on_from_there() -> None:
    level = Level(100, 1, 0, 1_000)
    assert level.wait_s(10, 500) == 10
    assert level.wait_s(10, 510) == 0


def test_what_is_given_back_never_overflows() -> None:
    level = Level(100, 1, 90, 0)
    level.change(500, 0)
    assert level.amount == 100


def test_a_request_that_is_larger_than_the_bucket_waits_for_a_full_one() -> None:
    assert Level(100, 2, 50, 0).wait_s(1_000, 0) == 25
