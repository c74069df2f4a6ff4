"""Appending and reading events."""

from __future__ import annotations

import asyncio
import math
from pathlib import Path
from typing import Any, Literal

import pytest

from deskhand.core.errors import Conflict, DeskhandError, InvalidInput, JournalDamaged, LimitExceeded, NotFound
from deskhand.core.events import Paused, SessionStarted, Unknown
from deskhand.core.values import Value
from deskhand.journal import Journal
from tests.journal.samples import Count, Note, notes


async def test_events_come_back_as_they_were_appended(journal: Journal, stream: str) -> None:
    appended = await journal.append(stream, notes("a", "b", "c"), expect=0, at=12.5)
    assert [(r.seq, r.event, r.at) for r in appended] == [(n, Note(text=t), 12.5) for n, t in enumerate("abc", 1)]
    assert await journal.read(stream) == appended
    assert await journal.read(stream, after=1, limit=1) == appended[1:2]
    assert (await journal.info(stream)).seq == 3


async def test_events_that_were_copied_keep_a_time_each_and_the_stream_has_that_of_the_last(
    journal: Journal, stream: str
) -> None:
    await journal.append(stream, notes("a", "b", "c"), expect=0, at=[12.5, 11.0, 99.25])
    assert [entry.at for entry in await journal.read(stream)] == [12.5, 11.0, 99.25]
    assert (await journal.info(stream)).at == 99.25
    assert [report.ok for report in await journal.verify(stream)] == [True]


@pytest.mark.parametrize("at", [math.inf, [1.0], [1.0, math.nan], []])
async def test_a_time_that_is_none_and_times_for_other_events_are_refused(
    journal: Journal, stream: str, at: float | list[float]
) -> None:
    with pytest.raises(InvalidInput, match="can't have happened"):
        await journal.append(stream, notes("a", "b"), expect=0, at=at)
    assert await journal.read(stream) == []


@pytest.mark.parametrize("text", ["", "naïve 报销 🎉 שלום", "\0\x1b\u2028", "\\\"'", "x" * 100_000, "\uffff\U0010ffff"])
async def test_any_text_survives_exactly(journal: Journal, stream: str, text: str) -> None:
    await journal.append(stream, notes(text), expect=0, at=0)
    assert (await journal.read(stream))[0].event == Note(text=text)


@pytest.mark.parametrize("expect", [-1, 0, 1, 3, 10**30])
async def test_an_append_that_expects_another_number_is_refused(journal: Journal, stream: str, expect: int) -> None:
    await journal.append(stream, notes("a", "b"), expect=0, at=1)
    with pytest.raises(Conflict, match="is at event 2"):
        await journal.append(stream, notes("c"), expect=expect, at=2)
    assert len(await journal.read(stream)) == 2


