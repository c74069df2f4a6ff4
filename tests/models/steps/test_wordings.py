"""How people word steps, in English and Chinese, and what each wording is read as."""

from __future__ import annotations

import pytest

from deskhand.models.steps import parse
from tests.models.steps.brief import statement
from tests.models.steps.natural import NATURAL
from tests.models.steps.wordings import CASES

KNOWN = frozenset({"file", "x", "rows", "amount", "total"})


@pytest.mark.parametrize(("said", "expected"), [*CASES, *NATURAL], ids=[said for said, _ in [*CASES, *NATURAL]])
def test_a_wording_is_read_as_what_it_says(said: str, expected: tuple[str, ...]) -> None:
    read = parse(said, KNOWN)
    assert not read.problems
    assert tuple(statement(step.statement) for step in read.steps) == expected


@pytest.mark.parametrize(
    ("program", "line", "words"),
    [
        ("click OK\nfrobnicate the widget", 2, "I don't know how to"),
        ('clik "Save"', 1, 'Did you mean "click'),
        ("open http://a.test\nread the thing", 2, 'read "Total" as total'),
        ("say {totla}\nlet total = 1", 1, "Did you mean {total}?"),
        ("for each file in receipts:\nclick OK", 1, "Indent"),
        ("end", 1, "closes nothing"),
        ("write report.md:\nclick OK", 1, "text is missing"),
        ("show rwos as chart\nlet rows = 1", 1, "Did you mean {rows}?"),
        ("show report.md as chart", 1, "Read its rows first"),
        ("show *.md", 1, "for each file in *.md"),
        ("show details", 1, "show report.md"),
        ("delete *.tmp", 1, "delete the file {file}"),
        ("log in with ann and secret", 1, 'click "Log in"'),
        ("search for valve", 1, "Search field"),
        ("submit the form", 1, "press Enter"),
        ("delete the row of Taxi", 1, 'click "Delete" in the row'),
        ("press and hold Shift", 1, "hold shift and click"),
        ("", 1, "no step"),
    ],
)
def test_an_unreadable_line_is_told_with_what_to_write(program: str, line: int, words: str) -> None:
    problems = parse(program).problems
    assert problems and problems[0].line == line
    assert words in str(problems[0])


def test_blocks_are_made_by_indentation_or_closed_by_end() -> None:
    indented = parse('repeat 2 times:\n  if "A" is shown:\n    press Tab\n  otherwise:\n    press Enter\nsay done')
    closed = parse('repeat 2 times\nif "A" is shown\npress Tab\notherwise\npress Enter\nend\nend\nsay done')
    assert not indented.problems and not closed.problems
    assert [(s.statement, s.jump) for s in indented.steps] == [(s.statement, s.jump) for s in closed.steps]


def test_a_title_comments_and_fences_are_no_steps() -> None:
    read = parse("My job\n\n# a remark\n```\nclick OK  # press it\n```\n---\n> quoted\n")
    assert not read.problems
    assert (read.title, [statement(s.statement) for s in read.steps]) == ("My job", ["Click <OK>"])
