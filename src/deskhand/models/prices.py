"""What a token of a model costs, as a row of figures. The table is loaded only for a model that costs something."""

from __future__ import annotations

from importlib import import_module

from deskhand.core.values import Value
from deskhand.models.cards import Card

_TABLE = "deskhand.models.pricing"


class PriceRow(Value):
    """US dollars a token. None: not known. cache_read, cache_write: of a token that comes from the provider's cache,
    and of one that is kept in it."""

    input: float | None = None
    output: float | None = None
    cache_read: float | None = None
    cache_write: float | None = None


FREE = PriceRow(input=0.0, output=0.0, cache_read=0.0, cache_write=0.0)
UNKNOWN = PriceRow()


def price_row(card: Card, prompt_tokens: int = 0) -> PriceRow:
    """What a token of the card's model costs in a request whose prompt has so many tokens: large ones cost more."""
    if card.price == "free":
        return FREE
    if card.price == "unknown":
        return UNKNOWN
    row: PriceRow = import_module(_TABLE).token_row(card.provider, card.price_row or card.own_name, prompt_tokens)
    return row
