"""The running of a parser over pieces of a stream."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core.errors import InvalidInput
from deskhand.server.desk.incremental import Incremental, Need, Parser, Pass, Skip
from tests.server.desk.streams import calm, run


def records() -> Parser[str | bytes]:
    """A length, then so many bytes: found as text, passed on or skipped, by the byte before."""
    while True:
        kind, length = yield Need(2)
        if kind % 3 == 0:
            yield (yield Need(length)).hex()
        elif kind % 3 == 1:
            yield Pass(length)
        else:
            yield Skip(length)


@calm
@given(st.binary(max_size=300), st.lists(st.integers(0, 300)))
def test_any_cut_of_a_stream_gives_the_same(data: bytes, cuts: list[int]) -> None:
    assert run(records, data, cuts) == run(records, data, [])


@calm
@given(st.binary(max_size=300))
def test_byte_by_byte_gives_the_same(data: bytes) -> None:
    assert run(records, data, range(len(data))) == run(records, data, [])


def test_what_is_passed_on_or_skipped_is_not_held() -> None:
    def large() -> Parser[bytes]:
        yield Pass(10**9)
        yield Skip(10**9)

    stream = Incremental(large())
    piece = bytes(1000)
    for _ in range(50):
        assert list(stream.feed(piece)) == [piece]
        assert not stream._held


def test_what_was_found_before_an_error_comes_before_it() -> None:
    def short() -> Parser[str]:
        yield (yield Need(2)).decode()
        raise InvalidInput("no more of this.")

    found = []
    with pytest.raises(InvalidInput):
        for each in Incremental(short()).feed(b"abcd"):
            found.append(each)
    assert found == ["ab"]


def test_nothing_is_asked_of_a_parser_that_has_ended() -> None:
    def once() -> Parser[bytes]:
        yield (yield Need(1))

    stream = Incremental(once())
    assert list(stream.feed(b"ab")) == [b"a"]
