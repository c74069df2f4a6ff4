"""Which files count as receipts."""

from __future__ import annotations

from smallsite.fields import Refused, read_file

_KINDS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"%PDF-": "application/pdf"}


def media_type(data: bytes) -> str | None:
    """What the bytes are, by their beginning; a name says nothing."""
    return next((kind for start, kind in _KINDS.items() if data.startswith(start)), None)


async def read_receipt(file: object) -> tuple[str, bytes] | None:
    """The name and bytes of an uploaded receipt; None when the field was left empty. Raises Refused."""
    found = await read_file(file, otherwise="receipt")
    if found and media_type(found[1]) is None:
        raise Refused("Attach a PNG, JPEG or PDF file.")
    return found
