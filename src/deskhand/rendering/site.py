"""The one site that the renderer's browser reaches: the sealed frame and its libraries, answered from the build.

There is no server and no network: the browser is answered over its own pipe. Whatever else it asks for is refused.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass

from deskhand.core.errors import SetupMissing
from deskhand.frame.built import Built, built
from deskhand.frame.headers import LIBRARY_HEADERS, frame_headers

ORIGIN = "https://frame.invalid"
PAGE = f"{ORIGIN}/frame"
_LIBRARIES = f"{ORIGIN}/lib/"


@dataclass(frozen=True)
class Answer:
    """body: in base64, as the browser takes it."""

    headers: list[dict[str, str]]
    body: str


def built_frame() -> Built:
    """Raises SetupMissing where the frame was not built."""
    frame = built()
    if frame is None:
        raise SetupMissing("the frame that artifacts are shown in is not built.", hint="In a checkout run: make web")
    return frame


def answer_to(address: str, frame: Built) -> Answer | None:
    """What the site has under this address; None for nothing."""
    if address == PAGE:
        headers = frame_headers(ORIGIN, ("'none'",), frame.script_hashes)
        return _answer({**headers, "Content-Type": "text/html; charset=utf-8"}, frame.page)
    library = frame.libraries.get(address.removeprefix(_LIBRARIES)) if address.startswith(_LIBRARIES) else None
    if library is None:
        return None
    return _answer({**LIBRARY_HEADERS, "Content-Type": "text/javascript"}, library.path.read_bytes())


def _answer(headers: dict[str, str], body: bytes) -> Answer:
    return Answer([{"name": n, "value": v} for n, v in headers.items()], base64.b64encode(body).decode())
