"""Edits fit exactly once or not at all, and what they leave alone stays as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.artifacts.edits import edited
from deskhand.core.artifacts import Edit
from deskhand.core.errors import InvalidInput

PAGE = "one\ntwo three\nfour\ntwo\n"


def edit(old: str, new: str = "new", path: str = "a") -> Edit:
    return Edit(path=path, old=old, new=new)


def test_an_edit_that_fits_once_changes_that_place_only() -> None:
    assert edited({"a": PAGE, "b": "two"}, [edit("four", "4")]) == {"a": PAGE.replace("four", "4"), "b": "two"}


def test_an_edit_works_on_what_the_one_before_left() -> None:
    assert edited({"a": "x"}, [edit("x", "yy"), edit("yy", "z")]) == {"a": "z"}


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        (edit("two"), r"occurs 2 times in a, at lines 2, 4"),
        (edit("tow three"), r"\(0 times\).*nearest lines are:\n2: two three"),
        (edit("aa", path="b"), r"occurs 2 times in b, at lines 1, 1"),
        (edit("x", path="bb"), r"there is no file 'bb'. Its files: b"),
        (edit(""), r"old is empty, and a is there already"),
        (edit("nothing like it at all"), r"\(0 times\)\. Give it exactly"),
    ],
)
def test_an_edit_that_does_not_fit_once_says_how_often_and_what_comes_near(wrong: Edit, problem: str) -> None:
    files = {"a": PAGE, "b": "aaa"}
    with pytest.raises(InvalidInput, match=f"(?s){problem}"):
        edited(files, [wrong])
    assert files == {"a": PAGE, "b": "aaa"}


def test_one_edit_that_does_not_fit_leaves_all_of_them_undone_and_is_named() -> None:
    with pytest.raises(InvalidInput, match=r"^edit 2: "):
        edited({"a": PAGE}, [edit("four", "4"), edit("two")])


def test_an_empty_old_makes_a_new_file() -> None:
    assert edited({"a": ""}, [edit("", "x"), edit("", "y", "b/c")]) == {"a": "x", "b/c": "y"}


def test_places_that_overlap_are_more_than_one() -> None:
    with pytest.raises(InvalidInput, match="occurs 2 times"):
        edited({"a": "ababa"}, [edit("aba")])


@given(before=st.text(), old=st.text(min_size=1), after=st.text(), new=st.text())
def test_what_stands_around_the_place_stays_to_the_character(before: str, old: str, after: str, new: str) -> None:
    text = before + old + after
    if sum(text.startswith(old, at) for at in range(len(text))) == 1:
        assert edited({"a": text}, [edit(old, new)]) == {"a": before + new + after}
    else:
        with pytest.raises(InvalidInput, match="occurs"):
            edited({"a": text}, [edit(old, new)])
