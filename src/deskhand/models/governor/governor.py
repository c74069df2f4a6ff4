"""The governor of one (provider, key, pool of models): the pure parts joined with a ledger, a clock and chance.

It knows tickets and tokens, no requests and no models.
"""

from __future__ import annotations

import asyncio
import random
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from deskhand.core.messages import Failure
from deskhand.models.base import LimitsSeen, Waiting
from deskhand.models.governor import admission, learning
from deskhand.models.governor.admission import Go, Hold
from deskhand.models.governor.ledger import Ledger
from deskhand.models.governor.owners import is_alive, this_process
from deskhand.models.governor.pool import Need, Pool, Ticket

POLL_S = 1.0
"""How often a waiting request asks the ledger at the latest: others may have given back what they reserved."""

TOLD_S_MIN = 1.0
"""A shorter wait is not worth telling."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Clock:
    """Time and chance. now: seconds since 1970, the same in all processes. luck: 0 to 1."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    luck: Callable[[], float] = random.random


@dataclass(frozen=True, slots=True)
class Learned:
    """What a model's last answers say of the next: the factor for a guess of its input, and its output in tokens.
    known: something of its pool has answered before."""

    ratio: float
    output: float
    known: bool


class Governor:
    """Lets requests through when the provider will take them.

    pool: the name of what shares limits. provider: its name, for words.
    """

    def __init__(
        self, ledger: Ledger, pool: str, provider: str, clock: Clock = Clock(), poll_s: float = POLL_S
    ) -> None:
        self.clock = clock
        self.provider = provider
        self._ledger = ledger
        self._pool = pool
        self._poll_s = poll_s
        self._owner = this_process()

    def learned(self, model: str) -> Learned:
        return self._change(
            lambda pool, now: Learned(learning.ratio(pool, model), learning.output_expected(pool, model), pool.known)
        )

    def ticket(self, session: str, need: Need, *, background: bool) -> Ticket:
        """A place for a request, not yet in line."""
        return Ticket(secrets.token_hex(8), session, self._owner, dict(need), background)

    def never(self, need: Need) -> str:
        """Why this request can never go, in words; empty when it can."""
        found = self._change(lambda pool, now: admission.never(pool, need, now))
        if found is None:
            return ""
        kind, needed, most = found
        return (
            f"this request has about {needed:,.0f} {kind.replace('_', ' ')}, but {self.provider} takes at most "
            f"{most:,.0f} a minute from this key, so it could never pass"
        )

    async def admitted(self, ticket: Ticket) -> AsyncIterator[Waiting]:
        """Wait for this ticket's turn, telling the wait when there is one worth telling. It is out when this ends."""
        told = ""
        while isinstance(found := self._turn(ticket), Hold):
            if found.reason != told and max(found.wait_s, found.expected_s) >= TOLD_S_MIN:
                told = found.reason
                yield Waiting(max(found.wait_s, found.expected_s), told)
            await self.clock.sleep(min(found.wait_s, self._poll_s))
        if told:
            yield Waiting(0.0, "")

    def seen(self, ticket: Ticket, limits: LimitsSeen) -> None:
        """The limits that came with this ticket's answer."""
        self._with(
            ticket, lambda pool, mine, now: learning.seen(pool, mine, limits.buckets, now, refused=limits.refused)
        )

    def counted(self, ticket: Ticket) -> None:
        """The provider has begun to answer this ticket."""
        self._with(ticket, learning.counted)

    def settled(self, ticket: Ticket, used: Need | None) -> None:
        """This ticket's request is over and has used so much; None when nobody can know."""
        self._with(ticket, lambda pool, mine, now: learning.settle(pool, mine, used, now))

    def turned_away(self, ticket: Ticket, failure: Failure, after_s: float, why: str) -> None:
        """The provider took the request not in. Everybody is held back, for as long as it says or as is usual."""

        def shut(pool: Pool, mine: Ticket, now: float) -> None:
            if failure == "limited":
                learning.limited(pool, mine, after_s, now, self.provider)
            else:
                learning.overloaded(pool, mine, after_s, now, self.clock.luck(), why)

        self._with(ticket, shut)

    def sample(self, model: str, ratio: float, output: float) -> None:
        """What an answer of this model was counted at, through the guess, and what it wrote."""
        self._change(lambda pool, now: learning.sample(pool, model, ratio, output))

    def left(self, ticket: Ticket) -> None:
        """Nobody waits for this ticket any more. One that was never sent gives nothing back: it had nothing."""
        self._change(lambda pool, now: admission.leave(pool, ticket.id))

    def close(self) -> None:
        """Let go of the file. It is opened again when it is needed."""
        self._ledger.close()

    def _turn(self, ticket: Ticket) -> Go | Hold:
        def asked(pool: Pool, now: float) -> Go | Hold:
            admission.reap(pool, now, is_alive)
            mine = pool.find(ticket.id)
            if mine is None:
                mine = replace(ticket)
                admission.enter(pool, mine, now)
                ticket.arrived_at, ticket.start = mine.arrived_at, mine.start
            return admission.turn(pool, mine, now, self._poll_s)

        return self._change(asked)

    def _with(self, ticket: Ticket, action: Callable[[Pool, Ticket, float], None]) -> None:
        """Change what is kept of a ticket; nothing when it is gone, say because the file was lost."""

        def changed(pool: Pool, now: float) -> None:
            if (mine := pool.find(ticket.id)) is not None:
                action(pool, mine, now)

        self._change(changed)

    def _change(self, action: Callable[[Pool, float], T]) -> T:
        return self._ledger.change(self._pool, lambda pool: action(pool, self.clock.now()))
