"""What a request of a page asks for, by the words of its address and of its fields that name a deed:
"/cards/3/archive", `{"action": "pin"}`, "DELETE /favourites/7". They are read as labels are. Pure.

A site names its paths as it likes, so it is a hint among others: `policy.requests` weighs it with what the request
carries and with what was pressed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from deskhand.core.requests import READING_METHODS, plain
from deskhand.core.targets import HeldRequest
from deskhand.policy.labels import read_label
from deskhand.policy.lexicon import addresses
from deskhand.policy.lexicon.meanings import SENSES, Kind, Sense
from deskhand.policy.wording.english import kinds_of

_NAMES_NOTHING = re.compile(
    r"^(?:api|rest|ajax|rpc|graphql|gql|json|v\d+|index|do|act|action|actions|me|my|self|php|aspx?|jsp|cgi|bin|_next|data)$"
)
_ID = re.compile(r"(?=.*\d)[\w.~-]+$")
"""What numbers a thing: a word with a digit in it."""
_ENDING = re.compile(r"\.(?:php|aspx?|jsp|json|do|action|cgi|html?)$")
_DEED_FIELDS = frozenset({"action", "do", "op", "operation", "cmd", "command", "intent", "event", "operation name"})
_METHOD_FIELDS = frozenset({"method"})
_MUTATION = re.compile(r"\bmutation\b\s*(\w*)\s*(?:\([^)]*\))?\s*\{\s*(\w+)")
_SAYS_LITTLE: frozenset[Kind] = frozenset({"shows", "refuses", "generic", "next", "save", "apply", "edits", "clear"})
_SWITCHES = re.compile(r"\w (?:off|on)$|^(?:enable|disable) ")
_FIELDS_FEW = 4
_BEFORE = 2
"""So many parts of the path before the last are tried as the thing that it acts on."""


@lru_cache(maxsize=1_024)
def _sense(words: str) -> Sense | None:
    if _SWITCHES.search(words):
        return SENSES["settings"]
    sense = read_label(words) if words else None
    return None if sense is None or sense.kind in _SAYS_LITTLE else sense


def deed_of(request: HeldRequest) -> Sense | None:
    """The sense of what the request asks for; None where no word of it is known."""
    if request.method.upper() in READING_METHODS:
        return None
    return next((sense for words in _named(request) if (sense := _sense(words)) is not None), None)


def _named(request: HeldRequest) -> Iterator[str]:
    """What may name the deed, the plainest first, as the words of a label."""
    for name, value in request.fields.items():
        if plain(name) in _DEED_FIELDS:
            yield plain(value)
        elif plain(name) in _METHOD_FIELDS and "." in value:
            yield " ".join(reversed(plain(value.replace(".", " ")).split()))
        elif plain(name) == "query" and (mutation := _MUTATION.search(value)):
            yield plain(mutation[2])
    parts = _parts(request.address)
    if not parts:
        return
    last, before = parts[-1], parts[:-1][-_BEFORE:]
    if request.method.upper() == "DELETE":
        yield from (f"remove {thing}" for thing in reversed(parts[-_BEFORE - 1 :]) if _sense(f"remove {thing}"))
    if len(last.split()) == 1:
        yield from (f"{last} {thing}" for thing in reversed(before))
    yield last


def _parts(address: str) -> list[str]:
    """The parts of a path that say something, each as words."""
    found = []
    for part in unquote(urlsplit(address).path).split("/"):
        words = plain(_ENDING.sub("", part))
        if words and not _NAMES_NOTHING.match(words) and not _ID.match(part):
            found.append(words)
    return found


def sends_words(request: HeldRequest) -> bool:
    """Whether it makes a new one of what people read: "POST /comments"."""
    parts = _parts(request.address)
    return request.method.upper() == "POST" and bool(parts) and bool(addresses.SENDS.search(f"/{parts[-1]}"))


def is_light(request: HeldRequest) -> bool:
    """Whether it only keeps something that can be set back at any time: a draft, a basket, a favourite, a mark."""
    deed, path = deed_of(request), urlsplit(request.address).path
    if deed is not None and (deed.undo is True or deed == SENSES["light"]):
        return True
    if deed is not None and deed.risk != "submit" and request.method.upper() != "DELETE":
        return False
    if addresses.DRAFTS.search(path) or _ends_lightly(path):
        return True
    return 0 < len(request.fields) <= _FIELDS_FEW and any(_marks(*field) for field in request.fields.items())


def is_light_end(request: HeldRequest) -> bool:
    """Whether a word that sounds final only sets a mark: "/tasks/3/complete", "/answers/3/vote"."""
    parts, deed = _parts(request.address), deed_of(request)
    light = deed is not None and deed.undo is True
    return not takes_money(request) and (light or bool(parts and addresses.LIGHT_ENDS.fullmatch(parts[-1])))


def takes_money(request: HeldRequest) -> bool:
    """Whether any part of its path is about paying: "/checkout/complete"."""
    path = urlsplit(request.address).path
    return bool(addresses.PAYS.search(path) or addresses.CHECKOUT.search(path))


def switches_off(request: HeldRequest) -> bool:
    """Whether it deletes only by its method, and one thing that is no entry of a list and nobody's own: "DELETE
    /protection", "DELETE /session"."""
    parts = _parts(request.address)
    last = urlsplit(request.address).path.rstrip("/").rpartition("/")[2]
    if request.method.upper() != "DELETE" or not parts or _ID.match(last) or _plainly_deletes(request):
        return False
    one = not parts[-1].endswith("s") or len(parts[-1]) == 1 or bool(addresses.SIGNS_IN.search(f"/{parts[-1]}"))
    return one and not _DEAR & kinds_of(tuple(parts[-1].split()))


def _plainly_deletes(request: HeldRequest) -> bool:
    return bool(addresses.DELETES.search(urlsplit(request.address).path)) or bool(request.fields)


_DEAR = frozenset({"account", "data", "people", "doc", "money", "infra", "group", "media", "message", "product"})
"""Kinds of things of which one may be much."""


def only_looks(request: HeldRequest) -> bool:
    """Whether its path says that it only asks for something: "/search", "/quote", "/translate"."""
    parts = _parts(request.address)
    return request.method.upper() == "POST" and bool(parts) and bool(addresses.LOOKS.fullmatch(parts[-1]))


def fetches(request: HeldRequest) -> bool:
    """Whether its path says that it makes a file to be brought in: "/report/export"."""
    parts = _parts(request.address)
    return bool(parts) and any(addresses.FETCHES.search(part) for part in parts[-2:])


def _ends_lightly(path: str) -> bool:
    parts = _parts(path)
    return bool(parts and addresses.MARKS.search(f"/{parts[-1].replace(' ', '-')}"))


def _marks(name: str, value: str) -> bool:
    """A field that is a mark: `archived: true`, `status: "draft"`."""
    last = (plain(name).split() or [""])[-1]
    switched = value.lower() in ("true", "false", "1", "0", "on", "off", "yes", "no")
    return (switched and bool(addresses.MARKED.fullmatch(last))) or (
        last in ("status", "state", "folder") and bool(addresses.KEPT.fullmatch(value.lower()))
    )
