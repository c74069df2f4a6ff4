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
from deskhand.report.html import PICTURE_WIDTH_MAX, VALUES_MAX, page, write_html
from deskhand.report.steps import Story
from tests.report.stories import acted, desk, ended, held, picture, png, question, said, started, story

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
    touch = Touch(
        classes=("submit",),
        target=words,
        address=words,
        evidence=words,
        app=words,
        values={words: words},
        currency=words,
    )
    verdict = Verdict(decision="ask", reason=words, rule=words, touch=touch)
    typed = acted("1", "computer", {"action": "type", "text": words}, text=words, told=words, verdict=verdict)
    failed = acted("2", "bash", {"command": words}, status="failed", told=words)
    events = [*typed[:2], *question("1", words), typed[2], *held("1", verdict, words), *question("1", words), typed[3]]
    events += failed
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


@settings(max_examples=40)
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


PAID = Touch(
    classes=("pay",), target='button "Pay now"', values={"Card": "••• 1111", "Name": "Ann"}, amount=99, currency="EUR"
)


def test_a_question_shows_the_thing_itself_what_would_happen_and_the_values() -> None:
    verdict = Verdict(decision="ask", reason="it pays.", rule="balanced: ask pay", touch=PAID)
    click = acted("1", "computer", {"action": "left_click", "element": "e1"}, verdict=verdict)
    asked = question("1", "Clicking orders at shop.test.", element=picture("e" * 64), words="not today")
    shown = Page(page("s-1", "", story(started(), *click[:2], *asked, *click[2:]), lambda name: png()))
    assert dict(shown.attributes)["alt"] == "What the question was about"
    assert shown.values("src")[0].startswith("data:image/webp;base64,")
    for words in ("Clicking orders at shop.test.", "••• 1111", "Ann", "99.00 EUR", "not today"):
        assert words in shown.words


def test_a_question_about_what_a_page_would_send_leaves_the_one_about_the_click_where_it_was() -> None:
    verdict = Verdict(decision="ask", reason="it pays.", rule="balanced: ask pay", touch=PAID)
    click = acted("1", "computer", {"action": "left_click", "element": "e1"})
    events = [*click[:3], *held("1", verdict, "http://shop.test/pay"), *question("1", "It posts.", answer="deny")]
    events += [ev.RequestsSettled(call="1", requests=("r1",), sent=False), click[3]]
    shown = read(story(started(), *events))
    for words in ("click e1", "this moves about.", "POST http://shop.test/pay", "It posts.", "stopped"):
        assert words in shown.words


def test_a_long_form_in_a_question_says_how_much_it_leaves_out() -> None:
    touch = Touch(classes=("submit",), values={f"field {n}": str(n) for n in range(VALUES_MAX + 7)})
    verdict = Verdict(decision="ask", reason="it sends.", rule="ask", touch=touch)
    click = acted("1", "computer", {"action": "left_click"}, verdict=verdict)
    assert "and 7 more" in read(story(started(), *click[:2], *question("1", "It sends."), *click[2:])).words


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
