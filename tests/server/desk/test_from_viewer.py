"""What viewers send: read to messages whatever way it is cut, written anew, and ended where it can't be read on."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.server.desk.clipboard import TEXT_BYTES_MAX, CutText
from deskhand.server.desk.from_viewer import Message, PassedOver, Pointer, encode, viewer_stream
from deskhand.server.desk.incremental import Parser
from deskhand.server.desk.pixels import PIXELS, Size, server_init
from tests.server.desk.streams import GREETING, calm, inputs, looking, run, u8, viewer_bytes

ANSWERS = b"RFB 003.008\n" + b"\x01\x01" + bytes(4) + server_init(Size(64, 48))


def parser() -> Parser[Message | bytes]:
    return viewer_stream(Size(64, 48))


def messages(data: bytes, cuts: list[int] | None = None) -> tuple[list[Message | bytes], str]:
    """What a viewer's bytes after the greeting mean, without what is passed over."""
    found, error = run(parser, GREETING + data, cuts or [])
    assert not found or found[0] == ANSWERS[: len(found[0])]  # type: ignore[arg-type]
    return [each for each in found[1:] if not isinstance(each, PassedOver)], error


@calm
@given(viewer_bytes(), st.lists(st.integers(0, 2000)))
def test_messages_come_out_as_they_were_meant_whatever_the_cuts(
    sent: tuple[bytes, list[Message]], cuts: list[int]
) -> None:
    assert messages(sent[0], cuts) == (sent[1], "")


@calm
@given(st.one_of(inputs(), looking()))
def test_a_message_that_is_written_reads_the_same(message: Message) -> None:
    assert messages(encode(message)) == ([message], "")


@calm
@given(st.binary(max_size=200), st.lists(st.integers(0, 200)))
def test_garbage_ends_in_words_or_waits_and_any_cut_ends_the_same(data: bytes, cuts: list[int]) -> None:
    assert messages(data, cuts) == messages(data)


@calm
@given(st.binary(max_size=100), st.lists(st.integers(0, 100)))
def test_garbage_in_place_of_a_greeting_gets_no_further(data: bytes, cuts: list[int]) -> None:
    found, error = run(parser, data, cuts)
    if not data.startswith(b"RFB 003.008\n\x01"):
        assert len(found) <= 1 and (error or len(data) < 13)


@calm
@given(u8)
def test_a_message_of_an_unknown_kind_ends_the_stream_in_words(kind: int) -> None:
    known = {0, 2, 3, 4, 5, 6, 150, 248, 250, 251, 253, 255}
    _, error = messages(bytes((kind,)))
    assert (f"message {kind} is not one" in error) == (kind not in known)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (struct.pack(">BxH", 2, 257), "257 encodings are more than 256"),
        (struct.pack(">B3xIB", 248, 0, 65), "a fence of 65 bytes is longer"),
        (struct.pack(">B3xI", 6, 0x7FFFFFFF), "a text of 2147483647 bytes is longer"),
        (struct.pack(">B3xI", 6, 0x80000000), "a text of 2147483648 bytes is longer"),
        (b"\xff\x01\0\0", "QEMU's message 1 is not one"),
        (b"\0\0\0\0" + PIXELS[:1] + b"\x10" + PIXELS[2:], "pixels of another form"),
        (b"\0\0\0\0\x08\x08\0\0" + PIXELS[4:], "pixels of another form"),
    ],
)
def test_what_is_too_long_or_of_another_form_ends_the_stream_in_words(sent: bytes, words: str) -> None:
    assert words in messages(sent)[1]


@pytest.mark.parametrize("sign", [1, -1])
def test_a_text_that_is_too_long_is_passed_over_and_what_follows_is_read(sign: int) -> None:
    size = TEXT_BYTES_MAX + 1
    found, error = messages(struct.pack(">B3xi", 6, sign * size) + bytes(size) + encode(Pointer(1, 2, 3)))
    assert (found, error) == ([Pointer(1, 2, 3)], "")


def test_the_longest_text_is_read() -> None:
    longest = CutText(b"x" * TEXT_BYTES_MAX)
    assert messages(encode(longest)) == ([longest], "")


def test_the_eighth_button_which_marks_a_longer_message_is_taken_off() -> None:
    assert messages(struct.pack(">BBHH", 5, 0xFF, 1, 2)) == ([Pointer(0x7F, 1, 2)], "")
