"""The words of a simple command as bash would see them: quotes taken away, braces spread, what is not known marked.

It does not know what any command does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_KEPT = 0xF0000
"""Quoted characters that would mean something unquoted are kept out of the way in a private plane of Unicode."""
_OPEN, _CLOSE, _GAP, _LOOSE, NO_OPTION = (chr(0xF1000 + number) for number in range(5))
"""Around what is not known; between the words of a value; where a value may hold several words or none; before what
is not known but surely begins like no option."""
_PRIVATE = re.compile("[\U000f0000-\U000fffff]")
_SPECIAL = "{},*?[~ \t\n"
_HIDE = str.maketrans({char: chr(_KEPT + ord(char)) for char in _SPECIAL})
_SHOW = str.maketrans({chr(_KEPT + ord(char)): char for char in _SPECIAL})
_MARKS = str.maketrans("", "", _OPEN + _CLOSE + _LOOSE + NO_OPTION)
_ODD = re.compile(r"[^\S \t\n]|[\x01-\x08\x0e-\x1f\x7f]")
"""White space and control characters that are ordinary letters to bash, though not to the grammar."""
_ODD_KEPT = 0xF2000
_ODD_SHOW = re.compile("[\U000f2000-\U000f5fff]")
_UNKNOWN = re.compile(f"{_OPEN}[^{_CLOSE}]*{_CLOSE}")
SPREAD_MAX = 64
"""So many words are made of one with braces; a larger one is not followed."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a command.

    text: as bash would see it, with what is not known standing as it is written ("$X"). sure: nothing of it is unknown.
    start: the text before the first unknown part (`NO_OPTION` where only that is known of it).
    loose: it may turn out to be several words, or none. pattern: it
    stands for the names that fit it. home: it begins with the home folder.
    """

    text: str
    sure: bool = True
    start: str = ""
    loose: bool = False
    pattern: bool = False
    home: bool = False

    @property
    def open(self) -> bool:
        """Whether even its first character is unknown, so that it could be an option or a command."""
        return not self.sure and not self.start


def plain(text: str) -> Word:
    return Word(text, start=text)


def filled(word: Word, mark: str) -> Word:
    """A word with the place where xargs or find puts a name that is not known."""
    if not mark or mark not in word.text:
        return word
    return Word(word.text, sure=False, start=word.text.partition(mark)[0], loose=False, pattern=word.pattern)


def clean(source: str) -> str:
    """The source without characters that this module uses for itself, and with odd ones out of the grammar's way."""
    return _ODD.sub(lambda found: chr(_ODD_KEPT + ord(found.group())), _PRIVATE.sub("\ufffd", source))


_NOT_ASCII = (
    (re.compile(rb"[\xc2-\xdf][\x80-\xbf]"), "§".encode()),
    (re.compile(rb"[\xe0-\xef][\x80-\xbf]{2}"), "†".encode()),
    (re.compile(rb"[\xf0-\xf4][\x80-\xbf]{3}"), "§§".encode()),
)


_NOT_A_GROUP = re.compile(
    rb"((?:^|[;&|(){\n]|\b(?:then|do|else|elif|if|while|until)\b)[ \t]*)!"
    rb"(?=\s+(?:#[^\n]*\n\s*)?(?:!\s|\{\s|(?:if|for|while|until|case|select|function)\b|\w+[ \t]*\(\)))"
)


def for_grammar(source: bytes) -> bytes:
    """The source with marks of the same length for all characters beyond ASCII: to bash each is a letter of a word.

    The grammar's scanner looks some characters up in a table of 256 (`isdigit` behind "{"); what lies far beyond its
    end would end this process. Nor does it know a "!" before a group, a loop or a case, which only turns the outcome.
    """
    for character, mark in _NOT_ASCII:
        source = character.sub(mark, source)
    while b"!" in source and (plainer := _NOT_A_GROUP.sub(rb"\1 ", source)) != source:
        source = plainer
    return source


def _odd_again(text: str) -> str:
    return _ODD_SHOW.sub(lambda found: chr(ord(found.group()) - _ODD_KEPT), text)


def quoted(text: str) -> str:
    """A piece of a word that means itself."""
    return text.translate(_HIDE)


def bare(text: str) -> str:
    """A piece of a word without quotes: a backslash quotes the character after it."""
    if "\\" not in text:
        return text
    return re.sub(r"\\(.?)", lambda found: quoted(found.group(1)), text, flags=re.DOTALL)


