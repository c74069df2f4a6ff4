"""What runs in the shell reaches what its command was judged to reach: no script, nothing later, no terminal."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from deskhand.core.acts import Open, TypeText
from deskhand.desk.base import DeskSpec
from deskhand.desk.open import open_desk

pytestmark = pytest.mark.desk
SCRIPT = "import urllib.request; print(urllib.request.urlopen('http://shop.test/', b'data').status)"


class Shop(BaseHTTPRequestHandler):
    """Counts who came."""

    came: list[str] = []

    def do_POST(self) -> None:
        self.came.append(self.headers.get("Host", ""))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def shop() -> Iterator[ThreadingHTTPServer]:
    Shop.came = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


async def test_a_script_reaches_a_site_only_while_its_command_covers_it(
    shop: ThreadingHTTPServer, tmp_path: Path
) -> None:
    desk = await open_desk(tmp_path / "d", DeskSpec(sites={"shop.test": f"127.0.0.1:{shop.server_port}"}))
    try:
        await desk.write_file("tell.py", SCRIPT.encode())
        refused = await desk.run("python3 tell.py", reach=())
        assert "403" in refused.output and refused.exit_code and Shop.came == []
        assert (await desk.run("python3 tell.py", reach=("shop.test",))).output.strip() == "200"
        late = "until [ -e now ]; do :; done; python3 tell.py > late.txt 2>&1; touch done"
        await desk.run(f"({late}) >/dev/null 2>&1 &", reach=("shop.test",))
        assert "done" in (await desk.run("touch now; until [ -e done ]; do :; done; echo done", reach=())).output
        assert b"403" in await desk.read_file("late.txt") and len(Shop.came) == 1
    finally:
        await desk.close()


async def test_what_is_typed_into_the_terminal_reaches_nothing(shop: ThreadingHTTPServer, tmp_path: Path) -> None:
    desk = await open_desk(tmp_path / "d", DeskSpec(sites={"shop.test": f"127.0.0.1:{shop.server_port}"}))
    try:
        await desk.write_file("tell.py", SCRIPT.encode())
        await desk.act(Open(target="terminal"))
        await desk.act(TypeText(text="python3 tell.py > typed.txt 2>&1; touch typed\n"))
        await desk.run("until [ -e typed ]; do :; done", timeout_s=60, reach=())
        assert b"403" in await desk.read_file("typed.txt") and Shop.came == []
    finally:
        await desk.close()
