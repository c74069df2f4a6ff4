"""What a session costs under a strategy: the strategy decides as it does in the product, the cache counts.

It knows no prices until `dollars`; one counting serves all models that see pictures alike and decide alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deskhand.agent.context.plan import Plan
from deskhand.agent.context.sizes import shown_tokens
from deskhand.agent.context.strategies import Past, Placed, Strategy, stable_marks, unkept
from deskhand.bench.cache import Block, Cache, Counted
from deskhand.bench.sessions import Told
from deskhand.models.cards import Card
from deskhand.models.prices import price_row

MARKS_MAX = 4
"""That one request may hold. Source: Anthropic's page on prompt caching, 2026-11."""

CLEARED_TOKENS = 26
"""The words in the place of a picture."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: its tokens, and those of its answer."""

    counted: Counted
    written: int

    @property
    def prompt(self) -> int:
        return self.counted.read + self.counted.written + self.counted.plain


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block of the conversation; `picture` is its number where it is one."""

    name: str
    tokens: int
    picture: int | None = None


def bill(turns: Sequence[Told], strategy: Strategy, plan: Plan, card: Card, head_tokens: int) -> list[Asked]:
    """Every request of the session. head_tokens: instructions and tools, in front of everything."""
    cache = Cache(automatic=card.caching != "marked", tokens_min=card.cache_tokens_min)
    talk: list[_Piece] = []
    pictures: list[Placed] = []
    asks: tuple[int, ...] = ()
    asked: list[Asked] = []
    cleared = 0
    for number, turn in enumerate(turns):
        talk.append(_Piece(f"told {number}", turn.told))
        for shot in turn.pictures:
            pictures.append(Placed(len(talk), shown_tokens(shot.width, shot.height, card), shot.whole))
            talk.append(_Piece(f"picture {len(pictures)}", pictures[-1].tokens, len(pictures) - 1))
        words = _words(talk, pictures[cleared].message, head_tokens, card) if cleared < len(pictures) else 0
        count = strategy(Past(tuple(pictures), cleared, asks, number, words), plan)
        asks = (len(pictures),) if count > cleared else (*asks, len(pictures))
        blocks = [Block("head", head_tokens), *(_block(piece, count) for piece in talk)]
        marks = [*stable_marks(pictures, cleared, count), len(talk), len(talk) - 1 - len(turn.pictures)]
        cleared = count
        asked.append(Asked(cache.ask(blocks, [1, *(1 + mark for mark in marks[: MARKS_MAX - 1])]), turn.written))
        talk.append(_Piece(f"written {number}", turn.written))
    return asked


def _words(talk: Sequence[_Piece], begin: int, head_tokens: int, card: Card) -> int:
    front = head_tokens + sum(piece.tokens for piece in talk[:begin])
    return unkept(front, card) + sum(piece.tokens for piece in talk[begin:] if piece.picture is None)


def _block(piece: _Piece, cleared: int) -> Block:
    if piece.picture is not None and piece.picture < cleared:
        return Block((piece.name, "cleared"), CLEARED_TOKENS)
    return Block(piece.name, piece.tokens)


def dollars(asked: Sequence[Asked], card: Card) -> float:
    """The whole bill at the card's prices, answers too, each request at the price for its size."""
    return sum(_input(one, card) + one.written * (price_row(card, one.prompt).output or 0.0) for one in asked)


def input_dollars(asked: Sequence[Asked], card: Card) -> float:
    """What was paid for reading, without the answers."""
    return sum(_input(one, card) for one in asked)


def _input(one: Asked, card: Card) -> float:
    row = price_row(card, one.prompt)
    plain = row.input or 0.0
    read = plain if row.cache_read is None else row.cache_read
    write = plain if row.cache_write is None else row.cache_write
    return one.counted.read * read + one.counted.written * write + one.counted.plain * plain
