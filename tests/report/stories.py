"""Sessions made of events alone, told as the journal would hand them out."""

from __future__ import annotations

import io
from collections.abc import Iterable

from PIL import Image
from pydantic import JsonValue

from deskhand.core import events as ev
from deskhand.core.messages import Call, PicturePart, Reply, TextPart
from deskhand.core.outcome import Check, Outcome
from deskhand.core.targets import HeldRequest
from deskhand.core.verdicts import Touch, Verdict
from deskhand.journal.values import Recorded
from deskhand.report.steps import Story, tell

ALLOWED = Verdict(decision="allow", reason="this moves about.", rule="balanced: allow", touch=Touch(classes=("move",)))


def story(*events: ev.Event) -> Story:
    """The story of these events, a second apart."""
    return tell(Recorded(stream="s-1", seq=n, at=1e9 + n, event=event, hash="") for n, event in enumerate(events, 1))


def started() -> ev.Event:
    return ev.SessionStarted(model="steps", deskhand="0.1.0")


def desk(walls: dict[str, str] | None = None) -> ev.Event:
    return ev.DeskReady(desk="d1", width=1280, height=800, walls=walls or {"network": "a namespace"})


def said(words: str) -> ev.Event:
    return ev.Said(parts=(TextPart(text=words),))


def picture(blob: str = "b" * 64) -> PicturePart:
    return PicturePart(blob=blob, media_type="image/png", width=64, height=40)


def acted(
    id: str,
    tool: str,
    arguments: dict[str, JsonValue],
    *,
    text: str = "",
    status: ev.CallStatus = "ok",
    told: str = "",
    verdict: Verdict = ALLOWED,
    screen: PicturePart | None = None,
) -> list[ev.Event]:
    """A turn of the model with one call, from its words to its end."""
    call = Call(id=id, name=tool, arguments=arguments)
    finished = ev.CallFinished(
        call=id, status=status, content=(TextPart(text=told, stranger=True),), screen=screen, took_s=0.25
    )
    return [
        ev.ModelReplied(reply=Reply(text=text, calls=(call,), stop_reason="calls")),
        ev.CallJudged(call=id, verdict=verdict),
        ev.CallStarted(call=id),
        finished,
    ]


def question(
    call: str, consequence: str, *, element: PicturePart | None = None, answer: str = "", words: str = ""
) -> list[ev.Event]:
    """A question about a call and its answer; without one the answer is the consequence's own words."""
    asked = ev.Asked(
        question=f"q-{consequence}", call=call, kind="approval", text=consequence, consequence=consequence,
        element=element,
    )  # fmt: skip
    return [asked, ev.Answered(question=asked.question, answer=answer or consequence, words=words or consequence)]


def held(call: str, verdict: Verdict, address: str) -> list[ev.Event]:
    """A request that a page would send because of a call, and the verdict about it."""
    address = address.encode("utf-8", "replace").decode()  # the browser's words are read as text, which has no halves
    request = HeldRequest(id="r1", method="POST", address=address, page=address)
    return [ev.RequestsHeld(call=call, requests=(request,)), ev.CallJudged(call=call, verdict=verdict)]


def ended(kind: str = "done", summary: str = "", checks: Iterable[Check] = ()) -> ev.Event:
    return ev.Concluded(outcome=Outcome(kind=kind, summary=summary, checks=tuple(checks)))  # type: ignore[arg-type]


def png(width: int = 64, height: int = 40) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), (200, 120, 40)).save(buffer, "PNG")
    return buffer.getvalue()
