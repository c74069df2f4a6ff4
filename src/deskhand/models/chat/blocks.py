"""An artifact as a block of an answer, in the form `tagged`: its text stands there as it is, not as a JSON string.

    <artifact-5f0c2a91 {"command": "create", "title": "Clock", "kind": "html"}>
    <h1>Clock</h1>
    </artifact-5f0c2a91>

What is between the line of the first mark and that of the last one is the content, to the character: fences, `:::` and
closing tags too, for only the mark with the session's own number ends it. It is read as strictly as any other call.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from deskhand.models.wire import sound

TOOL = "artifact"


def nonce_of(session_id: str) -> str:
    """The number in the marks of a session: the same in all its requests, and in no other session."""
    return hashlib.sha256(f"{TOOL} {session_id}".encode("utf-8", "replace")).hexdigest()[:8]


def begin(nonce: str) -> str:
    return f"<{TOOL}-{nonce}"


def end(nonce: str) -> str:
    return f"</{TOOL}-{nonce}>"


def explained(nonce: str) -> str:
    """What the instructions say of the form."""
    return (
        f"In place of a call of `{TOOL}` with `content` you may write its text as it is, without JSON's escapes. The "
        "other arguments stand in the first line, the text on the lines between the marks:\n"
        f'{begin(nonce)} {{"command": "create", "title": "TITLE", "kind": "html"}}>\nTEXT\n{end(nonce)}'
    )


def block_at(text: str, at: int, nonce: str) -> tuple[dict[str, Any], int]:
    """The arguments of the block that begins there, and the place behind it. Raises ValueError for what is off."""
    start = at + len(begin(nonce))
    given, behind = _arguments(text, start)
    if not text.startswith(">\n", behind):
        raise ValueError(f"the first line of <{TOOL}-...> does not end with > behind the JSON object")
    if "content" in given:
        raise ValueError("content stands between the marks, not in the first line")
    first = behind + 2
    last = text.find(f"\n{end(nonce)}", behind + 1)
    if last < 0:
        raise ValueError(f"{end(nonce)} does not stand on a line of its own behind the text")
    return {**given, "content": sound.text(text[first:last])}, last + 1 + len(end(nonce))


def _arguments(text: str, at: int) -> tuple[dict[str, Any], int]:
    while text[at : at + 1] == " ":
        at += 1
    try:
        given, behind = json.JSONDecoder().raw_decode(text, at)
    except json.JSONDecodeError as error:
        raise ValueError(f"its arguments are no JSON object: {error.msg}") from None
    if not isinstance(given, dict):
        raise ValueError("its arguments are no JSON object")
    return given, behind
