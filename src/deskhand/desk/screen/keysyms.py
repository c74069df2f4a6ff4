"""Names of keys: from what models and people write ("Enter", "ctrl+shift+t", "Page_Down", "é") to X keysyms.

Names are compared without case, spaces, "_" and "-"; X's own names, xdotool's and everyday ones are known. Keysym
numbers are those of the X protocol's appendix A and keysymdef.h. It does not know which keys a keyboard has.
"""

from __future__ import annotations

import difflib
from typing import NamedTuple

from deskhand.core.errors import InvalidInput

SHIFT_L, CONTROL_L, ALT_L, SUPER_L = 0xFFE1, 0xFFE3, 0xFFE9, 0xFFEB
RETURN, TAB = 0xFF0D, 0xFF09
MODIFIERS = {"shift": SHIFT_L, "ctrl": CONTROL_L, "alt": ALT_L, "super": SUPER_L}
_UNICODE = 0x01000000

_NAMED: dict[int, str] = {
    RETURN: "Return Enter Ret", TAB: "Tab", 0xFF08: "BackSpace", 0xFF1B: "Escape Esc", 0xFFFF: "Delete Del",
    0xFF63: "Insert Ins", 0xFF50: "Home", 0xFF57: "End", 0xFF55: "Page_Up Prior PgUp", 0xFF56: "Page_Down Next PgDn",
    0xFF51: "Left ArrowLeft LeftArrow", 0xFF52: "Up ArrowUp UpArrow", 0xFF53: "Right ArrowRight RightArrow",
    0xFF54: "Down ArrowDown DownArrow", 0xFF61: "Print PrintScreen PrtSc", 0xFF13: "Pause Break",
    0xFF14: "Scroll_Lock", 0xFF7F: "Num_Lock", 0xFFE5: "Caps_Lock", 0xFF67: "Menu ContextMenu Apps",
    0xFF6A: "Help", 0xFE20: "ISO_Left_Tab BackTab", 0xFE03: "ISO_Level3_Shift AltGr",
    SHIFT_L: "Shift_L Shift LeftShift", 0xFFE2: "Shift_R RightShift",
    CONTROL_L: "Control_L Ctrl Control Ctl", 0xFFE4: "Control_R RightCtrl", ALT_L: "Alt_L Alt Option Opt",
    0xFFEA: "Alt_R RightAlt", SUPER_L: "Super_L Super Win Windows Cmd Command Meta Meta_L Mod4", 0xFFEC: "Super_R",
    0x20: "space Spacebar", 0x2B: "plus", 0x2D: "minus hyphen dash", 0x3D: "equal equals", 0x2F: "slash",
    0x5C: "backslash", 0x2E: "period dot", 0x2C: "comma", 0x3B: "semicolon", 0x3A: "colon", 0x27: "apostrophe quote",
    0x22: "quotedbl", 0x60: "grave backtick", 0x7E: "asciitilde tilde", 0x5B: "bracketleft", 0x5D: "bracketright",
    0x7B: "braceleft", 0x7D: "braceright", 0x28: "parenleft", 0x29: "parenright", 0x3C: "less", 0x3E: "greater",
    0x3F: "question", 0x21: "exclam", 0x40: "at", 0x23: "numbersign hash", 0x24: "dollar", 0x25: "percent",
    0x5E: "asciicircum caret", 0x26: "ampersand", 0x2A: "asterisk", 0x5F: "underscore", 0x7C: "bar pipe",
    0xFF8D: "KP_Enter NumpadEnter", 0xFFAB: "KP_Add", 0xFFAD: "KP_Subtract", 0xFFAA: "KP_Multiply",
    0xFFAF: "KP_Divide", 0xFFAE: "KP_Decimal",
    0x1008FF26: "XF86Back BrowserBack", 0x1008FF27: "XF86Forward BrowserForward",
    0x1008FF29: "XF86Reload XF86Refresh BrowserRefresh", 0x1008FF11: "XF86AudioLowerVolume VolumeDown",
    0x1008FF12: "XF86AudioMute VolumeMute", 0x1008FF13: "XF86AudioRaiseVolume VolumeUp",
    0x1008FF14: "XF86AudioPlay MediaPlayPause",
}  # fmt: skip


