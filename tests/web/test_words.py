"""The steps that the first page shows as an example are steps."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from deskhand.models.steps import parse

WORDS = Path(__file__).parents[2] / "web" / "src" / "words"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_example_on_the_first_page_is_made_of_steps(language: str) -> None:
    text = (WORDS / language / "start.ts").read_text("utf-8")
    found = re.search(r"""stepsExample:\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""", text)
    assert found
    assert len(parse(ast.literal_eval(found[1])).steps) == 4
