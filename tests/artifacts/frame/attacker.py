"""Somebody who listens on this machine, on every kind of socket, for whatever leaves a frame; and a page without a
seal, on which the same roads are tried, to see that they lead somewhere."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

PROBES = Path(__file__).parents[3] / "web/frame/probes/probes.js"
_CONTROL = """<!doctype html><meta charset="utf-8"><title>no seal</title><body><script type="module">
import { leavings, roads } from "/probes.js";
const to = JSON.parse(decodeURIComponent(location.hash.slice(1)));
const name = location.pathname.split("/")[2];
try { await { ...roads(to), ...leavings(to) }[name](); } catch (error) { console.log(String(error)); }
</script></body>"""
"""A page with nothing that holds, which tries one road: the last part of its path."""
_TOGETHER = '<!doctype html><meta charset="utf-8"><body><script type="module" src="/run.js"></script></body>'
"""The same with all roads, by the program that tries them in a frame."""
_OWN = ("probes.js", "run.js", "to.json", "favicon.ico", "together")


class _Datagrams(asyncio.DatagramProtocol):
    def __init__(self, attacker: Attacker) -> None:
        self.attacker = attacker

    def datagram_received(self, data: bytes, addr: object) -> None:
        self.attacker.hits.append("udp")
        self.attacker.came.set()


class Attacker:
    """hits: the names of what arrived, or "connection" for one that said nothing, "udp" and "tcp"; came: set when
    anything arrives that leaves a page with nothing asked of it."""

    def __init__(self) -> None:
        self.came = asyncio.Event()
        self.hits: list[str] = []
        self.http = self.udp = self.tcp = ""

    @property
    def to(self) -> dict[str, str]:
        return {"http": self.http, "udp": self.udp, "tcp": self.tcp}

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        place = len(self.hits)
        self.hits.append("connection")
        try:
            while line := await reader.readline():
                name = line.decode("latin-1").split(" ")[1].lstrip("/").partition("?")[0]
                while (await reader.readline()).strip():
                    pass
                if place < len(self.hits) and self.hits[place] == "connection":
                    self.hits[place] = name
                else:
                    self.hits.append(name)
                if name not in _OWN and not name.startswith("control/"):
                    self.came.set()
                writer.write(self._page(name))
                await writer.drain()
        except (OSError, IndexError):
            pass
        finally:
            writer.close()

    def _page(self, name: str) -> bytes:
        kind, body = "text/javascript", b"/* caught */"
        if name in ("probes.js", "run.js"):
            body = PROBES.with_name(name).read_bytes()
        elif name == "to.json":
            body = f"export default {json.dumps(self.to)};".encode()
        elif name == "together":
            kind, body = "text/html", _TOGETHER.encode()
        elif name.startswith("control/"):
            kind, body = "text/html", _CONTROL.encode()
        head = (
            f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nAccess-Control-Allow-Origin: *\r\n"
            f"Cache-Control: no-store\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        return head.encode() + body

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.hits.append("tcp")
        self.came.set()
        writer.close()


@asynccontextmanager
async def listening() -> AsyncIterator[Attacker]:
    """An attacker who listens."""
    attacker = Attacker()
    http = await asyncio.start_server(attacker._answer, "127.0.0.1", 0)
    tcp = await asyncio.start_server(attacker._take, "127.0.0.1", 0)
    loop = asyncio.get_running_loop()
    udp, _ = await loop.create_datagram_endpoint(lambda: _Datagrams(attacker), ("127.0.0.1", 0))
    attacker.http = f"127.0.0.1:{http.sockets[0].getsockname()[1]}"
    attacker.tcp = f"127.0.0.1:{tcp.sockets[0].getsockname()[1]}"
    attacker.udp = f"127.0.0.1:{udp.get_extra_info('sockname')[1]}"
    try:
        yield attacker
    finally:
        http.close()
        tcp.close()
        udp.close()
