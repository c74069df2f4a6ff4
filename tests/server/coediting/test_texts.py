"""The shared text by itself: replicas converge in whatever order changes come, also with versions merged in between."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Text

from deskhand.artifacts.merging import merged
from deskhand.core.errors import InvalidInput, LimitExceeded
from deskhand.server.coediting import texts
from deskhand.server.coediting.texts import SharedTexts

PATH = "a.md"
WORDS = st.text(st.sampled_from("ab\n\r\0é😀𝄞ع"), max_size=6)


class Replica:
    """A browser's, which has not heard everything yet. inbox: what it is told."""

    def __init__(self, server: SharedTexts) -> None:
        self.doc: Doc[Text] = Doc()
        self.inbox: list[bytes] = [server.since()]
        self.outbox: list[bytes] = []

    def hear(self) -> None:
        while self.inbox:
            self.doc.apply_update(self.inbox.pop(0))

    def type(self, place: float, removed: int, words: str) -> None:
        text = self.doc.get(PATH, type=Text)
        now = str(text)
        at = round(place * len(now))
        start, end = len(now[:at].encode()), len(now[: at + removed].encode())
        before = self.doc.get_state()
        with self.doc.transaction():
            if end > start:
                del text[start:end]
            text.insert(start, words)
        self.outbox.append(self.doc.get_update(before))

    @property
    def text(self) -> str:
        return str(self.doc.get(PATH, type=Text))


DOING = st.lists(
    st.one_of(
        st.tuples(st.just("type"), st.integers(0, 1), st.floats(0, 1), st.integers(0, 3), WORDS),
        st.tuples(st.just("send"), st.integers(0, 1)),
        st.tuples(st.just("hear"), st.integers(0, 1)),
        st.tuples(st.just("merge"), WORDS, st.floats(0, 1)),
    ),
    max_size=30,
)


class Room:
    """Two replicas and the server between them, with versions made meanwhile."""

    def __init__(self, begin: str) -> None:
        self.told: list[bytes] = []
        self.base = begin
        self.server = SharedTexts((), self.told.append)
        self.server.put(PATH, begin)
        self.replicas = [Replica(self.server), Replica(self.server)]

    def do(self, what: str, *more: Any) -> None:
        {"type": self.type, "send": self.send, "hear": self.hear, "merge": self.merge}[what](*more)

    def type(self, n: int, place: float, removed: int, words: str) -> None:
        if not self.replicas[n].text:
            self.hear(n)
        self.replicas[n].type(place, removed, words)

    def hear(self, n: int) -> None:
        self.replicas[n].hear()

    def send(self, n: int) -> None:
        while self.replicas[n].outbox:
            self.told.clear()
            self.server.take(self.replicas[n].outbox.pop(0))
            self.replicas[1 - n].inbox += self.told

    def merge(self, words: str, place: float) -> None:
        at = round(place * len(self.base))
        theirs = self.base[:at] + words + self.base[at:]
        self.told.clear()
        self.server.splice(PATH, merged(self.base, self.server.text(PATH), theirs).splices)
        self.base = theirs
        for replica in self.replicas:
            replica.inbox += self.told


@settings(deadline=None)
@given(st.lists(WORDS, max_size=6).map("\n".join), DOING)
def test_replicas_and_merged_versions_converge_in_any_order(begin: str, doing: list[tuple[Any, ...]]) -> None:
    room = Room(begin)
    for what in (*doing, ("send", 0), ("send", 1), ("hear", 0), ("hear", 1)):
        room.do(*what)
    assert room.replicas[0].text == room.replicas[1].text == room.server.text(PATH)
    again = SharedTexts([room.server.since()], room.told.append)
    assert again.text(PATH) == room.server.text(PATH)


@given(WORDS, WORDS)
def test_a_text_is_put_in_whole(before: str, after: str) -> None:
    server = SharedTexts((), lambda update: None)
    server.put(PATH, before)
    server.put(PATH, after)
    assert server.text(PATH) == after


@pytest.mark.parametrize("data", [b"", b"\0", b"abc", b"\xff" * 30])
def test_what_is_no_update_is_refused(data: bytes) -> None:
    server = SharedTexts((), lambda update: None)
    with pytest.raises(InvalidInput):
        server.take(data)
    with pytest.raises(InvalidInput):
        server.since(b"\xff\xff\xff")


def test_what_was_taken_out_counts_no_more_than_it_has_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "STATE_BYTES_MAX", 2_000)
    server = SharedTexts((), lambda update: None)
    replica = Replica(server)
    replica.hear()
    for _ in range(20):
        replica.type(0.0, 500, "x" * 500)
    for update in replica.outbox:
        server.take(update)
    with pytest.raises(LimitExceeded):
        replica.type(0.0, 0, "y" * 2_000)
        server.take(replica.outbox[-1])
    assert server.text(PATH) == "x" * 500


def test_what_is_no_text_in_the_text_is_an_error_and_no_panic() -> None:
    server = SharedTexts((), lambda update: None)
    server.put(PATH, "one\n")
    doc: Doc[Text] = Doc()
    doc.apply_update(server.since())
    text = doc.get(PATH, type=Text)
    for at in (0, 2):
        text.insert_embed(at, {"a": 1})
    text.format(0, 3, {"bold": True})
    server.take(doc.get_update())
    with contextlib.suppress(InvalidInput):
        server.put(PATH, "another text, longer than before\n")
    with contextlib.suppress(InvalidInput):
        server.put(PATH, "")
