"""What `open` is asked to open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core.errors import DeskhandError, InvalidInput
from deskhand.desk.programs.targets import PROGRAMS, in_browser, read_target

CASES = [
    ("browser", "program", "browser"),
    (" Terminal ", "program", "terminal"),
    ("http://expenses.test", "address", "http://expenses.test"),
    ("https://example.org/a?b=c#d", "address", "https://example.org/a?b=c#d"),
    ("expenses.test", "address", "http://expenses.test"),
    ("expenses.test/new", "address", "http://expenses.test/new"),
    ("example.org", "address", "https://example.org"),
    ("localhost:8000", "address", "http://localhost:8000"),
    ("127.0.0.1:8000/x", "address", "http://127.0.0.1:8000/x"),
    ("about:blank", "address", "about:blank"),
    ("notes.txt", "path", "/work/notes.txt"),
    ("receipts/a.png", "path", "/work/receipts/a.png"),
    ("/work/a b.txt", "path", "/work/a b.txt"),
    ("./example.org", "path", "/work/example.org"),
    ("file:///work/a%20b.html", "path", "/work/a b.html"),
    ("/work", "path", "/work"),
]


@pytest.mark.parametrize(("text", "kind", "value"), CASES)
def test_a_target_is_understood(text: str, kind: str, value: str) -> None:
    target = read_target(text, {"expenses.test"})
    assert (target.kind, target.value) == (kind, value)


@pytest.mark.parametrize(
    "text",
    ["", " ", "/etc/passwd", "../x", "/work/../etc", "file:///etc/passwd", "javascript:alert(1)", "chrome://settings",
     "data:text/html,x", "ftp://a.b", "http://", "http://a b", "http://[", "a\0b"],
)  # fmt: skip
def test_what_cannot_be_opened_is_refused_with_what_can(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_target(text)
    assert all(name in caught.value.hint for name in PROGRAMS)


@given(st.text(max_size=200))
def test_any_text_is_a_target_or_a_clear_error(text: str) -> None:
    try:
        target = read_target(text)
    except DeskhandError:
        return
    if target.kind == "path":
        assert target.value == "/work" or target.value.startswith("/work/")


@pytest.mark.parametrize(("path", "shown"), [("/work/a.HTML", True), ("/work/a.png", True), ("/work/a.csv", False)])
def test_pages_and_pictures_are_shown_by_the_browser(path: str, shown: bool) -> None:
    assert in_browser(path) is shown
