"""By what rule a session's old pictures are cleared: the name of a strategy and the figures it decides by.

The figures come from the model's card and its price row; a person may name another strategy. It decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from deskhand.models.cards import Card
from deskhand.models.prices import PriceRow

KEEP = 2
"""Pictures that stay when others are cleared: before and after the last act. Never less than the newest whole one with
the parts that bring it up to date."""

READ_USUAL, WRITE_USUAL = 0.1, 1.25
"""Shares of the input price that are taken where a price is not known: the most common ones of 2026."""


@dataclass(frozen=True, slots=True)
class Plan:
    """strategy: a name of `strategies.STRATEGIES`. keep: pictures that stay. most: pictures that one request may hold.

    read, write: what a token costs that comes from the provider's cache, and one that is written to it, as shares of
    the price of one that is only read. `read` is 1 where nothing is kept.
    """

    strategy: str = "chunked"
    keep: int = KEEP
    most: int = 0
    read: float = READ_USUAL
    write: float = WRITE_USUAL


def plan_for(card: Card, row: PriceRow, strategy: str = "", keep: int = KEEP) -> Plan:
    """The plan for a model; strategy: the person's choice, "" for the usual one.

    A model that follows a program pays for nothing and may look back at any picture: nothing is cleared for it.
    """
    read, write = READ_USUAL, WRITE_USUAL
    if row.input:
        read = row.cache_read / row.input if row.cache_read is not None else 1.0
        write = row.cache_write / row.input if row.cache_write is not None else 1.0
    most = max(keep, card.pictures_max - 1) if card.pictures_max else 0
    usual = "chunked" if card.thinks else "append_only"
    return Plan(strategy or usual, keep, most, min(1.0, read), max(1.0, write))
