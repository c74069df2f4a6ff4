"""A person's models are governed, and what is built in is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from deskhand.models.cards import card_of
from deskhand.models.governor.fallback import Fallback
from deskhand.models.governor.governed import Governed
from deskhand.models.governor.ledger import Ledger
from deskhand.models.governor.making import FILE, governed_model, pool_of
from deskhand.models.steps import StepsModel
from deskhand.settings import FallbackRule, Settings, load


def settings_with(folder: Path, **environ: str) -> Settings:
    return load({"DESKHAND_HOME": str(folder), **environ}, folder)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "by-hand")
    return settings_with(tmp_path, ANTHROPIC_API_KEY="by-hand")


def test_what_is_built_in_has_no_governor_and_makes_no_file(settings: Settings) -> None:
    assert isinstance(governed_model("steps", settings), StepsModel)
    assert not (settings.data_dir / FILE).exists()


async def test_a_providers_model_is_governed_under_its_own_name(settings: Settings) -> None:
    model = governed_model("anthropic/claude-opus-5-5", settings)
    assert isinstance(model, Governed)
    assert model.name == "anthropic/claude-opus-5-5"
    await model.close()


async def test_with_rules_it_can_fall_back(settings: Settings) -> None:
    ruled = replace(settings, fallback=(FallbackRule("overloaded", "steps", after=3),))
    model = governed_model("anthropic/claude-opus-5-5", ruled)
    assert isinstance(model, Fallback)
    assert isinstance(governed_model("steps", ruled), StepsModel)
    await model.close()


def test_models_of_one_pool_and_key_share_and_others_do_not(settings: Settings, tmp_path: Path) -> None:
    ledger = Ledger(settings.data_dir / FILE)
    opus, older, haiku = (
        card_of(f"anthropic/{name}") for name in ("claude-opus-5-5", "claude-opus-5", "claude-haiku-5-5")
    )
    assert pool_of(opus, settings, ledger) == pool_of(older, settings, ledger) != pool_of(haiku, settings, ledger)
    other = settings_with(tmp_path, ANTHROPIC_API_KEY="another")
    assert pool_of(opus, other, ledger) != pool_of(opus, settings, ledger)
    assert "by-hand" not in pool_of(opus, settings, ledger)
    ledger.close()
