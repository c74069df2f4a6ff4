"""A Gemini model with its peer, for the tests of this folder."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from deskhand.core.messages import Reply
from deskhand.models.cards import Card, card_of
from deskhand.models.gemini.forms import FORMS, FUNCTIONS
from deskhand.models.gemini.model import GeminiModel
from deskhand.models.wire.scale import GRID, Scale

from .peer import SIGNATURE, Answer, Peer, Said, serving, text, use

ALL_FORMS = tuple(FORMS)
CARD = card_of("google/gemini-3.5-flash")
PIXELS = CARD.model_copy(update={"coordinates": "pixels"})
SCREEN = (1280, 800)
GRIDDED = Scale(SCREEN, SCREEN, GRID)


def in_form(*forms: str, card: Card = CARD) -> Card:
    return card.model_copy(update={"wires": forms})


@asynccontextmanager
async def talking(
    *answers: Answer, card: Card = CARD, refuses: tuple[str, ...] = (), signed: bool = False
) -> AsyncIterator[tuple[GeminiModel, Peer]]:
    """A model whose provider answers with these."""
    async with serving(*answers, refuses=refuses, signed=signed) as peer:
        model = GeminiModel(card, key="by-hand", base_url=peer.url)
        try:
            yield model, peer
        finally:
            await model.close()


def spoken(reply: Reply, form: str, scale: Scale = GRIDDED) -> Said:
    """A canonical reply as the provider says it in a wire form, in thousandths of the screen."""
    parts: list[dict[str, Any]] = [text(reply.text)] if reply.text else []
    for number, call in enumerate(reply.calls):
        arguments = scale.to_sent(call.arguments) if call.name == "computer" else call.arguments
        name, args = FORMS[form].written(call.name, arguments, scale.screen)
        args = args | ({"intent": "to go on"} if name in FORMS[form].acts else {})
        parts.append(use(name, args, call.id, **({} if number else {"thoughtSignature": SIGNATURE})))
    return Said(parts)


def declared(peer: Peer, request: int = -1) -> list[str]:
    """What a request offers: the vendor's environment where there is one, then the functions' names."""
    names: list[str] = []
    for tool in peer.requests[request]["tools"]:
        names += [tool["computerUse"]["environment"]] if "computerUse" in tool else []
        names += [function["name"] for function in tool.get("functionDeclarations", ())]
    return names


__all__ = ["ALL_FORMS", "CARD", "FUNCTIONS", "GRIDDED", "PIXELS", "SCREEN", "declared", "in_form", "spoken", "talking"]
