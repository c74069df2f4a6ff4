"""Sessions made with the fake desk and a scripted model, in the very journal that the command line reads."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path
from types import MappingProxyType

from deskhand.agent.record import Record
from deskhand.agent.session import Home
from deskhand.core import events as ev
from deskhand.core.messages import Reply
from deskhand.models.scripted import Answer, ScriptedModel, calling
from deskhand.settings import StepRule, load
from deskhand.testing.desk import FakeDesk
from tests.agent.world import World, form_page


def home_of(folder: Path) -> Home:
    return Home(load({"DESKHAND_HOME": str(folder)}, folder))


def one_job() -> list[Reply]:
    """Look, fill a field in, end: the words are hostile to a terminal."""
    return [
        calling(("computer", {"action": "open", "target": "http://form.test"}), ("elements", {}), text="Go", turn="a"),
        calling(("computer", {"action": "set_value", "element": "e1", "value": "\x1b[2JAnn"}), turn="b"),
        calling(("finish", {"outcome": "done", "summary": "Filled in.", "checks": [
            {"name": "name", "holds": True, "evidence": "it says Ann"}]}), turn="c"),
    ]  # fmt: skip


async def make_session(
    folder: Path,
    answers: Sequence[Answer],
    *,
    title: str = "A job",
    words: str = "go",
    model: str = "scripted",
    rules: tuple[StepRule, ...] = (),
    others: Mapping[str, Sequence[Answer]] = MappingProxyType({}),
) -> str:
    """A session that has come to rest; its id. others: what the models that the rules name answer."""
    async with await home_of(folder).journal() as journal:
        stream = (await journal.create("session", title=title)).id
        world = World(journal, stream, FakeDesk([form_page()]), ScriptedModel(answers, name=model))
        world.rules = rules
        world.others = {name: ScriptedModel(theirs, name=name) for name, theirs in others.items()}
        world.profile = "trusting"
        world.ticks = time.time()
        async with world.driver() as driver:
            await world.say(words)
            await driver.run(wait=lambda state: False)
    return stream


async def record_session(folder: Path, events: Sequence[ev.Event], *, title: str = "A job", at: float = 0.0) -> str:
    """A session whose journal holds these events, a second apart; its id."""
    async with await home_of(folder).journal() as journal:
        stream = (await journal.create("session", title=title)).id
        ticks = count(at or time.time())
        async with await journal.lock(stream, "test") as lock:
            record = Record(journal, stream, lock, lambda: float(next(ticks)))
            for event in events:
                await record.append([event])
    return stream
