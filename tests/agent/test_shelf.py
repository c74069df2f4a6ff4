"""Artifacts in a real journal: nothing that was made is lost, whoever else writes at the same time."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskhand.agent import shelf as shelf_module
from deskhand.agent.shelf import Shelf, number_of, session_of
from deskhand.artifacts.content import Content, content_of
from deskhand.artifacts.versions import Artifact
from deskhand.core.artifacts import Edit, Maker
from deskhand.core.errors import Conflict, InvalidInput, LimitExceeded, NotFound, StaleVersion
from deskhand.journal import Journal
from tests.artifacts.writers import PEER, PEERS, ROUNDS

MODEL, ANNA = Maker(by="model", who="steps", call="c1"), Maker(by="person", who="u-anna")


@pytest.fixture
async def journal(tmp_path: Path) -> AsyncIterator[Journal]:
    async with await Journal.open(tmp_path / "journal.db") as journal:
        yield journal


@pytest.fixture
async def session(journal: Journal) -> str:
    return (await journal.create("session")).id


@pytest.fixture
def shelf(journal: Journal) -> Shelf:
    return Shelf(journal)


def text(words: str) -> Content:
    return content_of("text", {"a.txt": words})


def edit(old: str, new: str) -> list[Edit]:
    return [Edit(path="a.txt", old=old, new=new)]


async def words_of(shelf: Shelf, artifact: Artifact, number: int = 0) -> str:
    version = artifact.version(number) if number else artifact.newest
    return (await shelf.files(version))["a.txt"].decode()


async def test_what_was_made_can_be_read_again_with_who_made_it(shelf: Shelf, session: str) -> None:
    made = await shelf.create(session, text("one"), "A  title", MODEL, "first")
    assert made.id == f"a-{session[2:]}-1" and number_of(made.id, session) == 1 and session_of(made.id) == session
    assert (made.title, made.kind, made.newest.number, made.newest.base) == ("A title", "text", 1, None)
    assert (made.newest.maker, made.newest.note, made.newest.bytes) == (MODEL, "first", 3)
    for name in (made.id, "a1", "1"):
        assert await shelf.get(session, name) == made
    assert await shelf.of_session(session) == [made]


async def test_an_update_is_a_new_version_and_the_old_one_stays(shelf: Shelf, session: str) -> None:
    await shelf.create(session, text("one two"), "A", MODEL)
    after = await shelf.update(session, "a1", 1, edit("two", "2"), ANNA)
    assert (after.newest.number, after.newest.base, after.newest.maker) == (2, 1, ANNA)
    assert [await words_of(shelf, after, number) for number in (1, 2)] == ["one two", "one 2"]


async def test_a_stale_base_is_a_conflict_with_what_came_in_between(shelf: Shelf, session: str) -> None:
    await shelf.create(session, text("one\ntwo\n"), "A", MODEL)
    await shelf.update(session, "a1", 1, edit("two", "zwei"), ANNA)
    with pytest.raises(StaleVersion) as found:
        await shelf.update(session, "a1", 1, edit("one", "eins"), MODEL)
    assert found.value.newest == 2 and "-two\n+zwei\n" in found.value.diff
    after = await shelf.get(session, "a1")
    assert len(after.versions) == 1 + 1 and await words_of(shelf, after) == "one\nzwei\n"


async def test_the_same_content_makes_no_version_also_when_a_call_that_broke_off_had_made_it(
    shelf: Shelf, session: str
) -> None:
    await shelf.create(session, text("one"), "A", MODEL)
    assert len((await shelf.rewrite(session, "a1", 1, {"a.txt": "one"}, MODEL)).versions) == 1
    for _ in range(2):
        after = await shelf.rewrite(session, "a1", 1, {"a.txt": "two"}, MODEL)
    assert len(after.versions) == 2


async def test_restoring_puts_an_earlier_version_on_top(shelf: Shelf, session: str) -> None:
    await shelf.create(session, text("one"), "A", MODEL)
    await shelf.rewrite(session, "a1", 1, {"a.txt": "two"}, MODEL)
    after = await shelf.restore(session, "a1", 1, Maker(by="restore", who="u-anna"))
    assert [await words_of(shelf, after, number) for number in (1, 2, 3)] == ["one", "two", "one"]
    assert (after.newest.restored, after.newest.base, after.newest.digest) == (1, 2, after.version(1).digest)
    assert len((await shelf.restore(session, "a1", 3, ANNA)).versions) == 3
    with pytest.raises(NotFound, match="versions are 1 to 3"):
        await shelf.restore(session, "a1", 4, ANNA)


async def test_titles_and_names_of_versions_change_and_stay(shelf: Shelf, session: str, journal: Journal) -> None:
    made = await shelf.create(session, text("one"), "A", MODEL)
    await shelf.rename(session, "a1", "B\n", ANNA)
    await shelf.name_version(session, "a1", 1, "sent", ANNA)
    after = await shelf.get(session, "a1")
    assert (after.title, after.newest.name, (await journal.info(made.id)).title) == ("B", "sent", "B")
    assert (await shelf.name_version(session, "a1", 1, " ", ANNA)).newest.name == ""


async def test_another_sessions_artifact_is_not_there(shelf: Shelf, session: str, journal: Journal) -> None:
    made = await shelf.create(session, text("one"), "A", MODEL)
    other = (await journal.create("session")).id
    for name in (made.id, "a1", "nonsense", session, "a-", ""):
        with pytest.raises(NotFound, match="no artifact"):
            await shelf.get(other, name)


async def test_an_id_that_only_begins_like_a_sessions_is_not_its_own(shelf: Shelf, journal: Journal) -> None:
    for name in ("s-x", "s-x-1"):
        await journal.create("session", id=name)
        await shelf.create(name, text(name), name, MODEL)
    assert [each.id for each in await shelf.of_session("s-x")] == ["a-x-1"]
    await shelf.delete_all("s-x")
    assert [each.id for each in await shelf.of_session("s-x-1")] == ["a-x-1-1"]


async def test_deleting_is_for_good_and_the_number_is_not_given_again(
    shelf: Shelf, session: str, journal: Journal
) -> None:
    made = await shelf.create(session, text("only here"), "A", MODEL)
    blob = made.newest.files["a.txt"].blob
    await shelf.delete(session, "a1")
    assert not journal.blobs.has(blob) and (await journal.info(made.id)).deleted_at
    with pytest.raises(NotFound):
        await shelf.get(session, "a1")
    assert (await shelf.create(session, text("new"), "B", MODEL)).id.endswith("-2")
    assert all(report.ok for report in await journal.verify())


async def test_collecting_keeps_the_files_of_every_version(shelf: Shelf, session: str, journal: Journal) -> None:
    await shelf.create(session, text("one"), "A", MODEL)
    await shelf.rewrite(session, "a1", 1, {"a.txt": "two"}, MODEL)
    await journal.blobs.put(b"nobody's")
    async with await Journal.open(journal.blobs.folder.parent / "journal.db") as other:
        assert (await other.collect(grace_s=-1.0)).blobs == 1
    after = await shelf.get(session, "a1")
    assert [await words_of(shelf, after, number) for number in (1, 2)] == ["one", "two"]


async def test_a_copy_has_the_versions_up_to_a_moment_under_the_same_number(session: str, journal: Journal) -> None:
    clock = iter(range(1, 100))
    shelf = Shelf(journal, lambda: float(next(clock)))
    first = await shelf.create(session, text("gone"), "gone", MODEL)
    await shelf.create(session, text("one"), "A", MODEL)
    await shelf.delete(session, first.id)
    moment = (await shelf.rewrite(session, "a2", 1, {"a.txt": "two"}, ANNA)).newest.at
    await shelf.rewrite(session, "a2", 2, {"a.txt": "three"}, MODEL)
    fork = (await journal.create("session")).id
    await shelf.copy(session, fork, moment + 0.5)
    copied = await shelf.get(fork, "a2")
    assert [await words_of(shelf, copied, version.number) for version in copied.versions] == ["one", "two"]
    assert copied.source == f"a-{session[2:]}-2" and copied.versions[1].maker == ANNA
    await shelf.rewrite(fork, "a2", 2, {"a.txt": "other"}, MODEL)
    await shelf.delete_all(session)
    assert await words_of(shelf, await shelf.get(fork, "a2"), 1) == "one"


async def test_of_writers_with_one_base_each_either_adds_a_version_or_is_told(shelf: Shelf, session: str) -> None:
    await shelf.create(session, text("start"), "A", MODEL)

    async def write(number: int) -> str:
        try:
            await shelf.rewrite(session, "a1", 1, {"a.txt": f"by {number}"}, MODEL)
        except StaleVersion:
            return "told"
        return "made"

    came = await asyncio.gather(*(write(number) for number in range(12)))
    assert sorted(came) == ["made"] + ["told"] * 11
    assert len((await shelf.get(session, "a1")).versions) == 2


async def test_creating_at_once_gives_every_one_a_number_of_its_own(shelf: Shelf, session: str) -> None:
    made = await asyncio.gather(*(shelf.create(session, text(f"{n}"), f"{n}", MODEL) for n in range(12)))
    assert len({each.id for each in made}) == 12
    assert {each.title for each in await shelf.of_session(session)} == {f"{n}" for n in range(12)}


async def test_processes_that_write_at_once_lose_nothing_of_each_other(
    shelf: Shelf, session: str, journal: Journal
) -> None:
    """Each process adds lines of its own, taking in what the others added whenever it is told of a conflict."""
    await shelf.create(session, text(""), "A", MODEL)
    place = journal.blobs.folder.parent / "journal.db"
    peers = [
        await asyncio.create_subprocess_exec(sys.executable, str(PEER), str(place), session, str(number))
        for number in range(PEERS)
    ]
    assert [await peer.wait() for peer in peers] == [0] * PEERS
    after = await shelf.get(session, "a1")
    assert len(after.versions) == 1 + PEERS * ROUNDS
    lines = (await words_of(shelf, after)).splitlines()
    assert sorted(lines) == sorted(f"{peer} {turn}" for peer in range(PEERS) for turn in range(ROUNDS))
    for version in after.versions[1:]:
        before = (await words_of(shelf, after, version.number - 1)).splitlines()
        assert (await words_of(shelf, after, version.number)).splitlines()[:-1] == before
    assert all(report.ok for report in await journal.verify())


async def test_renaming_and_naming_do_not_stand_in_the_way_of_a_version(shelf: Shelf, session: str) -> None:
    await shelf.create(session, text("0"), "A", MODEL)

    async def rename() -> None:
        for number in range(8):
            await shelf.rename(session, "a1", f"title {number}", ANNA)

    async def write() -> None:
        for number in range(8):
            await shelf.rewrite(session, "a1", number + 1, {"a.txt": f"{number + 1}"}, MODEL)

    await asyncio.gather(rename(), write())
    after = await shelf.get(session, "a1")
    assert (after.title, len(after.versions), await words_of(shelf, after)) == ("title 7", 9, "8")


async def test_an_artifact_that_is_being_deleted_is_not_written(shelf: Shelf, session: str, journal: Journal) -> None:
    made = await shelf.create(session, text("one"), "A", MODEL)
    async with await journal.lock(made.id, "deletion"):
        with pytest.raises(Conflict):
            await shelf.rewrite(session, "a1", 1, {"a.txt": "two"}, MODEL)
    assert len((await shelf.get(session, "a1")).versions) == 1


async def test_one_that_was_begun_and_never_written_is_passed_over(
    shelf: Shelf, session: str, journal: Journal
) -> None:
    """As a crash between making the stream and its first version leaves it."""
    await journal.create("artifact", id=f"a-{session[2:]}-1")
    assert (await shelf.create(session, text("one"), "A", MODEL)).id.endswith("-2")
    assert len(await shelf.of_session(session)) == 1
    await shelf.delete_all(session)
    assert await journal.streams("artifact") == []


async def test_there_is_an_end_to_versions_and_artifacts(
    shelf: Shelf, session: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf_module, "VERSIONS_MAX", 2)
    monkeypatch.setattr(shelf_module, "ARTIFACTS_MAX", 1)
    await shelf.create(session, text("1"), "A", MODEL)
    await shelf.rewrite(session, "a1", 1, {"a.txt": "2"}, MODEL)
    with pytest.raises(LimitExceeded, match="has 2 versions"):
        await shelf.rewrite(session, "a1", 2, {"a.txt": "3"}, MODEL)
    with pytest.raises(LimitExceeded, match="has 1 artifacts"):
        await shelf.create(session, text("1"), "B", MODEL)


async def test_edits_of_a_picture_are_refused(shelf: Shelf, session: str) -> None:
    picture = content_of("picture", {"a.png": b"\x89PNG\r\n\x1a\n"})
    await shelf.create(session, picture, "A", MODEL)
    with pytest.raises(InvalidInput, match="is no text"):
        await shelf.update(session, "a1", 1, edit("x", "y"), MODEL)


HARD = [
    "```\n:::\n</artifact-1>\n]]>",
    "\0a\0",
    "\r\n\r",
    "שלום עולם ‮abc",
    "👩‍👩‍👧‍👦 🏴‍☠️",
    "\ufeff",
    "\u2028\u2029",
    "x" * 2_000_000,
]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.one_of(st.sampled_from(HARD), st.text(st.characters(codec="utf-8"), max_size=200)))
async def test_any_text_comes_back_as_it_was(shelf: Shelf, session: str, words: str) -> None:
    made = await shelf.create(session, text(words), "A", MODEL)
    assert await words_of(shelf, await shelf.get(session, made.id)) == words
    await shelf.delete(session, made.id)
