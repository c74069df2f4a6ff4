"""The proxy, over real sockets: what goes through whole, what is refused, and what a hostile peer can't do."""

from __future__ import annotations

import asyncio
import hashlib
import socket

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskhand.core.errors import NotFound
from deskhand.desk.egress import proxy as proxy_module
from deskhand.desk.egress.rules import EgressConfig
from tests.desk.egress.conftest import Lab, read_head

Reader, Writer = asyncio.StreamReader, asyncio.StreamWriter


async def echo_head(reader: Reader, writer: Writer) -> None:
    """Answers with the request head that it got."""
    head = await read_head(reader)
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nX-Served: yes\r\n\r\n" % len(head) + head)
    await writer.drain()


async def test_a_site_gets_the_request_as_its_own_and_answers(lab: Lab) -> None:
    await lab.site(echo_head)
    answer = await lab.ask(
        b"GET http://user:pw@SITE.test/a?b=c HTTP/1.1\r\nHost: evil.example\r\nProxy-Connection: keep-alive\r\n"
        b"Cookie: a=1\r\nConnection: close, X-Hop\r\nX-Hop: 1\r\n\r\n"
    )
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200") and b"x-served: yes" in head.lower()
    assert body.lower() == b"get /a?b=c http/1.1\r\nhost: site.test\r\nconnection: close\r\ncookie: a=1\r\n\r\n"


async def test_every_decision_is_one_line_in_the_log_without_the_query(lab: Lab) -> None:
    await lab.site(echo_head)
    await lab.get("http://site.test/a?token=secret")
    await lab.get("http://evil.example/x", "shell")
    allowed, refused = lab.log()
    assert {k: allowed[k] for k in ("cell", "method", "host", "port", "path", "verdict", "reason")} == {
        "cell": "screen", "method": "GET", "host": "site.test", "port": 80, "path": "/a", "verdict": "allowed",
        "reason": "site"}  # fmt: skip
    assert isinstance(allowed["bytes_down"], int) and allowed["bytes_down"] > 50
    assert (refused["cell"], refused["verdict"]) == ("shell", "refused") and "evil.example" in str(refused["reason"])


async def test_many_requests_go_over_one_connection_each_judged_by_itself(lab: Lab) -> None:
    await lab.site(echo_head)
    reader, writer = await lab.connect()
    for n in range(3):
        writer.write(b"GET http://site.test/%d HTTP/1.1\r\nHost: site.test\r\n\r\n" % n)
        head = await read_head(reader)
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        assert (await reader.readexactly(length)).startswith(b"GET /%d " % n)
    writer.write(b"GET http://evil.example/ HTTP/1.1\r\nHost: site.test\r\n\r\n")
    assert (await reader.read()).startswith(b"HTTP/1.1 403")
    writer.close()


async def test_pipelined_requests_are_answered_in_order(lab: Lab) -> None:
    await lab.site(echo_head)
    requests = b"".join(b"GET http://site.test/%d HTTP/1.1\r\nHost: site.test\r\n\r\n" % n for n in range(5))
    reader, writer = await lab.connect()
    writer.write(requests)
    for n in range(5):
        head = await read_head(reader)
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        assert (await reader.readexactly(length)).startswith(b"GET /%d " % n)
    writer.close()


async def test_a_refusal_says_what_why_and_what_to_do(lab: Lab) -> None:
    await lab.site(echo_head)
    head, _, body = (await lab.get("http://evil.example/")).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 403") and b"X-Deskhand-Egress: refused" in head
    assert body.decode().splitlines() == [
        "Refused by this desk's egress rules.",
        "",
        "evil.example is not among the hosts this desk may reach.",
        "It may reach: site.test. A person can allow another host.",
    ]
    assert lab.asked == []


async def test_a_refusal_of_a_head_request_has_no_body(lab: Lab) -> None:
    answer = await lab.ask(b"HEAD http://evil.example/ HTTP/1.1\r\nHost: x\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 403") and answer.endswith(b"\r\n\r\n")


