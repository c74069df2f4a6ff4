"""The tiny model drives a desk of the agent's tests, over an adapter and the wire; what came of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from deskhand.core import commands as cmd
from deskhand.core import events as ev
from deskhand.core.messages import text_of
from deskhand.models.cards import Card
from deskhand.models.chat.model import ChatModel
from deskhand.models.tiny.engines import DEFAULT
from deskhand.models.tiny.server import serving
from deskhand.testing.desk import FakeDesk
from tests.agent.world import world

ACTS = 50
ROUNDS_MAX = 200


@asynccontextmanager
async def tiny(wire: str, engine: str = DEFAULT) -> AsyncIterator[ChatModel]:
    async with serving(seed=11, engine=engine) as url:
        card = Card(model="openai-compatible/tiny-random", wires=(wire,), output_tokens_max=1500)
        model = ChatModel(card, key="", base_url=url)
        yield model
        await model.close()


async def driven(model: ChatModel, folder: Path) -> tuple[list[ev.Event], FakeDesk]:
    """The events of a session with at least ACTS acts, or of ROUNDS_MAX rounds; and its desk."""
    async with world(folder, model) as here, here.driver() as driver:
        events: list[ev.Event] = []
        for _ in range(ROUNDS_MAX):
            asked = driver.state.question
            if asked:
                await here.command(cmd.Answer(question=asked.question, answer="deny", by="person"))
            else:
                await here.say("Use the desk.")
            await driver.run(wait=lambda state: False)
            events = await here.events()
            if len(acts(events)) >= ACTS:
                break
        return events, here.desk


def acts(events: list[ev.Event]) -> list[str]:
    """The uses of the screen that were made: "left_click" and so on."""
    replies = [event.reply for event in events if isinstance(event, ev.ModelReplied)]
    uses = {call.id: str(call.arguments.get("action")) for r in replies for call in r.calls if call.name == "computer"}
    return [uses[e.call] for e in events if isinstance(e, ev.CallFinished) and e.status == "ok" and e.call in uses]


def faults(events: list[ev.Event]) -> list[str]:
    """What is an error of the loop."""
    found = [e.reply.error for e in events if isinstance(e, ev.ModelReplied) and e.reply.error]
    found += [
        call.malformed for e in events if isinstance(e, ev.ModelReplied) for call in e.reply.calls if call.malformed
    ]
    told = [text_of(e.content) for e in events if isinstance(e, ev.CallFinished)]
    return found + [words for words in told if "failed inside" in words]
