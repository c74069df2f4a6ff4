"""What was typed on a desk is taken out of everything that is said of it, however it is written there."""

from __future__ import annotations

import base64
import html
import json
from collections.abc import AsyncIterator
from urllib.parse import quote, urlencode

import msgpack
import pytest
from pydantic import SecretStr

from deskhand.core.elements import Page
from deskhand.core.secrets import Secret, SecretField, TypedSecret
from deskhand.desk.keeper.life import pack_discreetly
from deskhand.desk.secrecy import CODE_S, Secrecy, whole_words

VALUE = "Tr0ub4dor & <3é"
MARK = "[secret mail password]"


def secrecy(value: str = VALUE, field: SecretField = "password", kept: Secrecy | None = None) -> Secrecy:
    info = Secret(name="mail", sites=("mail.test",), fields=("username", "password", "code"))
    kept = kept or Secrecy()
    kept.add(TypedSecret(secret=info, field=field, value=SecretStr(value)))
    return kept


WRITTEN = {
    "as it is": VALUE,
    "in an address": quote(VALUE),
    "whole in an address": quote(VALUE, safe=""),
    "in a form": urlencode({"word": VALUE}),
    "in HTML": html.escape(VALUE),
    "in JSON": json.dumps({"word": VALUE}),
    "in base64": base64.b64encode(VALUE.encode()).decode(),
    "in a header": base64.b64encode(f"ann:{VALUE}".encode()).decode(),
    "in a longer header": base64.b64encode(f"anna:{VALUE}!".encode()).decode(),
    "in an address's base64": base64.urlsafe_b64encode(f"an:{VALUE}??".encode()).decode(),
}


@pytest.mark.parametrize("words", WRITTEN.values(), ids=WRITTEN.keys())
def test_it_is_found_however_it_is_written(words: str) -> None:
    kept = secrecy()
    shown = kept.text(f"before {words} after")
    assert MARK in shown and words not in shown
    assert kept.shows(words) and kept.touches(words.encode())


def test_what_else_is_said_stays_as_it_is() -> None:
    message = {"id": 1, "result": {"words": ["Tr0ub", "nothing", 3, None, True, b"\0"], "box": [1, 2]}}
    assert secrecy().hidden(message) == message


def test_a_message_is_packed_without_it_wherever_it_stands() -> None:
    message = {"id": 1, "error": ["NotFound", f"no {VALUE}", ""], "result": {VALUE: [{"deep": (VALUE,)}]}}
    told = msgpack.unpackb(pack_discreetly(secrecy(), message)[4:])
    assert told == {"id": 1, "error": ["NotFound", f"no {MARK}", ""], "result": {MARK: [{"deep": [MARK]}]}}


def test_a_value_that_was_cut_off_at_the_end_of_a_long_text_is_taken_out_too() -> None:
    long = "x" * 80
    assert secrecy().text(long + VALUE[:9] + "…") == long + MARK
    assert secrecy().text(long + VALUE[:3]) == long + VALUE[:3]


async def test_output_that_comes_in_pieces_does_not_give_it_away() -> None:
    async def pieces() -> AsyncIterator[str]:
        for letter in f"a{VALUE}b{VALUE[:5]}c":
            yield letter

    assert "".join([text async for text in whole_words(pieces(), secrecy())]) == f"a{MARK}b{VALUE[:5]}c"


def test_a_file_keeps_its_length() -> None:
    data = f"one {VALUE} two".encode()
    blotted = secrecy().blotted(data)
    assert len(blotted) == len(data) and VALUE.encode() not in blotted and blotted.endswith(b" two")


def test_an_address_that_is_written_down_loses_what_shows_it() -> None:
    kept = secrecy()
    assert kept.address(f"https://mail.test/in?{urlencode({'word': VALUE})}#x") == "https://mail.test/in"
    assert kept.address(f"https://mail.test/{quote(VALUE)}/x") == "https://mail.test/"
    assert kept.address("https://mail.test/in?word=1") == "https://mail.test/in?word=1"
    page = kept.pages([Page(title=VALUE, address="https://mail.test/")])[0]
    assert (page.title, page.address) == (MARK, "https://mail.test/")


def test_a_username_that_is_no_secret_and_a_value_too_short_to_look_for_hide_nothing() -> None:
    assert secrecy(field="username").text(VALUE) == VALUE
    assert secrecy("abc").text("abc") == "abc"
    assert secrecy("abc").active


def test_a_code_is_forgotten_when_it_opens_nothing_any_more() -> None:
    clock = [1.0]
    kept = secrecy("491827", "code", Secrecy(lambda: clock[0]))
    assert kept.text("491827") == "[secret mail code]"
    clock[0] += CODE_S + 1
    assert kept.text("491827") == "491827" and not kept.shows("491827")


def test_a_value_is_told_only_to_pages_that_it_belongs_to() -> None:
    assert secrecy().values_for("mail.test") == [VALUE]
    assert secrecy().values_for("www.mail.test") == secrecy().values_for("") == []


def test_no_repr_shows_it() -> None:
    assert VALUE not in repr(secrecy().__dict__)
