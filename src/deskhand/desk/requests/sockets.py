"""Lasting connections of pages (WebSockets): shut, but for hosts that were allowed one.

The browser can't hold a WebSocket as it holds a request, and what goes over an open one is not seen. So each is
refused when it is made, by a rule of network conditions in every page, frame and worker before its first line runs;
the refusal is told as a held request, and a host that is then allowed may be connected to again. Most pages try again
by themselves. It does not know who allows.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from deskhand.desk.requests.rules import Place

HOSTS_MAX = 50
_INSIDE = ("localhost", "127.0.0.1", "*.localhost")


class Sockets:
    """The hosts that pages may have lasting connections to, and the rule that says so to the browser."""

    def __init__(self, place: Place) -> None:
        self._hosts = [host for host in _INSIDE if host not in place.outside]
        self._inside = len(self._hosts)

    def allow(self, host: str) -> None:
        """From now on pages may connect to this host."""
        if host and host not in self._hosts and len(self._hosts) < HOSTS_MAX:
            self._hosts.append(host)

    @property
    def open(self) -> bool:
        """Whether pages may have a connection to a host outside of the desk: what goes over it is not seen."""
        return len(self._hosts) > self._inside

    def allows(self, host: str) -> bool:
        return host in self._hosts or (host.endswith(".localhost") and "*.localhost" in self._hosts)

    def conditions(self) -> dict[str, Any]:
        """The parameters of `Network.emulateNetworkConditionsByRule`; the first rule that fits an address counts."""
        return {"matchedNetworkConditions": [*_rules(self._hosts, offline=False), *_rules(["*"], offline=True)]}


def _rules(hosts: Iterable[str], *, offline: bool) -> list[dict[str, Any]]:
    speed = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    return [
        {"urlPattern": f"{scheme}://{host}:*/*", "offline": offline, **speed}
        for host in hosts
        for scheme in ("ws", "wss")
    ]
