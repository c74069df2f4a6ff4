"""What a command prints passes to who watches while it runs, and is cleared once its result is on the record."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from deskhand.agent import live_output
from deskhand.agent.channel import Signal
from deskhand.core import events as ev
from deskhand.core.errors import DeskhandError
from deskhand.desk.base import RunResult
from deskhand.models.scripted import calling
from deskhand.testing.desk import FakeDesk
from tests.agent.world import finished, world

COUNT = ("bash", {"command": "count"})
DONE = ("finish", {"outcome": "done", "summary": "ok"})


class Counting(FakeDesk):
    """A command that prints, and goes on only when that was passed on."""

    def __init__(self, pieces: tuple[str, ...], fails: bool = False) -> None:
        super().__init__([])
        self._pieces = pieces
        self._fails = fails
        self._passed = asyncio.Event()

    async def run(
        self,
        command: str,
        *,
        timeout_s: float = 120.0,
        output_chars_max: int = 20_000,
        reach: tuple[str, ...] | None = None,
    ) -> RunResult:
        await self._passed.wait()
        return RunResult(exit_code=0, output="".join(self._pieces))

    async def run_output(self, *, wait: bool = False) -> AsyncIterator[str]:
        assert wait, "the command may not have begun yet"
        try:
            for piece in self._pieces:
                yield piece
            if self._fails:
                raise DeskhandError("the keeper is of another version.")
        finally:
            self._passed.set()


async def heard(tmp_path: Path, desk: Counting) -> tuple[list[Signal], list[ev.Event]]:
    signals: list[Signal] = []
    async with world(tmp_path, [calling(COUNT), calling(DONE, turn="u")], desk) as w:

        def on_record(event: ev.Event) -> None:
            if isinstance(event, ev.CallFinished):
                signals.append(Signal("clear", f"finished {event.call}", ""))

        async with w.driver(on_record) as driver:
            await w.say("count")
            with driver._ports.channel.listening(signals.append):
                await driver.run(wait=lambda state: False)
        return signals, await w.events()


async def test_output_passes_as_it_comes_and_is_cleared_after_its_result_is_on_the_record(tmp_path: Path) -> None:
    signals, events = await heard(tmp_path, Counting(("one\n", "two\n")))
    assert signals[:4] == [
        Signal("output", "t.1", "one\n"),
        Signal("output", "t.1", "two\n", 4),
        Signal("clear", "finished t.1", ""),
        Signal("clear", "", ""),
    ]
    assert finished(events)[0][0] == "ok"


async def test_a_command_that_cannot_be_watched_is_carried_out_all_the_same(tmp_path: Path) -> None:
    _, events = await heard(tmp_path, Counting((), fails=True))
    assert finished(events)[0] == ("ok", "exit 0")


async def test_a_command_that_prints_without_end_is_not_watched_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_output, "CHARS_MAX", 6)
    signals, _ = await heard(tmp_path, Counting(("four", "more", "never")))
    assert [signal.text for signal in signals if signal.kind == "output"] == ["four", "mo"]
