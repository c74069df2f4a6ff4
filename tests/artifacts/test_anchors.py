"""A place of a text in later versions of it: it moves with its words, and is lost with them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.artifacts.anchors import followed

TEXT = "# Title\n\nThe first paragraph is here.\n\nThe second one says more.\n"
PLACE = (TEXT.index("second"), TEXT.index("second") + len("second one says"))


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (TEXT, "second one says"),
        (f"Above\n\n{TEXT}", "second one says"),
        (TEXT.replace("first paragraph", "beginning"), "second one says"),
        (TEXT.replace("The second", "And then the second"), "second one says"),
        (TEXT.replace("second one says", "second one clearly says"), "second one clearly says"),
        (TEXT.replace("# Title\n\n", ""), "second one says"),
        ("The second one says more.\n\n" + "x\n" * 30, "second one says"),
        (TEXT.replace("The second one says more.\n", ""), None),
        (TEXT.replace("The second one says more.", "Nothing of it is left in this line."), None),
        ("", None),
    ],
)
def test_a_place_moves_with_its_words_or_is_lost(after: str, words: str | None) -> None:
    place = followed(TEXT, after, *PLACE)
    assert (after[slice(*place)] if place else None) == words


@given(st.text("ab\n", max_size=40), st.text("ab\n", max_size=40), st.data())
def test_a_place_is_always_within_the_text(before: str, after: str, data: st.DataObject) -> None:
    if not before:
        return
    start = data.draw(st.integers(0, len(before) - 1))
    end = data.draw(st.integers(start + 1, len(before)))
    place = followed(before, after, start, end)
    assert place is None or 0 <= place[0] < place[1] <= len(after)


@given(st.text("ab\n", max_size=30), st.text("ab\n", max_size=30))
def test_what_is_put_in_above_and_below_moves_it_and_nothing_else(above: str, below: str) -> None:
    kept = "These words stay.\n"
    after = f"{above}\n{kept}\n{below}"
    place = followed(kept, after, 0, len(kept) - 1)
    assert place is not None and after[slice(*place)] == kept[:-1]
