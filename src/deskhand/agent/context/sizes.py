"""How many tokens messages are, by the card's formula for pictures and by their length for words.

An estimate, for deciding what is cheaper: what was really read and written is in the usage of each reply.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from math import ceil

from deskhand.core.messages import FilePart, Message, ModelMessage, Part, PicturePart, Reply
from deskhand.models.cards import Card
from deskhand.models.wire.scale import fitting, picture_tokens

CHARS_PER_TOKEN = 3.5
"""Of English and of JSON, by the newer tokenizers, which make about 30 % more tokens than the older four characters."""

MESSAGE_TOKENS = 8
"""What the frame of a message or part costs."""


def tokens_of(message: Message, card: Card) -> int:
    """All of a message, its pictures too."""
    if isinstance(message, ModelMessage):
        return reply_tokens(message.reply)
    return MESSAGE_TOKENS + sum(part_tokens(part, card) for part in message.parts)


def reply_tokens(reply: Reply) -> int:
    """A turn of the model as it is read again: its words, its calls, its thinking."""
    words = len(reply.text) + sum(len(json.dumps(call.arguments)) + len(call.name) for call in reply.calls)
    return MESSAGE_TOKENS * (1 + len(reply.calls)) + ceil((words + _thinking_chars(reply)) / CHARS_PER_TOKEN)


def _thinking_chars(reply: Reply) -> int:
    content = reply.native.get("content")
    blocks: Iterable[object] = content if isinstance(content, list) else ()
    texts = (block.get("thinking") for block in blocks if isinstance(block, dict))
    return sum(len(text) for text in texts if isinstance(text, str))


def part_tokens(part: Part, card: Card) -> int:
    match part:
        case PicturePart():
            return shown_tokens(part.width, part.height, card)
        case FilePart(name=name):
            return MESSAGE_TOKENS + ceil(len(name) / CHARS_PER_TOKEN)
    return ceil(len(part.text) / CHARS_PER_TOKEN)


def shown_tokens(width: int, height: int, card: Card) -> int:
    """A picture at the size in which the card's model is shown it."""
    return picture_tokens(*fitting(max(1, width), max(1, height), card), card) if card.sees else MESSAGE_TOKENS
