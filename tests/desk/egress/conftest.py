"""A proxy with real sockets, a real HTTP server behind it, and ways to talk through it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from deskhand.desk.egress.log import EgressLog
from deskhand.desk.egress.proxy import Proxy
from deskhand.desk.egress.rules import EgressConfig

Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def read_head(reader: asyncio.StreamReader) -> bytes:
    return await reader.readuntil(b"\r\n\r\n")


@dataclass
class Lab:
    """proxy listens on `folder`/screen and /shell. answers: host -> addresses of the fake resolver."""

    folder: Path
    proxy: Proxy
    answers: dict[str, list[str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    servers: list[asyncio.Server] = field(default_factory=list)

    async def connect(self, cell: str = "screen") -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_unix_connection(self.folder / cell)

    async def ask(self, data: bytes, cell: str = "screen") -> bytes:
        """Send bytes, and all that comes back until the proxy closes."""
        reader, writer = await self.connect(cell)
        writer.write(data)
        answer = await reader.read()
        writer.close()
        await writer.wait_closed()
        return answer

    async def get(self, address: str, cell: str = "screen") -> bytes:
        host = address.split("/")[2]
        return await self.ask(f"GET {address} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode(), cell)

    async def serve(self, handler: Handler) -> int:
        """A TCP server on this machine; its port."""

        async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                await handler(reader, writer)
            except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                pass
            finally:
                writer.close()

        self.servers.append(await asyncio.start_server(handle, "127.0.0.1", 0))
        return int(self.servers[-1].sockets[0].getsockname()[1])

    async def site(self, handler: Handler, *, hosts: tuple[str, ...] = ()) -> int:
        """Put a server on the desk as http://site.test."""
        port = await self.serve(handler)
        self.proxy.configure(EgressConfig(sites={"site.test": f"127.0.0.1:{port}"}, hosts=hosts))
        return port

    def log(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in (self.folder / "log").read_text().splitlines()]

    async def resolver(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        return self.answers.get(host, [])


@pytest.fixture
async def lab(tmp_path: Path) -> AsyncIterator[Lab]:
    lab = Lab(tmp_path, None)  # type: ignore[arg-type]
    lab.proxy = Proxy(EgressConfig(), EgressLog(tmp_path / "log"), resolver=lab.resolver)
    for cell in ("screen", "shell"):
        await lab.proxy.listen(cell, tmp_path / cell)  # type: ignore[arg-type]
    yield lab
    await lab.proxy.close()
    for server in lab.servers:
        server.close()
