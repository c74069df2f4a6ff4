"""One job as canonical calls, to be put through every provider's wire forms: the acts and the end must be the same."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deskhand.core import events as ev
from deskhand.core.moves import Rest
from deskhand.core.state import State
from deskhand.models.base import Model
from deskhand.models.scripted import calling
from tests.agent.world import World, world


def act(action: str, **rest: Any) -> tuple[str, dict[str, Any]]:
    return "computer", {"action": action, **rest}


JOB = [
    calling(act("open", target="http://form.test"), act("screenshot"), turn="a"),
    calling(
        act("left_click", coordinate=[200, 55]),
        act("type", text="Ann"),
        act("left_click", coordinate=[1279, 799], modifiers=["ctrl"]),
        act("scroll", direction="down", amount=2),
        text="I fill in the form.",
        turn="b",
    ),
    calling(act("left_click", element="e1"), ("elements", {}), act("key", keys="ctrl+a"), turn="c"),
    calling(act("left_click", coordinate=[5000, 5]), act("key", keys="NoSuchKey"), turn="d"),
    calling(act("zoom", region=[0, 0, 1280, 800]), ("bash", {"command": "true"}), turn="e"),
    calling(("finish", {"outcome": "done", "summary": "filled in"}), turn="f"),
]


@dataclass(frozen=True)
class Played:
    """What came of a job. effects: on the desk, in lower case (a vendor writes CTRL). statuses: how each call ended."""

    effects: list[str]
    statuses: list[str]
    calls: list[Any]

    @property
    def end(self) -> tuple[list[str], list[str]]:
        return self.effects, self.statuses


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def never(state: State) -> bool:
    return False


async def rested(w: World) -> Any:
    """Where the loop comes to rest after the person's words."""
    async with w.driver() as driver:
        await w.say("Fill in the form.")
        return await driver.run(wait=never)


async def played(folder: Path, talk: AbstractAsyncContextManager[tuple[Model, Any]], turns: int = len(JOB)) -> Played:
    """The job, driven by a model whose peer says it, judged and performed on a fake desk."""
    async with talk as (model, peer), world(made(folder), model) as w:
        assert await rested(w) == Rest("over")
        events = await w.events()
        assert len(peer.requests) == turns
        return Played(
            effects=[effect.lower() for effect in w.desk.effects],
            statuses=[event.status for event in events if isinstance(event, ev.CallFinished)],
            calls=[call.arguments for e in events if isinstance(e, ev.ModelReplied) for call in e.reply.calls],
        )


def went_through(end: Played) -> bool:
    """Whether the job did something, and met its failures."""
    return end.effects[0] == "open http://form.test" and "set name ann" in end.effects and "failed" in end.statuses
