"""Whose the lasting answers are that were kept before that was written down: the record tells who gave them.

What it does not tell becomes nobody's: it counts in no session, and is asked again.
"""

from __future__ import annotations

from deskhand.agent.remembering import NOBODY, Answer, Remembering
from deskhand.core import events as ev
from deskhand.core.errors import DeskhandError, NotFound
from deskhand.journal.journal import Journal


async def settle_owners(remembering: Remembering, journal: Journal) -> None:
    """Write down whose each answer is where it is not known yet. An answer whose record can't be read stays as it is,
    and counts for nobody. Raises InvalidInput for a file that can't be used."""
    found: dict[int, str] = {}
    for answer in remembering.answers():
        if not answer.account:
            try:
                found[answer.number] = await _giver(answer, journal)
            except NotFound:
                found[answer.number] = NOBODY
            except DeskhandError:
                continue
    if found:
        remembering.settle(found)


async def _giver(answer: Answer, journal: Journal) -> str:
    """Who gave the answer. Raises NotFound where its session is gone."""
    rule = answer.rule.model_dump(mode="json", exclude_defaults=True)
    events = [entry.event for entry in await journal.read(answer.session)] if answer.session else []
    kept = {event.question for event in events if isinstance(event, ev.Remembered) and event.rule == rule}
    given = [event for event in events if isinstance(event, ev.Answered) and event.question in kept]
    return ev.account_of(given[0].by) if given else NOBODY
