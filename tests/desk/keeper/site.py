"""A small web site on this machine, for desks to look at."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGES = {
    "/": "<title>Welcome</title><h1>Hello</h1><label>Name <input id=n></label>"
    "<button onclick=\"o.textContent='Hi '+n.value\">Greet</button><p id=o></p><a href=/two>Next page</a>",
    "/two": "<title>Two</title><h1>Second page</h1>",
}


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        text = PAGES.get(self.path)
        self.send_response(200 if text else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write((text or "no").encode())

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@contextmanager
def site() -> Iterator[str]:
    """Its "host:port"."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Page)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
