"""The way out as programs in a real cell meet it: through the relay, the proxy's process and the keeper's dials."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from deskhand.desk.base import DeskSpec
from deskhand.desk.cells.cell import WalledCell
from deskhand.desk.cells.identity import identity_for
from deskhand.desk.cells.places import Places, shell_walls
from deskhand.desk.egress.process import EgressProcess
from deskhand.desk.egress.rules import EgressConfig
from deskhand.desk.shell.environment import shell_environment
from deskhand.desk.shell.session import ShellSession
from tests.desk.egress.test_process import get, start_server

pytestmark = pytest.mark.desk

FETCH = (
    "import sys, urllib.request, urllib.error\n"
    "try:\n"
    "    print(urllib.request.urlopen(sys.argv[1], timeout=20).read().decode())\n"
    "except urllib.error.HTTPError as error:\n"
    "    print(error.code, error.headers.get('X-Deskhand-Egress'), error.read().decode())\n"
)


@dataclass(frozen=True)
class Way:
    """A shell in its cell with a way out; `screen` is the proxy's socket for the other cell."""

    shell: ShellSession
    egress: EgressProcess
    screen: Path

    async def fetch(self, address: str) -> str:
        return (await self.shell.run(f"python3 -c \"$FETCH\" '{address}'")).output


@pytest.fixture
async def way(tmp_path: Path) -> AsyncIterator[Way]:
    places, identity, spec = Places(tmp_path / "desk"), identity_for(), DeskSpec()
    places.make(identity, spec.timezone)
    cell = await WalledCell.start(shell_walls(places, spec), identity)
    screen = places.way_out("screen") / "proxy.sock"
    listen = {"screen": screen, "shell": places.way_out("shell") / "proxy.sock"}
    egress = await EgressProcess.start(listen, EgressConfig(), log=tmp_path / "log", dial=cell.dial)  # type: ignore[arg-type]
    shell = await ShellSession.start(cell, env=shell_environment({"FETCH": FETCH}))
    yield Way(shell, egress, screen)
    await shell.close()
    await cell.close()
    await egress.close()


async def test_a_program_in_the_shell_reaches_sites_and_nothing_else(way: Way) -> None:
    server, port = await start_server()
    await way.egress.reload(EgressConfig(sites={"site.test": f"127.0.0.1:{port}"}))
    assert await way.fetch("http://site.test/") == "hello\n"
    assert (await way.fetch("http://evil.example/")).startswith("403 refused Refused by this desk's egress rules.")
    direct = await way.shell.run(f"exec 3<>/dev/tcp/127.0.0.1/{port}")
    assert direct.exit_code != 0 and "Connection refused" in direct.output
    server.close()


async def test_what_the_shell_serves_is_seen_by_the_screen(way: Way) -> None:
    serve = (
        "import http.server, threading\n"
        "class Page(http.server.BaseHTTPRequestHandler):\n"
        "    def do_GET(self): self.send_response(200); self.end_headers(); self.wfile.write(b'from the shell')\n"
        "    def log_message(self, *args): pass\n"
        "server = http.server.HTTPServer(('127.0.0.1', 8000), Page)\n"
        "open('ready', 'w').close()\n"
        "server.serve_forever()\n"
    )
    await way.shell.run("mkfifo ready")
    await way.shell.run(f'python3 -c "{serve}" & cat ready')
    assert b"from the shell" in await get(way.screen, "http://localhost:8000/")
    assert b" 502 " in await get(way.screen, "http://localhost:8001/")
    assert await way.fetch("http://localhost:8000/") == "from the shell\n"


async def test_a_flood_of_processes_costs_the_command_and_not_the_desk(tmp_path: Path) -> None:
    places, identity, spec = Places(tmp_path / "desk"), identity_for(), DeskSpec(shell_processes=24)
    places.make(identity, spec.timezone)
    cell = await WalledCell.start(shell_walls(places, spec), identity)
    shell = await ShellSession.start(cell, grace_s=0.3)
    flood = await shell.run("for n in {1..40}; do sleep 600 & done; wait", timeout_s=3)
    assert "Resource temporarily unavailable" in flood.output
    await shell.restart()
    assert (await asyncio.wait_for(shell.run("echo fine"), 60)).output == "fine\n"
    await shell.close()
    await cell.close()
