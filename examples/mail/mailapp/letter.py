"""What a letter is, and how the words of a form become one. It does not know HTTP or the database.

A letter's people are written as addresses, separated by commas. Every rule here is checked on the server.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from smallsite.fields import Refused, plain_text

SUBJECT_CHARS_MAX = 200
BODY_CHARS_MAX = 20_000
PEOPLE_MAX = 20
FIELDS = ("to", "cc", "subject", "body")

_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}")
_NAMED = re.compile(r"[^<>]*<([^<>]+)>")


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with a letter: its name and its bytes."""

    name: str
    data: bytes

    @property
    def size(self) -> str:
        return size_words(len(self.data))


@dataclass(frozen=True, slots=True)
class Letter:
    """What a person writes. to and cc: addresses, in lower case."""

    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    subject: str = ""
    body: str = ""

    @property
    def people(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.to, *self.cc)))


def size_words(size: int) -> str:
    """Bytes as people write them: "812 bytes", "3.4 kB"."""
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:.1f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def addresses(text: str) -> tuple[str, ...]:
    """The addresses in "ann@team.test, Bo <bo@team.test>". Raises Refused for what is none."""
    found = []
    for part in filter(None, (part.strip() for part in re.split(r"[,;，；]", text))):
        named = _NAMED.fullmatch(part)
        address = (named[1] if named else part).strip().lower()
        if not _ADDRESS.fullmatch(address):
            raise Refused("Write addresses such as ann@team.test, separated by commas.")
        found.append(address)
    if len(found) > PEOPLE_MAX:
        raise Refused(f"Write to at most {PEOPLE_MAX} people.")
    return tuple(dict.fromkeys(found))


def read_form(form: Mapping[str, str]) -> tuple[Letter | None, dict[str, str]]:
    """The letter that a form describes, or None and the words to show by each field that can't be taken."""
    errors: dict[str, str] = {}

    def taken(name: str, read: object, *more: int, **how: bool) -> object:
        try:
            return read(form.get(name, ""), *more, **how)  # type: ignore[operator]
        except Refused as refused:
            errors[name] = str(refused)
            return ""

    to, cc = taken("to", addresses), taken("cc", addresses)
    subject = taken("subject", plain_text, SUBJECT_CHARS_MAX)
    body = taken("body", plain_text, BODY_CHARS_MAX, lines=True)
    if "to" not in errors and not to:
        errors["to"] = "Say who it is for."
    if "subject" not in errors and not subject:
        errors["subject"] = "Write a subject."
    return (None, errors) if errors else (Letter(to, cc, subject, body), {})  # type: ignore[arg-type]
