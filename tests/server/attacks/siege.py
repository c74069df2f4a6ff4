"""A real server on loopback with people in it, and what an attacker has: sockets, made-up headers, many addresses."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

import uvicorn

from deskhand.server.access.door import Door
from deskhand.server.serving import _config
from tests.server.office import Office, Person, listening, office_in

PASSWORD = "correct horse battery"


class Answer(NamedTuple):
    """What came back on a socket: the status (0 for a closed line), headers in lower case, body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def code(self) -> str:
        """The code of an error in the one shape; "" for anything else."""
        try:
            return str(json.loads(self.body)["error"]["code"])
        except (ValueError, KeyError, TypeError):
            return ""


class Siege:
    """A server under attack. `office` is the same workplace without a network, for setting the scene."""

    def __init__(self, office: Office, port: int) -> None:
        self.office = office
        self.port = port
        self.host = f"127.0.0.1:{port}"
        self.origin = f"http://{self.host}"
        self.cookie_name = f"deskhand-{port}"

    def keys_of(self, person: Person) -> dict[str, str]:
        """The headers that a person's own page sends."""
        cookie = person.http.cookies[self.cookie_name]
        return {
            "Cookie": f"{self.cookie_name}={cookie}",
            "X-Deskhand-CSRF": person.http.headers["X-Deskhand-CSRF"],
            "Origin": self.origin,
            "Host": self.host,
        }

    async def ask(
        self,
        method: str,
        target: str,
        headers: dict[str, str] | None = None,
        body: bytes = b"",
        *,
        source: str = "127.0.0.1",
    ) -> Answer:
        """One request, its target and headers sent as they are."""
        lines = {"Host": self.host, "Connection": "close", **(headers or {})}
        if body:
            lines.setdefault("Content-Length", str(len(body)))
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value is not None)
        return await self.raw(f"{method} {target} HTTP/1.1\r\n{head}\r\n".encode("latin-1") + body, source=source)

    async def raw(self, data: bytes, *, source: str = "127.0.0.1") -> Answer:
        """Bytes on a new connection, and the first answer to them."""
        answers = await self.answers(data, source=source)
        return answers[0] if answers else Answer(0, {}, b"")

    async def answers(self, data: bytes, *, source: str = "127.0.0.1") -> list[Answer]:
        """Every answer that comes until the server closes the line."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, local_addr=(source, 0))
        try:
            writer.write(data)
            await writer.drain()
            async with asyncio.timeout(20):
                return _parted(await reader.read())
        finally:
            writer.close()


def _parted(data: bytes) -> list[Answer]:
    found = []
    while data.startswith(b"HTTP/1.1 "):
        head, _, rest = data.partition(b"\r\n\r\n")
        status, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        length = int(headers.get("content-length", len(rest)))
        found.append(Answer(int(status.split()[1]), headers, rest[:length]))
        data = rest[length:]
    return found


@asynccontextmanager
async def siege_in(folder: Path) -> AsyncIterator[Siege]:
    """A workplace behind the very uvicorn that `deskhand up` makes."""
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    async with office_in(folder, Door(port=port)) as office:
        server = uvicorn.Server(_config(office.place, None))
        server.config.log_level = "critical"
        task = asyncio.create_task(server.serve(sockets=[listening]))
        try:
            yield Siege(office, port)
        finally:
            office.place.hub.end()
            server.should_exit = True
            await task


async def with_password(siege: Siege, person: Person) -> Person:
    """The person, who can sign in by a password from now on."""
    await person.patch("/api/me", {"password": PASSWORD})
    return person


async def until(person: Person, session: str, fits: Callable[[dict[str, Any]], bool]) -> None:
    """Until an event of the session is as wanted."""
    async with listening(person, f"/api/sessions/{session}/stream") as told:
        async for kind, _, data in told:
            if kind == "event" and fits(data["event"]):
                return


def json_bytes(value: Any) -> bytes:
    return json.dumps(value).encode()
