"""Whose turn it is, and how long the others wait: pure decisions over a pool.

Only the first of the line is let through, so a large request is not overtaken by small ones for ever. The line is
fair by tokens: each session's next request stands behind what that session was served (start-time fair queueing:
Goyal, Vin, Cheng 1996), so one that asks much does not push back one that asks little. What nobody watches stands
behind what somebody waits for, but no longer than BACKGROUND_S.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from deskhand.models.governor.level import Level
from deskhand.models.governor.pool import SHUT_S_MAX, Need, Pool, Ticket

BACKGROUND_S = 120.0
"""After so long in line a background request stands with the others."""

LEASE_S = 60.0
"""A ticket in line that was not renewed for so long has nobody behind it: those who wait ask every second or so."""

OUT_LEASE_S = 3600.0
"""A request that has been out for so long is over, though nobody said so."""

KEPT_SHARE = 0.03
"""Part of a token limit that is left alone, so that a guess which was a little low is not turned away. It costs one
short wait at the beginning and no throughput."""

GUESS_SHARE = 0.1
"""A guess may be this much above what fits before the request counts as one that never fits."""

TOLD_S_MAX = 600.0
"""How long a limit that was told is taken for the present one when it refuses a request for good."""

PROBE_S = 120.0
"""How long others wait for the one that goes first: its process may have been stopped."""

Alive = Callable[[str], bool | None]
"""Whether the process behind an owner lives; None when that can't be seen from here."""


@dataclass(frozen=True, slots=True)
class Go:
    """Send it now: what it needs is reserved."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Not yet. wait_s: when to ask again at the latest; expected_s: how long it is likely to take in all."""

    wait_s: float
    expected_s: float
    reason: str


def never(pool: Pool, need: Need, now: float) -> tuple[str, float, float] | None:
    """(kind, needed, limit) when a request needs more of something than the bucket holds when it is full.

    What was told long ago refuses nothing: the limit may have been raised, and only an answer can tell.
    """
    if not 0 <= now - pool.told_at < TOLD_S_MAX:
        return None
    for kind in ("input_tokens", "tokens"):
        level, needed = pool.levels.get(kind), need.get(kind, 0.0)
        if level is not None and needed > level.capacity * (1 + GUESS_SHARE):
            return kind, needed, level.capacity
    return None


def enter(pool: Pool, ticket: Ticket, now: float) -> None:
    """Stand in line. One that was taken for dead comes back to the place it had."""
    ticket.renewed_at = now
    if not ticket.arrived_at:
        ticket.arrived_at = now
        ticket.start = max(pool.clock, pool.served.get(ticket.session, 0.0))
    pool.tickets.append(ticket)


def leave(pool: Pool, ticket_id: str) -> None:
    """Out of the line, or at an end. What it reserved stays used."""
    pool.tickets = [ticket for ticket in pool.tickets if ticket.id != ticket_id]


def reap(pool: Pool, now: float, alive: Alive) -> None:
    """Take out the tickets of the dead. Those that were out have used what they reserved, for all that is known."""
    pool.tickets = [ticket for ticket in pool.tickets if _stands(ticket, now, alive)]


def _stands(ticket: Ticket, now: float, alive: Alive) -> bool:
    if alive(ticket.owner) is False:
        return False
    if ticket.stage == "waiting":
        return now - ticket.renewed_at < LEASE_S
    return now - ticket.granted_at < OUT_LEASE_S


def turn(pool: Pool, ticket: Ticket, now: float, poll_s: float) -> Go | Hold:
    """Whether this ticket, which is in line, goes now. When it does, what it needs is taken from the levels."""
    ticket.renewed_at = now
    _heed_clock(pool, now)
    if (shut_s := pool.shut_until - now) > 0:
        return Hold(shut_s, shut_s, pool.shut_for)
    line = sorted((t for t in pool.tickets if t.stage == "waiting"), key=lambda t: _order(t, now))
    before = line[: line.index(ticket)]
    if crowded := _crowded(pool, now):
        return Hold(poll_s, 0.0, crowded)
    wait_s, scarce = _lacking(pool, [*before, ticket], now)
    if wait_s > 0 or before:
        own_s = max(wait_s, 0.001) if not before else max(min(wait_s, poll_s), poll_s / 4)
        return Hold(min(own_s, poll_s), wait_s, _shared(pool, scarce))
    _grant(pool, ticket, now)
    return Go()


def _order(ticket: Ticket, now: float) -> tuple[bool, float, float, str]:
    behind = ticket.background and now - ticket.arrived_at < BACKGROUND_S
    return behind, ticket.start, ticket.arrived_at, ticket.id


def _heed_clock(pool: Pool, now: float) -> None:
    """After the clock was set back, nothing that is said of the future holds."""
    pool.struck_at = min(pool.struck_at, now)
    if pool.shut_until - now > SHUT_S_MAX:
        pool.shut_until = 0.0


def _crowded(pool: Pool, now: float) -> str:
    """Why nobody at all is let through although it is open; empty when somebody is."""
    unanswered = [ticket for ticket in pool.out if ticket.stage == "sent" and now - ticket.granted_at < PROBE_S]
    if unanswered and pool.probing:
        return "until one request that went first has shown whether the provider answers again"
    if unanswered and not pool.known:
        return "until one request that went first has shown what the provider's limits are"
    if pool.abreast and len(pool.out) >= max(1, int(pool.abreast)):
        return f"because the provider was overloaded: only {len(pool.out)} at once for now"
    return ""


def _lacking(pool: Pool, line: list[Ticket], now: float) -> tuple[float, str]:
    """How long until all of these have been served, and the limit that it depends on."""
    waits = {
        kind: level.wait_s(_wanted(kind, level, line), now) + _rounds_s(kind, level, line)
        for kind, level in pool.levels.items()
    }
    scarce = max(waits, key=lambda kind: waits[kind], default="")
    return waits.get(scarce, 0.0), scarce


def _wanted(kind: str, level: Level, line: list[Ticket]) -> float:
    kept = 0.0 if kind == "requests" else level.capacity * KEPT_SHARE
    return _needed(kind, line) + kept


def _rounds_s(kind: str, level: Level, line: list[Ticket]) -> float:
    """The time to refill what is more than one full bucket."""
    return max(0.0, _wanted(kind, level, line) - level.capacity) / level.per_s if len(line) > 1 else 0.0


def _needed(kind: str, line: list[Ticket]) -> float:
    return sum(ticket.need.get(kind, 0.0) for ticket in line)


def _shared(pool: Pool, kind: str) -> str:
    if kind not in pool.levels:
        return "for the requests before it"
    level = pool.levels[kind]
    who = f"{pool.sessions} sessions share" if pool.sessions > 1 else "there are"
    return f"for {kind.replace('_', ' ')}: {who} {level.per_s * 60:,.0f} a minute"


def _grant(pool: Pool, ticket: Ticket, now: float) -> None:
    ticket.stage, ticket.granted_at = "sent", now
    cost = ticket.need.get("input_tokens", 0.0) + ticket.need.get("output_tokens", 0.0)
    pool.clock = max(pool.clock, ticket.start)
    pool.served[ticket.session] = ticket.start + max(1.0, cost)
    pool.served = {session: at for session, at in pool.served.items() if at > pool.clock}
    pool.change(ticket.need, -1, now)
