"""What is kept of the desk's answers is what a real desk tells today: a sample of templates, shown and asked again,
their acts performed behind the wall."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.policy.situations import golden
from tests.policy.situations.corpus import HALVES, Template, templates
from tests.policy.situations.stage import stage

SAMPLE_EVERY = 9
"""Each so-many-th of those whose acts were performed: all of them take half an hour
(`python -m tests.policy.situations.refresh`)."""
_FREE = re.compile(r"Free space: [^|\n]*?iB")
"""A file manager tells how much room there is on the machine's disk."""
_CHANGING = frozenset({"id", "box", "element"})
"""Ids are counted anew in each run, and boxes depend on the fonts of the machine."""


def sample() -> list[Template]:
    every = [template for half in HALVES for template in templates(half)]
    complete = [each for each in every if not golden.missing(each.half, each.situations, with_requests=True)]
    return complete[::SAMPLE_EVERY]


def steady(told: Any) -> Any:
    """An answer without what changes from run to run."""
    if isinstance(told, dict):
        kept = {key: value for key, value in told.items() if key not in _CHANGING or isinstance(value, dict)}
        return {key: steady(value) for key, value in kept.items() if key != "box"}
    return _FREE.sub("Free space", told) if isinstance(told, str) else told


@pytest.mark.desk
@pytest.mark.slow
@pytest.mark.timeout(600)
async def test_a_real_desk_tells_of_each_situation_what_is_kept_of_it(tmp_path: Path) -> None:
    shown = sample()
    async with stage(tmp_path, shown) as standing:
        for template in shown:
            now, kept = await standing.targets(template), golden.read(template.half)
            for key, sent in (await standing.requests(template)).items():
                now[key]["requests"] = sent
            for situation in template.situations:
                assert steady(now[situation.id]) == steady(kept[situation.id]), situation.label
