"""What following a link, opening an address or sending the address bar's words would do."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from deskhand.core.elements import Element
from deskhand.core.verdicts import RiskClass
from deskhand.policy.finding import Finding
from deskhand.policy.labels import read_label
from deskhand.policy.lexicon import addresses
from deskhand.policy.scene import Scene, host_of, is_known, path_of

_ADDRESS_BAR = re.compile(r"address (and search )?bar|地址", re.IGNORECASE)
_NO_PAGE = ("#", "javascript:")
_OTHER_PROGRAMS = ("mailto:", "tel:", "sms:", "data:", "blob:", "about:")


def leads_somewhere(scene: Scene) -> bool:
    """Whether the element has an address of its own to go to, and is no button in a link's clothes: one that leads
    nowhere ("#", "###"), or whose label asks for something while its address is the very page, or a place on it that
    is not called so."""
    href = (scene.element.href if scene.element else "") or ""
    if not href or href.lower().startswith("javascript:"):
        return False
    place, mark, part = href.partition("#")
    if place not in ("", scene.address.partition("#")[0]):
        return True
    return bool(part.strip("#!/")) and not _asks(scene.label, part) if mark else not _asks(scene.label, "")


def _asks(label: str, part: str) -> bool:
    """Whether a label asks for something, and the place on the page that its link names has another name."""
    sense = read_label(label)
    if sense is None or sense.kind in ("shows", "refuses", "generic", "next") or sense.risk in ("move", "bring_in"):
        return False
    place = unquote(part).casefold()
    if place in _NO_PLACE:
        return True
    called = read_label(" ".join(re.findall(r"[^\W\d_]+", place)))
    same = called is not None and called.risk == sense.risk
    return not same and not set(_STEMS.findall(label.casefold())) & set(_STEMS.findall(place))


_NO_PLACE = frozenset({"void", "none", "null", "nogo", "noop", "0", "top", "js"})
_STEMS = re.compile(r"[a-z]{4}|[\u4e00-\u9fff]{2}")


def follow(scene: Scene) -> Finding:
    """What following the scene's link would do. A GET should change nothing; some addresses say that theirs does."""
    assert scene.element is not None
    href = scene.element.href
    if href.lower().startswith(_OTHER_PROGRAMS):
        return Finding(("move",), "it opens another program, and sends nothing")
    host, sense = host_of(href), read_label(scene.label)
    visit: RiskClass = "visit_known" if not host or is_known(host, scene.known_hosts) else "visit_new"
    if (
        "download" in scene.attributes
        or (sense is not None and sense.risk == "bring_in")
        or addresses.FILES.search(href)
    ):
        return Finding(("bring_in",) if visit == "visit_known" else ("bring_in", visit), "it downloads")
    path = path_of(href)
    if _within_page(href, scene.address):
        return Finding(("move",), "it leads to a place on the same page")
    if done := _done_by_get(path, sense.risk if sense else None):
        return Finding((visit, done), f"its address does something: {path[:80]}")
    return Finding((visit,), f"it leads to {host or 'a place on the same page'}")


def _within_page(href: str, address: str) -> bool:
    return "#" in href and bool(address) and href.partition("#")[0] == address.partition("#")[0]


def _done_by_get(path: str, risk: RiskClass | None) -> RiskClass | None:
    if addresses.READS.search(path):
        return None
    if addresses.LEAVES.search(path):
        return "sign_in"
    if addresses.UNSUBSCRIBES.search(path):
        return "change_settings"
    return "delete" if addresses.DELETES.search(path) or risk == "delete" else None


def is_address_bar(element: Element) -> bool:
    """The one field of the browser's own whose words go out to a site when Return is pressed."""
    return element.source == "app" and element.role in ("textbox", "searchbox", "combobox") and (
        "browser controls" in element.within or bool(_ADDRESS_BAR.search(element.name))
    )  # fmt: skip


def address_in(words: str, known_hosts: tuple[str, ...]) -> str:
    """The address that words in the address bar stand for; "" for words that go to a search engine."""
    address = words if "://" in words else f"http://{words}"
    host = host_of(address)
    searched = " " in words.strip() or ("." not in host and not is_known(host, known_hosts))
    return "" if searched else address


def open_address(address: str, known_hosts: tuple[str, ...]) -> Finding:
    """What opening a web address would do; one that is new and carries a query carries data out."""
    host = host_of(address)
    visit: RiskClass = "visit_known" if is_known(host, known_hosts) else "visit_new"
    if done := _done_by_get(path_of(address), None):
        return Finding((visit, done), f"its address does something: {path_of(address)[:80]}")
    if urlsplit(address).query and visit == "visit_new":
        return Finding((visit, "take_out"), f"it opens {host} and carries words to it")
    return Finding((visit,), f"it opens {host}")
