"""A price is in the table, or it is said that it is not known."""

from __future__ import annotations

import pytest

from deskhand.models.cards import Card, cards
from deskhand.models.prices import price_row


def priced(how: str) -> list[Card]:
    return [card for card in cards() if card.price == how]


@pytest.mark.parametrize("card", priced("by token"), ids=lambda card: str(card.model))
def test_every_card_with_a_price_by_token_has_a_row_in_the_table(card: Card) -> None:
    row = price_row(card)
    assert row.input is not None and row.input > 0
    assert row.output is not None and row.output >= row.input


@pytest.mark.parametrize(
    "card", [card for card in cards() if card.price == "unknown"], ids=lambda card: str(card.model)
)
def test_a_price_that_is_said_to_be_unknown_is_not_in_the_table(card: Card) -> None:
    assert price_row(card.model_copy(update={"price": "by token"})).input is None


def test_the_houses_that_offer_a_model_have_rows_of_their_own() -> None:
    near = Card(model="bedrock/eu.anthropic.claude-opus-5-5", price="by token")
    anywhere = Card(model="bedrock/global.anthropic.claude-opus-5-5", price="by token")
    assert (price_row(near).input or 0) > (price_row(anywhere).input or 0) > 0
