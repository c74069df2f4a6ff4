"""What answers teach a pool: limits from headers, real usage, and when to hold everybody back. Pure.

A header's `remaining` was true when the provider took the request in, some time between sending and now, and holds what
that request took by the provider's own reckoning. So what was reserved for it is replaced by what the provider says,
and the level is moved between two bounds:

    at most    remaining + what was refilled since this request was sent - what was let through after it
    at least   remaining - everything under way that the provider has not told of yet

Answers overtake each other; one that was sent before another was heard moves the level down only. What a request
writes is counted while it is written: that stays reserved until its end.

On overload the number of requests at once is halved, and grows by one for each round that passes (additive increase,
multiplicative decrease: Chiu, Jain 1989).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, log

from deskhand.models.base import Bucket
from deskhand.models.governor.level import Level
from deskhand.models.governor.pool import SHUT_S_MAX, Need, Pool, Samples, Ticket

PERIODS_S = (60.0, 3600.0, 86400.0)
"""What limits are counted by."""

RESET_S_MIN = 5.0
"""A shorter time until a full bucket says nothing of the period: some providers round it to seconds."""

BACKOFF_S, BACKOFF_S_MAX = 2.0, 60.0
"""The first wait after an overload, doubled with each that follows, up to this."""

ABREAST_FREE = 16.0
"""So many at once without a complaint: the number is no longer bounded."""

RATIOS_MAX, OUTPUTS_MAX = 20, 50
RATIO_MIN, RATIO_MAX = 0.3, 3.0
"""No way of counting tokens differs from a guess by length by more; what does is some other mistake."""

SAMPLES_MIN = 3
RATIO_USUAL, OUTPUT_USUAL = 1.2, 1_000.0
"""Taken until there are samples: guesses by length are a little low, and a turn of a few calls writes so much."""


def seen(pool: Pool, ticket: Ticket, buckets: Sequence[Bucket], now: float, *, refused: bool) -> None:
    """Limits that came with an answer. A request that was refused has used nothing."""
    if refused:
        pool.change(ticket.need, 1, now)
        ticket.need = {}
    alone = pool.told_at <= ticket.granted_at
    elapsed_s = 0.0 if refused else max(0.0, now - ticket.granted_at)
    for bucket in buckets:
        if bucket.limit > 0:
            pool.told_at = now
            _learn(pool, ticket, bucket, now, elapsed_s, alone=alone)
    if not refused:
        counted(pool, ticket, now)


def _learn(pool: Pool, ticket: Ticket, bucket: Bucket, now: float, elapsed_s: float, *, alone: bool) -> None:
    """elapsed_s: for how long the bucket may have been refilled since; none is granted after a refusal. alone: nothing
    else was told since this request was sent, so no answer that was overtaken is believed."""
    per_s, told = bucket.limit / period_s(bucket), max(0.0, bucket.remaining)
    level = pool.levels.get(bucket.kind)
    if level is None:
        level = pool.levels[bucket.kind] = Level(bucket.limit, per_s, told, now)
    level.advance(now)
    level.capacity, level.per_s = bucket.limit, per_s
    if alone and bucket.kind != "output_tokens":
        ticket.need.pop(bucket.kind, None)
    pending = [(other.granted_at, other.need.get(bucket.kind, 0.0)) for other in pool.out]
    later = sum(need for at, need in pending if at > ticket.granted_at) + ticket.need.get(bucket.kind, 0.0)
    least = told - sum(need for _, need in pending) if alone else level.amount
    most = told + per_s * elapsed_s - later
    level.amount = min(max(level.amount, least), max(least, most), level.capacity)


def period_s(bucket: Bucket) -> float:
    """The time in which the whole limit comes back, from how long the part that is used takes."""
    used = bucket.limit - bucket.remaining
    if used <= 0 or bucket.reset_s < RESET_S_MIN:
        return PERIODS_S[0]
    whole_s = bucket.reset_s * bucket.limit / used
    return min(PERIODS_S, key=lambda period: abs(log(period / whole_s)))


def counted(pool: Pool, ticket: Ticket, now: float) -> None:
    """The provider has taken this request in: it answers, so the others may go too."""
    if ticket.stage == "counted":
        return
    ticket.stage = "counted"
    pool.known, pool.probing = True, False
    if ticket.granted_at >= pool.struck_at:
        pool.strikes = 0
        _widen(pool)


def _widen(pool: Pool) -> None:
    if pool.abreast:
        pool.abreast += 1 / pool.abreast
        if pool.abreast >= ABREAST_FREE:
            pool.abreast = 0.0


def settle(pool: Pool, ticket: Ticket, used: Need | None, now: float) -> None:
    """The request is over. used: what it has really used, None when nobody can know."""
    if used is not None:
        difference = {kind: reserved - used.get(kind, 0.0) for kind, reserved in ticket.need.items()}
        pool.change(difference, 1, now)
    pool.tickets = [other for other in pool.tickets if other is not ticket]


def limited(pool: Pool, ticket: Ticket, after_s: float, now: float, provider: str) -> None:
    """The provider said that this was too much: nobody goes before the time it names, then one."""
    wait_s = min(after_s, SHUT_S_MAX) if after_s > 0 else _backoff_s(pool, ticket)
    asked = f"asked to wait {wait_s:.0f} s" if after_s > 0 else "said no time"
    _shut(pool, ticket, now + wait_s, f"because {provider} has limited this key and {asked}", now)


def overloaded(pool: Pool, ticket: Ticket, after_s: float, now: float, luck: float, why: str) -> None:
    """The provider can't answer now: all back off together. luck: 0 to 1, so that machines don't come back at once."""
    if ticket.granted_at >= pool.struck_at:
        pool.abreast = max(1.0, (pool.abreast or len(pool.out)) / 2)
    wait_s = max(min(after_s, SHUT_S_MAX), _backoff_s(pool, ticket) * (0.75 + luck / 2))
    _shut(pool, ticket, now + wait_s, f"because all requests back off together: {why}", now)


def _backoff_s(pool: Pool, ticket: Ticket) -> float:
    doublings = pool.strikes - (ticket.granted_at < pool.struck_at)
    return min(BACKOFF_S_MAX, BACKOFF_S * 2.0 ** min(max(0, doublings), 10))


def _shut(pool: Pool, ticket: Ticket, until: float, reason: str, now: float) -> None:
    """Requests that were under way when it was shut are one complaint with the one that shut it."""
    if ticket.granted_at >= pool.struck_at:
        pool.strikes += 1
        pool.struck_at = now
        pool.shut_until, pool.shut_for = until, reason
    elif until > pool.shut_until:
        pool.shut_until, pool.shut_for = until, reason
    pool.probing = True


def sample(pool: Pool, model: str, ratio: float, output: float) -> None:
    """A finished answer: its real input through the guess, and what it wrote."""
    samples = pool.samples.setdefault(model, Samples())
    if ratio > 0:
        samples.ratios = [*samples.ratios, min(max(ratio, RATIO_MIN), RATIO_MAX)][-RATIOS_MAX:]
    if output > 0:
        samples.outputs = [*samples.outputs, output][-OUTPUTS_MAX:]


def ratio(pool: Pool, model: str) -> float:
    """By what a guess of this model's input is multiplied: none of the last ones was larger. What is reserved too much
    comes back with the answer, so it delays the first requests and no others."""
    samples = pool.samples.get(model, Samples())
    return max(samples.ratios) if len(samples.ratios) >= SAMPLES_MIN else RATIO_USUAL


def output_expected(pool: Pool, model: str) -> float:
    """How many tokens 90 % of this model's last replies did not exceed."""
    samples = pool.samples.get(model, Samples())
    return _p90(samples.outputs) if len(samples.outputs) >= SAMPLES_MIN else OUTPUT_USUAL


def _p90(values: Sequence[float]) -> float:
    return sorted(values)[ceil(0.9 * len(values)) - 1]
