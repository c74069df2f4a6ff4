"""Clipboard texts, read and written anew: bounded, text only, whatever was packed into them."""

from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.server.desk.clipboard import (
    CAPS,
    NOTIFY,
    PEEK,
    PROVIDE,
    REQUEST,
    TEXT_BYTES_MAX,
    Clipboard,
    read_extended,
    written,
)
from tests.server.desk.streams import calm, provided, texts


def reread(message: Clipboard) -> Clipboard | None:
    data = written(message)
    assert struct.unpack_from(">3xi", data) == (-(len(data) - 7),)
    return read_extended(data[7:])


@calm
@given(texts())
def test_a_text_survives_in_any_language(text: bytes) -> None:
    assert reread(Clipboard(PROVIDE, True, text)) == Clipboard(PROVIDE, True, text)


@pytest.mark.parametrize("action", [REQUEST, PEEK, NOTIFY, CAPS | REQUEST | NOTIFY | PROVIDE])
@pytest.mark.parametrize("offers_text", [True, False])
def test_the_other_messages_are_read_as_they_are_written(action: int, offers_text: bool) -> None:
    assert reread(Clipboard(action, offers_text)) == Clipboard(action, offers_text)


@calm
@given(st.binary(max_size=200))
def test_garbage_is_a_message_that_is_written_well_or_none(body: bytes) -> None:
    message = read_extended(body)
    assert message is None or reread(message) == message


@calm
@given(st.binary(max_size=100))
def test_garbage_in_place_of_a_packed_text_is_a_text_or_none(packed: bytes) -> None:
    message = read_extended(struct.pack(">I", PROVIDE | 1) + packed)
    assert message is None or len(message.text) <= TEXT_BYTES_MAX


def test_a_small_message_that_unpacks_to_much_is_none() -> None:
    bomb = zlib.compress(struct.pack(">I", 2**31) + bytes(64 * 2**20), 9)
    assert len(bomb) < TEXT_BYTES_MAX
    assert read_extended(struct.pack(">I", PROVIDE | 1) + bomb) is None
    assert read_extended(provided(bytes(TEXT_BYTES_MAX + 1))) is None


def test_a_text_shorter_than_it_says_is_none() -> None:
    assert read_extended(provided(b"abc", size=5)) is None


def test_only_the_text_of_several_formats_is_kept() -> None:
    both = struct.pack(">I", 3) + b"one" + struct.pack(">I", 4) + b"<b>!"
    message = read_extended(struct.pack(">I", PROVIDE | 5) + zlib.compress(both))
    assert message == Clipboard(PROVIDE, True, b"one")
    assert read_extended(struct.pack(">I", PROVIDE | 4) + zlib.compress(both)) is None


def test_capabilities_shorter_than_their_formats_are_none() -> None:
    assert read_extended(struct.pack(">I", CAPS | 0xFFFF) + bytes(60)) is None
    assert read_extended(struct.pack(">I", CAPS | 0xFFFF) + bytes(64)) == Clipboard(CAPS, True)


def test_words_that_are_no_utf_8_become_it() -> None:
    message = read_extended(provided(b"a\xff\0"))
    assert message is not None and message.text == "a�\0".encode()
