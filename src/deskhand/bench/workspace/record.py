"""A long session as the workspace's benchmark opens it: made, of as many events as are asked for, without pictures."""

from __future__ import annotations

import time
from collections.abc import Iterator

from deskhand.agent.session import Home
from deskhand.core import events as ev
from deskhand.core.messages import Call, Reply, TextPart
from deskhand.core.outcome import Outcome
from deskhand.core.values import Value
from deskhand.core.verdicts import Touch, Verdict
from deskhand.journal import Journal
from deskhand.journal.ids import new_id

LAST_WORDS = "These are the last words of a long session."
_AT_ONCE = 1_000


async def make_session(home: Home, count: int) -> str:
    """A session of `count` events that is at rest, the last of them LAST_WORDS; its id."""
    session = new_id("session", time.time())
    events = [*_beginning()]
    turns = _turns()
    while len(events) < count - 2:
        events.append(next(turns))
    events += [
        ev.ModelReplied(reply=Reply(text=LAST_WORDS)),
        ev.Concluded(outcome=Outcome(kind="answered", summary=LAST_WORDS)),
    ]
    async with await home.journal() as journal:
        await journal.create("session", id=session, title="A long session")
        for place in range(0, count, _AT_ONCE):
            await journal.append(session, events[place : place + _AT_ONCE], expect=place, at=time.time())
    return session


async def say(journal: Journal, session: str, after: int, words: str) -> float:
    """One turn of the model behind event `after`. Gives the unix seconds at which it was about to be written."""
    at = time.time()
    await journal.append(session, [ev.ModelReplied(reply=Reply(text=words))], expect=after, at=at)
    return at


async def go_on(journal: Journal, session: str, after: int) -> None:
    """A person says something behind event `after`, so that the work goes on."""
    said = ev.Said(parts=(TextPart(text="Enter those of the second list too."),))
    await journal.append(session, [said], expect=after, at=time.time())


def _beginning() -> Iterator[Value]:
    yield ev.SessionStarted(model="steps", profile="trusting")
    yield ev.Said(parts=(TextPart(text="Enter every guest of the list."),))
    yield ev.DriverAttached(driver="bench")
    yield ev.DeskReady(desk="bench", width=1280, height=800)


def _turns() -> Iterator[Value]:
    """Turn after turn of five events: what was thought of, and one click."""
    number, touch = 0, Touch(classes=("look",), target="Add")
    allowed = Verdict(decision="allow", reason="It stays on the desk.", rule="trusting: allow look", touch=touch)
    while True:
        number += 1
        call = Call(id=f"c{number}", name="computer", arguments={"action": "left_click", "coordinate": [400, 300]})
        yield ev.ModelAsked(model="steps", messages=2 * number)
        yield ev.ModelReplied(reply=Reply(text=f"Guest {number} is entered next.", calls=(call,), stop_reason="calls"))
        yield ev.CallJudged(call=call.id, verdict=allowed)
        yield ev.CallStarted(call=call.id, frame=number, at=time.time())
        told = TextPart(text=f'Clicked "Add". The list has {number} guests now.')
        yield ev.CallFinished(call=call.id, status="ok", content=(told,), frame=number + 1, took_s=0.2)
