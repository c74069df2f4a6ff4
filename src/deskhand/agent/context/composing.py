"""One request put together: the conversation with its cut, what the journal says of it, what the adapter is told.

It asks nobody. The same transcript and plan always give the same request.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from deskhand.agent.context.plan import Plan
from deskhand.agent.context.sizes import part_tokens, tokens_of
from deskhand.agent.context.strategies import Past, Placed, decide, stable_marks, unkept
from deskhand.agent.context.transcript import Transcript
from deskhand.agent.context.view import Cut, shown
from deskhand.core.messages import Message, ModelMessage, PicturePart
from deskhand.models.cards import Card

HEAD_TOKENS = 2_700
"""What instructions and tools take in front of a conversation, about."""

CLEARING_TOKENS = 30_000
"""With provider-side clearing: the size of a prompt from which the provider clears; its own usual value is larger."""


@dataclass(frozen=True, slots=True)
class Composed:
    """What is sent. changed: why earlier messages are sent otherwise than before; "" when they are not.

    settings, for the adapter: `stable`, before which messages a mark of the cache belongs, since what is in front of
    them stays as it is when pictures are cleared; `clearing`, how the provider is to clear old results itself.
    """

    messages: tuple[Message, ...]
    strategy: str
    cut: Cut
    changed: str
    pictures: int
    picture_tokens: int
    settings: dict[str, Any] = field(default_factory=dict)


def compose(transcript: Transcript, plan: Plan, card: Card) -> Composed:
    """The next request of a session."""
    messages = transcript.messages
    pictures = placed(messages, card, transcript.screen)
    past = Past(
        pictures=pictures,
        cleared=transcript.cut.cleared,
        asks=transcript.asks,
        requests=transcript.requests,
        words=_words_anew(messages, pictures, transcript.cut.cleared, card),
    )
    cleared, changed = decide(past, plan)
    cut = Cut(cleared, _unthought(transcript, pictures, cleared, card))
    return Composed(
        messages=shown(messages, cut),
        strategy=plan.strategy,
        cut=cut,
        changed=changed,
        pictures=len(pictures) - cleared,
        picture_tokens=past.tokens(cleared, len(pictures)),
        settings=_settings(stable_marks(pictures, transcript.cut.cleared, cleared), plan, card),
    )


def placed(messages: Iterable[Message], card: Card, screen: tuple[int, int]) -> tuple[Placed, ...]:
    """Where the pictures of the conversation are, oldest first."""
    return tuple(
        Placed(number, part_tokens(part, card), part.region is not None and part.region[2:] == screen)
        for number, message in enumerate(messages)
        if not isinstance(message, ModelMessage)
        for part in message.parts
        if isinstance(part, PicturePart)
    )


def _words_anew(messages: list[Message], pictures: tuple[Placed, ...], cleared: int, card: Card) -> int:
    """Tokens of words that are written anew when the first standing picture is cleared. The newest ones, which were
    not sent yet, are few beside them."""
    if cleared >= len(pictures):
        return 0
    begin = pictures[cleared].message
    front = HEAD_TOKENS + sum(tokens_of(message, card) for message in messages[:begin])
    behind = sum(tokens_of(message, card) for message in messages[begin:])
    return unkept(front, card) + behind - sum(picture.tokens for picture in pictures[cleared:])


def _unthought(transcript: Transcript, pictures: tuple[Placed, ...], cleared: int, card: Card) -> tuple[int, int]:
    """Where thinking is bound to what stood before it, that behind the first picture that is cleared now goes too."""
    first, behind = transcript.cut.unthought
    if not card.thinking_bound or cleared <= transcript.cut.cleared:
        return first, behind
    begin = pictures[transcript.cut.cleared].message
    return (min(first, begin) if behind else begin), len(transcript.messages)


def _settings(stable: tuple[int, ...], plan: Plan, card: Card) -> dict[str, Any]:
    if plan.strategy == "provider" and card.clearing:
        return {"clearing": {"kind": card.clearing, "keep": plan.keep, "trigger_tokens": CLEARING_TOKENS}}
    return {"stable": stable} if stable and plan.strategy != "append_only" else {}
