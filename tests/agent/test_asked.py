"""The models of a session are made before it begins, and what is wrong with a rule is told then."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from deskhand.agent.asked import models_asked
from deskhand.agent.session import Home, Session, TaskOptions
from deskhand.core.errors import DeskhandError, InvalidInput, NotFound, SetupMissing
from deskhand.models.steps import StepsModel
from deskhand.settings import Settings, StepRule, load

OPUS, HAIKU = "anthropic/claude-opus-5-5", "anthropic/claude-haiku-5-5"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name, value in {"ANTHROPIC_API_KEY": "by-hand", "DESKHAND_HOME": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    return load({"DESKHAND_HOME": str(tmp_path), "ANTHROPIC_API_KEY": "by-hand"}, tmp_path)


async def test_a_model_that_rules_name_is_made_once(settings: Settings) -> None:
    rules = (StepRule("begins", use=OPUS), StepRule("circles", "max", OPUS), StepRule("acts", "low"))
    asked = await models_asked(HAIKU, "medium", replace(settings, step=rules), background=True)
    assert (asked.own.name, asked.rules, list(asked.others)) == (HAIKU, rules, [OPUS])
    assert asked.others[OPUS].name == OPUS
    await asked.close()


async def test_a_program_follows_no_rules_and_needs_nothing_for_them(settings: Settings) -> None:
    asked = await models_asked(
        "steps", "", replace(settings, step=(StepRule("begins", use="no/such"),)), background=True
    )
    assert isinstance(asked.own, StepsModel)
    assert (asked.rules, dict(asked.others)) == ((), {})


@pytest.mark.parametrize(
    ("effort", "rule", "error", "words"),
    [
        ("heroic", StepRule("acts", "low"), InvalidInput, "It has: low"),
        ("", StepRule("acts", "heroic"), InvalidInput, r'\[\[step\]\] for "acts"'),
        ("", StepRule("acts", use="no/such"), NotFound, "there is no model 'no/such'"),
        ("", StepRule("acts", use="openai/gpt-6.1-sol"), SetupMissing, "no key for the provider"),
    ],
)
async def test_what_is_wrong_is_told_before_a_session_is_made(
    settings: Settings, effort: str, rule: StepRule, error: type[DeskhandError], words: str
) -> None:
    home = Home(replace(settings, step=(rule,)))
    with pytest.raises(error, match=words):
        await Session.start(TaskOptions(model=HAIKU, effort=effort), home)
    async with await home.journal() as journal:
        assert await journal.streams("session") == []
