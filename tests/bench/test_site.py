"""The page that is acted on, and its words."""

from __future__ import annotations

import urllib.parse
import urllib.request

from deskhand.bench.site import Site, site


def _tell(place: Site, what: str, text: str, *, at: float) -> None:
    asked = urllib.parse.urlencode({"what": what, "at": at, "text": text})
    urllib.request.urlopen(f"http://{place.address}/told?{asked}").close()


def test_what_a_page_says_is_waited_for() -> None:
    with site() as place:
        place.note("press", "0", at=0)
        for number in (1, 2):
            _tell(place, "press", str(number), at=number)
        assert place.said("press", "2") == "2"
        assert place.said("press", "3", timeout_s=0.01) == "2"
        place.forget()
        assert place.said("press", timeout_s=0.01) is None


def test_a_word_that_was_overtaken_on_its_way_does_not_count() -> None:
    with site() as place:
        for text, at in (("full text", 20.5), ("full tex", 20.1)):
            _tell(place, "field", text, at=at)
        assert place.said("field", "full text", timeout_s=0.01) == "full text"
        _tell(place, "field", "more", at=21)
        assert place.said("field") == "more"


def test_the_page_is_served() -> None:
    with site() as place, urllib.request.urlopen(f"http://{place.address}/act?n=1") as answer:
        assert b"Slow page" in answer.read()
