"""Bytes of strangers on their way in and out: bodies that are taken in bounds, files that no browser runs."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response

from deskhand.server.errors import TooLarge
from deskhand.server.sessions.uploads import BYTES_MAX, sniffed


class AnyName(Convertor[str]):
    """A path of the desk: a file there may have any character in its name, also the end of a line."""

    regex = "(?s:.+)"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("anyname", AnyName())

FILE_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
"""Of a file in an address of ours: should a browser open it all the same, it is nobody's and runs nothing."""

UPLOAD_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
"""A raw body, in a route's description."""

DOWNLOAD: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The bytes.",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
"""Bytes as an answer, in a route's description."""

_KEEP = "private, max-age=86400, immutable"


async def read_body(request: Request, most: int = BYTES_MAX) -> bytes:
    """The whole body. Raises TooLarge as soon as it is."""
    if int(request.headers.get("content-length") or 0) > most:
        raise TooLarge(most)
    data = bytearray()
    async for piece in request.stream():
        data += piece
        if len(data) > most:
            raise TooLarge(most)
    return bytes(data)


def as_blob(data: bytes, name: str) -> Response:
    """A blob: pictures are shown, everything else is a download. It never changes, so it is kept by the browser."""
    kind = sniffed(data)
    if not kind:
        return as_file(data, name, keep=True)
    headers = {"Content-Security-Policy": FILE_POLICY, "Cache-Control": _KEEP, "Vary": "Cookie"}
    return Response(data, media_type=kind, headers=headers)


def as_file(data: bytes, name: str, *, media_type: str = "application/octet-stream", keep: bool = False) -> Response:
    """A download, whatever it holds."""
    plain = "".join(char if char.isascii() and (char.isalnum() or char in ".-_ ") else "_" for char in name)[:150]
    encoded = quote(name.encode("utf-8", "replace")[:400], safe="")
    headers = {
        "Content-Security-Policy": FILE_POLICY,
        "Content-Disposition": f"attachment; filename=\"{plain or 'file'}\"; filename*=UTF-8''{encoded}",
        **({"Cache-Control": _KEEP, "Vary": "Cookie"} if keep else {}),
    }
    return Response(data, media_type=media_type, headers=headers)
