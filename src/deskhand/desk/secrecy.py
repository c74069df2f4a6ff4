"""The values that were typed on a desk, and taking them out of everything that leaves it again.

A value of four characters or more is found as it is, as it stands in addresses and in HTML, and in base64 (also as a
part of something longer, such as a header). It does not know pages, pictures or who is told.
"""

from __future__ import annotations

import base64
import html
import json
import re
import time
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote, quote_plus, urlsplit

from deskhand.core.elements import Page
from deskhand.core.secrets import TypedSecret, belongs

CHARS_MIN = 4
"""A shorter value would take half the words of a page with it."""
CODE_S = 600.0
"""A one-time code is looked for no longer: its digits come up by chance, and it opens nothing by then."""
_CUT_CHARS_MIN, _REST_CHARS_MIN = 60, 6
"""A text so long may have been cut, and a value at its end with it, so much of it being left."""

Told = TypeVar("Told")


@dataclass(frozen=True)
class _Known:
    """One typed value. mark: what stands in its place. until: on the monotonic clock."""

    typed: TypedSecret
    mark: str
    forms: tuple[str, ...]
    until: float

    def __repr__(self) -> str:
        return self.mark


class Secrecy:
    """What is to be hidden on one desk. Nothing of it is written anywhere; it is gone with its process."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._known: list[_Known] = []

    @property
    def active(self) -> bool:
        """Whether anything was typed that is to be hidden."""
        return bool(self._known)

    def add(self, typed: TypedSecret) -> None:
        """Hide this value from now on."""
        value = typed.value.get_secret_value()
        if typed.open or any(known.forms[:1] == (value,) for known in self._known):
            return
        until = self._now() + CODE_S if typed.field == "code" else float("inf")
        forms = forms_of(value) if len(value) >= CHARS_MIN else ()
        self._known.append(_Known(typed, f"[secret {typed.secret.name} {typed.field}]", forms, until))

    def _live(self) -> list[_Known]:
        now = self._now()
        self._known = [known for known in self._known if known.until > now]
        return self._known

    def values_for(self, host: str) -> list[str]:
        """The values that a page of this host has anyway, so that its world may be asked where they are shown."""
        return [known.forms[0] for known in self._live() if known.forms and belongs(known.typed.secret, host)]

    def text(self, words: str) -> str:
        """The words without any value."""
        for known in self._live():
            for form in known.forms:
                if form in words:
                    words = words.replace(form, known.mark)
            words = _without_cut_end(words, known)
        return words

    def shows(self, words: str) -> bool:
        """Whether the words hold a value."""
        return any(form in words for known in self._live() for form in known.forms)

    def hidden(self, message: Told) -> Told:
        """Plain data (maps, lists, text) without any value in its texts; bytes stay as they are."""
        told: Told = self._walked(message)
        return told

    def _walked(self, data: Any) -> Any:
        if isinstance(data, str):
            return self.text(data) if len(data) >= CHARS_MIN else data
        if isinstance(data, dict):
            return {self._walked(key): self._walked(value) for key, value in data.items()}
        if isinstance(data, list | tuple):
            return [self._walked(item) for item in data]
        return data

    def begun(self, words: str) -> int:
        """How many characters at the end may be the beginning of a value."""
        found = 0
        for form in (form for known in self._live() for form in known.forms):
            lengths = (n for n in range(min(len(form) - 1, len(words)), found, -1) if words.endswith(form[:n]))
            found = max(found, next(lengths, 0))
        return found

    def touches(self, packed: bytes) -> bool:
        """Whether a packed message may hold a value, or the beginning of one that was cut: cheap to ask."""
        return any(form[:CHARS_MIN].encode() in packed for known in self._live() for form in known.forms)

    @property
    def longest(self) -> int:
        """The bytes of the longest form, 0 without any."""
        return max((len(form.encode()) for known in self._live() for form in known.forms), default=0)

    def blotted(self, data: bytes) -> bytes:
        """The bytes of a file with asterisks over every value: places in it stay what they were."""
        for known in self._live():
            for form in known.forms:
                data = data.replace(form.encode(), b"*" * len(form.encode()))
        return data

    def address(self, address: str) -> str:
        """An address that may be written down: without its query where that shows a value, else the site alone."""
        if not self.shows(address):
            return address
        parts = urlsplit(address)
        path = f"{parts.scheme}://{parts.netloc}{parts.path}"
        return path if not self.shows(path) else f"{parts.scheme}://{parts.hostname or ''}/"

    def pages(self, pages: Iterable[Page]) -> list[Page]:
        """The pages as they may be written down."""
        return [
            page.model_copy(update={"address": self.address(page.address), "title": self.text(page.title)})
            for page in pages
        ]


async def whole_words(pieces: AsyncIterator[str], secrecy: Secrecy) -> AsyncIterator[str]:
    """Text that comes in pieces, without any value: what may be the beginning of one waits for the next piece."""
    held = ""
    async for piece in pieces:
        words = secrecy.text(held + piece)
        kept = secrecy.begun(words)
        held = words[len(words) - kept :]
        if shown := words[: len(words) - kept]:
            yield shown
    if held:
        yield held


def _without_cut_end(words: str, known: _Known) -> str:
    """A value that was cut off at the end of a long text is taken out too."""
    if len(words) < _CUT_CHARS_MIN:
        return words
    bare = words.rstrip("….")
    for form in known.forms:
        for length in range(min(len(form) - 1, len(bare)), _REST_CHARS_MIN - 1, -1):
            if bare.endswith(form[:length]):
                return bare[:-length] + known.mark
    return words


def forms_of(value: str) -> tuple[str, ...]:
    """How a value may be written: itself first, then in addresses, HTML, JSON and base64."""
    quoted = [quote(value, safe=""), quote(value), quote_plus(value), quote(value, safe="!'()*~")]
    escapes = re.compile(r"%[0-9A-F]{2}")
    lower = [escapes.sub(lambda found: found[0].lower(), form) for form in quoted]
    spelled = [html.escape(value), html.escape(value, quote=False), json.dumps(value)[1:-1]]
    spelled.append(json.dumps(value, ensure_ascii=False)[1:-1])
    whole = base64.b64encode(value.encode()).decode()
    codes = [whole, whole.rstrip("="), *(_inner_base64(value.encode(), before) for before in range(3))]
    codes += [code.translate(str.maketrans("+/", "-_")) for code in codes]
    longest_first = sorted({*quoted, *lower, *spelled, *codes} - {value}, key=len, reverse=True)
    return (value, *(form for form in longest_first if len(form) >= CHARS_MIN))


def _inner_base64(data: bytes, before: int) -> str:
    """What of the value's base64 is the same whatever stands around it, with so many bytes before it (modulo 3)."""
    encoded = base64.b64encode(b"\0" * before + data).decode().rstrip("=")
    first = -(-before * 8 // 6)
    whole = (before + len(data)) * 8 // 6
    return encoded[first:whole]
