"""A `Request` as the arguments of a Responses API request. Nothing of it is kept by the vendor (`store` is false)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from deskhand.models.base import Request
from deskhand.models.cards import Card
from deskhand.models.openai.conversation import Conversation
from deskhand.models.openai.forms import PREVIEW, Form
from deskhand.models.wire.marks import EXPLAINED
from deskhand.models.wire.pictures import Pictures
from deskhand.models.wire.scale import Scale
from deskhand.models.wire.showing import Showing

SEALED = "reasoning.encrypted_content"
CACHE_KEY_CHARS_MAX = 64


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for unless the provider refused it once. reasoning: sealed, to be replayed. summary: of it."""

    reasoning: bool = True
    summary: bool = True


@dataclass(frozen=True, slots=True)
class Asking:
    """What is sent (arguments of `responses.create`), and what is needed to read the answer."""

    body: dict[str, Any]
    form: Form
    scale: Scale


def asking(request: Request, card: Card, form: Form, pictures: Pictures, wanted: Wanted = Wanted()) -> Asking:
    """The request as this model takes it in this wire form.

    request.settings: `screen` (width, height) of the desk, `effort` (one of the card's levels).
    """
    screen = request.settings.get("screen")
    showing = Showing(card, pictures, request.blob, card.sees, (screen[0], screen[1]) if screen else None)
    talk = Conversation(form, card.model, showing, wanted.reasoning)
    for message in request.messages:
        talk.add(message)
    items = talk.finish()
    body: dict[str, Any] = {
        "model": card.own_name,
        "instructions": f"{request.instructions}\n\n{EXPLAINED}",
        "input": items,
        "tools": form.declared(request.tools, showing.scale.sent),
        "max_output_tokens": min(request.output_tokens_max, card.output_tokens_max or request.output_tokens_max),
        "store": False,
        "prompt_cache_key": request.session_id[:CACHE_KEY_CHARS_MAX],
    }
    if form.name == PREVIEW:
        body["truncation"] = "auto"
    if card.thinks and wanted.reasoning:
        body["include"] = [SEALED]
    if reasoning := _reasoning(request, card, wanted):
        body["reasoning"] = reasoning
    return Asking(body, form, showing.scale)


def _reasoning(request: Request, card: Card, wanted: Wanted) -> dict[str, Any]:
    effort = request.settings.get("effort")
    asked = {"effort": effort} if effort else {}
    return asked | ({"summary": "concise"} if card.thinks and wanted.summary else {})
