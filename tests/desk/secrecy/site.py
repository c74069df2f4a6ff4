"""A site with a sign-in, and others that would like to have what belongs to it; all on one loopback port."""

from __future__ import annotations

import contextlib
import html
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

SITE, LOOKALIKE, EVIL = "sign.test", "sign.test.evil.test", "evil.test"
USERNAME, PASSWORD = "ann@sign.test", "Zwölf&Boxkämpfer7"

STYLE = """<style>body{margin:50px} *{font-size:22px} input{width:340px} #word{background:#ff00fe}
.far{height:2600px}</style>"""
SIGN_IN = """<h1>Sign in</h1><form action="{action}" method="{method}">
<p><label>Email <input name="who" type="email" oninput="said.textContent = 'Hello ' + this.value"></label>
<b id="said"></b>
<p><label>Password <input name="word" id="word" type="{kind}"></label>
<button type="button" onclick="word.type = word.type == 'password' ? 'text' : 'password'">Show password</button>
<p><button>Sign in</button></form>"""
PAGES = {
    "/": SIGN_IN.format(action="/in", method="POST", kind="password") + '<div class="far"></div>',
    "/text": SIGN_IN.format(action="/in", method="POST", kind="text"),
    "/get": SIGN_IN.format(action="/asked", method="GET", kind="password"),
    "/asked": "<h1>Asked</h1>",
    "/home": '<h1>Welcome</h1><p>You are in.<p><a href="/mine">My password</a>',
    "/inside": '<h1>Around</h1><iframe width="900" height="420" src="http://sign.test/"></iframe>',
    "/outside": '<h1>Around</h1><iframe width="900" height="420" src="http://evil.test/"></iframe>',
    "/moving": SIGN_IN.format(action="/in", method="POST", kind="password")
    + """<div class="far"></div><script>
      let down = true, on = false;
      const step = () => {
        scrollBy(0, down ? 23 : -23);
        if (scrollY > 600 || scrollY < 1) down = !down;
        if (on) requestAnimationFrame(step);
      };
      document.querySelector("h1").onclick = () => { on = !on; step(); };
    </script>""",
    "/swap": SIGN_IN.format(action="/in", method="POST", kind="password")
    + "<script>word.onfocus = () => { word.type = 'text' }</script>",
}


class _Site(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        body = PAGES.get(path)
        if path == "/mine":
            body = f"<h1>Yours</h1><p>Your password is <b>{html.escape(PASSWORD)}</b>, {html.escape(USERNAME)}.</p>"
        self._answer(404 if body is None else 200, body or "nothing here")

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        host, word = self.headers["Host"], sent.get("word", [""])[0]
        self.server.got.append((host, word))
        right = (host, word) == (SITE, PASSWORD)
        self._answer(303 if right else 403, "wrong", {"Location": "/home"} if right else {})

    def _answer(self, status: int, body: str, more: dict[str, str] | None = None) -> None:
        data = f"<!doctype html><meta charset=utf-8><title>Sign in here</title>{STYLE}{body}".encode()
        with contextlib.suppress(OSError):
            self.send_response(status)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **(more or {})}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    def log_message(self, *args: object) -> None:
        pass


class Site(ThreadingHTTPServer):
    """got: (host, password) of every form that came."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Site)
        self.got: list[tuple[str, str]] = []

    @property
    def names(self) -> dict[str, str]:
        """The desk's sites."""
        return dict.fromkeys((SITE, LOOKALIKE, EVIL), f"127.0.0.1:{self.server_port}")


@contextlib.contextmanager
def served() -> Iterator[Site]:
    server = Site()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
