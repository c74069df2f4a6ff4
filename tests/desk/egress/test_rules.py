"""Where a cell may go: tables of names and addresses, and that no text breaks the judge."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core.errors import InvalidInput
from deskhand.desk.egress.addresses import why_not_public
from deskhand.desk.egress.rules import CellName, Decision, EgressConfig, decide

CONFIG = EgressConfig(
    sites={"expenses.test": "127.0.0.1:8123", "Straße.test": "127.0.0.1:9000"},
    hosts=("example.org", "*.docs.example", "93.184.216.34"),
)
ALL = EgressConfig(hosts=("*",))


@pytest.mark.parametrize(
    ("host", "port", "cell", "config", "kind"),
    [
        ("expenses.test", 80, "screen", CONFIG, "site"),
        ("EXPENSES.test.", 8080, "shell", CONFIG, "site"),
        ("strasse.test", 80, "screen", CONFIG, "site"),
        ("expenses.test", 443, "screen", CONFIG, "refused"),
        ("other.test", 80, "screen", CONFIG, "refused"),
        ("example.org", 443, "shell", CONFIG, "public"),
        ("sub.example.org", 443, "screen", CONFIG, "refused"),
        ("a.docs.example", 443, "screen", CONFIG, "public"),
        ("a.b.docs.example", 80, "screen", CONFIG, "public"),
        ("docs.example", 443, "screen", CONFIG, "refused"),
        ("evildocs.example", 443, "screen", CONFIG, "refused"),
        ("93.184.216.34", 80, "screen", CONFIG, "public"),
        ("93.184.216.35", 80, "screen", CONFIG, "refused"),
        ("anything.example", 443, "screen", ALL, "public"),
        ("anything.example", 25, "screen", ALL, "refused"),
        ("anything.example", 0, "screen", ALL, "refused"),
        ("anything.example", 65536, "screen", ALL, "refused"),
        ("münchen.example", 443, "screen", ALL, "public"),
        ("localhost", 3000, "screen", ALL, "own_port"),
        ("app.localhost", 3000, "screen", ALL, "own_port"),
        ("127.0.0.1", 3000, "screen", ALL, "own_port"),
        ("[::1]", 3000, "screen", ALL, "own_port"),
        ("localhost", 3000, "shell", ALL, "refused"),
        ("127.9.9.9", 3000, "shell", ALL, "refused"),
        ("::ffff:127.0.0.1", 80, "screen", ALL, "refused"),
        ("10.0.0.1", 80, "screen", ALL, "refused"),
        ("169.254.169.254", 80, "screen", ALL, "refused"),
        ("127.1", 80, "screen", ALL, "refused"),
        ("2130706433", 80, "screen", ALL, "refused"),
        ("0x7f.1", 80, "screen", ALL, "refused"),
        ("0x7f000001", 80, "screen", ALL, "refused"),
        ("a..b", 80, "screen", ALL, "refused"),
        ("", 80, "screen", ALL, "refused"),
        ("a b", 80, "screen", ALL, "refused"),
        ("a\r\nb", 80, "screen", ALL, "refused"),
        ("x" * 64 + ".example", 80, "screen", ALL, "refused"),
        ("fe80::1%eth0", 80, "screen", ALL, "refused"),
    ],
)
def test_a_host_is_judged(host: str, port: int, cell: str, config: EgressConfig, kind: str) -> None:
    decision = decide(host, port, cell, config)  # type: ignore[arg-type]
    assert decision.kind == kind
    assert bool(decision.reason and decision.hint) == (kind == "refused")


def test_a_refusal_says_what_may_be_reached() -> None:
    assert decide("evil.example", 80, "screen", EgressConfig(hosts=("a.example",))).hint.startswith("It may reach: a.e")
    assert "nothing" in decide("evil.example", 80, "screen", EgressConfig()).hint


def test_a_site_wins_over_every_other_rule() -> None:
    config = EgressConfig(sites={"localhost": "127.0.0.1:1", "example.org": "127.0.0.1:2"}, hosts=("*",))
    assert decide("example.org", 80, "screen", config).target == "127.0.0.1:2"
    assert decide("localhost", 80, "shell", config).target == "127.0.0.1:1"


@pytest.mark.parametrize("place", ["10.0.0.1:80", "example.org:80", "127.0.0.1", "127.0.0.1:x", "", "0.0.0.0:80"])
def test_a_site_can_only_be_on_this_machine(place: str) -> None:
    with pytest.raises(InvalidInput, match="can't stand for"):
        EgressConfig(sites={"a.test": place})


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1", "127.255.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "0.0.0.0", "0.1.2.3", "192.0.0.1", "192.0.2.1", "198.18.0.1", "203.0.113.9", "224.0.0.1",
        "240.0.0.1", "255.255.255.255", "168.63.129.16", "192.88.99.1", "::", "::1", "::7f00:1", "::ffff:10.0.0.1",
        "::ffff:8.8.8.8", "64:ff9b::a00:1", "64:ff9b:1::1", "2002:a00:1::", "2001:0:1::1", "2001:db8::1", "fc00::1",
        "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "100::1",
    ],
)  # fmt: skip
def test_an_address_that_is_not_public_is_known(text: str) -> None:
    assert why_not_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", ["8.8.8.8", "93.184.216.34", "1.1.1.1", "2606:4700:4700::1111", "2a00:1450::1"])
def test_a_public_address_is_public(text: str) -> None:
    assert why_not_public(ipaddress.ip_address(text)) == ""


@given(st.text(max_size=80), st.integers(-5, 70_000), st.sampled_from(["screen", "shell"]))
def test_any_text_gets_a_decision_and_nothing_hidden_is_reached(host: str, port: int, cell: str) -> None:
    decision = decide(host, port, cell, ALL)  # type: ignore[arg-type]
    assert isinstance(decision, Decision) and decision.kind != "site"
    assert decision.kind != "own_port" or cell == "screen"


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_an_address_is_public_only_when_the_standard_library_agrees(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if not why_not_public(address):
        assert address.is_global and not address.is_multicast and not address.is_loopback


@pytest.mark.parametrize(
    ("shell", "cell", "kind"),
    [
        (None, "shell", "site"),
        ((), "shell", "refused"),
        ((), "screen", "site"),
        (("shop.test",), "shell", "site"),
        (("other.test",), "shell", "refused"),
        (("*",), "shell", "site"),
    ],
)
def test_the_shell_reaches_only_what_its_command_was_judged_to_reach(
    shell: tuple[str, ...] | None, cell: CellName, kind: str
) -> None:
    found = decide("shop.test", 80, cell, EgressConfig(sites={"shop.test": "127.0.0.1:1"}, shell_reaches=shell))
    assert found.kind == kind
    assert kind != "refused" or 'reaches: ["shop.test"]' in found.hint


def test_what_a_command_may_reach_is_still_only_what_the_desk_may() -> None:
    assert decide("evil.example", 443, "shell", EgressConfig(shell_reaches=("*",))).kind == "refused"
