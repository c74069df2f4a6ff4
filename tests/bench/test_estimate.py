"""What is said of the cost before a session begins."""

from __future__ import annotations

import pytest

from deskhand.bench.estimate import estimate, estimate_words
from deskhand.models.cards import Card, card_of


def test_longer_work_and_dearer_models_cost_more() -> None:
    opus, haiku = estimate(card_of("anthropic/claude-opus-5-5")), estimate(card_of("anthropic/claude-haiku-5-5"))
    assert list(opus) == [20, 60, 200]
    assert list(opus.values()) == sorted(opus.values())
    assert all(opus[length] > haiku[length] for length in opus)
    assert f"${opus[60]:.2f} for 60 turns" in estimate_words(card_of("anthropic/claude-opus-5-5"))


@pytest.mark.parametrize(
    ("card", "words"),
    [(card_of("steps"), ""), (Card(model="acme/seer"), "The price of this model is not known")],
)
def test_what_is_free_needs_no_words_and_what_is_not_known_is_said(card: Card, words: str) -> None:
    assert estimate(Card(model="acme/seer")) == {}
    assert estimate_words(card).startswith(words)
    assert bool(estimate_words(card)) == bool(words)
