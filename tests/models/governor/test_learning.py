"""What answers teach: limits from headers, periods, real use, and backing off together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.models.base import Bucket
from deskhand.models.governor import learning
from deskhand.models.governor.level import Level
from deskhand.models.governor.pool import Pool, Ticket

NOW = 1_000.0


def sent(pool: Pool, tokens: float, at: float, name: str = "") -> Ticket:
    ticket = Ticket(name or f"t{at}", name or "s", "owner", {"input_tokens": tokens}, stage="sent", granted_at=at)
    pool.tickets.append(ticket)
    pool.change(ticket.need, -1, at)
    return ticket


def told(limit: float, remaining: float) -> list[Bucket]:
    return [Bucket("input_tokens", limit, remaining, 0.0)]


def level(pool: Pool) -> float:
    return pool.levels["input_tokens"].amount


def test_the_first_answer_tells_the_limit_and_what_is_left() -> None:
    pool = Pool()
    learning.seen(pool, sent(pool, 5_000, NOW), told(30_000, 24_000), NOW, refused=False)
    assert pool.levels["input_tokens"] == Level(30_000, 500, 24_000, NOW)
    assert pool.known


def test_traffic_of_others_lowers_the_level() -> None:
    pool = Pool({"input_tokens": Level(30_000, 500, 30_000, NOW)})
    learning.seen(pool, sent(pool, 5_000, NOW), told(30_000, 10_000), NOW, refused=False)
    assert level(pool) == 10_000


def test_what_is_under_way_and_not_counted_yet_stays_reserved() -> None:
    pool = Pool({"input_tokens": Level(30_000, 500, 30_000, NOW)})
    first = sent(pool, 5_000, NOW)
    sent(pool, 7_000, NOW + 1)
    learning.seen(pool, first, told(30_000, 25_000), NOW + 1, refused=False)
    assert level(pool) == pytest.approx(30_000 + 500 - 5_000 - 7_000, abs=501)


def test_a_guess_that_was_too_high_is_made_good_once_and_not_twice() -> None:
    pool = Pool({"input_tokens": Level(30_000, 500, 20_000, NOW)})
    ticket = sent(pool, 9_000, NOW)
    learning.seen(pool, ticket, told(30_000, 15_000), NOW, refused=False)
    learning.settle(pool, ticket, {"input_tokens": 5_000}, NOW)
    assert level(pool) == 15_000


def test_without_headers_the_real_use_settles_what_was_reserved() -> None:
    pool = Pool({"input_tokens": Level(30_000, 500, 20_000, NOW)})
    learning.settle(pool, sent(pool, 9_000, NOW), {"input_tokens": 5_000}, NOW)
    assert level(pool) == 15_000
    learning.settle(pool, sent(pool, 9_000, NOW), None, NOW)
    assert level(pool) == 6_000


def test_a_refused_request_has_used_nothing() -> None:
    pool = Pool({"input_tokens": Level(30_000, 500, 10_000, NOW)})
    ticket = sent(pool, 9_000, NOW)
    learning.seen(pool, ticket, told(30_000, 4_000), NOW, refused=True)
    learning.settle(pool, ticket, {}, NOW)
    assert level(pool) == 4_000


@given(st.floats(0, 40_000), st.floats(0, 30_000), st.floats(0, 20_000), st.floats(0, 120))
def test_whatever_is_told_the_level_lies_between_what_it_can_be(
    had: float, remaining: float, reserved: float, later_s: float
) -> None:
    pool = Pool({"input_tokens": Level(30_000, 500, min(had, 30_000), NOW)})
    learning.seen(pool, sent(pool, reserved, NOW), told(30_000, remaining), NOW + later_s, refused=False)
    assert remaining - 1e-6 <= level(pool) <= min(30_000, remaining + 500 * later_s) + 1e-6


@pytest.mark.parametrize(
    ("bucket", "period_s"),
    [
        (Bucket("requests", 10_000, 9_999, 8.64), 86_400),  # OpenAI: requests of a day
        (Bucket("requests", 500, 499, 0.12), 60),
        (Bucket("tokens", 30_000, 6_000, 48.0), 60),
        (Bucket("requests", 4_000, 3_999, 1.0), 60),  # Anthropic rounds to seconds: too short to tell
        (Bucket("requests", 100, 0, 3_590.0), 3_600),
        (Bucket("requests", 100, 100, 0.0), 60),
    ],
)
def test_the_period_of_a_limit_is_read_from_how_long_the_used_part_takes(bucket: Bucket, period_s: float) -> None:
    assert learning.period_s(bucket) == period_s


def test_a_limit_shuts_for_all_until_the_time_that_was_named_then_one_goes_first() -> None:
    pool = Pool(known=True)
    learning.limited(pool, sent(pool, 10, NOW), 12.0, NOW, "anthropic")
    assert (pool.shut_until, pool.probing) == (NOW + 12, True)
    assert "anthropic has limited this key and asked to wait 12 s" in pool.shut_for


def test_complaints_of_one_moment_are_one_and_the_next_one_waits_twice_as_long() -> None:
    pool = Pool(known=True)
    crowd = [sent(pool, 10, NOW, f"t{n}") for n in range(8)]
    for ticket in crowd:
        learning.overloaded(pool, ticket, 0.0, NOW + 1, 0.5, "overloaded")
    assert (pool.strikes, pool.abreast, pool.shut_until) == (1, 4.0, NOW + 1 + learning.BACKOFF_S)
    learning.overloaded(pool, sent(pool, 10, NOW + 9, "probe"), 0.0, NOW + 10, 0.5, "overloaded")
    assert (pool.strikes, pool.abreast, pool.shut_until) == (2, 2.0, NOW + 10 + 2 * learning.BACKOFF_S)


def test_answers_widen_what_may_be_out_at_once_until_it_is_free_again() -> None:
    pool = Pool(known=True, abreast=2.0, strikes=3, struck_at=NOW)
    for n in range(200):
        learning.counted(pool, sent(pool, 10, NOW + 1 + n), NOW + 1 + n)
    assert (pool.abreast, pool.strikes) == (0.0, 0)


def test_an_answer_to_what_was_sent_before_the_trouble_does_not_end_it() -> None:
    pool = Pool(known=True, abreast=2.0, strikes=3, struck_at=NOW)
    learning.counted(pool, sent(pool, 10, NOW - 5), NOW)
    assert (pool.strikes, pool.abreast) == (3, 2.0)


def test_the_factor_of_a_guess_is_one_that_none_of_the_last_exceeded_and_of_the_output_nine_of_ten() -> None:
    pool = Pool()
    assert learning.ratio(pool, "m") == learning.RATIO_USUAL
    for n in range(1, 11):
        learning.sample(pool, "m", 1 + n / 100, 50.0 * n)
    assert learning.ratio(pool, "m") == pytest.approx(1.10)
    assert learning.output_expected(pool, "m") == 450


def test_an_answer_that_was_overtaken_moves_the_level_down_only() -> None:
    pool = Pool({"input_tokens": Level(30_000, 500, 30_000, NOW)}, known=True)
    slow, quick = sent(pool, 5_000, NOW, "slow"), sent(pool, 8_000, NOW, "quick")
    learning.seen(pool, quick, told(30_000, 17_000), NOW + 1, refused=False)
    learning.seen(pool, slow, told(30_000, 25_000), NOW + 2, refused=False)
    assert level(pool) <= 17_000 + 500 * 2
