"""How many tokens a request will have, before anybody has counted them.

A guess by length, made right by what the last answers were counted at (see `learning.ratio`). What a provider keeps of
the last request is not counted again where it does not count it either. It does not know a wire form.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from deskhand.core.messages import FilePart, Message, ModelMessage, Part, PicturePart
from deskhand.models.base import Request
from deskhand.models.cards import Card
from deskhand.models.wire.scale import fitting, picture_tokens

CHARS_A_TOKEN = 3.5
"""Of text in Latin letters and of JSON. Letters of other scripts are counted as a token each."""

MESSAGE_TOKENS = 8
"""What surrounds a message."""

CACHE_S = 300.0
"""How long a provider keeps a prefix that nobody asks for. Source: Anthropic's page on prompt caching."""

CACHE_READS_FREE = frozenset({"anthropic"})
"""Providers that count no cache reads against the limit of input tokens. Source: their pages on rate limits."""


@dataclass(frozen=True, slots=True)
class Guess:
    """Tokens by length: of the whole request, of what the provider probably does not have yet, and of what it surely
    does not have."""

    whole: float
    fresh: float
    least: float


@dataclass(slots=True)
class Before:
    """The last request of a session: how it began, and when it was answered."""

    head: float = 0.0
    messages: tuple[Message, ...] = ()
    kept_at: float | None = None


def guess(request: Request, card: Card, before: Before, now: float) -> Guess:
    """What this request will have, after `before`."""
    head = _head(request)
    sizes = [message_tokens(message, card) for message in request.messages]
    whole = head + sum(sizes)
    warm = before.kept_at is not None and 0 <= now - before.kept_at < CACHE_S
    if card.provider not in CACHE_READS_FREE or not warm or head != before.head:
        unknown = card.provider in CACHE_READS_FREE and not before.messages
        return Guess(whole, whole, sum(sizes[_last_turn(request.messages) :]) if unknown else whole)
    fresh = max(1.0, sum(sizes[_common(request.messages, before.messages) :]))
    return Guess(whole, fresh, fresh)


def _last_turn(messages: Sequence[Message]) -> int:
    """Where what follows the model's last turn begins: the rest may have been kept from before this process began."""
    return max((n + 1 for n, message in enumerate(messages) if isinstance(message, ModelMessage)), default=0)


def kept(request: Request, now: float, *, cached: bool) -> Before:
    """What to remember of a request that was answered. cached: the provider has kept its beginning."""
    return Before(_head(request), request.messages, now if cached else None)


def _head(request: Request) -> float:
    tools = sum(len(t.name) + len(t.description) + len(json.dumps(t.parameters)) for t in request.tools)
    return text_tokens(request.instructions) + tools / CHARS_A_TOKEN


def _common(now: Sequence[Message], before: Sequence[Message]) -> int:
    """How many messages are the same from the first on."""
    pairs = zip(now, before, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a is not b and a != b), min(len(now), len(before)))


def message_tokens(message: Message, card: Card) -> float:
    if isinstance(message, ModelMessage):
        reply = message.reply
        calls = sum(text_tokens(call.name) + text_tokens(json.dumps(call.arguments)) for call in reply.calls)
        return MESSAGE_TOKENS + text_tokens(reply.text) + calls
    return MESSAGE_TOKENS + sum(_part_tokens(part, card) for part in message.parts)


def _part_tokens(part: Part, card: Card) -> float:
    if isinstance(part, PicturePart):
        sent = fitting(max(1, part.width), max(1, part.height), card) if card.sees else (0, 0)
        return float(picture_tokens(*sent, card))
    return text_tokens(part.name if isinstance(part, FilePart) else part.text)


def text_tokens(text: str) -> float:
    """Tokens of a text by its length."""
    latin = len(text.encode("ascii", "ignore"))
    return latin / CHARS_A_TOKEN + (len(text) - latin)
