"""The egress process and the passing of connections, with real processes and sockets."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
from pathlib import Path

import pytest

from deskhand.core.errors import DeskLost, InvalidInput, NotFound
from deskhand.desk.egress.dial import DialClient, dial_pair, serve_dials
from deskhand.desk.egress.process import EgressProcess
from deskhand.desk.egress.rules import EgressConfig


async def hello(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    if await reader.read(4096):
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
    writer.close()


async def start_server() -> tuple[asyncio.Server, int]:
    server = await asyncio.start_server(hello, "127.0.0.1", 0)
    return server, server.sockets[0].getsockname()[1]


async def connected(port: int) -> socket.socket:
    sock = socket.socket()
    sock.setblocking(False)
    try:
        await asyncio.get_running_loop().sock_connect(sock, ("127.0.0.1", port))
    except OSError:
        sock.close()
        raise
    return sock


async def get(path: Path, address: str) -> bytes:
    reader, writer = await asyncio.open_unix_connection(path)
    writer.write(f"GET {address} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    return answer


async def test_a_process_serves_dials_reloads_and_ends(tmp_path: Path) -> None:
    server, port = await start_server()
    screen, shell, log = tmp_path / "screen", tmp_path / "shell", tmp_path / "log"
    egress = await EgressProcess.start({"screen": screen, "shell": shell}, EgressConfig(), log=log, dial=connected)
    assert b" 403 " in await get(shell, "http://a.test/")
    await egress.reload(EgressConfig(sites={"a.test": f"127.0.0.1:{port}"}))
    assert (await get(shell, "http://a.test/")).endswith(b"hello")
    assert (await get(screen, f"http://localhost:{port}/")).endswith(b"hello")
    assert b" 502 " in await get(screen, "http://localhost:1/")
    await egress.close()
    assert await egress.wait() == 0
    assert [json.loads(line)["verdict"] for line in log.read_text().splitlines()] == [
        "refused", "allowed", "allowed", "unreachable"]  # fmt: skip
    server.close()


async def test_the_process_ends_with_its_parent(tmp_path: Path) -> None:
    program = (
        "import asyncio, pathlib, sys, os, signal\n"
        "from deskhand.desk.egress.process import EgressProcess\n"
        "from deskhand.desk.egress.rules import EgressConfig\n"
        "async def main():\n"
        "    place = pathlib.Path(sys.argv[1])\n"
        "    egress = await EgressProcess.start({'screen': place / 's'}, EgressConfig(), log=place / 'l', dial=None)\n"
        "    print(egress.pid, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "asyncio.run(main())\n"
    )
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, str(tmp_path), stdout=asyncio.subprocess.PIPE
    )
    assert parent.stdout is not None
    assert int(await parent.stdout.readline()) > 0
    # The pipe is also the output of the egress process: it ends when both have ended.
    assert await asyncio.wait_for(parent.stdout.read(), 30) == b""
    assert await parent.wait() == -9


@pytest.mark.parametrize("listen", ["x" * 200, "missing-folder/s"])
async def test_a_process_that_can_not_listen_is_told(tmp_path: Path, listen: str) -> None:
    with pytest.raises(InvalidInput):
        await EgressProcess.start({"screen": tmp_path / listen}, EgressConfig(), log=tmp_path / "log", dial=connected)


async def test_a_dead_process_is_told(tmp_path: Path) -> None:
    egress = await EgressProcess.start({"screen": tmp_path / "s"}, EgressConfig(), log=tmp_path / "l", dial=connected)
    os.kill(egress.pid, 9)
    await egress.wait()
    with pytest.raises(DeskLost):
        await egress.reload(EgressConfig())
    await egress.close()


async def test_dials_pass_connections_and_say_why_not() -> None:
    server, port = await start_server()
    ours, theirs = dial_pair()
    with ours, theirs:
        serving = asyncio.create_task(serve_dials(ours, connected))
        client = DialClient(theirs)
        socks = await asyncio.gather(*(client.dial(port) for _ in range(40)))
        assert len({sock.fileno() for sock in socks}) == 40
        assert {sock.getpeername()[1] for sock in socks} == {port}
        for bad in (0, -1, 70_000, 1):
            with pytest.raises(NotFound):
                await client.dial(bad)
        for sock in socks:
            sock.close()
        client.close()
        await serving
    server.close()


async def test_a_dial_ends_when_the_keeper_does() -> None:
    asked = asyncio.Event()

    async def never(port: int) -> socket.socket:
        asked.set()
        await asyncio.get_running_loop().create_future()
        raise AssertionError

    ours, theirs = dial_pair()
    with ours, theirs:
        serving = asyncio.create_task(serve_dials(ours, never))
        client = DialClient(theirs)
        waiting = asyncio.create_task(client.dial(80))
        await asked.wait()
        serving.cancel()
        ours.close()
        with pytest.raises(DeskLost):
            await waiting
        with pytest.raises(DeskLost):
            await client.dial(80)
        client.close()


async def test_noise_between_keeper_and_proxy_is_ignored() -> None:
    server, port = await start_server()
    ours, theirs = dial_pair()
    with ours, theirs:
        serving = asyncio.create_task(serve_dials(ours, connected))
        client = DialClient(theirs)
        for noise in (b"{", b'{"id": "x"}', b'{"id": 1, "port": 80, "more": 1}', b"\xff"):
            theirs.send(noise)
            ours.send(noise)
        ours.send(b'{"id": 99, "ok": true}')
        (await client.dial(port)).close()
        client.close()
        await serving
    server.close()
