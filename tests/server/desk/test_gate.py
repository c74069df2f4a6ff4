"""The gate: what goes on to the screen, by who holds control, for any messages in any order."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core.errors import DeskhandError, LimitExceeded
from deskhand.server.desk.clipboard import Clipboard, CutText
from deskhand.server.desk.encodings import CURSOR, EXTENDED_CLIPBOARD, FOR_ALL, FOR_THE_HOLDER, RAW, TIGHT
from deskhand.server.desk.from_viewer import (
    Input,
    Key,
    Message,
    Pointer,
    SetEncodings,
    encode,
    viewer_stream,
)
from deskhand.server.desk.gate import HELD_KEYS_MAX, Gate
from deskhand.server.desk.incremental import Incremental
from deskhand.server.desk.pixels import Size
from tests.server.desk.streams import GREETING, calm, inputs, looking, viewer_bytes

FEW = st.one_of(
    st.builds(Key, st.sampled_from([97, 98, 0xFFE1]), st.booleans()),
    st.builds(Key, st.sampled_from([97, 98]), st.booleans(), st.sampled_from([30, 48])),
    st.builds(Pointer, st.integers(0, 7), st.integers(0, 9), st.integers(0, 9)),
)
"""Input of few keys, so that they meet."""


def read(data: bytes) -> list[Message]:
    """What the screen is told, as a screen reads it."""
    stream: Incremental[Message | bytes] = Incremental(viewer_stream(Size(64, 48)))
    list(stream.feed(GREETING))
    return [found for found in stream.feed(data) if not isinstance(found, bytes)]


class Hands:
    """What a screen believes to be down, by what it was told."""

    def __init__(self) -> None:
        self.down: set[tuple[int, int]] = set()
        self.buttons = 0

    def take(self, data: bytes) -> None:
        for message in read(data):
            match message:
                case Key(keysym, down, code):
                    name = (code, 0 if code else keysym)
                    self.down.add(name) if down else self.down.discard(name)
                case Pointer(buttons):
                    self.buttons = buttons


@calm
@given(st.lists(st.one_of(inputs(), looking()), max_size=30))
def test_without_control_nothing_that_acts_goes_on(messages: list[Message]) -> None:
    gate, told = Gate(), b""
    for message in messages:
        told += gate.forward(message, False)
    for message in read(told):
        assert not isinstance(message, Input)
        assert not isinstance(message, SetEncodings) or set(message.encodings) <= FOR_ALL


@calm
@given(viewer_bytes(), st.binary(max_size=60))
def test_without_control_no_bytes_whatever_act(sent: tuple[bytes, list[Message]], garbage: bytes) -> None:
    gate, told = Gate(), b""
    stream: Incremental[Message | bytes] = Incremental(viewer_stream(Size(64, 48)))
    with suppress(DeskhandError):
        for found in stream.feed(GREETING + sent[0] + garbage):
            told += b"" if isinstance(found, bytes) else gate.forward(found, False)
    assert not [message for message in read(told) if isinstance(message, Input)]


@calm
@given(st.lists(st.tuples(FEW, st.booleans()), max_size=40))
def test_whenever_control_is_gone_nothing_is_down_and_nothing_goes_on(turns: list[tuple[Message, bool]]) -> None:
    gate, hands = Gate(), Hands()
    for message, may_act in turns:
        hands.take(gate.forward(message, may_act))
        if not may_act:
            assert not hands.down and not hands.buttons
    hands.take(gate.turn(False))
    assert not hands.down and not hands.buttons


@calm
@given(st.lists(st.one_of(FEW, st.builds(CutText, st.binary(max_size=5))), max_size=30))
def test_with_control_from_the_start_presses_go_on_as_they_are(messages: list[Message]) -> None:
    gate = Gate()
    gate.turn(True)
    presses = [m for m in messages if not (isinstance(m, Key) and not m.down)]
    told = [m for message in messages for m in read(gate.forward(message, True))]
    assert [m for m in told if not (isinstance(m, Key) and not m.down)] == presses


def test_losing_control_lets_go_of_keys_last_pressed_first_and_of_buttons_where_the_pointer_is() -> None:
    gate = Gate()
    gate.turn(True)
    for message in (Key(0xFFE3, True), Key(99, True, 46), Pointer(5, 30, 40)):
        gate.forward(message, True)
    assert read(gate.turn(False)) == [Key(99, False, 46), Key(0xFFE3, False), Pointer(0, 30, 40)]
    assert gate.turn(False) == b""


def test_what_is_let_go_comes_before_the_message_during_which_control_was_lost() -> None:
    gate = Gate()
    gate.turn(True)
    gate.forward(Key(97, True), True)
    assert read(gate.forward(Key(98, True), False)) == [Key(97, False)]


def test_keys_and_buttons_that_were_down_before_control_came_do_nothing_until_they_were_up() -> None:
    gate = Gate()
    gate.forward(Pointer(1, 10, 10), False)
    gate.forward(Key(97, True), False)
    gate.turn(True)
    assert read(gate.forward(Pointer(1, 20, 20), True)) == [Pointer(0, 20, 20)]
    assert read(gate.forward(Pointer(5, 20, 20), True)) == [Pointer(4, 20, 20)]
    assert read(gate.forward(Pointer(0, 20, 20), True)) == [Pointer(0, 20, 20)]
    assert read(gate.forward(Pointer(1, 20, 20), True)) == [Pointer(1, 20, 20)]
    assert gate.forward(Key(97, True), True) == gate.forward(Key(97, False), True) == b""
    assert read(gate.forward(Key(97, True), True)) == [Key(97, True)]


def test_encodings_follow_control() -> None:
    gate = Gate()
    asked = (TIGHT, RAW, CURSOR, EXTENDED_CLIPBOARD, 50, -308, RAW)
    assert read(gate.forward(SetEncodings(asked), False)) == [SetEncodings((TIGHT, RAW))]
    assert read(gate.turn(True)) == [SetEncodings((TIGHT, RAW, CURSOR, EXTENDED_CLIPBOARD))]
    assert read(gate.turn(False)) == [SetEncodings((TIGHT, RAW))]
    assert not FOR_ALL & FOR_THE_HOLDER


def test_keys_that_an_x_server_itself_would_obey_never_go_on() -> None:
    gate = Gate()
    gate.turn(True)
    for keysym in (0xFED5, 0x1008FE01, 0x1008FE20):
        assert gate.forward(Key(keysym, True), True) == b""


def test_more_keys_than_a_keyboard_has_are_too_many() -> None:
    gate = Gate()
    for keysym in range(HELD_KEYS_MAX):
        gate.forward(Key(keysym, True), True)
    with pytest.raises(LimitExceeded, match="more than 128 keys"):
        gate.forward(Key(HELD_KEYS_MAX, True), True)


def test_a_clipboard_goes_on_for_the_holder_alone() -> None:
    gate = Gate()
    for message in (CutText(b"x"), Clipboard(1 << 27, True)):
        assert gate.forward(message, False) == b""
    gate.turn(True)
    for message in (CutText(b"x"), Clipboard(1 << 27, True)):
        assert gate.forward(message, True) == encode(message)
