"""`show`: what a run read, or a file, becomes an artifact. Amounts are added up exactly, nothing is shown twice."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.artifacts.content import content_of
from deskhand.artifacts.kinds.slides import slides_in
from deskhand.models.steps.values.tables import chart_of, csv_of, page_of, rows_in
from tests.models.steps.world import Ran, World, run

CSV = "day,kind,amount\n1,Food,0.10\n2,Food,0.20\n2,Taxi,12.50\n"
READ = "read the rows of the file a.csv as rows\n"


def shown(step: str, csv_text: str = CSV) -> tuple[dict[str, Any], Ran]:
    world = World(files={"a.csv": csv_text})
    ran = run(READ + step, world)
    return (world.shown[0] if world.shown else {}), ran


def data(artifact: dict[str, Any]) -> Any:
    return json.loads(artifact["files"][0]["text"])


def test_a_chart_of_one_column_by_another_adds_up_exactly() -> None:
    artifact, ran = shown('show rows as bar chart of Amount by Kind titled "Costs"')
    assert ran.outcome == "done" and (artifact["kind"], artifact["title"]) == ("chart", "Costs")
    assert data(artifact) == {
        "type": "bar", "x": "kind", "y": ["amount"],
        "rows": [{"kind": "Food", "amount": 0.3}, {"kind": "Taxi", "amount": 12.5}],
    }  # fmt: skip


def test_without_columns_the_first_that_is_no_number_is_the_axis() -> None:
    artifact, _ = shown("show rows as line chart")
    assert data(artifact)["x"] == "kind" and data(artifact)["y"] == ["day", "amount"]
    assert [row["amount"] for row in data(artifact)["rows"]] == [0.1, 0.2, 12.5]


@pytest.mark.parametrize(
    ("step", "csv_text", "problem"),
    [
        ("show rows as chart", "a,b\nx,y\n", "no column of numbers"),
        ("show rows as chart of kind by day", CSV, "holds 'Food', which is no number"),
        ("show rows as chart of price by day", CSV, "no column 'price'. The columns are: day, kind, amount"),
    ],
)
def test_what_cannot_be_drawn_ends_the_run_with_the_columns_that_there_are(
    step: str, csv_text: str, problem: str
) -> None:
    artifact, ran = shown(step, csv_text)
    assert not artifact and ran.outcome == "failed" and problem in ran.summary


def test_a_table_is_csv_with_the_columns_names() -> None:
    artifact, _ = shown("show rows as table")
    assert (artifact["kind"], artifact["title"], artifact["files"][0]["text"]) == ("table", "rows", CSV)


def test_a_page_takes_nothing_for_html() -> None:
    artifact, _ = shown('show rows as page titled "A & B"', "name\n<script>alert(1)</script>\n")
    page = artifact["files"][0]["text"]
    assert artifact["kind"] == "html" and "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page and "<h1>A &amp; B</h1>" in page


def test_slides_hold_some_rows_each() -> None:
    rows = "n\n" + "".join(f"{number}\n" for number in range(20))
    artifact, _ = shown("show rows as slides", rows)
    text = artifact["files"][0]["text"]
    assert len(slides_in(text)) == 4 and text.startswith("# rows\n")
    assert not content_of("slides", {"slides.md": text}).problems()


@pytest.mark.parametrize(
    ("step", "wanted"),
    [
        ("show report.md", {"title": "report.md", "from_desk": ["report.md"]}),
        ('show report.md as slides titled "S"', {"title": "S", "kind": "slides", "from_desk": ["report.md"]}),
        ("显示 notes/diagram.mmd", {"title": "diagram.mmd", "from_desk": ["notes/diagram.mmd"]}),
    ],
)
def test_a_file_is_taken_from_the_desk(step: str, wanted: dict[str, Any]) -> None:
    world = World()
    assert run(step, world).outcome == "done" and world.shown == [wanted]


def test_text_is_shown_as_a_document() -> None:
    world = World()
    assert run("let words = hello\nshow {words}", world).outcome == "done"
    assert world.shown[0]["kind"] == "markdown" and world.shown[0]["files"][0]["text"] == "hello\n"


def test_text_is_no_table() -> None:
    ran = run("let words = hello\nshow words as table", World())
    assert ran.outcome == "failed" and "holds no rows" in ran.summary


@pytest.mark.parametrize("took_effect", [True, False])
def test_a_call_that_was_cut_off_makes_one_artifact(took_effect: bool) -> None:
    world = World(files={"a.csv": CSV}, cuts={"show Costs": took_effect})
    assert run(READ + 'show rows as table titled "Costs"', world).outcome == "done"
    assert [each["title"] for each in world.shown] == ["Costs"]


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
ROWS = st.lists(st.fixed_dictionaries({"a": CELLS, "b, c": CELLS}), min_size=1, max_size=5)


@given(rows=ROWS)
def test_rows_of_any_text_are_a_table_that_reads_the_same(rows: list[dict[str, str]]) -> None:
    written = csv_of(rows)
    assert list(csv.DictReader(io.StringIO(written, newline=""))) == rows
    assert not content_of("table", {"table.csv": written}).problems()


@given(rows=ROWS, numbers=st.data())
def test_any_chart_that_is_made_is_one_that_can_be_drawn(rows: list[dict[str, str]], numbers: st.DataObject) -> None:
    amounts = st.decimals(-(10**9), 10**9, places=2).map(str)
    filled = [{**row, "n": numbers.draw(amounts)} for row in rows]
    assert not content_of("chart", {"chart.json": chart_of(filled, "bar", "n", "a")}).problems()


@given(words=CELLS)
def test_a_page_of_any_words_shows_them_as_words(words: str) -> None:
    assert page_of(words, words).count("<") == page_of("", "").count("<")
    assert rows_in(words) is None
