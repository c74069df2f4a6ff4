"""Which addresses belong to one site: hosts under the same registrable name, as the public suffix list has it. Pure.

A port of the desk's own localhost is a site by itself: each is another program. It does not know whom to trust.
"""

from __future__ import annotations

import functools
import ipaddress
from urllib.parse import SplitResult, urlsplit

from publicsuffixlist import PublicSuffixList

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


def host_of(address: str) -> str:
    """The host of an address, lower case; "" when there is none or it can't be read."""
    return _host(_split(address))


def site_of(address: str) -> str:
    """The registrable name that an address stands under, "localhost:8000" for a local one, "" where there is none.

    A name without a known public suffix, and an IP address, are sites by themselves.
    """
    parts = _split(address)
    host = _host(parts)
    if not host:
        return ""
    if is_local(host):
        return f"localhost:{_port(parts)}"
    return _registrable(host)


def site_of_host(host: str) -> str:
    """The same for a bare name; a local one has no port here and is only itself."""
    return host if is_local(host) else _registrable(host)


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site. What has no site is of none."""
    ours, theirs = _split(one), _split(other)
    if ours.netloc and ours.netloc == theirs.netloc:
        return True
    return bool(site := site_of(one)) and site == site_of(other)


def is_local(host: str) -> bool:
    """Whether a host name means the desk itself."""
    return host in LOCAL_NAMES or host.endswith(".localhost")


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def _host(parts: SplitResult) -> str:
    try:
        return (parts.hostname or "").lower().rstrip(".")
    except ValueError:
        return ""


def _port(parts: SplitResult) -> int:
    try:
        return parts.port or (443 if parts.scheme in ("https", "wss") else 80)
    except ValueError:
        return 0


@functools.lru_cache(maxsize=4096)
def _registrable(host: str) -> str:
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        return str(suffixes().privatesuffix(host) or host)


@functools.cache
def suffixes() -> PublicSuffixList:
    """The list as it ships with its library; reading it takes a quarter of a second, once."""
    return PublicSuffixList()
