"""Artifacts go with their session and stay with it, also in the sums."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from deskhand.agent.shelf import Shelf
from deskhand.artifacts.content import content_of
from deskhand.core.artifacts import Maker
from deskhand.core.errors import Conflict
from deskhand.journal.journal import Journal
from deskhand.retention import Policy, carry_out, desk_bytes, keep_house, make_plan, remove_session
from deskhand.settings import RetentionDefaults
from tests.retention.world import DAY_S, NOW, acted, bytes_of, done, home_at, picture, said, session

ANNA = Maker(by="person", who="u-anna")
SIZE = 50_000


async def made(journal: Journal, stream: str, days_ago: float, words: str = "x" * SIZE) -> str:
    shelf = Shelf(journal, lambda: NOW - days_ago * DAY_S)
    return (await shelf.create(stream, content_of("text", {"a.txt": words}), "A", ANNA)).newest.files["a.txt"].blob


async def test_a_session_that_goes_takes_its_artifacts_along_and_the_plan_counted_them(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    async with await home.journal() as journal:
        old, young = await session(journal, 100, said(), done()), await session(journal, 1, said(), done())
        gone, kept = await made(journal, old, 100), await made(journal, young, 100, "y" * SIZE)
        plan = await make_plan(journal, Policy(now=NOW, delete_before=NOW - 30 * DAY_S), partial(desk_bytes, home))
        assert [each.info.id for each in plan.deleted] == [old] and plan.bytes > SIZE
        async for _ in carry_out(home, journal, plan):
            pass
        assert (journal.blobs.has(gone), journal.blobs.has(kept)) == (False, True)
        assert (await journal.info(f"a-{old[2:]}-1")).deleted_at
        assert all(report.ok for report in await journal.verify())


async def test_a_session_is_as_young_as_its_youngest_artifact(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    async with await home.journal() as journal:
        await made(journal, await session(journal, 100, said(), done()), 2)
        plan = await make_plan(journal, Policy(now=NOW, delete_before=NOW - 30 * DAY_S), partial(desk_bytes, home))
        assert plan.deleted == []


async def test_what_is_thinned_in_a_session_stays_where_an_artifact_holds_it(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    async with await home.journal() as journal:
        screens = [acted(screen=name) for name in "abc"]
        stream = await session(journal, 100, said(), *screens, done())
        blob = await made(journal, stream, 100, bytes_of("b").decode())
        assert blob == picture("b").blob
        policy = Policy(now=NOW, thin_before=NOW, thin_shown_before=NOW)
        plan = await make_plan(journal, policy, partial(desk_bytes, home), grace_s=-1e12)
        async for _ in carry_out(home, journal, plan, grace_s=-1e12):
            pass
        assert journal.blobs.has(blob)


async def test_a_session_that_is_being_written_keeps_its_artifacts(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    async with await home.journal() as journal:
        stream = await session(journal, 1, said())
        blob = await made(journal, stream, 1)
        async with await journal.lock(stream, "driver"):
            with pytest.raises(Conflict):
                await remove_session(home, journal, stream)
        assert journal.blobs.has(blob) and len(await Shelf(journal).of_session(stream)) == 1


async def test_what_a_removal_that_broke_off_had_left_goes_when_house_is_kept(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    async with await home.journal() as journal:
        gone, there = await session(journal, 1, said(), done()), await session(journal, 1, said(), done())
        lost, kept = await made(journal, gone, 1), await made(journal, there, 1, "y" * SIZE)
        await journal.delete(gone)
    assert await keep_house(home, RetentionDefaults(), NOW)
    async with await home.journal() as journal:
        assert (journal.blobs.has(lost), journal.blobs.has(kept)) == (False, True)
        assert len(await Shelf(journal).of_session(there)) == 1
