"""Lines that send a little now and then, heads that are too large, and accounts that want more than their share."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from deskhand.models.scripted import calling
from tests.server.attacks.siege import Siege, siege_in
from tests.server.office import Person

CONFIG = """[server]
head_s = 0.3
head_kib = 8
body_stall_s = 0.3
sessions_max = 2
streams_max = 3
upload_mib_max = 1
uploads_at_once = 1
"""


@pytest.fixture
async def tight(tmp_path: Path) -> AsyncIterator[Siege]:
    """A workplace whose owner allows little."""
    (tmp_path / "config.toml").write_text(CONFIG, "utf-8")
    async with siege_in(tmp_path) as siege:
        yield siege


@pytest.mark.parametrize("begun", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: b\r\n"])
async def test_a_head_that_does_not_come_ends_the_line(tight: Siege, begun: bytes) -> None:
    answer = await tight.raw(begun)
    assert (answer.status, answer.code) == (408, "bad_request")


async def test_a_head_that_comes_in_drops_does_too(tight: Siege) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", tight.port)

    async def drip() -> None:
        while not reader.at_eof():
            writer.write(b"X")
            await writer.drain()
            await asyncio.sleep(0.01)

    writer.write(b"GET / HTTP/1.1\r\nX-A: ")
    dripping = asyncio.ensure_future(drip())
    async with asyncio.timeout(20):
        assert (await reader.readline()).startswith(b"HTTP/1.1 408 ")
    dripping.cancel()
    await asyncio.gather(dripping, return_exceptions=True)
    writer.close()


async def test_a_second_request_on_a_line_has_no_more_time(tight: Siege) -> None:
    first = f"GET /api/nothing HTTP/1.1\r\nHost: {tight.host}\r\n\r\nGET /api/me HTTP/1.1\r\nHost:".encode()
    assert [answer.status for answer in await tight.answers(first)] == [401, 408]


async def test_a_head_that_is_too_large_is_refused_in_the_one_shape(tight: Siege) -> None:
    for target, headers in (("/", {"X-Long": "x" * 9_000}), (f"/?{'x' * 9_000}", {}), ("/api/me", {"X": "x" * 9_000})):
        answer = await tight.ask("GET", target, headers)
        assert (answer.status, answer.code) == (413, "too_large")
    endless = b"GET / HTTP/1.1\r\nX-Long: " + b"x" * 9_000
    answer = await tight.raw(endless)
    assert (answer.status, answer.code) == (400, "bad_request")
    assert (await tight.ask("GET", "/api/me", {"X-Long": "x" * 7_000})).status == 401


async def test_a_body_of_which_nothing_more_comes_is_not_waited_for(tight: Siege) -> None:
    keys = {**tight.keys_of(tight.office.owner), "Content-Length": "500", "Content-Type": "application/json"}
    answer = await tight.ask("POST", "/api/projects", {**keys, "Connection": "close"}, b'{"name":')
    assert (answer.status, answer.code) == (408, "bad_request")


async def test_a_stream_that_is_only_listened_to_goes_on(tight: Siege) -> None:
    keys = tight.keys_of(tight.office.owner)
    head = "".join(f"{name}: {value}\r\n" for name, value in keys.items())
    lines = [await asyncio.open_connection("127.0.0.1", tight.port) for _ in range(4)]
    told = []
    for reader, writer in lines:
        writer.write(f"GET /api/stream HTTP/1.1\r\n{head}\r\n".encode())
        told.append(await reader.readline())
    assert [b" 200 " in line for line in told] == [True, True, True, False] and b" 429 " in told[-1]
    late = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_later(1.0, late.set_result, None)
    await late
    first = lines[0][0]
    await tight.office.owner.post("/api/sessions", {"task": "expect 1 is 1", "model": "steps"})
    async with asyncio.timeout(20):
        while b"session" not in await first.readline():
            assert not first.at_eof()
    for _, writer in lines:
        writer.close()


@pytest.fixture
async def mallory(tight: Siege) -> Person:
    return await tight.office.join("Mallory")


async def test_a_member_has_so_many_sessions_at_once_and_an_owner_what_the_machine_bears(
    tight: Siege, mallory: Person
) -> None:
    wish = {"task": "ask me", "model": "steps"}
    tight.office.driving.answers = lambda request: calling(("ask_person", {"question": "Go on?"}))
    made = [(await mallory.post("/api/sessions", wish))["id"] for _ in range(2)]
    refused = await mallory.post("/api/sessions", wish, 429)
    assert refused["error"]["code"] == "limited" and "sessions_max" in refused["error"]["hint"]
    await mallory.post(f"/api/sessions/{made[0]}/fork", {"seq": 2, "words": "again"}, 429)
    await mallory.say(made[0], "what is open goes on")
    for _ in range(3):
        await tight.office.owner.post("/api/sessions", wish)
    await mallory.delete(f"/api/sessions/{made[1]}")
    await mallory.post("/api/sessions", wish)


async def test_a_member_uploads_so_much_in_a_month(tight: Siege, mallory: Person) -> None:
    async def put(data: bytes, status: int) -> None:
        answer = await mallory.http.post("/api/uploads?name=x.bin", content=data)
        assert answer.status_code == status, answer.text

    await put(b"a" * 600_000, 201)
    await put(b"b" * 600_000, 429)
    await put(b"b" * 400_000, 201)
    await put(b"c" * 100_000, 429)
    other = await tight.office.join("Ben")
    assert (await other.http.post("/api/uploads?name=x.bin", content=b"c" * 100_000)).status_code == 201


async def test_a_member_has_so_many_uploads_under_way(tight: Siege, mallory: Person) -> None:
    keys = tight.keys_of(mallory)
    head = "".join(f"{name}: {value}\r\n" for name, value in {**keys, "Content-Length": "100"}.items())
    reader, writer = await asyncio.open_connection("127.0.0.1", tight.port)
    writer.write(f"POST /api/uploads?name=a HTTP/1.1\r\n{head}\r\nabc".encode())
    await writer.drain()
    while (await tight.ask("GET", "/api/me", keys)).status == 200 and not tight.office.place.quotas._uploading:
        pass
    assert (await tight.ask("POST", "/api/uploads?name=b", keys, b"abc")).status == 429
    async with asyncio.timeout(20):
        assert b" 408 " in await reader.readline()
    writer.close()
    assert (await tight.ask("POST", "/api/uploads?name=b", keys, b"abc")).status == 201
