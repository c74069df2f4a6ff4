"""What was given to pages lately: words that were typed or set. It tells whether an address carries them out.

Only what looks like data counts, so that a word somebody searched for, seen again in the address of an advertisement,
stops nothing.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import re
from collections import deque
from urllib.parse import unquote_plus

KEPT = 60
_CHARS_MIN, _CHARS_LONG = 6, 16
_CHARS_MAX = 4_000
_ENCODED = re.compile(r"[A-Za-z0-9+/_-]{8,}={0,2}")


class Given:
    """Remembers the last pieces of text."""

    def __init__(self) -> None:
        self._texts: deque[str] = deque(maxlen=KEPT)

    def text(self, words: str) -> None:
        """Words went to a page, or to whatever had the focus."""
        for line in words[:_CHARS_MAX].splitlines():
            line = " ".join(line.split())
            if _is_data(line) and line not in self._texts:
                self._texts.append(line)

    def carried_by(self, address: str) -> bool:
        """Whether an address holds any of it, as it is, escaped, in base64 or in hexadecimal digits.

        An address that was itself typed, as into the address bar, does not count as carrying what was typed.
        """
        if not self._texts:
            return False
        bare = address.split("://", 1)[-1]
        heard = [" ".join(view.split()).casefold() for view in _views(address)]
        for given in self._texts:
            typed = given.split("://", 1)[-1]
            if not bare.startswith(typed.rstrip("/")) and any(given.casefold() in view for view in heard):
                return True
        return False


def _is_data(words: str) -> bool:
    if len(words) < _CHARS_MIN:
        return False
    letters, digits = any(c.isalpha() for c in words), sum(c.isdigit() for c in words)
    return len(words) >= _CHARS_LONG or digits >= 4 or "@" in words or (letters and digits > 0 and " " not in words)


def _views(address: str) -> list[str]:
    """The address as it is and as it may be meant."""
    found = [address[:100_000]]
    found.append(unquote_plus(found[0]))
    found.append(unquote_plus(found[1]))
    decoded: list[str] = []
    for match in list(_ENCODED.finditer(found[1]))[:200]:
        decoded += _decoded(match[0])
    return [*found, *decoded]


def _decoded(word: str) -> list[str]:
    found: list[bytes] = []
    bare = word.rstrip("=").replace("-", "+").replace("_", "/")
    with contextlib.suppress(binascii.Error, ValueError):
        found.append(base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True))
    if len(bare) % 2 == 0 and re.fullmatch(r"[0-9a-fA-F]+", bare):
        found.append(bytes.fromhex(bare))
    return [data.decode("utf-8", "ignore") for data in found]
