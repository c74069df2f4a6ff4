"""Models and servers for the tests of this adapter. Replies are told here in each form's own words."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from deskhand.core.messages import Reply
from deskhand.models.cards import Card, card_of
from deskhand.models.chat.forms import FORMS, TAGGED_JSON, TOOLS
from deskhand.models.chat.model import ChatModel
from deskhand.models.wire.scale import Scale

from ..loopback import Refused
from .peer import Answer, Peer, Said, serving

ALL_FORMS = tuple(FORMS)
CARD = card_of("ollama/gemma3")
GRID = card_of("ollama/qwen3-vl:8b")
BLIND = card_of("ollama/gpt-oss")
ONE = Scale((1280, 800), (1280, 800))


def in_form(*forms: str, card: Card = CARD) -> Card:
    return card.model_copy(update={"wires": forms})


@asynccontextmanager
async def talking(
    *answers: Answer, card: Card = CARD, refuses: dict[str, Callable[[], Refused]] | None = None
) -> AsyncIterator[tuple[ChatModel, Peer]]:
    """A model whose server answers with these."""
    async with serving(*answers, refuses=refuses) as peer:
        model = ChatModel(card, key="", base_url=peer.url)
        try:
            yield model, peer
        finally:
            await model.close()


def spoken(reply: Reply, form: str, scale: Scale = ONE) -> Said:
    """A canonical reply as a model says it in a wire form, in the space in which it points."""
    calls = [
        (call.id, call.name, scale.to_sent(call.arguments) if call.name == "computer" else call.arguments)
        for call in reply.calls
    ]
    if form == TOOLS:
        return Said(content=reply.text, calls=tuple((one, name, json.dumps(given)) for one, name, given in calls))
    if form == TAGGED_JSON:
        listed = [{"tool": name, "arguments": given} for _, name, given in calls]
        return Said(content=json.dumps({"say": reply.text, "calls": listed}))
    marked = "".join(tag(json.dumps({"name": name, "arguments": given})) for _, name, given in calls)
    return Said(content=f"{reply.text}\n{marked}")


def tag(inner: str) -> str:
    return f"<tool_call>\n{inner}\n</tool_call>\n"