async def test_rules_can_change_while_it_runs(lab: Lab) -> None:
    port = await lab.serve(echo_head)
    assert b" 403 " in await lab.get("http://later.test/")
    lab.proxy.configure(EgressConfig(sites={"later.test": f"127.0.0.1:{port}"}))
    assert b" 200 " in await lab.get("http://later.test/")


@pytest.mark.parametrize(
    "addresses",
    [["127.0.0.1"], ["10.0.0.1"], ["93.184.216.34", "192.168.0.1"], ["::1"], ["::ffff:127.0.0.1"], ["169.254.169.254"],
     ["fe80::1%2"], ["not an address"]],
)  # fmt: skip
async def test_a_public_name_that_leads_inside_is_refused(lab: Lab, addresses: list[str]) -> None:
    lab.proxy.configure(EgressConfig(hosts=("*",)))
    lab.answers["rebind.example"] = addresses
    for request in (b"GET http://rebind.example/ HTTP/1.1\r\nHost: x\r\n\r\n", b"CONNECT rebind.example:443 HTTP/1.1\r\nHost: x\r\n\r\n"):  # fmt: skip # noqa: E501
        answer = await lab.ask(request)
        assert answer.startswith(b"HTTP/1.1 403") and b"rebind.example leads to" in answer


async def test_the_checked_address_is_the_one_connected_to(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name is resolved once; the connection goes to the number that was checked, never to the name."""
    connected = []

    async def record(host: str, port: int) -> tuple[Reader, Writer]:
        connected.append((host, port))
        raise ConnectionRefusedError("recorded")

    monkeypatch.setattr(asyncio, "open_connection", record)
    lab.proxy.configure(EgressConfig(hosts=("good.example",)))
    lab.answers["good.example"] = ["93.184.216.34", "2606:4700::1"]
    answer = await lab.get("http://good.example:8080/")
    assert answer.startswith(b"HTTP/1.1 502") and b"good.example does not answer" in answer
    assert connected == [("93.184.216.34", 8080), ("2606:4700::1", 8080)] and lab.asked == ["good.example"]


async def test_what_does_not_answer_is_told_apart_from_what_is_refused(lab: Lab) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        lab.proxy.configure(
            EgressConfig(sites={"gone.test": f"127.0.0.1:{unused.getsockname()[1]}"}, hosts=("nowhere.example",))
        )
        for name in ("gone.test", "nowhere.example"):
            answer = await lab.get(f"http://{name}/")
            assert answer.startswith(b"HTTP/1.1 502") and b"X-Deskhand-Egress" not in answer


async def test_a_server_that_breaks_off_is_told(lab: Lab) -> None:
    async def rude(reader: Reader, writer: Writer) -> None:
        await read_head(reader)

    await lab.site(rude)
    assert (await lab.get("http://site.test/")).startswith(b"HTTP/1.1 502")
    assert lab.log()[0]["verdict"] == "broken off"


@pytest.mark.parametrize("chunked", [True, False])
async def test_large_bodies_stream_both_ways(lab: Lab, chunked: bool) -> None:
    block, blocks = b"0123456789abcdef" * 4096, 320  # 20 MiB

    async def mirror(reader: Reader, writer: Writer) -> None:
        """Answers with the body while it still comes in."""
        head = await read_head(reader)
        writer.write(head.replace(head.split(b"\r\n")[0], b"HTTP/1.1 200 OK", 1))
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()

    await lab.site(mirror)
    reader, writer = await lab.connect()
    length = b"Transfer-Encoding: chunked" if chunked else b"Content-Length: %d" % (len(block) * blocks)
    writer.write(b"POST http://site.test/ HTTP/1.1\r\nHost: site.test\r\n" + length + b"\r\n\r\n")

    async def send() -> None:
        for _ in range(blocks):
            writer.write(b"%x\r\n%b\r\n" % (len(block), block) if chunked else block)
            await writer.drain()
        if chunked:
            writer.write(b"0\r\n\r\n")

    sending = asyncio.create_task(send())
    await read_head(reader)
    digest, size, whole = hashlib.md5(), 0, len(block) * blocks
    while size < whole:
        if chunked:
            count = int(await reader.readline(), 16)
            data = (await reader.readexactly(count + 2))[:-2]
        else:
            data = await reader.read(65536)
        digest.update(data)
        size += len(data)
    await sending
    assert digest.digest() == hashlib.md5(block * blocks).digest()
    writer.close()


async def test_a_client_that_waits_for_100_continue_gets_it(lab: Lab) -> None:
    async def take(reader: Reader, writer: Writer) -> None:
        head = await read_head(reader)
        body = await reader.readexactly(2)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n" + body)
        assert b"expect" not in head.lower()

    await lab.site(take)
    reader, writer = await lab.connect()
    writer.write(b"PUT http://site.test/ HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
    assert (await read_head(reader)).startswith(b"HTTP/1.1 100")
    writer.write(b"ok")
    assert (await read_head(reader)).startswith(b"HTTP/1.1 200") and await reader.readexactly(2) == b"ok"
    writer.close()


async def test_connect_carries_bytes_both_ways_and_half_closes(lab: Lab) -> None:
    async def upper(reader: Reader, writer: Writer) -> None:
        writer.write((await reader.read()).upper())

    await lab.site(upper)
    reader, writer = await lab.connect()
    writer.write(b"CONNECT site.test:80 HTTP/1.1\r\nHost: site.test:80\r\n\r\nearly ")
    assert (await read_head(reader)).startswith(b"HTTP/1.1 200")
    writer.write(b"late")
    writer.write_eof()
    assert await reader.read() == b"EARLY LATE"
    writer.close()
    await lab.proxy.close()
    assert (lab.log()[0]["bytes_up"], lab.log()[0]["bytes_down"]) == (10, 10)


async def test_a_websocket_goes_through_with_what_came_early(lab: Lab) -> None:
    async def websocket(reader: Reader, writer: Writer) -> None:
        head = (await read_head(reader)).lower()
        assert b"connection: upgrade" in head and b"upgrade: websocket" in head and b"sec-websocket-key: k" in head
        writer.write(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Accept: x\r\n\r\nhello "
        )
        while data := await reader.read(100):
            writer.write(data)

    await lab.site(websocket)
    reader, writer = await lab.connect()
    writer.write(
        b"GET http://site.test/ws HTTP/1.1\r\nHost: site.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        b"Sec-WebSocket-Key: k\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    head = await read_head(reader)
    assert head.startswith(b"HTTP/1.1 101") and b"sec-websocket-accept: x" in head.lower()
    writer.write(b"\x81\x02hi")
    assert await reader.readexactly(10) == b"hello \x81\x02hi"
    writer.close()


async def test_an_upgrade_to_anything_else_is_left_out(lab: Lab) -> None:
    await lab.site(echo_head)
    answer = await lab.ask(
        b"GET http://site.test/ HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\n"
        b"HTTP2-Settings: x\r\n\r\n"
    )
    assert b" 200 " in answer and b"h2c" not in answer and b"http2-settings" not in answer.lower()


async def test_a_body_with_two_lengths_is_not_smuggled(lab: Lab) -> None:
    await lab.site(echo_head)
    answer = await lab.ask(
        b"POST http://site.test/ HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n"
        b"Connection: close\r\n\r\n0\r\n\r\nGET http://evil.example/ HTTP/1.1\r\n\r\n"
    )
    assert b"content-length: 5" not in answer.lower() and b"evil" not in answer


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET / HTTP/1.1\r\nHost: site.test\r\n\r\n",
        b"GET https://site.test/ HTTP/1.1\r\nHost: site.test\r\n\r\n",
        b"GET ftp://site.test/ HTTP/1.1\r\nHost: site.test\r\n\r\n",
        b"GET http:///x HTTP/1.1\r\nHost: site.test\r\n\r\n",
        b"GET http://site.test:99999/ HTTP/1.1\r\nHost: site.test\r\n\r\n",
        b"GET http://[::1/ HTTP/1.1\r\nHost: site.test\r\n\r\n",
        b"CONNECT site.test HTTP/1.1\r\nHost: site.test\r\n\r\n",
        b"CONNECT :80 HTTP/1.1\r\nHost: site.test\r\n\r\n",
        b"CONNECT site.test:8e1 HTTP/1.1\r\nHost: site.test\r\n\r\n",
        b"not http at all\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET http://site.test/ HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n",
        b"GET http://site.test/ HTTP/1.1\r\nHost: x\r\nBig: " + b"x" * 200_000 + b"\r\n\r\n",
    ],
)
async def test_a_malformed_request_is_answered_with_400(lab: Lab, request_bytes: bytes) -> None:
    await lab.site(echo_head)
    assert (await lab.ask(request_bytes)).startswith(b"HTTP/1.1 400")


async def test_the_screen_reaches_what_the_shell_serves_and_the_shell_does_not(lab: Lab) -> None:
    port = await lab.serve(echo_head)

    async def dial(asked: int) -> socket.socket:
        if asked != 3000:
            raise NotFound(f"Nothing listens on port {asked} of the shell.", hint="Start it.")
        ours = socket.socket()
        ours.setblocking(False)
        await asyncio.get_running_loop().sock_connect(ours, ("127.0.0.1", port))
        return ours

    lab.proxy._dial = dial
    assert b" 200 " in await lab.get("http://localhost:3000/app")
    assert b"host: localhost:3000" in (await lab.get("http://localhost:3000/app")).lower()
    assert b"HTTP/1.1 502" in await lab.get("http://127.0.0.1:3001/")
    refused = await lab.get("http://localhost:3000/", "shell")
    assert refused.startswith(b"HTTP/1.1 403") and b"localhost of its own" in refused


async def test_many_connections_at_once_are_all_served(lab: Lab) -> None:
    await lab.site(echo_head)
    answers = await asyncio.gather(*(lab.get(f"http://site.test/{n}") for n in range(100)))
    assert all(f"GET /{n} ".encode() in answer for n, answer in enumerate(answers))


async def test_connections_beyond_the_limit_are_told(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proxy_module, "CONNECTIONS_MAX", 2)
    await lab.site(echo_head)
    held = [await lab.connect() for _ in range(2)]
    for _, writer in held:
        writer.write(b"GET http://site.test/ HT")
        await writer.drain()
    assert (await lab.get("http://site.test/")).startswith(b"HTTP/1.1 503")
    assert b" 200 " in await lab.get("http://site.test/", "shell")
    for reader, writer in held:
        writer.write(b"TP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert b" 200 " in await reader.read()
        writer.close()


async def test_a_desk_that_leaves_frees_the_server(lab: Lab) -> None:
    left = asyncio.Event()

    async def quiet(reader: Reader, writer: Writer) -> None:
        await read_head(reader)
        await reader.read()
        left.set()

    await lab.site(quiet)
    _, writer = await lab.connect()
    writer.write(b"GET http://site.test/events HTTP/1.1\r\nHost: x\r\n\r\n")
    await writer.drain()
    writer.close()
    await asyncio.wait_for(left.wait(), 20)


PIECES = (
    b"GET ", b"CONNECT ", b"http://site.test/", b"evil.example:443", b" HTTP/1.1", b"\r\n", b"Host: x", b"\0",
    b"Content-Length: 5", b"Transfer-Encoding: chunked", b"5\r\nhello", b"\xff",
)  # fmt: skip
NOISE = st.one_of(st.binary(max_size=300), st.lists(st.sampled_from(PIECES), max_size=12).map(b"".join))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=NOISE)
async def test_no_bytes_break_the_proxy(lab: Lab, data: bytes) -> None:
    await lab.site(echo_head)
    reader, writer = await lab.connect()
    writer.write(data + b"\r\n\r\n")
    writer.write_eof()
    answer = await reader.read()
    writer.close()
    assert answer == b"" or answer.startswith(b"HTTP/1.1 ")
    assert b" 200 " in await lab.get("http://site.test/")
