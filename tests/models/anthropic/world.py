"""An Anthropic model with its peer, for the tests of this folder."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from deskhand.core.messages import Reply
from deskhand.models.anthropic.forms import FORMS
from deskhand.models.anthropic.model import AnthropicModel
from deskhand.models.cards import Card, card_of
from deskhand.models.wire.scale import Scale

from .peer import Answer, Peer, Said, serving, text

ALL_FORMS = tuple(FORMS)
CARD = card_of("anthropic/claude-opus-5")
ONE = Scale((1280, 800), (1280, 800))


def in_form(*forms: str, card: Card = CARD) -> Card:
    return card.model_copy(update={"wires": forms})


@asynccontextmanager
async def talking(
    *answers: Answer, card: Card = CARD, refuses_types: tuple[str, ...] = ()
) -> AsyncIterator[tuple[AnthropicModel, Peer]]:
    """A model whose provider answers with these."""
    async with serving(*answers, refuses_types=refuses_types) as peer:
        model = AnthropicModel(card, key="by-hand", base_url=peer.url)
        try:
            yield model, peer
        finally:
            await model.close()


def spoken(reply: Reply, form: str, scale: Scale = ONE) -> Said:
    """A canonical reply as the provider says it in a wire form, in pixels of the pictures that it is sent."""
    blocks: list[dict[str, Any]] = [text(reply.text)] if reply.text else []
    for call in reply.calls:
        blocks.append(
            {"type": "tool_use", "id": call.id, **FORMS[form].written(call.name, scale.to_sent(call.arguments))}
        )
    return Said(blocks)


def declared(peer: Peer, request: int = -1) -> list[str]:
    """The tools of a request: their types where they have one, else their names."""
    return [tool.get("type") or tool["name"] for tool in peer.requests[request]["tools"]]
