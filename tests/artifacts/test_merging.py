"""Bringing two together: what only one changed is taken, and where both did, nobody loses a line."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.artifacts.diffs import COMPARED_LINES_MAX
from deskhand.artifacts.merging import BETWEEN, MINE, THEIRS, Merge, applied, merged

TEXTS = st.lists(st.sampled_from(["", "a", "b", "c", "d😀", "e\r", "f"]), max_size=12).map("\n".join)


def together(base: str, mine: str, theirs: str) -> str:
    return applied(mine, merged(base, mine, theirs).splices)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "expected"),
    [
        ("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n", "A\nb\nC\n"),
        ("a\nb\n", "A\nb\n", "a\nB\n", "A\nB\n"),
        ("a\nb\n", "a\nb\nmine\n", "theirs\na\nb\n", "theirs\na\nb\nmine\n"),
        ("a\nb\nc\n", "a\nc\n", "a\nb\nc\nd\n", "a\nc\nd\n"),
        ("a\n", "same\n", "same\n", "same\n"),
        ("a\nb\n", "a\nb\nc\n", "a\nb", "a\nb\nc\n"),
        ("x\n", "xx", "x\nt\n", "xx\nt\n"),
        ("", "", "new\n", "new\n"),
    ],
)
def test_what_only_one_changed_is_taken(base: str, mine: str, theirs: str, expected: str) -> None:
    assert together(base, mine, theirs) == expected
    assert merged(base, mine, theirs).conflicts == 0


def test_where_both_changed_the_same_line_both_stay_between_marks() -> None:
    merge = merged("a\nb\nc\n", "a\nmine\nc\n", "a\ntheirs\nC\n", ("Anna", "version 2"))
    assert merge.conflicts == 1
    both = f"{MINE} Anna\nmine\nc\n{BETWEEN}\ntheirs\nC\n{THEIRS} version 2\n"
    separate = f"{MINE} Anna\nmine\n{BETWEEN}\ntheirs\n{THEIRS} version 2\nC\n"
    assert applied("a\nmine\nc\n", merge.splices) in (f"a\n{both}", f"a\n{separate}")


def test_a_line_that_one_took_away_and_the_other_changed_is_a_conflict() -> None:
    merge = merged("a\nb\n", "a\n", "a\nB\n")
    assert merge.conflicts == 1
    assert applied("a\n", merge.splices) == f"a\n{MINE} mine\n{BETWEEN}\nB\n{THEIRS} theirs\n"


def test_the_change_is_as_small_as_it_can_be() -> None:
    merge = merged("one two three\n", "one two three\n", "one 2 three\n")
    assert [(each.at, each.removed, each.put) for each in merge.splices] == [(4, 3, "2")]


def test_texts_too_long_to_compare_are_taken_as_one_change() -> None:
    many = [str(n) for n in range(COMPARED_LINES_MAX + 5)]
    base, mine = "\n".join(many), "\n".join(f"m{n}" for n in many)
    merge = merged(base, mine, "\n".join(f"t{n}" for n in many))
    assert merge.conflicts == 1 and len(merge.splices) == 2


@given(TEXTS, TEXTS)
def test_a_side_that_changed_nothing_changes_nothing(base: str, other: str) -> None:
    assert merged(base, other, base) == Merge(())
    assert together(base, base, other) == other
    assert together(base, other, other) == other


def added(base: str, side: str) -> Counter[str]:
    return Counter(side.split("\n")) - Counter(base.split("\n"))


@given(TEXTS, TEXTS, TEXTS)
def test_no_line_that_somebody_wrote_is_lost(base: str, mine: str, theirs: str) -> None:
    found = Counter(together(base, mine, theirs).split("\n"))
    for side in (mine, theirs):
        assert not {line for line in added(base, side) if line and not found[line]}


@given(TEXTS, st.lists(st.sampled_from("abc"), max_size=4), st.lists(st.sampled_from("abc"), max_size=4))
def test_changes_far_apart_are_both_made(middle: str, top: list[str], end: list[str]) -> None:
    base = f"first\nkept\n{middle}\nkept too\nlast\n"
    mine = base.replace("first\n", "".join(f"m{each}\n" for each in top) + "FIRST\n")
    theirs = base.replace("last\n", "LAST\n" + "".join(f"t{each}\n" for each in end))
    head, tail = mine.partition("kept\n")[0], theirs.rpartition("kept too\n")[2]
    assert together(base, mine, theirs) == f"{head}kept\n{middle}\nkept too\n{tail}"
