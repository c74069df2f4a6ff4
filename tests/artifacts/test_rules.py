"""Rules that the frame and the server have in common: the tables of cases are read by the frame's tests, too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from deskhand.artifacts.charting.reading import chart_in
from deskhand.artifacts.content import content_of
from deskhand.artifacts.export.base import Losses
from deskhand.artifacts.export.deck import deck_of
from deskhand.artifacts.kinds.slides import front_of, slides_in

HERE = Path(__file__).parent
CHARTS = json.loads((HERE / "charts.json").read_text("utf-8"))
DECKS = json.loads((HERE / "decks.json").read_text("utf-8"))


@pytest.mark.parametrize("case", DECKS, ids=lambda case: case["text"][:20])
def test_slides_are_divided_and_front_matter_is_none(case: dict[str, Any]) -> None:
    about, rest = front_of(case["text"])
    assert (about, slides_in(rest)) == (case["about"], case["slides"])
    assert len(deck_of(case["text"], Losses()).slides) == len(case["slides"])


def text_of(case: dict[str, Any]) -> str:
    return case["raw"] if "raw" in case else json.dumps(case["text"])


@pytest.mark.parametrize("case", [case for case in CHARTS if "error" not in case], ids=lambda case: case["says"])
def test_a_chart_is_read_in_every_form(case: dict[str, Any]) -> None:
    plan = chart_in(text_of(case))
    read = [[name, list(numbers)] for name, numbers in plan.series]
    assert (plan.asked, plan.type, plan.title, plan.x) == (case["asked"], case["type"], case["title"], case["x"])
    assert (list(plan.labels), read) == (case["labels"], case["series"])
    assert not content_of("chart", {"chart.json": text_of(case)}).problems()


@pytest.mark.parametrize("case", [case for case in CHARTS if "error" in case], ids=lambda case: case["says"])
def test_what_is_no_chart_is_told_by_name(case: dict[str, Any]) -> None:
    with pytest.raises(ValueError) as told:
        chart_in(text_of(case))
    assert case["error"] in str(told.value)
    assert case["error"] in content_of("chart", {"chart.json": text_of(case)}).problems()[0]
