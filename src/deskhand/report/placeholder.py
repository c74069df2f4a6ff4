"""What a report shows in the place of a picture that is not there any more: words on a quiet ground."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from deskhand.report.readable import short

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="960" height="120"><rect width="100%" height="100%" fill="#8882"/>'
    '<text x="50%" y="50%" fill="#777" font-family="sans-serif" font-size="22" text-anchor="middle" '
    'dominant-baseline="middle">{words}</text></svg>'
)


def placeholder(words: str) -> str:
    """A picture, as a data address, that says why there is no other."""
    return "data:image/svg+xml," + quote(_SVG.format(words=escape(short(words))))
