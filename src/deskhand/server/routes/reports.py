"""Readings of a session for people: what the model was sent, who allowed what, a report to keep, a film."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import BaseModel
from starlette.responses import Response

from deskhand.core import events as ev
from deskhand.core.errors import NotFound
from deskhand.core.messages import Message, Usage
from deskhand.report.audit import audit, facts
from deskhand.report.film import film
from deskhand.report.html import page
from deskhand.report.sent import messages_of, sent
from deskhand.report.steps import tell
from deskhand.server.access.rights import Place, ReadableSession
from deskhand.server.errors import documented
from deskhand.server.routes.sending import DOWNLOAD, as_file
from deskhand.server.workplace import Workplace

router = APIRouter(prefix="/api/sessions", tags=["reports"])
_ERRORS = documented("unauthenticated", "not_found", "invalid")


class Sent(BaseModel):
    """A request to the model. seq: of its `model_asked`; number: of the request, from 1; changed: why earlier messages
    were sent otherwise than before; usage: null while there is none."""

    seq: int
    number: int
    asked: ev.ModelAsked
    changed: str
    usage: Usage | None
    took_s: float
    messages: list[Message]


class AuditTurn(BaseModel):
    """When a person took the desk, gave it back or stopped the work."""

    at: float
    what: str


class AuditQuestion(BaseModel):
    id: str
    kind: str
    text: str
    asked_at: float
    answer: str | None
    by: str
    words: str
    answered_at: float | None
    took_s: float | None
    requests: list[str]
    remembered: dict[str, Any] | None


class AuditCall(BaseModel):
    """A call and what was decided about it. verdicts, held, suspected: as they stand in the events."""

    number: int
    at: float
    call: str
    tool: str
    what: str
    status: str
    verdicts: list[dict[str, Any]]
    questions: list[AuditQuestion]
    held: list[dict[str, Any]]
    suspected: list[dict[str, Any]]


class AuditView(BaseModel):
    """Who allowed what, when, by which rule. proof: what verifying the session's record found, in words."""

    profile: str
    totals: dict[str, int]
    control: list[AuditTurn]
    calls: list[AuditCall]
    proof: str


@router.get("/{id}/context/{seq}", responses=_ERRORS)
async def get_context(place: Place, session: ReadableSession, seq: Annotated[int, Path(ge=1, le=2**53)]) -> Sent:
    """What the model was sent in the request whose `model_asked` has that number."""
    entries = await place.journal.read(session.id, limit=None)
    events: list[ev.Event] = [entry.event for entry in entries]  # type: ignore[misc]
    asked = [entry.seq for entry in entries if isinstance(entry.event, ev.ModelAsked)]
    if seq not in asked:
        raise NotFound(
            f"event {seq} is no request to a model.", hint=f"Requests are: {', '.join(map(str, asked[:20]))}."
        )
    number = asked.index(seq) + 1
    one = sent(events)[number - 1]
    messages = await asyncio.to_thread(messages_of, events, number)
    return Sent(
        seq=seq, number=number, asked=one.asked, changed=one.changed, usage=one.usage, took_s=one.took_s,
        messages=list(messages),
    )  # fmt: skip


@router.get("/{id}/audit", responses=_ERRORS)
async def get_audit(place: Place, session: ReadableSession) -> AuditView:
    """Who allowed what in the session."""
    entries = await place.journal.read(session.id)
    proof = await _proof(place, session.id)
    return AuditView.model_validate({**facts(audit(entries)), "proof": proof})


@router.get("/{id}/report", response_class=Response, responses=DOWNLOAD | _ERRORS)
async def get_report(place: Place, session: ReadableSession) -> Response:
    """The session as one page that holds everything, to be kept or sent."""
    story = tell(await place.journal.read(session.id))
    info, proof = await place.journal.info(session.id), await _proof(place, session.id)
    text = await asyncio.to_thread(page, info.id, info.title, story, place.journal.blobs.read, proof=proof)
    return as_file(text.encode("utf-8", "replace"), f"{info.title or info.id}.html", media_type="text/html")


@router.get("/{id}/video", response_class=Response, responses=DOWNLOAD | _ERRORS)
async def get_video(place: Place, session: ReadableSession) -> Response:
    """The session's screens as a film (an animated WebP picture, which browsers play)."""
    entries = await place.journal.read(session.id)
    data = await asyncio.to_thread(film, entries, place.journal.blobs.read)
    info = await place.journal.info(session.id)
    return as_file(data, f"{info.title or info.id}.webp", media_type="image/webp")


async def _proof(place: Workplace, session: str) -> str:
    reports = await place.journal.verify(session)
    return " ".join(problem for report in reports for problem in (report.problems or (report.proves,)))
