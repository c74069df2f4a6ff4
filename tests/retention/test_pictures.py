"""Which pictures may go: the promise of docs/retention.md, a case each."""

from __future__ import annotations

import math

import pytest

from deskhand.core import events as ev
from deskhand.retention.pictures import thinnable
from tests.retention.world import NOW, acted, blob_of, done, picture, recorded, said

ASKED = ev.Asked(question="q", call="c", kind="approval", text="May I?", picture=picture("asked"))
CASES: dict[str, tuple[list[ev.Event], str, str]] = {
    "people's pictures between the first and the last": ([said(), *map(acted, "abcd"), done()], "bc", "bc"),
    "the first and the last of every turn stay": ([said(), *map(acted, "abc"), said(), *map(acted, "def")], "be", "be"),
    "one picture is first and last": ([said(), acted("a")], "", ""),
    "two are first and last": ([said(), acted("a"), acted("b")], "", ""),
    "what the model was shown goes by its own rule": ([said(), acted("a"), acted(shown="b"), acted("c")], "", "b"),
    "what is shown and kept too": ([said(), acted("a"), acted("b", shown="b"), acted("c")], "", "b"),
    "the same screen as the last one": ([said(), acted("a"), acted("b"), acted("c"), acted("b")], "c", "c"),
    "what a person sent": ([said(picture("sent")), acted("a"), acted("sent"), acted("c")], "", ""),
    "what stands beside a question": ([said(), acted("a"), ASKED, acted("asked"), acted("c")], "", ""),
    "nothing at all": ([], "", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_may_go_by_age(name: str) -> None:
    events, people, also_shown = CASES[name]
    assert thinnable(recorded(*events), NOW + 1, -math.inf) == set(map(blob_of, people))
    assert thinnable(recorded(*events), NOW + 1, NOW + 1) == set(map(blob_of, also_shown))


def test_nothing_goes_that_is_not_old_enough() -> None:
    events = recorded(said(), *map(acted, "abcd"))
    assert thinnable(events, NOW, NOW) == set()


def test_an_old_turn_is_thinned_though_the_session_goes_on() -> None:
    old, new = recorded(said(), *map(acted, "abc"), at=NOW - 10), recorded(said(), *map(acted, "def"))
    assert thinnable([*old, *new], NOW - 5, -math.inf) == {blob_of("b")}
