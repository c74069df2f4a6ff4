"""Does small jobs as a model does that looks at the screen, and writes what it was sent: the data of `bench context`.

    python looked.py ../../src/deskhand/bench/data/context.json

The jobs are done on a real desk, one after the other in one session, by the built-in model; behind every turn that
acts, a screenshot is asked for, as models do that see. Kept is what costing needs: for every turn the tokens of words
that the model wrote and was told, and the size of each picture. Listings of elements are left out of that: they are how
the built-in model sees, and a model that looks at the screen has the picture instead.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

from jobs import JOBS, SITE, put_files
from serve import Site, serving

from deskhand.agent.context.sizes import reply_tokens
from deskhand.agent.context.transcript import Transcript
from deskhand.agent.driver import Driver
from deskhand.agent.ports import Ports
from deskhand.agent.profiles import load_profile
from deskhand.agent.record import Record
from deskhand.agent.session import Home
from deskhand.core import commands as cmd
from deskhand.core import events as ev
from deskhand.core.messages import Call, Message, ModelMessage, PicturePart, Reply, ResultMessage, TextPart
from deskhand.desk.base import Desk, DeskSpec
from deskhand.desk.open import open_desk
from deskhand.models.base import Delta, Request
from deskhand.models.steps.model import StepsModel
from deskhand.settings import from_environment

LENGTHS = {20: 3, 60: 9, 200: 31}
"""About so many turns -> jobs done in the session."""

ONCE = "rename"
"""The job that finds nothing left to do the second time."""

LOOK = "look-"
_LISTINGS = frozenset({"elements"})


class LookingModel:
    """The built-in model with a screenshot behind each of its turns that acts; it is not shown those itself."""

    name = "steps"

    def __init__(self) -> None:
        self._inner = StepsModel()
        self._looks = 0

    async def stream(self, request: Request) -> AsyncIterator[Delta | Reply]:
        unseen = Request(
            request.session_id,
            request.instructions,
            tuple(_without_looks(request.messages)),
            request.tools,
            request.blob,
        )
        async for piece in self._inner.stream(unseen):
            yield self._looking(piece) if isinstance(piece, Reply) else piece

    def _looking(self, reply: Reply) -> Reply:
        if not any(call.name == "computer" and call.arguments.get("action") != "zoom" for call in reply.calls):
            return reply
        self._looks += 1
        look = Call(id=f"{LOOK}{self._looks}", name="computer", arguments={"action": "screenshot"})
        return reply.model_copy(update={"calls": (*reply.calls, look)})

    def problems(self, task: str) -> tuple[str, ...]:
        return self._inner.problems(task)

    async def close(self) -> None:
        await self._inner.close()


def _without_looks(messages: Sequence[Message]) -> list[Message]:
    kept: list[Message] = []
    for message in messages:
        if isinstance(message, ModelMessage):
            calls = tuple(call for call in message.reply.calls if not call.id.startswith(LOOK))
            kept.append(ModelMessage(reply=message.reply.model_copy(update={"calls": calls})))
        elif not (isinstance(message, ResultMessage) and message.call_id.startswith(LOOK)):
            kept.append(message)
    return kept


async def session(count: int, site: Site, folder: Path) -> list[ev.Event]:
    """The events of a session in which so many jobs were done on one desk."""
    again = [job for job in JOBS if job.name != ONCE]
    jobs = [*JOBS, *again, *again, *again][:count]
    files: dict[str, str] = {}
    for job in JOBS:
        files |= put_files(job, folder)
    spec = DeskSpec(sites={SITE: f"127.0.0.1:{site.port}"}, files=files)
    async with await Home(from_environment()).journal() as journal:
        stream = (await journal.create("session", title=f"{count} jobs, looked at")).id
        desks = Path(tempfile.mkdtemp(prefix="looked-"))

        async def opened() -> Desk:
            return await open_desk(desks, spec, alone=True)

        ports = Ports(stream, LookingModel(), load_profile("trusting"), spec, journal.blobs, opened)
        async with await journal.lock(stream, "looked") as lock:
            driver = Driver(Record(journal, stream, lock, ports.now), ports)
            await driver.attach(ev.SessionStarted(model="steps", profile="trusting"))
            await driver.open_desk()
            for number, job in enumerate(jobs):
                words = cmd.Say(parts=(TextPart(text=job.steps.read_text(encoding="utf-8")),))
                await journal.put_command(stream, f"job-{number}", words.model_dump(mode="json"))
                await driver.run(wait=lambda state: False)
                ended = driver.state.outcome
                print(f"{job.name:10} {ended.kind if ended else 'waits'}", file=sys.stderr, flush=True)
            assert ports.desk is not None
            await ports.desk.close()
        return [entry.event for entry in await journal.read(stream)]  # type: ignore[misc]


def turns_of(events: Sequence[ev.Event]) -> list[dict[str, Any]]:
    """A row for each request: what the model wrote, and what it was told before it was asked again."""
    transcript = Transcript()
    for event in events:
        transcript.add(event)
    turns: list[dict[str, Any]] = []
    told: dict[str, Any] = _empty()
    for message in transcript.messages:
        if isinstance(message, ModelMessage):
            reply = message.reply.model_copy(update={"native": {}})
            calls = tuple(call for call in reply.calls if call.name not in _LISTINGS)
            if calls or not reply.calls:
                turns.append({"written": reply_tokens(reply.model_copy(update={"calls": calls})), **told})
                told = _empty()
        elif not (isinstance(message, ResultMessage) and message.tool in _LISTINGS):
            _tell(told, message)
    return turns


def _empty() -> dict[str, Any]:
    return {"told": 0, "acts": 0, "unchanged": 0, "pictures": []}


def _tell(told: dict[str, Any], message: Message) -> None:
    """Add a message to what was told before a turn: `pictures` are [width, height, whole]."""
    assert not isinstance(message, ModelMessage)
    words = [part.text for part in message.parts if isinstance(part, TextPart)]
    told["told"] += 8 + round(sum(map(len, words)) / 3.5)
    told["unchanged"] += any(text.startswith("Nothing changed on the screen since") for text in words)
    told["acts"] += isinstance(message, ResultMessage) and message.tool == "computer" and not _is_look(message)
    for part in message.parts:
        if isinstance(part, PicturePart):
            told["pictures"].append([part.width, part.height, part.region is None or part.region[2:] == (1280, 800)])


def _is_look(message: ResultMessage) -> bool:
    return message.call_id.startswith(LOOK)


def main() -> None:
    rng, sessions = Random(4), {}
    for length, count in LENGTHS.items():
        with (
            tempfile.TemporaryDirectory() as folder,
            serving(Site(facts={job.name: job.facts(rng) for job in JOBS})) as site,
        ):
            events = asyncio.run(session(count, site, Path(folder)))
        turns = turns_of(events)
        print(
            f"about {length}: {len(turns)} turns, {sum(len(turn['pictures']) for turn in turns)} pictures",
            file=sys.stderr,
        )
        sessions[str(length)] = turns
    Path(sys.argv[1]).write_text(
        json.dumps({"screen": [1280, 800], "sessions": sessions}, separators=(",", ":")) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main()
