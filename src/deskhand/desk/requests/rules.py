"""Which requests of a page are held. Pure; it asks nobody.

Held is whatever would change something outside (every method but GET, HEAD and OPTIONS), unless it plainly only asks
the page's own site; a GET whose query says that it pays or deletes; and an address that carries data to another site:
text that was typed lately, or more than fits an ordinary address. Held is only what leaves the desk: programs of its
own shell are inside.

Whether the thresholds leave ordinary pages alone is shown by tests/desk/requests/test_ordinary_pages.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from deskhand.core.requests import READING_METHODS, classes_of_request
from deskhand.core.sites import host_of, is_local, same_site
from deskhand.core.targets import HeldRequest
from deskhand.desk.requests.typing import Given

ADDRESS_BYTES_MAX = 2_048
"""Behind the host, in an address of another site: above what ordinary pages use, far below what a file takes."""


@dataclass(frozen=True)
class Place:
    """What the desk knows of hosts. known: names it was made for ("*.example.com" too). outside: local names that
    stand for something outside of the desk."""

    known: tuple[str, ...] = ()
    outside: frozenset[str] = field(default_factory=frozenset)

    def knows(self, host: str) -> bool:
        return any(fnmatchcase(host, pattern.lower()) for pattern in self.known if pattern != "*")

    def is_inside(self, host: str) -> bool:
        """Whether a name means a program of the desk's own shell."""
        return is_local(host) and host not in self.outside


def reading_goes(address: str, page: str, place: Place, given: Given) -> bool:
    """Whether a request by GET may go: it stays on its site or desk, is for a known host, or carries nothing along."""
    parts = urlsplit(address)
    if same_site(page, address):
        return True
    host = host_of(address)
    if place.knows(host) or place.is_inside(host):
        return True
    return len(parts.path) + len(parts.query) <= ADDRESS_BYTES_MAX and not given.carried_by(address)


def changing_goes(request: HeldRequest, place: Place) -> bool:
    """Whether a request by another method may go without having been allowed."""
    own = same_site(request.page, request.address)
    if own and place.is_inside(request.host):
        return True
    return own and request.reads and not request.files and not classes_of_request(request)


def is_reading(method: str) -> bool:
    return method.upper() in READING_METHODS
