"""What screens send: passed on to the byte whatever way it is cut, clipboard texts apart, lies ended."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.server.desk.clipboard import TEXT_BYTES_MAX
from deskhand.server.desk.from_screen import ForTheHolder, screen_stream
from deskhand.server.desk.incremental import Incremental, Parser
from deskhand.server.desk.pixels import Size
from tests.server.desk.streams import HEIGHT, WIDTH, calm, compact, head, jpeg, provided, run, screen_bytes, u8, update


def parser() -> Parser[bytes | ForTheHolder]:
    return screen_stream(Size(WIDTH, HEIGHT))


def passed(data: bytes) -> tuple[bytes, str]:
    found, error = run(parser, data, [])
    return b"".join(each for each in found if isinstance(each, bytes)), error


@calm
@given(screen_bytes(), st.lists(st.integers(0, 20_000)))
def test_what_everybody_sees_is_passed_on_to_the_byte_and_the_rest_kept_apart(
    sent: tuple[bytes, bytes], cuts: list[int]
) -> None:
    found, error = run(parser, sent[0], cuts)
    assert error == ""
    assert b"".join(each for each in found if isinstance(each, bytes)) == sent[1]
    assert found == run(parser, sent[0], [])[0]


@calm
@given(st.binary(max_size=300), st.lists(st.integers(0, 300)))
def test_garbage_ends_in_words_or_waits_and_any_cut_ends_the_same(data: bytes, cuts: list[int]) -> None:
    assert run(parser, data, cuts) == run(parser, data, [])


@calm
@given(screen_bytes(), st.binary(min_size=1, max_size=40), st.integers(0, 20_000), st.lists(st.integers(0, 20_000)))
def test_a_stream_with_a_flaw_in_it_ends_the_same_whatever_the_cuts(
    sent: tuple[bytes, bytes], flaw: bytes, at: int, cuts: list[int]
) -> None:
    place = at % (len(sent[0]) + 1)
    data = sent[0][:place] + flaw + sent[0][place + len(flaw) :]
    assert run(parser, data, cuts) == run(parser, data, [])


@calm
@given(u8)
def test_a_message_that_was_not_asked_for_ends_the_stream(kind: int) -> None:
    _, error = passed(bytes((kind,)))
    assert ("which was not asked for" in error) == (kind not in {0, 2, 3, 150, 248})


@pytest.mark.parametrize("encoding", [2, 5, 6, 21, 50, -260, -261, -307, -308, -309, -314, -316, 0x7FFFFFFF])
def test_an_encoding_that_was_not_asked_for_ends_the_stream(encoding: int) -> None:
    assert "which was not asked for" in passed(update([head(4, 4, encoding)], last=False))[1]


@pytest.mark.parametrize(
    ("rect", "words"),
    [
        (head(WIDTH + 1, 1, 0), "that isn't within its"),
        (head(1, HEIGHT, 0, y=1), "that isn't within its"),
        (head(0, 1, 7), "that isn't within its"),
        (head(0xFFFF, 0xFFFF, -223), "a size of 65535x65535, which can't be"),
        (head(0, 10, -223), "a size of 0x10, which can't be"),
        (head(2, 2, 16) + struct.pack(">I", 2**31), "2147483648 bytes for 2x2 pixels"),
        (head(2, 2, 7) + b"\xa0", "a Tight rectangle of kind 10"),
        (head(2, 2, 7) + b"\x40\x03", "the filter 3, which there isn't"),
        (head(9, 9, 7) + b"\x00" + compact(4 * 2**20 - 1), "4194303 bytes for 243 unpacked ones"),
        (head(9, 9, 7) + b"\x90" + compact(40) + jpeg(9, 60000), "a JPEG picture of 9x60000 for 9x9 pixels"),
        (head(9, 9, 7) + b"\x90" + compact(4) + b"GIF8", "something else than the JPEG picture"),
        (head(9, 9, 7) + b"\x90" + compact(2) + b"\xff\xd8", "a JPEG picture without a size"),
        (head(9, 9, 7) + b"\x90" + compact(30) + b"\xff\xd8\xff\xe0\xff\xff", "a JPEG picture that can't be read"),
        (head(9, 9, 0x574D5664) + b"\x02\0", "a pointer of kind 2"),
    ],
)
def test_a_rectangle_that_lies_ends_the_stream_in_words(rect: bytes, words: str) -> None:
    assert words in passed(update([rect], last=False))[1]


def test_after_a_new_size_rectangles_are_held_to_that() -> None:
    large = head(WIDTH + 10, 1, 0) + bytes(4 * (WIDTH + 10))
    grown = update([head(WIDTH + 10, HEIGHT, -223), large], last=False)
    assert passed(grown) == (grown, "")
    assert "isn't within" in passed(update([head(2, 2, -223), head(3, 1, 0)], last=False))[1]


@pytest.mark.parametrize(("encoding", "kind"), [(-239, b""), (0x574D5664, b"\1\0"), (0x574D5664, b"\0\0")])
def test_a_pointer_of_a_monstrous_size_becomes_none_and_the_rest_is_passed_on(encoding: int, kind: bytes) -> None:
    length = 600 * 4 + 75 if not kind else 600 * 4 * (1 if kind[0] else 2)
    after = head(1, 1, 0) + b"rgbx"
    sent = update([head(600, 1, encoding, 7, 7) + kind + bytes(length), after], last=False)
    assert passed(sent) == (update([head(0, 0, encoding) + kind, after], last=False), "")


def test_a_count_of_65535_rectangles_ends_where_a_browser_ends_it() -> None:
    """What came after would be a message to the browser and a rectangle to us: a way past."""
    few = struct.pack(">BxH", 0, 0xFFFF) + head(0, 0, -258) * 0xFFFF
    assert passed(few + b"\x09")[1] == passed(b"\x09")[1] != ""


def test_a_text_that_is_too_long_is_passed_over_and_what_follows_is_read() -> None:
    size = TEXT_BYTES_MAX + 1
    for length in (size, -size):
        assert run(parser, struct.pack(">B3xi", 3, length) + bytes(size) + b"\x96", []) == ([b"\x96"], "")


def test_a_text_for_the_holder_is_written_anew() -> None:
    body = provided("père\0".encode())
    found, _ = run(parser, struct.pack(">B3xi", 3, -len(body)) + body, [])
    (kept,) = found
    assert isinstance(kept, ForTheHolder)
    again, _ = run(parser, kept.data, [])
    assert again == [kept] and not kept.data.endswith(body)


def test_a_large_picture_is_never_held() -> None:
    stream = Incremental(screen_stream(Size(4096, 4096)))
    list(stream.feed(update([head(4096, 4096, 0)], last=False)))
    piece = bytes(65_536)
    for _ in range(100):
        assert list(stream.feed(piece)) == [piece]
        assert not stream._held
