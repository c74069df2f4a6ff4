"""A paused request, as the browser tells it, as a value: who sends what where, bounded, with secrets masked.

It does not decide anything.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from deskhand.core.requests import READING_METHODS, done_by_reading, only_asks, parsed_json, shown, tells
from deskhand.core.sites import host_of
from deskhand.core.targets import HeldRequest
from deskhand.desk.sight.replies import record, records, text

FIELDS_MAX = 40
"""So many fields are kept: those first that say what a request does, wherever they stand."""
NAME_CHARS_MAX = 100
PARSED_BYTES_MAX = 1 << 20
"""Of a longer body only the beginning is read; it is then never taken for one that only asks, and counts as a file."""
_DEPTH_MAX = 20
_LEAVES_MAX = 5_000
_UNREAD = "(more than can be read)"

Kind = Any


@dataclass(frozen=True)
class Body:
    """What a request carries. entries: the pieces of it that the browser tells; a file is a piece without bytes."""

    data: bytes
    files_by_name: int

    @property
    def size(self) -> int:
        return len(self.data)


def body_of(request: Mapping[str, Any]) -> Body:
    """The body of a request as the browser tells it: bytes in memory; of a file on disk only that it is there."""
    pieces: list[bytes] = []
    unseen = 0
    for entry in records(request.get("postDataEntries")):
        raw = entry.get("bytes")
        try:
            if isinstance(raw, str):
                pieces.append(base64.b64decode(raw))
            else:
                unseen += 1
        except (binascii.Error, ValueError):
            unseen += 1
    if not pieces and isinstance(raw := request.get("postData"), str):
        pieces.append(raw.encode("utf-8", "replace"))
    return Body(b"".join(pieces), unseen)


def header(request: Mapping[str, Any], name: str) -> str:
    """A header's value, whatever the case of its name; "" when there is none."""
    for key, value in record(request.get("headers")).items():
        if key.lower() == name:
            return text(value, 2_000)
    return ""


def held_request(params: Mapping[str, Any], *, number: int, page: str, of_act: bool) -> HeldRequest:
    """The value of a paused request. page: the address of the document that sends it."""
    request = record(params.get("request"))
    full = text(request.get("url"), 100_000)
    method = text(request.get("method"), 20).upper() or "GET"
    body = body_of(request)
    kind_of_body = header(request, "content-type").lower()
    reading = method in READING_METHODS
    fields, files = ({}, ()) if reading else _fields(body, header(request, "content-type"))
    if body.size > PARSED_BYTES_MAX and not files:
        files = (_UNREAD,)
    if reading:
        fields = _bounded(parse_qsl(urlsplit(full).query, keep_blank_values=True))
    whole = body.size <= PARSED_BYTES_MAX and not body.files_by_name
    asks = whole and not reading and "form" not in kind_of_body and only_asks(full, parsed_json(_words(body.data)))
    return HeldRequest(
        id=f"r{number}",
        method=method,
        address=full[:2_000],
        host=host_of(full)[:255],
        page=page[:2_000],
        kind=_kind(text(params.get("resourceType"), 40), bool(files)),
        fields=fields,
        size=body.size if not reading else len(urlsplit(full).query),
        files=files,
        of_act=of_act,
        reads=asks,
    )


def acts_by_reading(address: str) -> bool:
    """Whether a GET says in its query that it does something: it carries a card, or names a deed."""
    query = address.partition("?")[2].partition("#")[0]
    return bool(query) and bool(done_by_reading(_bounded(parse_qsl(query, keep_blank_values=True))))


def _kind(resource: str, uploads: bool) -> Kind:
    if resource == "Document":
        return "navigation"
    if uploads:
        return "upload"
    return {"XHR": "fetch", "Fetch": "fetch", "Ping": "beacon", "CSPViolationReport": "beacon"}.get(resource, "other")


def _fields(body: Body, content_type: str) -> tuple[dict[str, str], tuple[str, ...]]:
    data, kind = body.data[:PARSED_BYTES_MAX], content_type.lower()
    if "multipart/" in kind:
        return _multipart(data, content_type)
    words = _words(data)
    if (found := parsed_json(words)) is not None and isinstance(found, dict | list):
        return _bounded(_leaves(found, "")), _unnamed(body)
    if "=" in words and "\n" not in words.strip() and ("urlencoded" in kind or "text" in kind or not kind):
        return _bounded(parse_qsl(words, keep_blank_values=True)), _unnamed(body)
    if kind.startswith("text/plain") and (pairs := _lines(words)):
        return _bounded(pairs), _unnamed(body)
    if not data and not body.files_by_name:
        return {}, ()
    if kind.startswith(("text/", "application/json")) or not kind:
        return _bounded([("body", words)]), _unnamed(body)
    return {}, ("(data)",)  # bytes of some kind: a file, or what might as well be one


def _lines(words: str) -> list[tuple[str, str]]:
    """The fields of a form that was sent as plain text; none where it is no such form."""
    cut = [line.partition("=") for line in words.splitlines() if line]
    return [(name, value) for name, mark, value in cut if mark] if all(mark for _, mark, _ in cut) else []


def _unnamed(body: Body) -> tuple[str, ...]:
    return ("(a file)",) * min(body.files_by_name, 10)


def _words(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _multipart(data: bytes, content_type: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """Names and values of the fields; of files their names and, where the browser tells it, sizes."""
    head = f"Content-Type: {content_type}\r\n\r\n".encode("utf-8", "replace")
    fields: list[tuple[str, str]] = []
    files: list[str] = []
    for part in _parts(message_from_bytes(head + data)):
        name = str(part.get_param("name", "", "content-disposition"))
        filename = part.get_filename()
        payload = part.get_payload(decode=True)
        content = payload if isinstance(payload, bytes) else b""
        if filename is None:
            fields.append((name, _words(content).removesuffix("\r\n")))
        elif filename:
            files.append(f"{filename[:200]} ({len(content)} bytes)" if content else filename[:200])
    return _bounded(fields), tuple(files[:20])


def _parts(message: Message) -> Iterator[Message]:
    if message.is_multipart():
        yield from (part for part in message.get_payload() if isinstance(part, Message))


def _leaves(value: Any, name: str, depth: int = 0) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping) and depth < _DEPTH_MAX:
        for key, inner in value.items():
            yield from _leaves(inner, f"{name}.{key}" if name else str(key), depth + 1)
    elif isinstance(value, list) and depth < _DEPTH_MAX:
        for number, inner in enumerate(value):
            yield from _leaves(inner, f"{name}[{number}]", depth + 1)
    elif value is not None:
        yield name or "body", value if isinstance(value, str) else str(value)[:200]


def _bounded(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """As many fields as are kept, in their order: what says more of a request pushes out what says less."""
    read = [(_cut(name), value) for name, value in islice(pairs, _LEAVES_MAX)]
    telling = {name: None for name, value in read if tells(name, value)}
    kept = {name for name, _ in islice({**telling, **dict(read)}.items(), FIELDS_MAX)}
    return {name: shown(name, text(value, 1_000)) for name, value in read if name in kept}


def _cut(name: str) -> str:
    """Of a long name the end says more than the middle: "payload.order.payment[0].card_number"."""
    if len(name) > NAME_CHARS_MAX:
        name = f"{name[: NAME_CHARS_MAX // 3]}...{name[-NAME_CHARS_MAX // 2 :]}"
    return text(name, NAME_CHARS_MAX)
