"""Names of keys, as models and people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core.errors import DeskhandError, InvalidInput
from deskhand.desk.screen.keysyms import Chord, character_keysym, parse_chord

CTRL, SHIFT, ALT, SUPER = 0xFFE3, 0xFFE1, 0xFFE9, 0xFFEB


@pytest.mark.parametrize(
    ("written", "modifiers", "keys"),
    [
        ("ctrl+shift+t", (CTRL, SHIFT), (0x74,)),
        ("ctrl+S", (CTRL,), (0x73,)),
        ("Control_L+c", (CTRL,), (0x63,)),
        ("S", (), (0x53,)),
        ("cmd+Space", (SUPER,), (0x20,)),
        ("win", (SUPER,), ()),
        ("alt+F4", (ALT,), (0xFFC1,)),
        ("Page_Down", (), (0xFF56,)),
        ("PageDown", (), (0xFF56,)),
        ("page down", (), (0xFF56,)),
        ("KP_7", (), (0xFFB7,)),
        ("ESC", (), (0xFF1B,)),
        ("ctrl++", (CTRL,), (0x2B,)),
        ("+", (), (0x2B,)),
        ("ctrl+plus", (CTRL,), (0x2B,)),
        ("-", (), (0x2D,)),
        ("é", (), (0xE9,)),
        ("漢", (), (0x01006F22,)),
        ("U20AC", (), (0x010020AC,)),
        ("f24", (), (0xFFD5,)),
    ],
)
def test_a_chord_is_read_in_the_words_of_x_and_of_people(
    written: str, modifiers: tuple[int, ...], keys: tuple[int, ...]
) -> None:
    assert parse_chord(written) == Chord(modifiers, keys)


@pytest.mark.parametrize(
    ("written", "near"), [("Entre", "Return"), ("PageDwn", "Page_Down"), ("ctrl+Escpe", "Escape"), ("F25", "F5")]
)
def test_an_unknown_key_is_refused_with_near_names(written: str, near: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_chord(written)
    assert "no key named" in refused.value.message
    assert near in refused.value.hint


@given(st.text(max_size=40))
def test_any_words_for_keys_are_read_or_refused(written: str) -> None:
    try:
        chord = parse_chord(written)
    except DeskhandError as error:
        assert error.hint
    else:
        assert chord.modifiers or chord.keys


@given(st.characters())
def test_a_character_has_a_keysym_or_is_refused(character: str) -> None:
    try:
        keysym = character_keysym(character)
    except InvalidInput:
        assert not character.isprintable() or 0xD800 <= ord(character) < 0xE000
    else:
        assert keysym & 0xFFFFFF == ord(character) or character in "\n\t"
