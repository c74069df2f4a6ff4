"""Capability cards: what a model can do and what it costs, as data. One card a model, not one a vendor.

`card` is the shape, `data/PROVIDER.toml` the facts with their sources, `catalog` finds a card by its model's name: one
of a person's own first, then one that ships, then the provider's most careful card under that name.
"""

from deskhand.models.cards.card import Card
from deskhand.models.cards.catalog import card_of, cards, providers

__all__ = ["Card", "card_of", "cards", "providers"]
