"""Numbers, dates, variables and expressions as people write them."""

# ruff: noqa: E501 - cases are read in one piece.
from __future__ import annotations

import pytest

from deskhand.models.steps.language.mask import mask
from deskhand.models.steps.language.phrases import Words
from deskhand.models.steps.sight.folding import EXACT, FOLDED, FUZZY, NOTHING, WORDS, level
from deskhand.models.steps.values.dates import as_date
from deskhand.models.steps.values.expressions import evaluate
from deskhand.models.steps.values.failure import StepFailed
from deskhand.models.steps.values.numbers import as_number
from deskhand.models.steps.values.variables import Variables

VARIABLES = Variables(
    {"a": "2", "total": "1,234.50", "who": "Ann", "rows": [{"Amount": "1.50"}, {"Amount": "2"}], "file": "x/b.tar.gz"}
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("€1.234,50", "1234.50"), ("1,234.50", "1234.50"), ("¥ 128.00", "128.00"), ("12,50", "12.50"), ("1 234,5", "1234.5"),
        ("-3", "-3"), ("(12.00)", "-12.00"), ("CHF 1'200.00", "1200.00"), ("１２．５", "12.5"), ("USD 1,000", "1000"),
        ("£45.00", "45.00"), ("1.234 €", "1234"), ("128.00元", "128.00"), ("Total: 7", "7"),
    ],
)  # fmt: skip
def test_amounts_become_plain_decimals(text: str, number: str) -> None:
    assert as_number(text) == number


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-05-12", "2024-05-12"), ("12 May 2024", "2024-05-12"), ("May 12, 2024", "2024-05-12"),
        ("2024年5月12日", "2024-05-12"), ("12.05.2024", "2024-05-12"), ("25/12/2024", "2024-12-25"),
        ("12/25/2024 14:03", "2024-12-25"), ("05/05/2024", "2024-05-05"), ("Date: 3rd of March 2023", "2023-03-03"),
        ("2024/5/2", "2024-05-02"),
    ],
)  # fmt: skip
def test_dates_become_iso(text: str, iso: str) -> None:
    assert as_date(text) == iso


@pytest.mark.parametrize("text", ["05/12/2024", "soon", "31 June 2024", "2024-05-12 or 2024-05-13"])
def test_a_date_that_can_be_read_two_ways_or_none_is_refused(text: str) -> None:
    with pytest.raises(StepFailed):
        as_date(text)


def test_an_ambiguous_date_is_read_as_the_person_says() -> None:
    assert (as_date("05/12/2024", "day"), as_date("05/12/2024", "month")) == ("2024-12-05", "2024-05-12")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a + 3", "5"), ("total * a", "2469.00"), ("(a + 1) / 2", "1.5"), ("who", "Ann"), ('who & " & " & a', "Ann & 2"),
        ("sum of rows.Amount", "3.50"), ("number of rows", "2"), ("10 / 3 rounded to 2", "3.33"), ("Foo - Bar", "Foo - Bar"),
        ("hello {who}", "hello Ann"), ("an empty list", []), ("0.1 + 0.2", "0.3"), ("-a", "-2"),
    ],
)  # fmt: skip
def test_expressions_are_worked_out(text: str, value: object) -> None:
    masked = mask(text)
    assert evaluate(masked.text, masked.pieces, VARIABLES) == value


@pytest.mark.parametrize("text", ["a / 0", "who * 2", "a + ", "(a + 1"])
def test_what_can_not_be_worked_out_is_told(text: str) -> None:
    with pytest.raises(StepFailed):
        evaluate(text, (), VARIABLES)


def test_variables_fill_words_and_unknown_ones_are_told_with_the_nearest() -> None:
    assert VARIABLES.fill(Words("{who}: {file.name} {{x}} {rows.count}")) == "Ann: b.tar.gz {x} 2"
    with pytest.raises(StepFailed, match=r"Did you mean \{total\}"):
        VARIABLES.fill("{totl}")


@pytest.mark.parametrize(
    ("wanted", "name", "fit"),
    [
        ("Save", "Save", EXACT), ("save", "Save…", FOLDED), ("Log in", "Login", FOLDED), ("Save", "Save draft", WORDS),
        ("Categry", "Category", FUZZY), ("Save", "Saved", FUZZY), ("Row 2", "Row 3", NOTHING), ("保存", "保存草稿", WORDS),
        ("No", "On", NOTHING),
    ],
)  # fmt: skip
def test_names_fit_in_layers(wanted: str, name: str, fit: int) -> None:
    assert level(wanted, name) == fit
