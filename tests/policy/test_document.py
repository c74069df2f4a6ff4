"""docs/policy.md: its profiles can be used as they stand, and no field, class or decision is missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from deskhand.agent.profiles import SHIPPED, load_profile, shipped_texts
from deskhand.core.verdicts import RISK_CLASSES
from deskhand.policy.checking import remarks
from deskhand.policy.profile import Rule, own_rules, parse_profile

PAGE = (Path(__file__).parents[2] / "docs" / "policy.md").read_text("utf-8")


def table_rows(heading: str) -> list[list[str]]:
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [line.strip("| \n").split(" | ") for line in section.splitlines() if line.startswith("| ")]
    return rows[2:]


@pytest.mark.parametrize("text", re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL))
def test_the_profiles_on_the_page_can_be_used_and_have_nothing_to_mend(text: str) -> None:
    profile = parse_profile(text, shipped_texts())
    assert [each for each in remarks(own_rules(text), profile) if each.kind == "mend"] == []


def test_every_field_of_a_rule_and_every_class_is_on_the_page() -> None:
    told = set(re.findall(r"`(\w+)`", PAGE))
    assert set(Rule.model_fields) <= told
    assert set(RISK_CLASSES) <= told


@pytest.mark.parametrize("place", range(3), ids=SHIPPED)
def test_the_table_of_the_shipped_profiles_says_what_they_decide(place: int) -> None:
    profile, told = load_profile(SHIPPED[place]), set()
    for classes, *cells in table_rows("What is asked when"):
        cell = cells[place]
        for risk in classes.split(", "):
            told.add(risk)
            rule = profile.everywhere(risk)  # type: ignore[arg-type]
            assert rule and re.search(rf"(^|else ){rule.decide}\b", cell), (risk, cell)
            assert ("once an hour" in cell) is rule.once
            assert bool(profile.exceptions(risk)) is ("else" in cell or ";" in cell), risk  # type: ignore[arg-type]
    assert told == set(RISK_CLASSES)
