"""What a day may cost: counted over all sessions of 24 hours, refused before a start, stopped in mid-run."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskhand.agent.day import DAY_S, Day
from deskhand.core import events as ev
from deskhand.core import moves as mv
from deskhand.core.errors import LimitExceeded
from deskhand.core.evolve import fold
from deskhand.core.messages import Call, Reply, TextPart, Usage
from deskhand.journal.journal import Journal

NOW = 1_000_000.0


def reply(cost: float | None) -> ev.ModelReplied:
    return ev.ModelReplied(reply=Reply(calls=(Call(id="c", name="bash"),), usage=Usage(cost_usd=cost)))


async def add(journal: Journal, stream: str, seq: int, at: float, *costs: float | None) -> None:
    async with await journal.lock(stream, "test") as lock:
        await journal.append(stream, [reply(cost) for cost in costs], expect=seq, at=at, writer=lock)


async def test_all_sessions_of_a_day_count_and_older_requests_do_not(tmp_path: Path) -> None:
    async with await Journal.open(tmp_path / "journal.db") as journal:
        one, two = (await journal.create("session")).id, (await journal.create("session")).id
        day = Day(journal, lambda: NOW)
        await add(journal, one, 0, NOW - DAY_S - 1, 7.0)
        await add(journal, one, 1, NOW - 5, 1.0, None)
        await add(journal, two, 0, NOW - 9, 0.5)
        assert await day.cost_usd() == 1.5
        await add(journal, two, 1, NOW - 1, 0.25)
        assert await day.cost_usd() == 1.75
        with pytest.raises(LimitExceeded, match=r"\$1\.75.*\$1\.00"):
            await day.must_have_room(ev.Limits(day_cost_usd_max=1.0))
        await day.must_have_room(ev.Limits(day_cost_usd_max=2.0))
        await day.must_have_room(ev.Limits())


def test_a_run_stops_when_the_days_limit_is_reached() -> None:
    begun: list[ev.Event] = [
        ev.SessionStarted(model="acme/seer", limits=ev.Limits(day_cost_usd_max=2.0)),
        ev.Said(parts=(TextPart(text="go"),)),
        ev.ModelAsked(model="acme/seer", day_cost_usd=1.5),
    ]
    move = mv.next_move(fold([*begun, reply(0.5)]))
    assert isinstance(move, mv.Reply)
    assert "2.0 of 2.0 US dollars of this day are spent" in move.text
    assert isinstance(mv.next_move(fold([*begun, reply(0.4)])), mv.Judge)
