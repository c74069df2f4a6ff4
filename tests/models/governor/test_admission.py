"""Whose turn it is: fair by tokens, first the first, and nobody waits for ever."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from deskhand.models.governor.admission import (
    BACKGROUND_S,
    LEASE_S,
    PROBE_S,
    TOLD_S_MAX,
    Go,
    Hold,
    enter,
    leave,
    never,
    reap,
    turn,
)
from deskhand.models.governor.level import Level
from deskhand.models.governor.pool import Pool, Ticket


def pool_of(capacity: float = 30_000, amount: float | None = None, now: float = 0.0) -> Pool:
    level = Level(capacity, capacity / 60, capacity if amount is None else amount, now)
    return Pool(levels={"input_tokens": level}, known=True)


def stand(pool: Pool, name: str, tokens: float, now: float, *, session: str = "", background: bool = False) -> Ticket:
    ticket = Ticket(name, session or name, "owner", {"input_tokens": tokens}, background)
    enter(pool, ticket, now)
    return ticket


def goes(pool: Pool, ticket: Ticket, now: float) -> bool:
    return isinstance(turn(pool, ticket, now, 1.0), Go)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(1, 20_000), st.booleans()), min_size=1, max_size=25),
    st.randoms(use_true_random=False),
)
def test_everybody_is_served_and_no_minute_admits_more_than_its_limit(
    asks: list[tuple[int, int, bool]], luck: object
) -> None:
    pool, now, served = pool_of(), 0.0, []
    line = [
        stand(pool, f"t{n}", tokens, now, session=f"s{who}", background=b) for n, (who, tokens, b) in enumerate(asks)
    ]
    while line:
        luck.shuffle(line)  # type: ignore[attr-defined]
        for ticket in list(line):
            if goes(pool, ticket, now):
                served.append((now, ticket.need["input_tokens"]))
                line.remove(ticket)
                leave(pool, ticket.id)
        now += 1.0
        assert now < 60 * 60, "somebody starves"
    for first, (begin, _) in enumerate(served):
        for last in range(first, len(served)):
            admitted = sum(tokens for _, tokens in served[first : last + 1])
            assert admitted <= 30_000 + 500 * (served[last][0] - begin) + 1


def test_a_session_that_asks_much_does_not_push_back_one_that_asks_little() -> None:
    pool = pool_of(30_000, amount=20_000)
    assert goes(pool, stand(pool, "large", 18_000, 0.0, session="greedy"), 0.0)
    again = stand(pool, "large again", 18_000, 1.0, session="greedy")
    small = stand(pool, "small", 1_000, 2.0, session="modest")
    assert not goes(pool, again, 3.0)
    assert goes(pool, small, 3.0)


def test_a_large_request_at_the_head_is_not_overtaken_by_small_ones() -> None:
    pool = pool_of(30_000, amount=5_000)
    large, small = stand(pool, "large", 29_000, 0.0), stand(pool, "small", 10, 1.0)
    assert not goes(pool, small, 2.0)
    assert goes(pool, large, 60.0)
    assert goes(pool, small, 63.0)


def test_what_somebody_waits_for_goes_before_the_background_but_not_for_ever() -> None:
    pool = pool_of()
    unwatched = stand(pool, "unwatched", 100, 0.0, background=True)
    watched = stand(pool, "watched", 100, 1.0)
    assert not goes(pool, unwatched, 2.0)
    assert goes(pool, watched, 2.0)
    later = stand(pool, "later", 100, BACKGROUND_S)
    assert goes(pool, unwatched, BACKGROUND_S)
    assert goes(pool, later, BACKGROUND_S)


def test_the_first_of_all_goes_alone_until_the_limits_are_known() -> None:
    pool = Pool()
    first, second = stand(pool, "first", 9, 0.0), stand(pool, "second", 9, 0.0)
    assert goes(pool, first, 0.0)
    held = turn(pool, second, 0.0, 1.0)
    assert isinstance(held, Hold)
    assert "limits are" in held.reason


def test_the_wait_is_told_with_who_shares_what() -> None:
    pool = pool_of(30_000, amount=0)
    for name in ("b", "c", "d"):
        stand(pool, name, 1_000, 5.0)
    held = turn(pool, stand(pool, "a", 3_100, 0.0), 0.0, 1.0)
    assert held == Hold(1.0, 8.0, "for input tokens: 4 sessions share 30,000 a minute")


def test_a_ticket_of_a_dead_process_is_taken_out_and_so_is_one_that_nobody_renews() -> None:
    pool = pool_of()
    dead, hung, living = (stand(pool, name, 100, 0.0) for name in ("dead", "hung", "living"))
    dead.owner = "gone"
    living.renewed_at = LEASE_S
    reap(pool, LEASE_S, lambda owner: None if owner == "owner" else False)
    assert [ticket.id for ticket in pool.tickets] == ["living"]
    assert goes(pool, living, LEASE_S)
    assert hung not in pool.tickets


def test_one_that_was_taken_for_dead_comes_back_to_its_place() -> None:
    pool = pool_of()
    woken = stand(pool, "woken", 100, 1.0)
    leave(pool, woken.id)
    other = stand(pool, "other", 100, 10.0)
    enter(pool, woken, 20.0)
    assert not goes(pool, other, 20.0)
    assert goes(pool, woken, 20.0)


def test_a_request_that_no_full_bucket_holds_is_known_at_once() -> None:
    assert never(pool_of(30_000), {"input_tokens": 56_000}, 1.0) == ("input_tokens", 56_000, 30_000)
    assert never(pool_of(30_000), {"input_tokens": 32_000}, 1.0) is None
    assert never(Pool(), {"input_tokens": 1e9}, 1.0) is None


def test_a_limit_that_was_told_long_ago_refuses_nothing_for_good() -> None:
    pool = pool_of(30_000)
    assert never(pool, {"input_tokens": 56_000}, TOLD_S_MAX) is None
    assert goes(pool, stand(pool, "large", 56_000, TOLD_S_MAX), TOLD_S_MAX)


def test_a_clock_that_was_set_back_shuts_nobody_out() -> None:
    pool = pool_of()
    pool.shut_until, pool.struck_at = 100_000.0, 99_000.0
    assert goes(pool, stand(pool, "a", 100, 10.0), 10.0)
    assert pool.struck_at == 10.0


def test_a_first_one_that_does_not_answer_is_not_waited_for_for_ever() -> None:
    pool = Pool()
    assert goes(pool, stand(pool, "stopped", 9, 1.0), 1.0)
    other = stand(pool, "other", 9, 2.0)
    assert not goes(pool, other, 2.0)
    assert goes(pool, other, 1.0 + PROBE_S)


def test_after_an_overload_only_so_many_are_out_at_once() -> None:
    pool = pool_of()
    pool.abreast = 2.5
    first, second, third = (stand(pool, name, 10, 1.0) for name in ("a", "b", "c"))
    assert goes(pool, first, 1.0)
    assert goes(pool, second, 1.0)
    held = turn(pool, third, 1.0, 1.0)
    assert isinstance(held, Hold)
    assert held.reason == "because the provider was overloaded: only 2 at once for now"
    leave(pool, first.id)
    assert goes(pool, third, 2.0)
