"""Unicode typed into a GTK program, the desk's text editor: what it saves is the truth. It does not know goals."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence

from deskhand.bench.rounds import Progress, Stage, Tallies, Tally
from deskhand.bench.tasks import UNICODE
from deskhand.bench.ways import Way
from deskhand.core.acts import Key, Open
from deskhand.desk.client import DeskClient

TASK = "type Unicode in a GTK editor"
_FILE = "/work/typed.txt"
_READS_MAX, _READ_EVERY_S = 20, 0.1


async def type_in_editor(stage: Stage, ways: Sequence[Way], rounds: int, progress: Progress) -> Tallies:
    """Each way in turn types over what is there; then the file is saved and read."""
    desk, tallies = stage.desk, {(TASK, way.name): Tally() for way in ways}
    await desk.write_file(_FILE, b"")
    await desk.act(Open(target=_FILE))
    for number in range(rounds):
        progress(f"editor, round {number + 1} of {rounds}")
        for way in ways if number % 2 else reversed(ways):
            await _press(desk, "ctrl+a", "Delete")
            await _saves(desk, "")  # so that nothing saved before is taken for what is typed now
            started = time.perf_counter()
            await way.type(UNICODE)
            tally = tallies[TASK, way.name]
            tally.times_ms.append((time.perf_counter() - started) * 1000)
            tally.exact += await _saves(desk, UNICODE)
    await _press(desk, "ctrl+q")
    return tallies


async def _press(desk: DeskClient, *chords: str) -> None:
    for keys in chords:
        await desk.act(Key(keys=keys))


async def _saves(desk: DeskClient, text: str) -> bool:
    """Save; whether the file holds this text and nothing else, but for a newline at its end."""
    await _press(desk, "ctrl+s")
    for _ in range(_READS_MAX):
        if (await desk.read_file(_FILE)).decode("utf-8", "replace").rstrip("\n") == text:
            return True
        await asyncio.sleep(_READ_EVERY_S)
    return False
