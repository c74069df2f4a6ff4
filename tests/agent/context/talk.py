"""Conversations made of events, and what is sent of them, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from deskhand.agent.context.composing import Composed, compose
from deskhand.agent.context.plan import Plan
from deskhand.agent.context.transcript import Transcript
from deskhand.core import events as ev
from deskhand.core.geometry import Box
from deskhand.core.messages import Call, Message, Part, PicturePart, Reply, TextPart
from deskhand.models.cards import Card

SCREEN = (1280, 800)
WIRE = "functions"
CARD = Card(model="acme/seer", caching="marked", picture_tile_px=28, thinking_bound=True, context_tokens=100_000)
READY = ev.DeskReady(desk="d", width=SCREEN[0], height=SCREEN[1])


def picture(frame: int, region: Box | None = None) -> PicturePart:
    box = region or Box(0, 0, *SCREEN)
    return PicturePart(
        blob=f"{frame:064x}", media_type="image/png", width=box.width, height=box.height, frame=frame, region=box
    )


def text(words: str) -> TextPart:
    return TextPart(text=words)


@dataclass
class Talk:
    """A session that is being asked: every request goes on the record, as the driver does it."""

    plan: Plan = Plan()
    card: Card = CARD
    transcript: Transcript = field(default_factory=Transcript)
    sent: list[Composed] = field(default_factory=list)
    asked: list[ev.ModelAsked] = field(default_factory=list)
    events: list[ev.Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.take(READY, ev.Said(parts=(text("Do it."),)))

    def take(self, *events: ev.Event) -> None:
        for event in events:
            self.events.append(event)
            self.transcript.add(event)

    def ask(self) -> Composed:
        made = compose(self.transcript, self.plan, self.card)
        asked = ev.ModelAsked(
            model="acme/seer",
            strategy=made.strategy,
            cleared=made.cut.cleared,
            unthought=made.cut.unthought,
            changed=made.changed,
        )
        self.take(asked)
        self.sent.append(made)
        self.asked.append(asked)
        return made

    def turn(self, *parts: Part, words: str = "", tool: str = "computer") -> None:
        """The model is asked, makes one call, and is answered with these parts."""
        self.ask()
        call = Call(id=f"c{len(self.sent)}", name=tool)
        thought = {"type": "thinking", "thinking": "hm", "signature": f"s{len(self.sent)}"}
        use = {"type": "tool_use", "id": call.id, "name": tool, "input": {}}
        native = {"provider": self.card.provider, "model": self.card.model, "wire": WIRE, "content": [thought, use]}
        self.take(ev.ModelReplied(reply=Reply(text=words, calls=(call,), stop_reason="calls", native=native)))
        details = (
            {"part": True} if any(isinstance(p, PicturePart) and p.region != Box(0, 0, *SCREEN) for p in parts) else {}
        )
        frames = [part.frame for part in parts if isinstance(part, PicturePart)]
        self.take(
            ev.CallFinished(
                call=call.id, status="ok", content=parts, frame=frames[-1] if frames else None, details=details
            )
        )


def pictures_in(messages: Sequence[Message]) -> list[int]:
    """The frames of the pictures that are sent."""
    return [
        part.frame or 0
        for message in messages
        if message.role != "model"
        for part in message.parts
        if part.kind == "picture"
    ]
