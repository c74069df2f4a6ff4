"""A `Request` as the arguments of a Chat Completions request."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any

from deskhand.models.base import Request
from deskhand.models.cards import Card
from deskhand.models.chat.conversation import Conversation
from deskhand.models.chat.forms import Form, in_space
from deskhand.models.wire.marks import EXPLAINED
from deskhand.models.wire.pictures import Pictures
from deskhand.models.wire.scale import Scale
from deskhand.models.wire.showing import Showing


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for unless the server refused it once. pictures: shown; usage: told at the end of the stream."""

    pictures: bool = True
    usage: bool = True


@dataclass(frozen=True, slots=True)
class Asking:
    """What is sent (arguments of `chat.completions.create`), and what is needed to read the answer.

    prefix: of the ids of calls that come without one; another one in each request of a conversation. nonce: what marks
    an artifact that is a block of the answer, "" where none is taken.
    """

    body: dict[str, Any]
    form: Form
    scale: Scale
    prefix: str
    nonce: str = ""

    @property
    def shows_pictures(self) -> bool:
        return any(isinstance(turn["content"], list) for turn in self.body["messages"])


def asking(request: Request, card: Card, form: Form, pictures: Pictures, wanted: Wanted = Wanted()) -> Asking:
    """The request as this model takes it in this wire form.

    request.settings: `screen` (width, height) of the desk, `effort` (one of the card's levels), `guided` (False: a
    schema is asked for in words only), `sees` (in the card's place, for trying a model that nobody knows).
    """
    screen = request.settings.get("screen")
    sees = bool(request.settings.get("sees", card.sees)) and wanted.pictures
    showing = Showing(card, pictures, request.blob, sees, (screen[0], screen[1]) if screen else None)
    talk = Conversation(card.provider, form, showing)
    for message in request.messages:
        talk.add(message)
    tools = in_space(request.tools, card)
    nonce = form.nonce(tools, request.session_id)
    said = [request.instructions, form.explained(tools, nonce), EXPLAINED]
    system = {"role": "system", "content": "\n\n".join(words for words in said if words)}
    body: dict[str, Any] = {
        "model": card.own_name,
        "messages": [system, *talk.finish()],
        "max_tokens": min(request.output_tokens_max, card.output_tokens_max or request.output_tokens_max),
        **form.declared(tools, held=bool(request.settings.get("guided", True))),
    }
    if wanted.usage:
        body["stream_options"] = {"include_usage": True}
    if effort := request.settings.get("effort"):
        body["reasoning_effort"] = effort
    return Asking(body, form, showing.scale, _prefix(request), nonce)


def _prefix(request: Request) -> str:
    """Made from what was said last: the number of messages alone comes again when a conversation is made shorter."""
    last = request.messages[-1].model_dump_json() if request.messages else ""
    return f"call-{len(request.messages)}-{zlib.crc32(last.encode('utf-8', 'replace')):08x}"
