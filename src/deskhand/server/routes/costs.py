"""What it cost, and what the providers let through."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from deskhand.models.governor.ledger import Ledger
from deskhand.models.governor.making import FILE
from deskhand.models.governor.pool import Pool
from deskhand.server.access.rights import Asker, Place
from deskhand.server.errors import documented
from deskhand.server.routes.sessions import visible
from deskhand.server.sessions.index import Spent

router = APIRouter(prefix="/api", tags=["costs"])

_DAY_S = 86_400.0


class Amount(BaseModel):
    """What requests took. input_tokens counts those from the cache too. cost_known: every price was known."""

    requests: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cache_read_tokens: int = 0
    cache_write_tokens: int = 0
    cost_usd: float = 0.0
    cost_known: bool = True

    def add(self, spent: Spent) -> None:
        self.requests += 1
        self.input_tokens += spent.input_tokens
        self.output_tokens += spent.output_tokens
        self.cache_read_tokens += spent.cache_read_tokens
        self.cache_write_tokens += spent.cache_write_tokens
        self.cost_usd += spent.cost_usd or 0.0
        self.cost_known = self.cost_known and spent.cost_usd is not None


class DayAmount(BaseModel):
    """day: "2026-11-29"."""

    day: str
    model: str
    amount: Amount


class SessionAmount(BaseModel):
    session: str
    title: str
    amount: Amount


class Costs(BaseModel):
    """days: by day and model, the oldest first. sessions: the dearest first. artifacts: what of all that artifacts
    asked for people who looked at them."""

    total: Amount
    artifacts: Amount
    days: list[DayAmount]
    sessions: list[SessionAmount]


class LevelView(BaseModel):
    """How much of a limit is left. kind: requests, input_tokens, output_tokens or tokens."""

    kind: str
    capacity: float
    left: float
    per_minute: float


class PoolView(BaseModel):
    """Models of a provider that share limits. waiting, out: requests. shut_s: how long nobody is let through yet, and
    shut_for why; 0 and "" when it is open. known: it was asked before, so the levels are what it told."""

    name: str
    provider: str
    known: bool
    waiting: int
    out: int
    sessions: int
    shut_s: float
    shut_for: str
    levels: list[LevelView]


class PoolList(BaseModel):
    pools: list[PoolView]


@router.get("/costs", responses=documented("unauthenticated", "invalid"))
async def get_costs(
    place: Place,
    visitor: Asker,
    days: Annotated[int, Query(ge=1, le=3_660)] = 30,
    offset_min: Annotated[int, Query(ge=-1_440, le=1_440, description="Minutes east of UTC, for whose days.")] = 0,
) -> Costs:
    """What the sessions that one may see cost in the last days."""
    await place.sessions.look()
    since, among = place.now() - days * _DAY_S, set(visible(place, visitor))
    asked = [each for each in await place.budget.spent(since) if each.session in among]
    spent = [*await place.sessions.spent(since, among), *asked]
    shift = timedelta(minutes=offset_min)
    total, artifacts = Amount(), Amount()
    for each in asked:
        artifacts.add(each)
    by_day: defaultdict[tuple[str, str], Amount] = defaultdict(Amount)
    by_session: defaultdict[str, Amount] = defaultdict(Amount)
    for each in spent:
        day = (datetime.fromtimestamp(each.at, UTC) + shift).strftime("%Y-%m-%d")
        for amount in (total, by_day[day, each.model], by_session[each.session]):
            amount.add(each)
    return Costs(
        total=total,
        artifacts=artifacts,
        days=[DayAmount(day=day, model=model, amount=amount) for (day, model), amount in sorted(by_day.items())],
        sessions=_dearest(
            SessionAmount(session=session, title=place.sessions.info(session).title, amount=amount)
            for session, amount in by_session.items()
        ),
    )


def _dearest(amounts: Iterable[SessionAmount]) -> list[SessionAmount]:
    return sorted(amounts, key=lambda each: (-each.amount.cost_usd, each.session))


@router.get("/limits", responses=documented("unauthenticated"))
async def get_limits(place: Place, visitor: Asker) -> PoolList:
    """What the providers' limits have left, as far as they told, and who waits."""
    pools = await asyncio.to_thread(_pools, place.home.folder / FILE)
    return PoolList(pools=[_pool(name, pool, place.now()) for name, pool in sorted(pools.items())])


def _pools(path: Path) -> dict[str, Pool]:
    ledger = Ledger(path)
    try:
        return ledger.pools()
    finally:
        ledger.close()


def _pool(name: str, pool: Pool, now: float) -> PoolView:
    """The name's last word is of a key, hashed: nobody needs it."""
    shown = name.rpartition(" ")[0] or name
    shut_s = max(0.0, pool.shut_until - now)
    levels = []
    for kind, level in sorted(pool.levels.items()):
        level.advance(now)
        left = max(0.0, level.amount)
        levels.append(LevelView(kind=kind, capacity=level.capacity, left=left, per_minute=level.per_s * 60))
    return PoolView(
        name=shown, provider=shown.partition("/")[0], known=pool.known,
        waiting=len(pool.tickets) - len(pool.out), out=len(pool.out), sessions=pool.sessions,
        shut_s=shut_s, shut_for=pool.shut_for if shut_s else "", levels=levels,
    )  # fmt: skip
