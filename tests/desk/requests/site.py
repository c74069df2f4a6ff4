"""A site that records what arrives at it, under several names, and serves the pages that a test gives it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass(frozen=True)
class Arrived:
    """A request as it arrived."""

    host: str
    method: str
    path: str
    body: str
    upgrade: str


@dataclass
class Site:
    """pages: path -> HTML or script. hops: path -> where it sends on (307). arrived: all that came."""

    port: int = 0
    pages: dict[str, str] = field(default_factory=dict)
    hops: dict[str, str] = field(default_factory=dict)
    arrived: list[Arrived] = field(default_factory=list)

    def changes(self) -> list[Arrived]:
        """What arrived that would change something: every method but the reading ones, and lasting connections."""
        return [each for each in self.arrived if each.upgrade or each.method not in ("GET", "HEAD", "OPTIONS")]

    def got(self, path: str) -> list[Arrived]:
        return [each for each in self.arrived if each.path.startswith(path)]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def _any(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length).decode("utf-8", "replace")
        host, path = self.headers.get("Host", ""), self.path
        self.site.arrived.append(Arrived(host, self.command, path, body, self.headers.get("Upgrade", "")))
        bare = path.split("?")[0]
        if self.site.hops.get(bare):
            return self._answer(307, "", {"Location": self.site.hops[bare]})
        kind = "text/javascript" if bare.endswith(".js") else "text/html; charset=utf-8"
        found = self.site.pages.get(bare)
        return self._answer(200 if found is not None or self.command != "GET" else 404, found or "", {
            "Content-Type": kind, "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "*",
        })  # fmt: skip

    do_GET = do_POST = do_PUT = do_DELETE = do_OPTIONS = do_PATCH = _any

    def _answer(self, status: int, body: str, headers: dict[str, str]) -> None:
        data = body.encode()
        with contextlib.suppress(OSError):
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    def log_message(self, *args: object) -> None:
        pass


@contextlib.contextmanager
def serving() -> Iterator[Site]:
    site = Site()
    handler = type("Handler", (_Handler,), {"site": site})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    site.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
