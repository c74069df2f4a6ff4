"""Models and peers for the tests of this adapter. Replies are told here in the vendor's words, apart from the
adapter's own translation."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from deskhand.core.messages import Call, Reply
from deskhand.models.cards import Card, card_of
from deskhand.models.openai.forms import BATCH, FORMS, FUNCTIONS, PREVIEW
from deskhand.models.openai.model import OpenAIModel
from deskhand.models.wire.scale import Scale

from .peer import Answer, Item, Peer, Said, computer, function, said, serving, text

ALL_FORMS = tuple(FORMS)
CARD = card_of("openai/gpt-6-sol")
ONE = Scale((1280, 800), (1280, 800))

BUTTONS = {
    "left_click": "left", "right_click": "right", "middle_click": "wheel", "back_button": "back",
    "forward_button": "forward",
}  # fmt: skip


def in_form(*forms: str, card: Card = CARD) -> Card:
    return card.model_copy(update={"wires": forms})


@asynccontextmanager
async def talking(
    *answers: Answer, card: Card = CARD, refuses_types: tuple[str, ...] = ()
) -> AsyncIterator[tuple[OpenAIModel, Peer]]:
    """A model whose provider answers with these."""
    async with serving(*answers, refuses_types=refuses_types) as peer:
        model = OpenAIModel(card, key="by-hand", base_url=peer.url)
        try:
            yield model, peer
        finally:
            await model.close()


def vendors(given: dict[str, Any]) -> dict[str, Any] | None:
    """The vendor's act for canonical arguments; None when its vocabulary can't say it."""
    rest = {name: value for name, value in given.items() if name not in ("action", "coordinate", "modifiers")}
    held = {"keys": [word.upper() for word in given["modifiers"]]} if given.get("modifiers") else {}
    x, y = given.get("coordinate") or (None, None)
    match given["action"]:
        case "left_click" | "right_click" | "middle_click" | "back_button" | "forward_button" if x is not None:
            return {"type": "click", "button": BUTTONS[given["action"]], "x": x, "y": y, **held}
        case "double_click" if x is not None:
            return {"type": "double_click", "x": x, "y": y, **held}
        case "mouse_move" if x is not None:
            return {"type": "move", "x": x, "y": y}
        case "type":
            return {"type": "type", **rest}
        case "screenshot":
            return {"type": "screenshot"}
        case "key" if "repeat" not in rest:
            return {"type": "keypress", "keys": rest["keys"].split("+")}
    return None


def spoken(reply: Reply, form: str, scale: Scale = ONE) -> Said:
    """A canonical reply as the provider says it in a wire form, in pixels of the pictures that it is sent."""
    items: list[Item] = [text(reply.text)] if reply.text else []
    for call in reply.calls:
        given = scale.to_sent(call.arguments) if call.name == "computer" else call.arguments
        act = vendors(given) if call.name == "computer" and form != FUNCTIONS else None
        if act is None:
            items.append(function(call.id, _named(call, form), given))
        elif form == PREVIEW:
            items.append(computer(call.id, act, single=True))
        elif items and items[-1]["type"] == "computer_call":
            items[-1]["actions"].append(act)
        else:
            items.append(computer(call.id, act))
    return said(*items)


def _named(call: Call, form: str) -> str:
    return "desk" if call.name == "computer" and form != FUNCTIONS else call.name


def declared(peer: Peer, request: int = -1) -> list[str]:
    """The tools of a request: the vendor's by their types, functions by their names."""
    return [tool.get("name") or tool["type"] for tool in peer.requests[request]["tools"]]


__all__ = ["BATCH", "FUNCTIONS", "PREVIEW"]
