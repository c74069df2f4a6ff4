"""A session in one line of a list, as data."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from deskhand.server.sessions.sessions import Seen
from deskhand.server.sessions.tally import OpenQuestion, Tally
from deskhand.server.workplace import Workplace

Standing = Literal["working", "waiting", "paused", "yours", "resting", "done", "failed", "stopped"]
"""working: a driver is at it. waiting: for an answer. yours: a person has the desk. resting: nothing is to do, or
nobody does it: a word starts it again."""

_OF_OUTCOME: dict[str, Standing] = {
    "done": "done", "answered": "resting", "partly": "failed", "failed": "failed", "limit": "failed", "stuck": "failed",
    "refused": "failed", "lost": "failed", "stopped": "stopped",
}  # fmt: skip


class Question(BaseModel):
    """The question that waits. kind: "approval" of a call, or a "question" of the model."""

    id: str
    kind: str
    text: str


class Summary(BaseModel):
    """A session. Times are unix seconds. outcome: how its last work ended, "" while there is no end; seq: the number of
    its last event; picture: the hash of the last one of its screen."""

    id: str
    title: str
    project: str
    created_at: float
    updated_at: float
    model: str
    profile: str
    state: Standing
    outcome: str = ""
    question: Question | None = None
    cost_usd: float
    cost_known: bool
    steps: int
    archived: bool
    picture: str | None = None
    seq: int
    problem: str = ""


async def summary_of(place: Workplace, session: str) -> Summary:
    """The session's line, with all that has happened in it. Raises NotFound."""
    seen = await place.sessions.see(session)
    project, tally = place.projects.holding(session), seen.tally
    wished = None if tally.model else place.drivers.wished(session)
    return Summary(
        id=seen.info.id,
        title=seen.info.title,
        project=project.id if project else "",
        created_at=seen.info.created_at,
        updated_at=seen.info.at,
        model=wished.model if wished else tally.model,
        profile=wished.profile if wished else tally.profile,
        state=standing(seen),
        outcome=tally.outcome or "",
        question=_question(tally.question),
        cost_usd=tally.cost_usd,
        cost_known=tally.cost_known,
        steps=tally.steps,
        archived=place.projects.is_archived(session),
        picture=tally.picture or None,
        seq=seen.info.seq,
        problem=place.drivers.problem(session),
    )


def standing(seen: Seen) -> Standing:
    """How a session stands."""
    tally = seen.tally
    held = _held(tally)
    if held is not None:
        return held
    if tally.outcome is not None:
        return _OF_OUTCOME[tally.outcome]
    return "working" if seen.alive and (tally.busy or not seen.info.seq) else "resting"


def _held(tally: Tally) -> Standing | None:
    """What keeps the work waiting, if anything does."""
    if tally.yours:
        return "yours"
    if tally.question is not None:
        return "waiting"
    return "paused" if tally.paused else None


def _question(found: OpenQuestion | None) -> Question | None:
    return Question(id=found.id, kind=found.kind, text=found.text) if found else None
