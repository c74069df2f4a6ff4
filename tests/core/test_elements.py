"""The text form of elements: what is written is what is read, whatever names a stranger gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core.elements import STATES, Element, ElementList, Page, parse_elements, render_elements
from deskhand.core.errors import InvalidInput
from deskhand.core.geometry import Box

WORDS = st.text(max_size=30).map(lambda text: text.replace("\ud800", ""))
NUMBERS = st.integers(-5_000, 5_000)
BOXES = st.builds(Box, NUMBERS, NUMBERS, st.integers(0, 5_000), st.integers(0, 5_000))
PLACES = st.lists(st.text("abc XY", min_size=1, max_size=8).map(str.strip).filter(bool), max_size=3).map(tuple)
ELEMENTS = st.builds(
    Element,
    id=st.from_regex(r"e[0-9]{1,4}", fullmatch=True),
    role=st.sampled_from(["button", "textbox", "text", "cell"]),
    name=WORDS,
    value=WORDS,
    box=BOXES,
    states=st.lists(st.sampled_from(STATES), max_size=3).map(tuple),
    within=PLACES,
    row=st.none() | st.integers(1, 99),
    column=WORDS,
    row_text=WORDS,
    options=st.lists(WORDS, max_size=3).map(tuple),
    hint=WORDS,
    href=WORDS,
)
PAGES = st.builds(Page, title=WORDS, address=st.sampled_from(["", "http://a.test/?q=1"]), active=st.booleans())


@given(
    st.builds(
        ElementList,
        frame=st.integers(0, 999),
        elements=st.lists(ELEMENTS, max_size=4).map(tuple),
        pages=st.lists(PAGES, max_size=2).map(tuple),
        omitted=st.integers(0, 9),
        note=WORDS,
    )
)
def test_a_list_reads_back_as_it_was_written(listing: ElementList) -> None:
    assert parse_elements(render_elements(listing)) == listing


@given(st.text())
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    try:
        parse_elements(text)
    except InvalidInput as error:
        assert "again" in str(error)


def test_a_line_can_be_read_by_people() -> None:
    save = Element(
        id="e3", role="button", name="Save", box=Box(10, 20, 30, 40), within=("form New",), states=("focused",)
    )
    assert (
        render_elements(ElementList(elements=(save,)))
        == 'frame 0\n[e3] button "Save" at 10,20 30x40 in="form New" focused'
    )


@pytest.mark.parametrize("line", ["[e1]", '[e1] button "x', "[e1] button at 1,2", "note x"])
def test_a_broken_line_is_refused(line: str) -> None:
    with pytest.raises(InvalidInput):
        parse_elements(line)
