"""`deskhand up` as a process: the link, where it refuses to listen, its graceful end, TLS."""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import ipaddress
import json
import os
import re
import signal
import socket
import ssl
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from deskhand.core.errors import Conflict, InvalidInput, Refused
from deskhand.server.serving import NOTE_FILE, PLAIN_WORD, Listening, _bound
from tests.cli.shell import deskhand

UP = [sys.executable, "-m", "deskhand.cli.main", "up", "--port", "0", "--no-browser"]


class Running:
    """A server's process, its address and the link that it printed."""

    def __init__(self, process: asyncio.subprocess.Process, address: str, link: str) -> None:
        self.process = process
        self.address = address
        self.link = link

    async def ended(self) -> int:
        return await asyncio.wait_for(self.process.wait(), 30)


@asynccontextmanager
async def running(home: Path, *options: str) -> AsyncIterator[Running]:
    environment = {**os.environ, "DESKHAND_HOME": str(home)}
    process = await asyncio.create_subprocess_exec(*UP, *options, env=environment, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    try:
        first, second = [(await asyncio.wait_for(process.stdout.readline(), 30)).decode() for _ in range(2)]
        yield Running(process, first.split()[-1], second.split()[-1])
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


@asynccontextmanager
async def browser(server: Running, **more: Any) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=server.address, headers={"Origin": server.address}, **more) as client:
        yield client


async def entered(client: httpx.AsyncClient, link: str) -> None:
    assert (await client.get(link, headers={"Sec-Fetch-Site": "none"})).status_code == 303
    client.headers["X-Deskhand-CSRF"] = (await client.get("/api/me")).json()["csrf"]


async def test_the_link_lets_in_streams_end_with_the_server_and_all_goes_on_after_a_kill(tmp_path: Path) -> None:
    async with running(tmp_path) as server, browser(server) as client:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", server.address)
        assert (tmp_path / NOTE_FILE).stat().st_mode & 0o077 == 0
        await entered(client, server.link)
        made = (await client.post("/api/projects", json={"name": "Plans"})).json()
        async with client.stream("GET", "/api/stream") as stream:
            server.process.send_signal(signal.SIGTERM)
            assert [line async for line in stream.aiter_lines() if line.startswith("event")] == []
        assert await server.ended() == 0
        assert not (tmp_path / NOTE_FILE).exists()
        cookies = {cookie.name: cookie.value for cookie in client.cookies.jar}
    async with running(tmp_path) as server, browser(server) as client:
        name = f"deskhand-{server.address.rpartition(':')[2]}"
        client.cookies.set(name, next(iter(cookies.values())) or "")
        assert (await client.get("/api/me")).status_code == 200
        server.process.kill()
        await server.ended()
    async with running(tmp_path) as server, browser(server) as client:
        more = await asyncio.to_thread(deskhand, tmp_path, "up", "--link")
        assert more.out.startswith(server.address)
        await entered(client, more.out.strip())
        found = (await client.get("/api/projects")).json()["projects"]
        assert made["id"] in [project["id"] for project in found]
        again = await asyncio.to_thread(deskhand, tmp_path, "up", "--port", "0")
        assert again.code == 8 and "another workspace serves" in again.err


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that nobody signed but itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "deskhand test")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .sign(key, hashes.SHA256())
    )
    cert, key_path = folder / "cert.pem", folder / "key.pem"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return cert, key_path


async def test_with_a_certificate_it_is_served_over_tls(tmp_path: Path) -> None:
    cert, key = certificate(tmp_path)
    trusted = ssl.create_default_context(cafile=str(cert))
    async with (
        running(tmp_path / "home", "--tls-cert", str(cert), "--tls-key", str(key)) as server,
        browser(server, verify=trusted) as client,
    ):
        assert server.address.startswith("https://")
        await entered(client, server.link)
        me = (await client.get("/api/me")).json()
        frame = me["server"].pop("frame")
        assert me["server"] == {"host": "127.0.0.1", "tls": True}
        assert frame.startswith("https://127.0.0.1:")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.test", ""])
def test_it_does_not_listen_for_others_in_the_open(host: str) -> None:
    with pytest.raises(Refused, match="reached by others") as refused:
        _ = Listening(host=host).door
    assert PLAIN_WORD in refused.value.hint
    assert not Listening(host=host, plain_http=True).door.is_loopback


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.8.8.8"])
def test_this_machine_alone_needs_no_tls(host: str) -> None:
    assert Listening(host=host).door.is_loopback


def test_half_of_a_certificate_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="TLS needs"):
        _ = Listening(tls_cert=tmp_path / "cert.pem").door


def test_a_port_that_is_taken_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen(1)
        port = taken.getsockname()[1]
        with pytest.raises(Conflict, match="Address already in use"):
            _bound(Listening(port=port).door)


def test_a_note_of_a_server_that_died_is_not_believed(tmp_path: Path) -> None:
    tmp_path.joinpath(NOTE_FILE).write_text(json.dumps({"address": "http://x", "pid": 2**22 + 1}))
    answer = deskhand(tmp_path, "up", "--link")
    assert answer.code == 2 and "no workspace runs" in answer.err