def _plain(name: str) -> str:
    return name.casefold().replace("_", "").replace("-", "").replace(" ", "")


_BY_NAME = {_plain(name): keysym for keysym, names in _NAMED.items() for name in names.split()}
_BY_NAME |= {f"f{number}": 0xFFBD + number for number in range(1, 25)}
_BY_NAME |= {f"kp{digit}": 0xFFB0 + digit for digit in range(10)}
_SPELLED = {keysym: name for name, keysym in _BY_NAME.items()}
_SPELLED |= {keysym: names.split()[0] for keysym, names in _NAMED.items()}
_SPELLED |= {0xFFBD + number: f"F{number}" for number in range(1, 25)}


class Chord(NamedTuple):
    """Keys pressed together: `modifiers` first, then `keys`, all as keysyms."""

    modifiers: tuple[int, ...]
    keys: tuple[int, ...]


def character_keysym(character: str) -> int:
    """The keysym that types this character. Raises InvalidInput for one that no key can type."""
    if character in "\n\t":
        return RETURN if character == "\n" else TAB
    code = ord(character)
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000:
        raise InvalidInput(
            f"the character U+{code:04X} can't be typed.",
            hint="Leave it out; for a key such as Escape or BackSpace use the action key.",
        )
    return code if code <= 0xFF else _UNICODE | code


def _split(keys: str) -> list[str]:
    """ "ctrl++" is ctrl and +; spaces around are not part of a name."""
    if keys.strip() in ("", "+"):
        return [keys.strip() or " "]
    text = keys.strip()
    plus = text.endswith("++") or text == "+"
    names = [name.strip() for name in (text[:-2] if plus else text).split("+")]
    return [*names, "+"] if plus else names


def _keysym(name: str) -> int:
    if len(name) == 1:
        return character_keysym(name)
    found = _BY_NAME.get(_plain(name))
    if found is not None:
        return found
    if name[:2] in ("U+", "u+") or not name:
        raise _unknown(name)
    return _hexadecimal(name)


def _hexadecimal(name: str) -> int:
    """xdotool's "U20AC"; anything else is unknown."""
    digits = name[1:]
    if name[0] in "Uu" and 4 <= len(digits) <= 6 and all(d in "0123456789abcdefABCDEF" for d in digits):
        code = int(digits, 16)
        if code <= 0x10FFFF:
            return character_keysym(chr(code))
    raise _unknown(name)


def _unknown(name: str) -> InvalidInput:
    near = difflib.get_close_matches(_plain(name)[:40], list(_BY_NAME), n=3, cutoff=0.5)
    some = [_SPELLED[_BY_NAME[match]] for match in near] or ["Return", "Escape", "Tab", "ctrl+s", "F5"]
    return InvalidInput(
        f'there is no key named "{name[:40]}".', hint=f"Perhaps one of these: {', '.join(dict.fromkeys(some))}."
    )


def parse_chord(keys: str) -> Chord:
    """Read "ctrl+shift+t". A letter in a chord with ctrl, alt or super is the key, not the capital: "ctrl+S" is ctrl+s.

    Raises InvalidInput for an unknown key, with the nearest names.
    """
    keysyms = [_keysym(name) for name in _split(keys)]
    modifiers = tuple(dict.fromkeys(k for k in keysyms if k in MODIFIER_KEYSYMS))
    others = [k for k in keysyms if k not in MODIFIER_KEYSYMS]
    if any(modifier != SHIFT_L for modifier in modifiers):
        others = [k + 0x20 if 0x41 <= k <= 0x5A else k for k in others]
    return Chord(modifiers, tuple(others))


MODIFIER_KEYSYMS = frozenset({*MODIFIERS.values(), 0xFFE2, 0xFFE4, 0xFFEA, 0xFFEC, 0xFE03})
