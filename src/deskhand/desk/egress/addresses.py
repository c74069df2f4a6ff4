"""Which network addresses are public. Pure; it resolves nothing."""

from __future__ import annotations

import ipaddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_SPECIAL: tuple[tuple[str, str], ...] = (
    ("168.63.129.16/32", "the metadata service of a cloud"),  # Azure; a public number that never leaves the host
    ("192.88.99.0/24", "a 6to4 relay"),
    ("2002::/16", "an IPv4 address inside IPv6 (6to4)"),
    ("2001::/32", "an IPv4 address inside IPv6 (Teredo)"),
    ("64:ff9b::/96", "an IPv4 address inside IPv6 (NAT64)"),
    ("64:ff9b:1::/48", "an IPv4 address inside IPv6 (NAT64)"),
    ("::/96", "an IPv4 address inside IPv6"),
    ("fec0::/10", "a site's own address"),
    ("169.254.169.254/32", "the metadata service of a cloud"),
    ("fd00:ec2::254/128", "the metadata service of a cloud"),
)
"""Beyond what `ipaddress` knows of the IANA special-purpose registries."""

_NETWORKS = [(ipaddress.ip_network(net), words) for net, words in _SPECIAL]


def parse_address(host: str) -> Address | None:
    """The address that a host names by number; None for a name. Brackets around IPv6 are accepted."""
    try:
        return ipaddress.ip_address(host[1:-1] if host.startswith("[") and host.endswith("]") else host)
    except ValueError:
        return None


def why_not_public(address: Address) -> str:
    """ "" for a public address, else what it is, as the end of "it is ..."."""
    if isinstance(address, ipaddress.IPv6Address) and address.scope_id is not None:
        return "an address of one network card"
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        return "an IPv4 address inside IPv6"
    if address.is_unspecified:
        return "no address at all"
    if address.is_loopback:
        return "this machine itself"
    for network, words in _NETWORKS:
        if address in network:
            return words
    return _registered(address)


def _registered(address: Address) -> str:
    if address.is_link_local:
        return "a link-local address"
    if address.is_multicast:
        return "a multicast address"
    if address.is_private or not address.is_global:
        return "a private address"
    return "a reserved address" if address.is_reserved else ""
