"""The page about steps, and the steps of the examples, can be read by the parser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from deskhand.models.steps import parse

ROOT = Path(__file__).parents[3]
KNOWN = frozenset({"rows", "month", "total", "amount", "file", "text"})
BLOCKS = re.findall(r"^```\n(.*?)^```", (ROOT / "docs/steps.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
CODE = re.findall(r"(?<!`)`([^`\n]+)`(?!`)", (ROOT / "docs/steps.md").read_text(encoding="utf-8"))
VERB = re.compile(
    r"(?:open|click|type|choose|tick|press|attach|wait|expect|read|let|add|expand|collapse|accept|dismiss|go|switch|"
    r"close|rename|move|copy|delete|create|in|show) \S"
)
STEPS = [code for code in CODE if VERB.match(code)]


@pytest.mark.parametrize("text", [*BLOCKS, *STEPS])
def test_what_the_page_shows_can_be_read(text: str) -> None:
    assert [str(problem) for problem in parse(text, KNOWN).problems] == []


@pytest.mark.parametrize("path", sorted((ROOT / "examples").rglob("*.steps")), ids=lambda path: path.name)
def test_the_steps_of_the_examples_can_be_read(path: Path) -> None:
    assert [str(problem) for problem in parse(path.read_text(encoding="utf-8")).problems] == []
