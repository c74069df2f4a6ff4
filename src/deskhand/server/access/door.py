"""Where the server is reached, and by which names: what the Host header may say.

A page of a stranger can make its own name lead to this machine (DNS rebinding) and would then be one origin with us;
but its browser says that name. So only names of ours are answered: loopback, plain addresses, and those given.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Door:
    """host, port: what is listened on. tls: whether by HTTPS. names: more names that lead here. frame_port: where
    artifacts' frame is, at the same host; 0 when it is on this port."""

    host: str = "127.0.0.1"
    port: int = 8420
    tls: bool = False
    names: tuple[str, ...] = ()
    frame_port: int = 0

    @property
    def is_loopback(self) -> bool:
        return self.host == "localhost" or _is_loopback_address(self.host)

    @property
    def address(self) -> str:
        """The address for people's browsers, without a slash at its end."""
        host = self.host
        if host in ("0.0.0.0", "::", ""):
            host = self.names[0] if self.names else "127.0.0.1"
        if ":" in host:
            host = f"[{host}]"
        usual = 443 if self.tls else 80
        return f"http{'s' if self.tls else ''}://{host}{'' if self.port == usual else f':{self.port}'}"

    @property
    def cookie_name(self) -> str:
        """Cookies know no ports: two servers of one machine must not take each other's. With TLS the prefix makes the
        browser refuse it from anywhere else."""
        return "__Host-deskhand" if self.tls else f"deskhand-{self.port}"

    def origin_of(self, host: str, port: int = 0) -> str:
        """The origin that a Host header names, written anew from its parts; with another port where one is given.
        Raises ValueError for a header that `takes` refuses."""
        if not self.takes(host):
            raise ValueError("the Host header names somebody else")
        name = split_host(host)
        wanted = port or self.port_in(host)
        usual = 443 if self.tls else 80
        spelt = f"[{name}]" if ":" in name else name
        return f"http{'s' if self.tls else ''}://{spelt}{'' if wanted == usual else f':{wanted}'}"

    def port_in(self, host: str) -> int:
        """The port in a Host header that names this server."""
        return urlsplit(f"//{host}").port or (443 if self.tls else 80)

    def frame_address(self, host: str) -> str:
        """Where a page that was asked for by this Host header finds the frame: an exact address.

        On loopback it is one of IPv4: what a name leads to, another program could be listening at.
        """
        if not self.frame_port:
            return f"{self.origin_of(host)}/frame"
        name = split_host(host)
        is_named = self.is_loopback and (name == "localhost" or name.endswith(".localhost"))
        return f"{self.origin_of('127.0.0.1' if is_named else host, self.frame_port)}/frame"

    def framers(self, host: str) -> tuple[str, ...]:
        """The origins of pages that may frame what was asked for by this Host header."""
        if not self.frame_port:
            return (self.origin_of(host),)
        hosts = [host, *self.names, *(("localhost", "127.0.0.1") if self.is_loopback else ())]
        return tuple(dict.fromkeys(self.origin_of(each, self.port) for each in hosts))

    def takes(self, host: str) -> bool:
        """Whether a Host header names this server."""
        name = split_host(host)
        if not name:
            return False
        if name == "localhost" or name.endswith(".localhost") or name in {each.lower() for each in self.names}:
            return True
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return name == self.host.lower()
        return address.is_loopback or not self.is_loopback

    def is_own(self, origin: str, host: str) -> bool:
        """Whether an Origin header is that of a page of this server, asked for by the same Host."""
        parts = urlsplit(origin)
        return parts.scheme in ("http", "https") and bool(parts.netloc) and parts.netloc.lower() == host.lower()


def split_host(host: str) -> str:
    """The name or address in a Host header, without its port; "" for none that can be one."""
    try:
        parts = urlsplit(f"//{host}")
        name, _ = parts.hostname or "", parts.port
    except ValueError:
        return ""
    return "" if parts.path or parts.query or parts.fragment or parts.username else name.lower().rstrip(".")


def _is_loopback_address(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
