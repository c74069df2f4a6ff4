"""Which addresses belong together."""

from __future__ import annotations

import pytest

from deskhand.core.sites import host_of, same_site, site_of, site_of_host

SITES = [
    ("https://www.example.co.uk/a?b=c", "example.co.uk"),
    ("https://api.example.com:8443/", "example.com"),
    ("https://ann.github.io/", "ann.github.io"),
    ("http://expenses.test/x", "expenses.test"),
    ("http://192.0.2.7:8080/", "192.0.2.7"),
    ("http://[2001:db8::1]/", "2001:db8::1"),
    ("http://localhost:8000/", "localhost:8000"),
    ("http://127.0.0.1:8000/", "localhost:8000"),
    ("http://app.localhost/", "localhost:80"),
    ("https://EXAMPLE.com./", "example.com"),
    ("about:blank", ""),
    ("http://[broken", ""),
    ("", ""),
]


@pytest.mark.parametrize(("address", "site"), SITES)
def test_the_site_of_an_address(address: str, site: str) -> None:
    assert site_of(address) == site


def test_two_ports_of_the_desk_are_two_sites() -> None:
    assert not same_site("http://localhost:8000/", "http://localhost:9000/")
    assert same_site("http://localhost:8000/", "ws://127.0.0.1:8000/live")


def test_people_of_one_shared_suffix_are_strangers() -> None:
    assert not same_site("https://ann.github.io/", "https://eve.github.io/")
    assert same_site("https://app.example.com/", "https://api.example.com/v1")


def test_what_has_no_site_is_of_none() -> None:
    assert not same_site("about:blank", "about:blank")
    assert not same_site("", "https://example.com/")


def test_hosts_are_read_in_lower_case() -> None:
    assert host_of("https://WWW.Example.com:1/") == "www.example.com"
    assert site_of_host("www.example.com") == "example.com"
