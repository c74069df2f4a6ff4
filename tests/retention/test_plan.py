"""Plans and their carrying out, on a real journal: what goes, in which order, and what never does."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from deskhand.agent.session import Home
from deskhand.core import events as ev
from deskhand.core.errors import NotFound
from deskhand.journal.journal import Journal
from deskhand.retention import Deleted, Freed, Plan, Policy, carry_out, desk_bytes, keep_house, make_plan, policy_of
from deskhand.settings import RetentionDefaults
from tests.retention.world import DAY_S, NOW, PICTURE_BYTES, acted, blob_of, done, home_at, said, session

DEFAULT = policy_of(RetentionDefaults(), NOW)
DELETE_OLD = Policy(now=NOW, delete_before=NOW - 30 * DAY_S)


async def planned(journal: Journal, policy: Policy) -> Plan:
    return await make_plan(journal, policy, lambda name: 0, grace_s=-1)


async def carried(home: Home, journal: Journal, policy: Policy) -> tuple[list[Deleted], Freed]:
    plan = await planned(journal, policy)
    *deleted, freed = [done async for done in carry_out(home, journal, plan, grace_s=-1)]
    assert isinstance(freed, Freed)
    return [each for each in deleted if isinstance(each, Deleted)], freed


async def test_by_itself_only_old_pictures_go(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    async with await home.journal() as journal:
        await session(journal, 40, said(), *map(acted, "abc"), done())
        await session(journal, 20, said(), *map(acted, "def"), done())
        deleted, freed = await carried(home, journal, DEFAULT)
        assert (deleted, freed.thinned) == ([], {blob_of("b"): PICTURE_BYTES})
        assert [(report.ok, report.thinned) for report in await journal.verify()] == [(True, 1), (True, 0)]


async def test_a_plan_says_what_its_carrying_out_frees_and_changes_nothing(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    async with await home.journal() as journal:
        await session(journal, 40, said(), *map(acted, "abcd"), done())
        plan = await planned(journal, DEFAULT)
        assert (plan.pictures, plan.bytes) == (2, 2 * PICTURE_BYTES)
        assert all(map(journal.blobs.has, map(blob_of, "abcd")))
        before = await journal.size_bytes()
        await carried(home, journal, DEFAULT)
        assert before - await journal.size_bytes() == plan.bytes
        assert (await planned(journal, DEFAULT)).bytes == 0


async def test_a_picture_that_a_younger_session_shares_stays(tmp_path: Path) -> None:
    async with await home_at(tmp_path).journal() as journal:
        await session(journal, 40, said(), *map(acted, "abc"), done())
        await session(journal, 1, said(), acted("b"), done())
        assert (await planned(journal, DEFAULT)).pictures == 0


async def test_a_session_that_somebody_writes_is_left_alone(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    async with await home.journal() as journal:
        name = await session(journal, 40, said(), *map(acted, "abc"), done())
        async with await journal.lock(name, "a test"):
            assert (await planned(journal, DEFAULT)).pictures == 0
            deleted, _ = await carried(home, journal, DELETE_OLD)
            assert "a test" in deleted[0].kept
        assert (await journal.info(name)).deleted_at is None


async def test_age_deletes_whole_sessions_with_their_desks(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    async with await home.journal() as journal:
        name = await session(journal, 40, said(), acted("a"))
        (home.desk_folder(name) / "work").mkdir(parents=True)
        (home.desk_folder(name) / "work" / "big.bin").write_bytes(b"x" * 50_000)
        assert desk_bytes(home, name) >= 50_000
        await carried(home, journal, DELETE_OLD)
        assert not home.desk_folder(name).exists()
        with pytest.raises(NotFound, match="was deleted"):
            await journal.read(name)
        assert not journal.blobs.has(blob_of("a"))


async def test_a_quota_thins_the_oldest_first_and_stops_when_it_fits(tmp_path: Path) -> None:
    async with await home_at(tmp_path).journal() as journal:
        oldest = await session(journal, 3, said(), *map(acted, "abc"), done())
        await session(journal, 2, said(), *map(acted, "def"), done())
        plan = await planned(journal, Policy(now=NOW, keep_bytes=await journal.size_bytes() - 1))
        assert [each.info.id for each in plan.thinned] == [oldest]
        assert (plan.deleted, plan.over_bytes) == ([], 0)


async def test_a_quota_deletes_the_oldest_that_rest_once_thinning_is_not_enough(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    async with await home.journal() as journal:
        oldest = await session(journal, 3, said(), *map(acted, "abc"), done())
        younger = await session(journal, 2, said(), *map(acted, "def"), done())
        quota = Policy(now=NOW, keep_bytes=await journal.size_bytes() - 3 * PICTURE_BYTES)
        deleted, freed = await carried(home, journal, quota)
        assert [each.deletion.info.id for each in deleted] == [oldest]
        assert freed.thinned == {blob_of("e"): PICTURE_BYTES}
        assert (await journal.info(younger)).deleted_at is None
        assert await journal.size_bytes() <= quota.keep_bytes


QUESTION = ev.Asked(question="q", call="c", kind="question", text="Which?")


@pytest.mark.parametrize(("days_ago", "end"), [(3, QUESTION), (3, ev.Paused()), (3, said()), (0.01, done())], ids=str)
async def test_a_quota_never_deletes_what_is_open_or_fresh(tmp_path: Path, days_ago: float, end: ev.Event) -> None:
    async with await home_at(tmp_path).journal() as journal:
        await session(journal, days_ago, said(), acted("a"), end)
        plan = await planned(journal, Policy(now=NOW, keep_bytes=0))
        assert plan.deleted == [] and plan.over_bytes > 0


async def test_settings_in_days_become_moments() -> None:
    policy = policy_of(RetentionDefaults(keep_mib=2, days=10), NOW)
    assert (policy.keep_bytes, policy.delete_before) == (2 * 1024 * 1024, NOW - 10 * DAY_S)
    assert (policy.thin_before, policy.thin_shown_before) == (NOW - 30 * DAY_S, -math.inf)


async def test_house_is_kept_once_a_day_and_only_what_became_old_is_looked_at(tmp_path: Path) -> None:
    home, rules = home_at(tmp_path), RetentionDefaults(days=100)
    async with await home.journal() as journal:
        old = await session(journal, 99.5, said(), acted("a"), done())
    assert await keep_house(home, rules, NOW)
    assert not await keep_house(home, rules, NOW + DAY_S / 2)
    assert await keep_house(home, rules, NOW + DAY_S)
    async with await home.journal() as journal:
        with pytest.raises(NotFound, match="was deleted"):
            await journal.read(old)


@pytest.mark.parametrize("note", ["", "[]", '{"now": "x"}', '{"now": 9e99, "thin_before": 0, "thin_shown_before": 0}'])
async def test_a_note_that_can_not_be_read_means_that_nothing_was_done_yet(tmp_path: Path, note: str) -> None:
    (tmp_path / "retention.json").write_text(note)
    assert await keep_house(home_at(tmp_path), RetentionDefaults(), NOW)
    assert not await keep_house(home_at(tmp_path), RetentionDefaults(), NOW + 1)
