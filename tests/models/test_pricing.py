"""Price rows from the table: shares, tiers, and what is not known."""

from __future__ import annotations

import pytest

from deskhand.core.messages import Usage
from deskhand.models.cards import Card, card_of
from deskhand.models.prices import FREE, UNKNOWN, price_row
from deskhand.models.pricing import priced


def by_token(model: str) -> Card:
    return Card(model=model, price="by token")


@pytest.mark.parametrize(
    ("model", "read", "write"),
    [("anthropic/claude-opus-5-5", 0.05, 1.25), ("anthropic/claude-opus-5", 0.1, 1.25), ("openai/gpt-5.5", 0.1, 1.0)],
)
def test_a_row_has_the_shares_of_its_model(model: str, read: float, write: float) -> None:
    row = price_row(by_token(model))
    assert row.input
    assert row.cache_read == pytest.approx(read * row.input)
    assert row.cache_write == pytest.approx(write * row.input)


@pytest.mark.parametrize(
    ("model", "below", "above"),
    [("anthropic/claude-haiku-5-5", 99_000, 150_000), ("openai/gpt-6-sol", 200_000, 300_000)],
)
def test_large_prompts_cost_more_where_the_table_says_so(model: str, below: int, above: int) -> None:
    small, large = price_row(by_token(model), below), price_row(by_token(model), above)
    assert large.input > small.input  # type: ignore[operator]
    assert large.cache_read > small.cache_read  # type: ignore[operator]


def test_a_row_and_a_cost_agree() -> None:
    row = price_row(by_token("anthropic/claude-opus-5-5"), 1_000)
    used = Usage(input_tokens=1_000, cache_read_tokens=600, cache_write_tokens=400, output_tokens=50)
    by_hand = 600 * row.cache_read + 400 * row.cache_write + 50 * row.output  # type: ignore[operator]
    assert priced(used, "anthropic", "claude-opus-5-5").cost_usd == pytest.approx(by_hand)


def test_what_is_free_costs_nothing_and_what_is_not_known_is_not_guessed() -> None:
    assert price_row(card_of("steps")) == FREE
    assert price_row(Card(model="acme/seer")) == UNKNOWN
    assert price_row(by_token("anthropic/claude-of-tomorrow")).input is None
    assert priced(Usage(input_tokens=5), "acme", "seer").cost_usd is None
