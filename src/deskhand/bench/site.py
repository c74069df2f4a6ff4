"""The page that is acted on, served on this machine, and what the page says about itself: the truth of a measurement.

The page reports by beacons (a press that is painted, the field's text, a page that is painted). It does not know who
acts or when.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

HOST = "bench.test"
SLOW_S = 0.5
"""How long the server thinks before it answers for the slow page."""
_PAGES = Path(__file__).with_name("pages")
_SERVED = {
    "/act": "act",
    "/slow": "act",
    "/judge": "judge",
    "/judge-inner": "judge-inner",
    "/judge-canvas": "judge-canvas",
}
_TEXT_CHARS_MAX = 64 * 1024


class Site:
    """The running site. Pages say `what` and a text; `said` waits for it.

    Words overtake each other on their way: what was said later, by the page's clock, counts.
    """

    def __init__(self) -> None:
        self._said: dict[str, str] = {}
        self._said_at: dict[str, float] = {}
        self._news = threading.Condition()
        self.address = ""

    def note(self, what: str, text: str, at: float) -> None:
        """A page has said this. at: when, in ms; what was said before the last word that came is left out."""
        with self._news:
            if at < self._said_at.get(what, 0):
                return
            self._said[what], self._said_at[what] = text, at
            self._news.notify_all()

    def forget(self) -> None:
        """Nothing has been said: the next words are of what comes."""
        with self._news:
            self._said.clear()

    def said(self, what: str, text: str | None = None, *, timeout_s: float = 5.0) -> str | None:
        """Wait until a page has said this (any text if None); the text that was said last. Call it in a thread."""
        with self._news:
            self._news.wait_for(lambda: what in self._said and text in (None, self._said[what]), timeout=timeout_s)
            return self._said.get(what)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == "/told":
            self._told()
            return
        if path == "/slow":
            time.sleep(SLOW_S)
        if path not in _SERVED:
            self._answer(404, b"")
            return
        self._answer(200, (_PAGES / f"{_SERVED[path]}.html").read_bytes())

    def _told(self) -> None:
        asked = parse_qs(urlsplit(self.path).query, keep_blank_values=True)
        what, text = asked.get("what", [""])[0], asked.get("text", [""])[0]
        self.site.note(what, text[:_TEXT_CHARS_MAX], float(asked.get("at", ["0"])[0]))
        self._answer(204, b"")

    def _answer(self, code: int, body: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


@contextmanager
def site() -> Iterator[Site]:
    """A site on a loopback port, gone with the block."""
    running = Site()
    handler = type("Handler", (_Handler,), {"site": running})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    running.address = f"127.0.0.1:{server.server_port}"
    try:
        yield running
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