async def test_of_many_that_append_at_once_one_wins(journal: Journal, second: Journal, stream: str) -> None:
    tries = [window.append(stream, notes("x", "y"), expect=0, at=1) for window in (journal, second, journal, second)]
    results = await asyncio.gather(*tries, return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["Conflict", "Conflict", "Conflict", "list"]
    assert (await journal.verify(stream))[0].ok


class Odd(Value):
    type: Literal["odd"] = "odd"
    value: Any = None


@pytest.mark.parametrize("value", [math.nan, math.inf, {1, object()}, {"\udfff": 1}, object()])
async def test_what_json_cannot_hold_is_refused_and_nothing_is_appended(
    journal: Journal, stream: str, value: object
) -> None:
    with pytest.raises(InvalidInput):
        await journal.append(stream, [Note(), Odd(value=value)], expect=0, at=1)
    assert await journal.read(stream) == []


async def test_half_a_character_in_a_providers_block_survives(tmp_path: Path) -> None:
    broken: list[Value] = [SessionStarted(model="m", desk={"native": "\ud83d"})]
    async with await Journal.open(tmp_path / "j.db", key=b"k" * 32) as journal:
        stream = (await journal.create("session")).id
        await journal.append(stream, broken, expect=0, at=1)
        assert [recorded.event for recorded in await journal.read(stream)] == broken
        assert (await journal.verify(stream))[0].ok


@pytest.mark.parametrize("at", [math.nan, math.inf, -math.inf])
async def test_a_time_that_is_none_is_refused(journal: Journal, stream: str, at: float) -> None:
    with pytest.raises(InvalidInput):
        await journal.append(stream, notes("a"), expect=0, at=at)


async def test_an_event_without_a_type_or_of_an_unknown_one_is_refused(journal: Journal, stream: str) -> None:
    for event in (Value(), Unknown(original="later")):
        with pytest.raises(InvalidInput):
            await journal.append(stream, [event], expect=0, at=1)


async def test_an_event_too_large_is_refused(journal: Journal, stream: str) -> None:
    with pytest.raises(LimitExceeded, match="blob store"):
        await journal.append(stream, notes("x" * 17_000_000), expect=0, at=1)


async def test_a_cancelled_append_is_there_whole_or_not_at_all(journal: Journal, stream: str) -> None:
    task = asyncio.create_task(journal.append(stream, notes("a", "b"), expect=0, at=1))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    assert len(await journal.read(stream)) == 2
    assert (await journal.verify(stream))[0].ok


async def test_an_unknown_stream_is_not_found(journal: Journal) -> None:
    for attempt in (
        journal.append("s-none", notes("a"), expect=0, at=1),
        journal.read("s-none"),
        journal.rename("s-none", "x"),
        journal.put_command("s-none", "c", {}),
        journal.take_commands("s-none"),
        journal.lock("s-none", "me"),
        journal.delete("s-none"),
    ):
        with pytest.raises(NotFound):
            await attempt


async def test_older_shapes_of_an_event_are_read_through_their_upcasts(tmp_path: Path) -> None:
    async with await Journal.open(tmp_path / "j.db") as journal:
        stream = (await journal.create("session")).id
        await journal.append(stream, [Note(text="7")], expect=0, at=1)

    def decode(type: str, version: int, data: str) -> Value:
        assert (type, version) == ("note", 3)
        return Count.model_validate_json(data)

    upcasts = {("note", 1): lambda data: {"n": data["text"]}, ("note", 2): lambda data: {"number": float(data["n"])}}
    async with await Journal.open(tmp_path / "j.db", decode=decode, upcasts=upcasts) as journal:
        assert (await journal.read(stream))[0].event == Count(number=7)


async def test_the_events_of_core_are_the_default(tmp_path: Path) -> None:
    appended: list[Value] = [SessionStarted(model="steps"), Paused()]
    async with await Journal.open(tmp_path / "j.db") as journal:
        stream = (await journal.create("session")).id
        await journal.append(stream, appended, expect=0, at=1)
        assert [recorded.event for recorded in await journal.read(stream)] == appended


async def test_an_event_that_cannot_be_decoded_is_damage_not_a_crash(tmp_path: Path, journal: Journal) -> None:
    stream = (await journal.create("session")).id
    await journal.append(stream, [Odd(value=1)], expect=0, at=1)
    with pytest.raises(JournalDamaged, match="event 1"):
        await journal.read(stream)


async def test_a_closed_journal_says_so(place: str | Path, tmp_path: Path) -> None:
    journal = await Journal.open(place, blobs=tmp_path / "blobs")
    await journal.close()
    with pytest.raises(DeskhandError, match="closed"):
        await journal.streams()


async def test_a_stream_refers_to_the_blobs_of_its_events_and_to_no_others(journal: Journal) -> None:
    one, other = [(await journal.create("session")).id for _ in range(2)]
    hash, loose = await journal.blobs.put(b"seen"), await journal.blobs.put(b"never said")
    await journal.append(one, notes("a"), expect=0, at=1, blobs=[hash])
    assert await journal.refers(one, hash)
    assert not await journal.refers(other, hash) and not await journal.refers(one, loose)
