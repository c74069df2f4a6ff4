"""When old pictures become words: each strategy, and the weighing of `chunked` at different prices."""

from __future__ import annotations

import pytest

from deskhand.agent.context.plan import Plan, plan_for
from deskhand.agent.context.strategies import Past, Placed, append_only, chunked, decide, interval, window
from deskhand.models.cards import Card
from deskhand.models.prices import FREE, UNKNOWN, PriceRow

SHOT = 1_334


def past(count: int, cleared: int = 0, *, asks: int | None = None, words: int = 0, whole: bool = True) -> Past:
    """`count` pictures, one a request; asked once for each of them since the last clearing."""
    pictures = tuple(Placed(2 * n + 1, SHOT, whole or n == 0) for n in range(count))
    return Past(pictures, cleared, tuple(range(cleared, count))[-asks if asks else 0 :], count, words)


def cleared_at(plan: Plan, words: int = 0, most: int = 200) -> int:
    """The number of pictures at which the first clearing comes."""
    return next((count for count in range(1, most) if chunked(past(count, words=words * count), plan)), most)


def test_append_only_clears_nothing() -> None:
    assert append_only(past(300), Plan()) == 0


@pytest.mark.parametrize(("count", "kept"), [(1, 0), (3, 0), (4, 1), (9, 6)])
def test_a_window_keeps_the_newest(count: int, kept: int) -> None:
    assert window(past(count), Plan(keep=3)) == kept


@pytest.mark.parametrize(("count", "cleared", "expected"), [(10, 0, 0), (11, 0, 8), (14, 8, 8), (19, 8, 16)])
def test_an_interval_waits_for_its_most_and_clears_down_to_what_is_kept(
    count: int, cleared: int, expected: int
) -> None:
    assert interval(10)(past(count, cleared), Plan(keep=3)) == expected


def test_the_newest_whole_picture_stays_with_all_that_brings_it_up_to_date() -> None:
    parts = Past(tuple(Placed(n, 100, whole=n == 2) for n in range(9)))
    assert window(parts, Plan(keep=3)) == 2


def test_the_cheaper_it_is_to_read_the_later_is_cleared() -> None:
    at = [cleared_at(Plan(read=read)) for read in (0.5, 0.1, 0.05, 0.025)]
    assert at == sorted(at)
    assert at[0] < at[-1]


def test_with_much_written_in_between_it_is_cleared_later() -> None:
    assert cleared_at(Plan(), words=50) < cleared_at(Plan(), words=2_000)


def test_where_nothing_is_kept_by_the_provider_old_pictures_go_at_once() -> None:
    assert cleared_at(Plan(keep=3, read=1.0, write=1.0)) == 4


def test_a_clearing_comes_near_the_economic_lot_size() -> None:
    """For 3 that stay, 0.05 to read, 1.25 to write: the square root of 2 * 1.2 * 3 / 0.05 is 12 more than stay."""
    begun, after = past(60, 30), Plan(keep=3, read=0.05, write=1.25)
    at = next(n for n in range(31, 200) if chunked(past(n, 30), after) > begun.cleared)
    assert at - 30 in range(13, 18)


def test_no_request_holds_more_pictures_than_the_model_takes() -> None:
    count, why = decide(past(120), Plan("append_only", keep=3, most=99))
    assert (count, why) == (117, "117 old pictures became words: the model takes 99 in a request")


@pytest.mark.parametrize(
    ("row", "shares"),
    [
        (PriceRow(input=2.0, output=9.0, cache_read=0.1, cache_write=2.5), (0.05, 1.25)),
        (PriceRow(input=2.0, output=9.0, cache_read=2.0, cache_write=2.0), (1.0, 1.0)),
        (PriceRow(input=2.0, output=9.0), (1.0, 1.0)),
        (UNKNOWN, (0.1, 1.25)),
        (FREE, (0.1, 1.25)),
    ],
)
def test_a_plan_follows_the_price_row(row: PriceRow, shares: tuple[float, float]) -> None:
    plan = plan_for(Card(model="acme/seer"), row)
    assert (plan.strategy, plan.read, plan.write) == ("chunked", *shares)


def test_a_person_may_choose_and_a_program_looks_back_at_everything() -> None:
    assert plan_for(Card(model="acme/seer"), UNKNOWN, "window", 5).strategy == "window"
    assert plan_for(Card(model="steps", thinks=False), UNKNOWN).strategy == "append_only"
