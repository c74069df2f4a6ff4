"""What the model was sent, request by request: how much, what of it came from the cache, what it cost, what changed.

A projection of the journal. Every request can be had again as it was sent: its messages follow from the events before
it, and `ModelAsked` says what of them was sent otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from deskhand.agent.context.transcript import Transcript
from deskhand.agent.context.view import Cut, shown
from deskhand.core import events as ev
from deskhand.core.errors import NotFound
from deskhand.core.messages import Message, Usage


@dataclass(slots=True)
class Sent:
    """One request, counted from 1. changed: why earlier messages were sent otherwise than before; "" when they were
    not. usage: of its reply; None while there is none, and for one that was broken off."""

    number: int
    asked: ev.ModelAsked
    changed: str
    usage: Usage | None = None
    took_s: float = 0.0


@dataclass(slots=True)
class Total:
    """All requests together. cost_usd: None where a price is not known. changes: requests whose prefix had changed."""

    requests: int = 0
    read: int = 0
    written: int = 0
    cached: int = 0
    answered: int = 0
    changes: int = 0
    cost_usd: float | None = 0.0


def sent(events: Iterable[ev.Event]) -> list[Sent]:
    """Every request of a session."""
    found: list[Sent] = []
    compacted = ""
    for event in events:
        match event:
            case ev.ModelAsked():
                why = "; ".join(reason for reason in (compacted, event.changed) if reason)
                found.append(Sent(len(found) + 1, event, why))
                compacted = ""
            case ev.Compacted() if event.messages:
                compacted = f"{event.messages} messages became a digest by {event.by}: {event.reason}"
            case ev.ModelReplied(reply=reply) if found:
                found[-1].usage, found[-1].took_s = reply.usage, event.took_s
            case _:
                pass
    return found


def messages_of(events: Iterable[ev.Event], number: int) -> tuple[Message, ...]:
    """The very messages of a request. Raises NotFound."""
    transcript, count = Transcript(), 0
    for event in events:
        if isinstance(event, ev.ModelAsked):
            count += 1
            if count == number:
                return shown(transcript.messages, Cut(event.cleared, event.unthought))
        transcript.add(event)
    raise NotFound(f"there is no request {number} in this session; it has {count}.", hint="They count from 1.")


def total(requests: Iterable[Sent]) -> Total:
    whole = Total()
    for one in requests:
        whole.requests += 1
        whole.changes += bool(one.changed)
        if one.usage is None:
            continue
        whole.read += one.usage.input_tokens
        whole.written += one.usage.cache_write_tokens
        whole.cached += one.usage.cache_read_tokens
        whole.answered += one.usage.output_tokens
        known = whole.cost_usd is not None and one.usage.cost_usd is not None
        whole.cost_usd = whole.cost_usd + one.usage.cost_usd if known else None  # type: ignore[operator]
    return whole


def as_rows(requests: Iterable[Sent]) -> Iterator[dict[str, object]]:
    """Plain data for programs, one object a request."""
    for one in requests:
        yield {
            "request": one.number,
            **one.asked.model_dump(mode="json", exclude={"type", "changed"}),
            "changed": one.changed,
            "usage": one.usage.model_dump(mode="json") if one.usage else None,
            "took_s": round(one.took_s, 3),
        }
