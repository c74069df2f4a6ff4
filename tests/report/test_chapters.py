from __future__ import annotations

import pytest

from deskhand.core import events as ev
from deskhand.core.messages import TextPart
from deskhand.report.chapters import chapters, is_quiet
from deskhand.report.steps import Story
from tests.report.stories import acted, said, started, story

LOOK = ("elements", {"find": "Save"})
CLICK = ("computer", {"action": "left_click", "element": "e1"})


def shape(told: Story) -> list[tuple[str, list[tuple[int, int | None]]]]:
    """(words, [(looks, number of the act) of each card]) of each chapter."""
    return [(c.text, [(len(k.looks), k.act.number if k.act else None) for k in c.cards]) for c in chapters(told)]


def test_looks_go_with_the_act_that_they_led_to() -> None:
    told = story(started(), said("go"), *acted("1", *LOOK, text="Saving"), *acted("2", *LOOK), *acted("3", *CLICK))
    assert shape(told) == [("go", []), ("Saving", [(2, 3)])]


def test_looks_at_the_end_of_a_chapter_go_with_the_act_before_them() -> None:
    told = story(started(), *acted("1", *CLICK, text="A"), *acted("2", *LOOK), *acted("3", *CLICK, text="B"))
    assert shape(told) == [("A", [(1, 1)]), ("B", [(0, 3)])]


def test_a_chapter_of_looks_alone_is_one_card() -> None:
    assert shape(story(started(), *acted("1", *LOOK, text="Expect"), *acted("2", *LOOK))) == [("Expect", [(2, None)])]


def test_a_turn_without_words_after_a_person_spoke_is_a_chapter_of_its_own() -> None:
    assert shape(story(started(), said("go"), *acted("1", *CLICK))) == [("go", []), ("", [(0, 1)])]


def test_a_notice_stands_where_it_was_given() -> None:
    notice = ev.Noticed(topic="desk", parts=(TextPart(text="The desk was made anew."),))
    told = story(started(), *acted("1", *CLICK, text="A"), notice, *acted("2", *CLICK))
    assert [chapter.who for chapter in chapters(told)] == ["model", "notice", "model"]


@pytest.mark.parametrize(
    ("tool", "arguments", "status", "quiet"),
    [
        ("elements", {}, "ok", True),
        ("elements", {}, "failed", False),
        ("computer", {"action": "screenshot"}, "ok", True),
        ("computer", {"action": "type"}, "ok", False),
        ("files", {"action": "read"}, "ok", True),
        ("files", {"action": "delete"}, "ok", False),
        ("bash", {"command": "ls"}, "ok", False),
    ],
)
def test_only_a_look_that_went_well_is_quiet(tool: str, arguments: dict, status: ev.CallStatus, quiet: bool) -> None:  # type: ignore[type-arg]
    told = story(started(), *acted("1", tool, arguments, status=status))
    assert is_quiet(told.turns[0].steps[0]) is quiet


def test_every_step_of_a_session_is_in_some_card() -> None:
    calls = [LOOK, CLICK, LOOK, LOOK, CLICK, LOOK]
    told = story(
        started(), *(e for n, call in enumerate(calls) for e in acted(str(n), *call, text="x" if n == 3 else ""))
    )
    numbers = [step.number for chapter in chapters(told) for card in chapter.cards for step in card.steps]
    assert numbers == [1, 2, 3, 4, 5, 6]
