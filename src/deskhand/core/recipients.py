"""Whom a message goes to, read off the fields of a form or request: one address or name for each. Pure.

Names and values are a stranger's. What can't be read as one address stays as it is written, so that no address that is
looked for is ever found in a part of it.
"""

from __future__ import annotations

import re

_FIELD = re.compile(r"^(to|cc|bcc|recipients?|receivers?|to address|mail to|email to)$|收件人|收信人|接收人|抄送|密送")
_PARTS = re.compile(r"[,;\n，；、]")
_NAMED = re.compile(r"[^<>@]*<([^<>]*)>")
_ADDRESS = re.compile(r"[^\s@<>()\[\]\"'\\,;:|]+@[^\s@<>()\[\]\"'\\,;:|]+")
RECIPIENTS_MAX = 50
MORE = "(more)"
"""Stands at the end where there are more than are kept."""


def is_recipient_field(name: str) -> bool:
    """Whether a field of this name, in plain words, says whom something goes to: "to", "cc", "收件人"."""
    return bool(_FIELD.search(name))


def is_address(recipient: str) -> bool:
    """Whether it is one address and nothing else."""
    return bool(_ADDRESS.fullmatch(recipient))


def recipients_in(text: str) -> tuple[str, ...]:
    """Each recipient in "Ann <ann@team.test>, bo@team.test", in lower case."""
    found = []
    for part in filter(None, (" ".join(part.split()) for part in _PARTS.split(text))):
        named = _NAMED.fullmatch(part)
        found.append((named[1].strip() if named else part).casefold())
    kept = tuple(dict.fromkeys(found))
    return kept if len(kept) <= RECIPIENTS_MAX else (*kept[:RECIPIENTS_MAX], MORE)
