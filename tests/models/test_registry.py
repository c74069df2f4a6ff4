"""Models are found by name; what is missing is told with its mend."""

from __future__ import annotations

import pytest

from deskhand.core.errors import NotFound, SetupMissing
from deskhand.models.cards import card_of, cards
from deskhand.models.registry import MAKERS, model_named


def test_every_card_belongs_to_a_provider_that_there_is() -> None:
    assert {card.model.partition("/")[0] for card in cards()} <= set(MAKERS)
    assert len({card.model for card in cards()}) == len(cards())


def test_a_model_that_is_not_listed_gets_the_most_careful_card_under_its_own_name() -> None:
    card = card_of("anthropic/claude-of-next-year")
    assert (card.model, card.needs_key, card.thinking) == ("anthropic/claude-of-next-year", "anthropic", "")
    assert card.picture_edge_px_max == min(one.picture_edge_px_max for one in cards() if one.picture_edge_px_max)


def test_a_provider_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(NotFound, match=r"Use one of: anthropic, .*steps"):
        model_named("oracle/delphi")


def test_a_package_that_is_missing_is_told_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MAKERS, "oracle", "oracle_of_delphi.sdk:make")
    with pytest.raises(
        SetupMissing, match=r"oracle_of_delphi, which is not installed. Run: pip install 'deskhand\[orac"
    ):
        model_named("oracle/pythia")
