"""Where a value may be typed: a table of places, each with what is said of it."""

from __future__ import annotations

import pytest
from pydantic import SecretStr

from deskhand.core.secrets import FieldPlace, Secret, SecretField, TypedSecret, belongs, wrong_place

SECRET = Secret(
    name="mail", sites=("example.com", "*.login.example"), fields=("username", "password", "code"), labels=("Door",)
)
LOCAL = ("shop.test",)


def typed(field: SecretField = "password", secret: Secret = SECRET) -> TypedSecret:
    return TypedSecret(secret=secret, field=field, value=SecretStr("hunter2hunter2"))


def at(*origins: str, kind: str = "password", name: str = "Password", app: str = "") -> FieldPlace:
    return FieldPlace(origins=origins, kind=kind, name=name, app=app)


@pytest.mark.parametrize(
    ("host", "so"),
    [
        ("example.com", True), ("EXAMPLE.com.", True), ("www.example.com", False), ("example.com.evil.test", False),
        ("examp1e.com", False), ("notexample.com", False), ("a.login.example", True), ("b.a.login.example", True),
        ("login.example", False), ("xlogin.example", False), ("", False),
    ],
)  # fmt: skip
def test_a_host_is_the_site_or_below_it_and_never_only_like_it(host: str, so: bool) -> None:
    assert belongs(SECRET, host) is so


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (at("https://example.com"), ""),
        (at("https://example.com:8443"), ""),
        (at("https://a.login.example", "https://example.com"), ""),
        (at("http://example.com"), "by http"),
        (at("https://evil.test"), "of evil.test"),
        (at("https://example.com@evil.test"), "of evil.test"),
        (at("https://example.com", "https://evil.test"), "a page around the field is of evil.test"),
        (at("https://evil.test", "https://example.com"), "the page of the field is of evil.test"),
        (at("null", "https://example.com"), "of no site"),
        (at("https://example.com", kind="text"), "no password field"),
        (at("https://example.com", kind="text", name="door"), ""),
        (at("https://example.com", kind="", name="door"), "no password field"),
        (at(app="Mail"), "in the program Mail"),
    ],
)
def test_a_password_goes_only_into_a_password_field_of_its_own_site(place: FieldPlace, words: str) -> None:
    found = wrong_place(typed(), place)
    assert words in found and bool(found) is bool(words)


def test_a_local_site_needs_no_https() -> None:
    shop = Secret(name="shop", sites=("shop.test",), fields=("password",))
    assert wrong_place(typed(secret=shop), at("http://shop.test"), LOCAL) == ""
    assert wrong_place(typed(secret=shop), at("http://shop.test")) != ""


@pytest.mark.parametrize(
    ("field", "kind", "right"),
    [
        ("username", "email", True), ("username", "password", False), ("code", "tel", True), ("code", "", False),
        ("code", "email", False),
    ],
)  # fmt: skip
def test_other_values_go_into_fields_of_their_kind(field: SecretField, kind: str, right: bool) -> None:
    assert (wrong_place(typed(field), at("https://example.com", kind=kind)) == "") is right


def test_a_program_s_secret_goes_into_that_program_and_no_page() -> None:
    bank = Secret(name="bank", app="GnuCash", fields=("password",))
    assert wrong_place(typed(secret=bank), at(app="gnucash")) == ""
    assert wrong_place(typed(secret=bank), at("https://gnucash", app="gnucash")) != ""


def test_no_repr_and_no_words_show_a_value() -> None:
    shown = f"{typed()!r} {typed()} {[typed()]}"
    assert "hunter2" not in shown
    assert typed().model_dump()["value"] == "hunter2hunter2"
