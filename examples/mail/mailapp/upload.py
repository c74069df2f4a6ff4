"""Limits on what is sent to the app: the size of a request, and the name that a file may have."""

from __future__ import annotations

import re

from starlette.datastructures import UploadFile
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mailapp.letter import Enclosure, Refused

REQUEST_BYTES_MAX = 6_000_000
FILE_BYTES_MAX = 5_000_000


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


def plain_name(name: str) -> str:
    """The last part of a file's name, with nothing in it that could mean a path or break a line."""
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(c for c in last if c.isprintable() and c not in '"<>|:*?')
    return kept.strip(". ")[-100:] or "file"


async def read_file(file: object) -> Enclosure | None:
    """The file that a form brought; None when the field was left empty. Raises Refused."""
    if not isinstance(file, UploadFile) or not file.filename:
        return None
    data = await file.read(FILE_BYTES_MAX + 1)
    if len(data) > FILE_BYTES_MAX:
        raise Refused("The file is larger than 5 MB.")
    if not data:
        raise Refused("The file is empty.")
    return Enclosure(plain_name(file.filename), data)
