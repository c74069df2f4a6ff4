"""What a proxy request is aimed at, read from its request line. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

import h11

from deskhand.core.errors import InvalidInput

PATH_LOGGED_MAX = 200


@dataclass(frozen=True)
class Target:
    """method CONNECT has no path. authority: as it goes into the Host header. path: with the query."""

    method: str
    host: str
    port: int
    authority: str
    path: str = ""

    @property
    def logged_path(self) -> str:
        """Without the query, which may carry secrets."""
        return self.path.partition("?")[0][:PATH_LOGGED_MAX]


def read_target(request: h11.Request) -> Target:
    """Raises InvalidInput for anything but CONNECT host:port and an absolute http:// address."""
    method, text = request.method.decode("ascii"), request.target.decode("latin-1")
    try:
        if method == "CONNECT":
            return _connect(text)
        url = urlsplit(text)
        if url.scheme == "http" and url.hostname:
            port = url.port or 80
            host = f"[{url.hostname}]" if ":" in url.hostname else url.hostname
            authority = host if port == 80 else f"{host}:{port}"
            authority.encode("ascii")
            path = (url.path or "/") + (f"?{url.query}" if url.query else "")
            return Target(method, url.hostname, port, authority, path)
    except ValueError:
        pass  # a port or a bracket that is none
    raise InvalidInput(
        f"{method[:20]} {text[:80]} is nothing this proxy can carry.",
        hint="Ask for http://host/path, or CONNECT host:port.",
    )


def _connect(text: str) -> Target:
    host, _, port = text.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or len(port) > 5:
        raise ValueError("CONNECT needs host:port")
    return Target("CONNECT", host, int(port), text)
