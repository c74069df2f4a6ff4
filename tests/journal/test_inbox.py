"""The inbox: commands, once each, in order, taken with the events they cause."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from deskhand.core.errors import Conflict, InvalidInput, LimitExceeded
from deskhand.journal import Journal, inbox
from tests.journal.samples import notes


async def test_commands_wait_in_order(journal: Journal, second: Journal, stream: str) -> None:
    for number, window in enumerate([journal, second, journal]):
        await window.put_command(stream, f"c{number}", {"number": number})
    waiting = await journal.take_commands(stream)
    assert [(c.position, c.id, c.data["number"]) for c in waiting] == [(1, "c0", 0), (2, "c1", 1), (3, "c2", 2)]
    assert [c.id for c in await journal.take_commands(stream, after=2)] == ["c2"]


async def test_a_second_put_of_an_id_changes_nothing_and_shows_the_first(
    journal: Journal, second: Journal, stream: str
) -> None:
    first = await journal.put_command(stream, "answer-q1", {"answer": "allow"})
    other = await second.put_command(stream, "answer-q1", {"answer": "deny"})
    assert (first.new, other.new) == (True, False)
    assert other.command.data == {"answer": "allow"} and other.taken_seq is None
    assert len(await journal.take_commands(stream)) == 1


async def test_a_taken_command_waits_no_more_and_its_receipt_names_the_event(journal: Journal, stream: str) -> None:
    await journal.put_command(stream, "c1", {})
    await journal.append(stream, notes("a", "b"), expect=0, at=1, takes=["c1"])
    assert await journal.take_commands(stream) == []
    assert (await journal.put_command(stream, "c1", {})).taken_seq == 1


@pytest.mark.parametrize("takes", [["c1", "c2"], ["c2"], ["c1", "never"]])
async def test_an_append_that_takes_what_does_not_wait_is_undone(
    journal: Journal, stream: str, takes: list[str]
) -> None:
    for command in ("c1", "c2"):
        await journal.put_command(stream, command, {})
    await journal.append(stream, notes("x"), expect=0, at=1, takes=["c2"])
    with pytest.raises(Conflict):
        await journal.append(stream, notes("y"), expect=1, at=1, takes=takes)
    assert len(await journal.read(stream)) == 1
    assert [c.id for c in await journal.take_commands(stream)] == ["c1"]


async def test_a_command_without_effect_is_taken_without_an_event(journal: Journal, stream: str) -> None:
    await journal.put_command(stream, "c1", {})
    assert await journal.append(stream, [], expect=0, at=1, takes=["c1"]) == []
    assert await journal.take_commands(stream) == []


async def test_waiting_ends_when_another_window_puts_a_command(journal: Journal, second: Journal, stream: str) -> None:
    waiting = asyncio.create_task(journal.wait_command(stream))
    await asyncio.sleep(0)
    await second.put_command(stream, "stop", {"why": "enough"})
    assert [command.id for command in await waiting] == ["stop"]


@pytest.mark.parametrize("id", ["", " ", "a b", "x" * 129, "\0", "ü", "../x"])
async def test_an_id_that_could_be_misread_is_refused(journal: Journal, stream: str, id: str) -> None:
    with pytest.raises(InvalidInput):
        await journal.put_command(stream, id, {})


@pytest.mark.parametrize("data", [{"x": float("nan")}, {"x": object()}, {"x": {1}}])
async def test_what_json_cannot_hold_is_refused(journal: Journal, stream: str, data: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        await journal.put_command(stream, "c", data)


async def test_an_inbox_that_nobody_empties_is_full_at_some_point(
    journal: Journal, stream: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "WAITING_MAX", 3)
    for number in range(3):
        await journal.put_command(stream, f"c{number}", {})
    with pytest.raises(LimitExceeded, match="resume"):
        await journal.put_command(stream, "c3", {})
    with pytest.raises(LimitExceeded):
        await journal.put_command(stream, "large", {"x": "y" * 2_000_000})
