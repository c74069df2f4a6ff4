"""The report as a file: it holds everything, shows everything, and nothing in it can act."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskhand.core import events as ev
from deskhand.core.errors import InvalidInput, NotFound
from deskhand.core.outcome import Check
from deskhand.core.verdicts import Touch, Verdict
from deskhand.report.html import PICTURE_WIDTH_MAX, page, write_html
from deskhand.report.steps import Story
from tests.report.stories import acted, desk, ended, picture, png, said, started, story

ATTRIBUTES = {
    "charset", "class", "content", "href", "http-equiv", "id", "lang", "loading", "name", "open", "src", "alt", "title",
    "aria-label",
}  # fmt: skip


class Page(HTMLParser):
    """The tags, the attributes and the words of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words += data

    def values(self, name: str) -> list[str]:
        return [value for own, value in self.attributes if own == name]


def no_blobs(name: str) -> bytes:
    raise NotFound(f"there is no blob {name}")


def read(told: Story, title: str = "A job") -> Page:
    return Page(page("s-1", title, told, no_blobs))


def hostile(words: str) -> Story:
    """A session in which every place that a stranger can write to holds these words."""
    touch = Touch(classes=("submit",), target=words, address=words, evidence=words, app=words)
    verdict = Verdict(decision="ask", reason=words, rule=words, touch=touch)
    typed = acted("1", "computer", {"action": "type", "text": words}, text=words, told=words, verdict=verdict)
    failed = acted("2", "bash", {"command": words}, status="failed", told=words)
    asked = ev.Asked(question="q", call="1", kind="approval", text=words)
    answered = ev.Answered(question="q", answer=words, words=words)
    events = [*typed[:2], asked, answered, *typed[2:], *failed]
    checks = [Check(name=words, holds=False, evidence=words)]
    return story(started(), desk({words: words}), said(words), *events, ended("failed", words, checks))


BASE = read(hostile("plain"))
ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style></title></pre><iframe src=http://evil.test>",
    "{{ 7 * 7 }}{% include 'x' %}",
    "<!-- --><![CDATA[",
    "javascript:alert(1)",
]


@pytest.mark.parametrize("words", ATTACKS)
def test_words_of_strangers_never_become_part_of_the_page(words: str) -> None:
    found = Page(page("s-1", words, hostile(words), no_blobs))
    assert found.tags == BASE.tags
    assert {name for name, _ in found.attributes} <= ATTRIBUTES
    assert words in found.words


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.characters(codec=None), min_size=1, max_size=60))
def test_no_text_at_all_changes_the_page_or_can_not_be_written(words: str) -> None:
    text = page("s-1", words, hostile(words), no_blobs)
    text.encode("utf-8")
    assert set(Page(text).tags) <= set(BASE.tags) | {"details", "summary"}


@pytest.mark.parametrize("char", ["\u202e", "\u2066", "\x1b", "\x00", "\ud800"])
def test_characters_that_turn_or_hide_words_are_written_out(char: str) -> None:
    text = page("s-1", "A job", hostile(f"a{char}b"), no_blobs)
    assert char not in text
    assert "\\u" in text or "\\x" in text


def test_a_giant_answer_is_cut() -> None:
    told = story(started(), *acted("1", "bash", {"command": "cat big"}, told="x" * 5_000_000))
    assert len(page("s-1", "", told, no_blobs)) < 100_000


def test_nothing_is_fetched_from_anywhere() -> None:
    found = read(hostile("http://evil.test/a.png"))
    assert all(value.startswith("data:image/") for value in found.values("src"))
    assert all(value.startswith("#step-") for value in found.values("href"))
    assert "script" not in found.tags and "link" not in found.tags
    assert "default-src 'none'" in " ".join(found.values("content"))
    assert not re.search(r"url\(|@import", page("s-1", "", hostile("a"), no_blobs))


def test_each_step_shows_its_verdict_with_the_reason_its_time_and_its_picture() -> None:
    step = acted("1", "computer", {"action": "left_click", "element": "e1"}, screen=picture())
    found = Page(page("s-1", "", story(started(), *step), lambda name: png()))
    assert "this moves about." in found.words
    assert "0.25 s" in found.words
    assert found.values("src")[0].startswith("data:image/webp;base64,")


def test_a_screen_that_did_not_change_is_shown_once() -> None:
    click = {"action": "left_click", "element": "e1"}
    same = [event for n in range(3) for event in acted(str(n), "computer", dict(click), screen=picture())]
    assert len(Page(page("s-1", "", story(started(), *same), lambda name: png())).values("src")) == 1


@pytest.mark.parametrize("data", [b"", b"no picture", png()[:60]])
def test_a_picture_that_is_gone_or_broken_is_left_out(data: bytes) -> None:
    step = acted("1", "computer", {"action": "left_click"}, screen=picture())
    assert not Page(page("s-1", "", story(started(), *step), lambda name: data)).values("src")


def test_large_pictures_are_scaled_down() -> None:
    step = acted("1", "computer", {"action": "left_click"}, screen=picture())
    large = Page(page("s-1", "", story(started(), *step), lambda name: png(4 * PICTURE_WIDTH_MAX, 400)))
    assert len(large.values("src")[0]) < 20_000


def test_the_tally_leads_to_every_card() -> None:
    clicks = [
        event for n in range(200) for event in acted(str(n), "computer", {"action": "left_click"}, text=f"Step {n}")
    ]
    found = read(story(started(), said("go"), *clicks))
    targets = [value.removeprefix("#") for value in found.values("href")]
    assert len(targets) == 200
    assert set(targets) <= set(found.values("id"))


def test_checks_walls_and_the_proof_of_the_record_are_shown() -> None:
    told = story(
        started(), desk({"network": "a namespace"}), ended(checks=[Check(name="total", holds=True, evidence="12")])
    )
    found = Page(page("s-1", "", told, no_blobs, proof="No event was changed."))
    assert all(words in found.words for words in ("total", "12", "a namespace", "No event was changed."))


def test_a_session_that_has_not_ended_is_reported_as_it_stands() -> None:
    assert "not ended" in read(story(started(), said("go"))).words


def test_a_report_that_can_not_be_written_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="can't be written"):
        write_html(tmp_path, "s-1", "", story(started()), no_blobs)