def unknown(source: str, *, loose: bool) -> str:
    """A piece whose value is not known. loose: without quotes, so that it may fall apart into words."""
    return f"{_OPEN}{quoted(source)}{_CLOSE}{_LOOSE if loose else ''}"


def value(text: str, *, loose: bool) -> str:
    """The known value of a variable. loose: without quotes it falls apart into words, and its patterns count."""
    return (re.sub(r"[ \t\n]+", _GAP, text) or _GAP) if loose else quoted(text)


def words_of(pieces: str) -> list[Word]:
    """The words that the joined pieces of one written word come to."""
    if pieces.isalnum():
        return [plain(pieces)]
    spread = _spread(pieces) if "{" in pieces else [pieces]
    if _GAP not in pieces:
        return [_word(text) for text in spread]
    return [_word(part) for text in spread for part in text.split(_GAP) if part]


def _word(text: str) -> Word:
    unsure = _OPEN in text
    text = text if text.isascii() else _odd_again(text)
    shown = text.translate(_MARKS).translate(_SHOW)
    known = _UNKNOWN.sub("", text)
    return Word(
        text=shown,
        sure=not unsure,
        start=text.partition(_OPEN)[0].translate(_SHOW),
        loose=_LOOSE in text,
        pattern=any(char in known for char in "*?["),
        home=text == "~" or text.startswith("~/"),
    )


_STEPS = re.compile(r"(-?\d{1,6}|[A-Za-z])\.\.(-?\d{1,6}|[A-Za-z])(\.\.-?\d{1,6})?")


def _spread(text: str) -> list[str]:
    """Brace expansion. What would be too much stays as one word that is not known."""
    done: list[str] = []
    waiting = [text]
    while waiting:
        if len(done) + len(waiting) > SPREAD_MAX:
            return [unknown(text.translate(_MARKS), loose=True)]
        current = waiting.pop(0)
        found = _braces(current)
        if found is None:
            done.append(current)
        else:
            before, choices, after = found
            waiting[:0] = [before + choice + after for choice in choices]
    return done


def _braces(text: str) -> tuple[str, list[str], str] | None:
    """The first braces that bash would spread: what is before, the choices, what is after."""
    for begin in (at for at, char in enumerate(text) if char == "{"):
        end, parts = _choices(text, begin)
        if end < 0:
            continue
        if len(parts) > 1:
            return text[:begin], parts, text[end + 1 :]
        if steps := _STEPS.fullmatch(parts[0]):
            return text[:begin], list(_range(steps.group(1), steps.group(2))), text[end + 1 :]
    return None


def _choices(text: str, begin: int) -> tuple[int, list[str]]:
    parts: list[str] = []
    depth, last = 0, begin + 1
    for at in range(begin, len(text)):
        char = text[at]
        if char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
            if depth == 0:
                return at, [*parts, text[last:at]]
        elif char == "," and depth == 1:
            parts.append(text[last:at])
            last = at + 1
    return -1, []


def _range(first: str, last: str) -> Iterable[str]:
    if first.lstrip("-").isdigit() and last.lstrip("-").isdigit():
        low, high = sorted((int(first), int(last)))
        return map(str, range(low, min(high, low + SPREAD_MAX) + 1))
    low, high = sorted((ord(first[0]), ord(last[0])))
    return map(chr, range(low, high + 1))


_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "e": "\x1b", "E": "\x1b", "f": "\f", "v": "\v"}
_ESCAPE = re.compile(
    r"\\(x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|U[0-9a-fA-F]{1,8}|[0-7]{1,3}|c.|.)",
    re.DOTALL,
)


def ansi_c(text: str) -> str:
    """The text inside $'...'."""
    return _ESCAPE.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    code = found.group(1)
    if code[0] in "xuU" and len(code) > 1:
        number = int(code[1:], 16)
        return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
    if code[0] in "01234567":
        return chr(int(code, 8) & 0xFF)
    if code[0] == "c" and len(code) > 1:
        return chr(ord(code[1]) & 0x1F)
    return _ESCAPES.get(code, code if code in "\\'\"?" else "\\" + code)


_IN_STRING = re.compile(r'\\([$`"\\])')


def in_string(text: str) -> str:
    """Text inside "...": a backslash quotes only what means something there."""
    return _IN_STRING.sub(r"\1", text)
