"""What the model is shown of a press: what is pressed, its label, where it stands, what stands beside it."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from deskhand.core.targets import Target
from deskhand.policy.trained.pieces import BEGIN, END, Pieces

_KIND_MOST, _LABEL_MOST, _PLACE_MOST, _BESIDE_MOST = 24, 24, 32, 64
"""How many pieces of each are looked at."""
MOST = _KIND_MOST + _LABEL_MOST + _PLACE_MOST + _BESIDE_MOST + 5
_NEAR_CHARS = 160
_FIELDS_MOST, _PLACES_MOST = 6, 3
_BARE = frozenset({"form", "table", "dialog", "main", ""})
"""Places without a name of their own."""


class Seen(NamedTuple):
    """kind: role, form and fields. label: as written. place: title, dialog, section, row. beside: the words near it."""

    kind: str
    label: str
    place: str
    beside: str

    def numbers(self, pieces: Pieces) -> list[int]:
        """As the model takes it: at most MOST."""
        found = [BEGIN, *pieces.cut(self.kind, _KIND_MOST), END, *pieces.cut(self.label, _LABEL_MOST), END]
        for words, most in ((self.place, _PLACE_MOST), (self.beside, _BESIDE_MOST)):
            cut = pieces.cut(words, most)
            found += [*cut, END] if cut else []
        return found


def seen(target: Target, label: str) -> Seen:
    """Of what a press would reach, under this label."""
    within = target.element.within if target.element else ()
    title = target.page.title if target.page else ""
    place = " ".join((title, *[each for each in within if each not in _BARE][-_PLACES_MOST:]))
    return Seen(_kind(target), label, place, f"{target.notes} {_near(target.around, label)}")


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
        return before[: 2 * _NEAR_CHARS]
    return f"{before[-_NEAR_CHARS:]} | {after[:_NEAR_CHARS]}"
