"""Pictures of a document: from a data address or a file of the artifact, in a form that office programs show.

Nothing is ever fetched. What stands elsewhere, is not there, is no picture or is too large is left out and told.
"""

from __future__ import annotations

import base64
import binascii
import io
import re
import warnings
from dataclasses import dataclass
from posixpath import normpath
from urllib.parse import unquote, unquote_to_bytes

from PIL import Image as Pictures

from deskhand.artifacts.export.base import Losses, Made

PICTURES_MAX = 200
PIXELS_MAX = 40_000_000
"""Of one picture: more is a bomb, or belongs into no document."""
AS_THEY_ARE = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif"}
"""Forms that every office program and browser shows. All others become PNG."""

_DATA = re.compile(r"data:([\w.+/-]*)((?:;[\w.+=-]+)*),(.*)", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Picture:
    """width, height: in pixels."""

    data: bytes
    media_type: str
    width: int
    height: int


class Pictured:
    """Finds the pictures of one document, each decoded once."""

    def __init__(self, made: Made, losses: Losses) -> None:
        self._made = made
        self._losses = losses
        self._known: dict[str, Picture | None] = {}

    def find(self, source: str) -> Picture | None:
        """The picture at this address or path; None where there is none, which is told."""
        if source not in self._known:
            full = len(self._known) >= PICTURES_MAX
            self._known[source] = self._lost("too_many_pictures", source) if full else self._read(source)
        return self._known[source]

    def _read(self, source: str) -> Picture | None:
        if source[:5].lower() == "data:":
            data = _data_of(source)
        elif re.match(r"[a-z][a-z0-9+.-]*:|//", source, re.IGNORECASE):
            return self._lost("remote_picture", source)
        else:
            data = self._file(source)
        if data is None:
            return self._lost("missing_picture", source)
        return _picture(data) or self._lost("unreadable_picture", source)

    def _file(self, source: str) -> bytes | None:
        """A file beside the entry, or by its path from the top."""
        path = unquote(re.sub(r"[?#].*", "", source))
        folder = self._made.entry.rpartition("/")[0]
        for asked in (normpath(f"{folder}/{path}" if folder else path), path.lstrip("/")):
            if asked in self._made.files:
                return self._made.data(asked)
        return None

    def _lost(self, what: str, source: str) -> Picture | None:
        """None, always: it says what came of it."""
        self._losses.add(what, source)
        return None


def _data_of(address: str) -> bytes | None:
    found = _DATA.fullmatch(address)
    if found is None:
        return None
    if not found[2].lower().endswith(";base64"):
        return unquote_to_bytes(found[3])
    try:
        return base64.b64decode(unquote(found[3]), validate=True)
    except (binascii.Error, ValueError):
        return None


def _picture(data: bytes) -> Picture | None:
    """A picture that can be read to its end. SVG is none here: it is a program's text, not pixels."""
    try:
        with warnings.catch_warnings(), Pictures.open(io.BytesIO(data)) as opened:
            warnings.simplefilter("ignore")
            if opened.width * opened.height > PIXELS_MAX:
                return None
            opened.load()
            if opened.format in AS_THEY_ARE:
                return Picture(data, AS_THEY_ARE[opened.format], opened.width, opened.height)
            again = io.BytesIO()
            opened.convert("RGBA").save(again, "PNG")
            return Picture(again.getvalue(), "image/png", opened.width, opened.height)
    except (OSError, ValueError, SyntaxError, EOFError, Pictures.DecompressionBombError):
        return None
