"""What counts as carrying typed words out, and what does not."""

from __future__ import annotations

import base64

import pytest

from deskhand.core.targets import HeldRequest
from deskhand.desk.requests.rules import ADDRESS_BYTES_MAX, Place, changing_goes, reading_goes
from deskhand.desk.requests.typing import Given

IBAN = "DE02 1203 0000 0000 2020 51"
PAGE = "https://shop.example/"


def given(*words: str) -> Given:
    found = Given()
    for each in words:
        found.text(each)
    return found


CARRIERS = {
    "as it is": "DE02%201203%200000%200000%202020%2051",
    "with plus signs": IBAN.replace(" ", "+"),
    "escaped twice": "DE02%25201203%25200000%25200000%25202020%252051",
    "in base64": base64.b64encode(b"x:" + IBAN.encode() + b";").decode(),
    "in base64 for addresses": base64.urlsafe_b64encode(IBAN.encode()).decode().rstrip("="),
    "in hexadecimal digits": IBAN.encode().hex(),
}


@pytest.mark.parametrize("how", CARRIERS)
def test_an_address_of_another_site_that_carries_typed_words_is_held(how: str) -> None:
    typed = given(IBAN)
    assert not reading_goes(f"https://far.example/p?d={CARRIERS[how]}", PAGE, Place(), typed)
    assert reading_goes(f"https://shop.example/p?d={CARRIERS[how]}", PAGE, Place(), typed)


def test_a_known_host_may_be_told() -> None:
    assert reading_goes(f"https://a.known.test/?d={IBAN}", PAGE, Place(known=("*.known.test",)), given(IBAN))
    assert not reading_goes(f"https://far.example/?d={IBAN}", PAGE, Place(known=("*",)), given(IBAN))


def test_a_word_somebody_searched_for_stops_nothing() -> None:
    assert reading_goes("https://ads.example/?q=laptops&w=red+shoes", PAGE, Place(), given("laptops", "red shoes"))


def test_an_address_that_was_typed_itself_may_be_visited() -> None:
    typed = given("https://far.example/page-number-12?x=1")
    assert reading_goes("https://far.example/page-number-12?x=1", PAGE, Place(), typed)


def test_a_very_long_address_of_another_site_is_held() -> None:
    assert reading_goes("https://far.example/?" + "q" * (ADDRESS_BYTES_MAX - 1), PAGE, Place(), given())
    assert not reading_goes("https://far.example/?" + "q" * ADDRESS_BYTES_MAX, PAGE, Place(), given())


def test_a_program_of_the_desk_itself_is_inside() -> None:
    place = Place(outside=frozenset({"other.localhost"}))
    own = HeldRequest(id="r", method="POST", address="http://localhost:8000/x", host="localhost",
                      page="http://localhost:8000/")  # fmt: skip
    assert changing_goes(own, place)
    assert not changing_goes(own.model_copy(update={"page": "https://evil.example/"}), place)
    assert not changing_goes(own, Place(outside=frozenset({"localhost"})))
