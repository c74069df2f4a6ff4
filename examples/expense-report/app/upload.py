"""Limits on what is sent to the app: the size of a request, and which files count as receipts."""

from __future__ import annotations

import re

from starlette.datastructures import UploadFile
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.entry import Refused

REQUEST_BYTES_MAX = 6_000_000
RECEIPT_BYTES_MAX = 5_000_000
_KINDS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"%PDF-": "application/pdf"}


class TooLarge(Exception):
    """More was sent than a form of ours can hold."""


class SizeLimit:
    """Cuts a request off at REQUEST_BYTES_MAX, whatever length it claims."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        left = REQUEST_BYTES_MAX

        async def limited() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise TooLarge
            return message

        await self._app(scope, limited, send)


def media_type(data: bytes) -> str | None:
    """What the bytes are, by their beginning; a name says nothing."""
    return next((kind for start, kind in _KINDS.items() if data.startswith(start)), None)


def plain_name(name: str) -> str:
    """The last part of a file's name, with nothing in it that could mean a path or break a line."""
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(c for c in last if c.isprintable() and c not in '"<>|:*?')
    return kept.strip(". ")[-100:] or "receipt"


async def read_receipt(file: object) -> tuple[str, bytes] | None:
    """The name and bytes of an uploaded receipt; None when the field was left empty. Raises Refused."""
    if not isinstance(file, UploadFile) or not file.filename:
        return None
    data = await file.read(RECEIPT_BYTES_MAX + 1)
    if len(data) > RECEIPT_BYTES_MAX:
        raise Refused("The file is larger than 5 MB.")
    if not data:
        raise Refused("The file is empty.")
    if media_type(data) is None:
        raise Refused("Attach a PNG, JPEG or PDF file.")
    return plain_name(file.filename), data
