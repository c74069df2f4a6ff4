"""Serves the pages of the small jobs on this machine only, gives each its facts, and keeps a record of what is done.

`python serve.py [--port N]` serves by itself. A page asks for `/facts/<job>` (drawn anew for each run, so that no job
can know them) and posts each thing a person does to `/record/<job>`. It does not know what a job should do.
"""

from __future__ import annotations

import argparse
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

HERE = Path(__file__).resolve().parent
RECORD_BYTES_MAX = 10_000
_KINDS = {".html": "text/html", ".js": "text/javascript", ".css": "text/css"}


@dataclass
class Site:
    """A running site. facts: job -> what its page shows. record: job -> what was done, oldest first."""

    facts: dict[str, Any] = field(default_factory=dict)
    record: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    port: int = 0


class _Visit(BaseHTTPRequestHandler):
    """One request. Only known kinds of file inside this folder are served."""

    site: Site

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if path.startswith("/facts/"):
            self._answer(200, "application/json", json.dumps(self.site.facts.get(path[7:], {})).encode())
            return
        file = (HERE / path.lstrip("/")).resolve()
        file = file / "index.html" if file.is_dir() else file
        if file.is_relative_to(HERE) and file.suffix in _KINDS and file.is_file():
            self._answer(200, f"{_KINDS[file.suffix]}; charset=utf-8", file.read_bytes())
        else:
            self._answer(404, "text/plain", b"There is nothing here.")

    def do_POST(self) -> None:
        job = self.path.removeprefix("/record/")
        length = self.headers.get("content-length", "")
        if job == self.path or not length.isdigit() or int(length) > RECORD_BYTES_MAX:
            self._answer(400, "text/plain", b"Post a small JSON object to /record/<job>.")
            return
        try:
            done = json.loads(self.rfile.read(int(length)))
        except ValueError:
            done = None
        if not isinstance(done, dict):
            self._answer(400, "text/plain", b"That is not a JSON object.")
            return
        self.site.record.setdefault(job, []).append(done)
        self._answer(200, "application/json", b"{}")

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.send_header("cache-control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing; the record is the log."""


@contextmanager
def serving(site: Site, port: int = 0) -> Iterator[Site]:
    """Serve for as long as the block lasts; `site.port` says where."""
    visit = type("Visit", (_Visit,), {"site": site})
    server = ThreadingHTTPServer(("127.0.0.1", port), visit)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    site.port = server.server_address[1]
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


def main() -> None:
    parser = argparse.ArgumentParser(description="The pages of the small example jobs.")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    with serving(Site(), parser.parse_args().port) as site:
        print(json.dumps({"port": site.port, "address": f"http://127.0.0.1:{site.port}"}), flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print(json.dumps(site.record, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
