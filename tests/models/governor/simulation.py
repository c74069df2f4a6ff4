"""Agents and an honest provider in simulated time: random sizes, guesses that are off, answers that take a while."""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from deskhand.bench.governor.limits import Limits
from deskhand.models.base import LimitsSeen
from deskhand.models.governor import admission, learning
from deskhand.models.governor.admission import Go
from deskhand.models.governor.pool import Pool, Ticket
from deskhand.models.wire.limits import limits_of

START = 1_000_000.0
TRANSIT_S = (0.05, 0.4)
ANSWER_S = (2.0, 20.0)
FRESH = (500, 9_000)
GUESS_OFF = 0.15


@dataclass
class Game:
    """What happened."""

    turns: int
    luck: random.Random
    limits: Limits = field(default_factory=lambda: Limits(START))
    pool: Pool = field(default_factory=Pool)
    lowered_at: float = 0.0
    rejected_at: list[float] = field(default_factory=list)
    done: dict[str, int] = field(default_factory=dict)
    tokens: int = 0
    now: float = START
    _events: list[tuple[float, int, Callable[[], None]]] = field(default_factory=list)
    _count: int = 0

    def play(self, agents: int) -> None:
        """Until nothing is left to happen."""
        for n in range(agents):
            self._ask(f"s{n}")
        while self._events:
            self.now, _, happens = heapq.heappop(self._events)
            if self.lowered_at and self.now >= self.lowered_at:
                self.limits.lower(0.5, self.now)
                self.lowered_at = 0.0
            happens()
            assert self.now < START + 36_000, "it does not come to an end"

    def _after(self, seconds: float, happens: Callable[[], None]) -> None:
        self._count += 1
        heapq.heappush(self._events, (self.now + seconds, self._count, happens))

    def _ask(self, session: str) -> None:
        if self.done.setdefault(session, 0) < self.turns:
            self._stand(session, self.luck.randint(*FRESH))

    def _stand(self, session: str, fresh: int) -> None:
        guess = fresh * self.luck.uniform(1 - GUESS_OFF, 1 + GUESS_OFF) * learning.ratio(self.pool, "m")
        need = {"requests": 1.0, "input_tokens": guess, "output_tokens": learning.output_expected(self.pool, "m")}
        self._count += 1
        ticket = Ticket(f"t{self._count}", session, "", need)
        admission.enter(self.pool, ticket, self.now)
        self._turn(ticket, fresh, guess / learning.ratio(self.pool, "m"))

    def _turn(self, ticket: Ticket, fresh: int, guess: float) -> None:
        found = admission.turn(self.pool, ticket, self.now, 1.0)
        if isinstance(found, Go):
            self._after(self.luck.uniform(*TRANSIT_S), lambda: self._arrive(ticket, fresh, guess))
        else:
            self._after(min(found.wait_s, 1.0), lambda: self._turn(ticket, fresh, guess))

    def _arrive(self, ticket: Ticket, fresh: int, guess: float) -> None:
        wait_s = self.limits.take(fresh, self.now)
        told = limits_of(self.limits.headers(self.now), refused=bool(wait_s))
        assert told is not None
        back_s = self.luck.uniform(*TRANSIT_S)
        if wait_s:
            self.rejected_at.append(self.now)
            self._after(back_s, lambda: self._rejected(ticket, told, wait_s, fresh))
            return
        self.tokens += fresh
        self._after(back_s, lambda: learning.seen(self.pool, ticket, told.buckets, self.now, refused=False))
        self._after(back_s + self.luck.uniform(*ANSWER_S), lambda: self._answered(ticket, fresh, guess))

    def _rejected(self, ticket: Ticket, told: LimitsSeen, wait_s: float, fresh: int) -> None:
        learning.seen(self.pool, ticket, told.buckets, self.now, refused=True)
        learning.limited(self.pool, ticket, wait_s, self.now, "p")
        learning.settle(self.pool, ticket, {}, self.now)
        self._stand(ticket.session, fresh)

    def _answered(self, ticket: Ticket, fresh: int, guess: float) -> None:
        wrote = self.luck.randint(100, 500)
        self.limits.wrote(wrote)
        used = {"requests": 1.0, "input_tokens": float(fresh), "output_tokens": float(wrote)}
        learning.settle(self.pool, ticket, used, self.now)
        learning.sample(self.pool, "m", fresh / guess, wrote)
        self.done[ticket.session] += 1
        self._ask(ticket.session)
