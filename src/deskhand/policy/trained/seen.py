"""What the model is shown of a press: what is pressed, its label, where it stands, what is said of it, what stands near
it; and of a request that comes of a press: the request itself in the place of what is pressed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from deskhand.core.requests import READING_METHODS
from deskhand.core.targets import HeldRequest, Target
from deskhand.policy.lexicon.taking_back import spoken_of
from deskhand.policy.trained.pieces import BEGIN, END, Pieces

_KIND_MOST, _LABEL_MOST = 40, 24
_MOST_OF_WORDS = (24, 40, 56)
"""How many pieces of each are looked at: of the kind, the label, and the words."""
MOST = _KIND_MOST + _LABEL_MOST + sum(_MOST_OF_WORDS) + 6
_BEFORE_CHARS, _AFTER_CHARS = 90, 130
_NOTES_CHARS = 400
_FIELDS_MOST, _PLACES_MOST = 6, 3
_SENT_MOST, _SENT_CHARS = 8, 40
"""How many fields of a request, and how much of the value of each."""
_BARE = frozenset({"form", "table", "dialog", "main", ""})
"""Places without a name of their own."""


class Seen(NamedTuple):
    """kind: role, form and fields, or a request. label: as written. place: title, dialog, section, row. said: the
    sentences that speak of it, wherever they stand. beside: all words near it."""

    kind: str
    label: str
    place: str
    said: str
    beside: str

    def numbers(self, pieces: Pieces) -> list[int]:
        """As the model takes it: at most MOST."""
        found = [BEGIN, *pieces.cut(self.kind, _KIND_MOST), END, *pieces.cut(self.label, _LABEL_MOST), END]
        for words, most in zip(self[2:], _MOST_OF_WORDS, strict=True):
            found += [*pieces.cut(words, most), END]
        return found


def seen(target: Target, label: str) -> Seen:
    """Of what a press would reach, under this label."""
    within = target.element.within if target.element else ()
    title = target.page.title if target.page else ""
    place = " ".join((title, *[each for each in within if each not in _BARE][-_PLACES_MOST:]))
    notes = target.notes[:_NOTES_CHARS]
    said = spoken_of(label, f"{target.around} {notes}")
    return Seen(_kind(target), label, place, said, f"{_near(target.around, label)} {notes}")


def seen_with(request: HeldRequest, pressed: Sequence[str] = ()) -> Seen:
    """Of a request, with what was seen of the press that it came of: the words of its path and of what it carries."""
    _, label, place, said, beside = pressed or ("",) * len(Seen._fields)
    address = urlsplit(request.address)
    told = [f"{name}={value[:_SENT_CHARS]}" for name, value in list(request.fields.items())[:_SENT_MOST]]
    query = f"?{unquote(address.query)}" if address.query and request.method not in READING_METHODS else ""
    return Seen(f"{request.method} {unquote(address.path)}{query} {' '.join(told)}", label, place, said, beside)


def _kind(target: Target) -> str:
    words = [target.element.role if target.element else ""]
    if target.known_by == "app":
        words.append("app")
    if target.form is not None:
        words += [target.form.method.upper(), urlsplit(target.form.address).path, "submits" if target.submits else ""]
        words += [field.name for field in target.form.fields[:_FIELDS_MOST]]
    return " ".join(words)


def _near(around: str, label: str) -> str:
    """The words before and after the label, where it stands among them."""
    before, found, after = around.partition(label) if label else (around, "", "")
    if not found:
        return before[: _BEFORE_CHARS + _AFTER_CHARS]
    return f"{before[-_BEFORE_CHARS:]} | {after[:_AFTER_CHARS]}"
