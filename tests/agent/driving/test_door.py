"""The driver's socket: what passes reaches whoever is connected, late or slow, and nobody is waited for."""

from __future__ import annotations

import asyncio
import json
import socket
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from deskhand.agent.channel import Channel
from deskhand.agent.driving.door import LAG_BYTES_MAX, SOCKET_NAME, Door
from deskhand.agent.driving.following import follow_channel
from deskhand.desk.keeper.wire import short_path


@asynccontextmanager
async def door(channel: Channel, folder: Path) -> AsyncIterator[Door]:
    opened = Door(channel, folder)
    await opened.open()
    try:
        yield opened
    finally:
        await opened.close()


async def connected(folder: Path) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    with short_path(folder, SOCKET_NAME) as path:
        return await asyncio.open_unix_connection(path, limit=1 << 26)


async def line(reader: asyncio.StreamReader) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(await reader.readline())
    return found


async def test_who_comes_late_gets_what_is_under_way_and_then_each_piece_with_its_place(tmp_path: Path) -> None:
    channel = Channel()
    async with door(channel, tmp_path):
        channel.piece("text", "draft", "Hel")
        channel.piece("arguments", "c1", '{"a"')
        reader, writer = await connected(tmp_path)
        assert await line(reader) == {
            "kind": "snapshot",
            "drafts": [
                {"kind": "text", "about": "draft", "text": "Hel"},
                {"kind": "arguments", "about": "c1", "text": '{"a"'},
            ],
            "wait": "",
        }
        channel.piece("text", "draft", "lo 🙂")
        channel.piece("text", "draft", "!")
        assert await line(reader) == {"kind": "text", "about": "draft", "text": "lo 🙂", "offset": 3}
        assert (await line(reader))["offset"] == len("Hello 🙂")
        writer.close()


async def test_a_wait_is_told_and_lasts_until_something_moves_or_is_finished(tmp_path: Path) -> None:
    channel = Channel()
    async with door(channel, tmp_path):
        channel.wait("model", "12 s by its limits")
        reader, writer = await connected(tmp_path)
        assert (await line(reader))["wait"] == "12 s by its limits"
        channel.piece("text", "draft", "Hi")
        assert (await line(reader))["kind"] == "text" and channel.waits == ""
        channel.clear()
        assert await line(reader) == {"kind": "clear"}
        channel.clear()
        channel.wait("model", "again")
        assert (await line(reader))["kind"] == "wait", "what is already clear is not cleared twice"
        writer.close()
        late, second = await connected(tmp_path)
        assert await line(late) == {"kind": "snapshot", "drafts": [], "wait": "again"}
        second.close()


async def test_the_socket_is_its_owners_only_and_takes_the_place_of_a_stale_one(tmp_path: Path) -> None:
    stale = socket.socket(socket.AF_UNIX)
    stale.bind(str(tmp_path / SOCKET_NAME))
    stale.close()
    async with door(Channel(), tmp_path):
        assert stat.S_IMODE((tmp_path / SOCKET_NAME).stat().st_mode) == 0o600
        reader, writer = await connected(tmp_path)
        assert (await line(reader))["kind"] == "snapshot"
        writer.close()
    assert not (tmp_path / SOCKET_NAME).exists()


async def test_a_door_that_closes_late_leaves_the_socket_of_the_next_driver_alone(tmp_path: Path) -> None:
    first = Door(Channel(), tmp_path)
    await first.open()
    async with door(Channel(), tmp_path):
        await first.close()
        reader, writer = await connected(tmp_path)
        assert (await line(reader))["kind"] == "snapshot"
        writer.close()


async def test_the_path_may_be_longer_than_a_sockets_address(tmp_path: Path) -> None:
    folder = tmp_path / ("long" * 30) / ("longer" * 30)
    channel = Channel()
    async with door(channel, folder):
        lines = follow_channel(folder / SOCKET_NAME)
        assert (await anext(lines))["kind"] == "snapshot"
        await lines.aclose()


async def test_a_viewer_that_does_not_keep_up_is_dropped_and_the_others_are_not(tmp_path: Path) -> None:
    channel = Channel()
    async with door(channel, tmp_path):
        slow, slow_writer = await connected(tmp_path)
        slow_writer.transport.pause_reading()  # type: ignore[attr-defined]
        quick, quick_writer = await connected(tmp_path)
        await line(quick)
        pieces = 3 * LAG_BYTES_MAX // 10_000
        for _ in range(pieces):
            channel.piece("text", "draft", "x" * 10_000)
            await line(quick)
        slow_writer.transport.resume_reading()  # type: ignore[attr-defined]
        lines = 0
        try:
            while await slow.readline():
                lines += 1
        except ConnectionError:
            pass
        assert lines < pieces, "it was told all of it"
        slow_writer.close()
        again, again_writer = await connected(tmp_path)
        assert len((await line(again))["drafts"][0]["text"]) == pieces * 10_000
        channel.piece("text", "draft", "!")
        assert (await line(again))["offset"] == pieces * 10_000, "a long snapshot does not count as being slow"
        quick_writer.close()
        again_writer.close()


async def test_what_a_viewer_sends_is_thrown_away(tmp_path: Path) -> None:
    channel = Channel()
    async with door(channel, tmp_path):
        reader, writer = await connected(tmp_path)
        await line(reader)
        writer.write(b'{"command": "stop"}\n' * 100_000)
        await writer.drain()
        channel.piece("text", "draft", "still here")
        assert (await line(reader))["text"] == "still here"
        writer.close()


async def test_a_door_is_deserted_only_while_nobody_is_connected(tmp_path: Path) -> None:
    async with door(Channel(), tmp_path) as opened:
        reader, writer = await connected(tmp_path)
        await line(reader)
        waiting = asyncio.ensure_future(opened.deserted(0.0))
        for _ in range(20):
            await asyncio.sleep(0)
        assert not waiting.done()
        writer.close()
        await waiting


async def test_a_follower_goes_on_over_drivers_that_come_and_go(tmp_path: Path) -> None:
    lines = follow_channel(tmp_path / SOCKET_NAME)
    coming = asyncio.ensure_future(anext(lines))
    first = Channel()
    async with door(first, tmp_path):
        assert (await coming)["drafts"] == []
        first.piece("text", "draft", "Hel")
        assert (await anext(lines))["text"] == "Hel"
    assert await anext(lines) == {"kind": "snapshot", "drafts": [], "wait": ""}, "nothing is under way without a driver"
    second = Channel()
    second.piece("text", "draft", "anew")
    async with door(second, tmp_path):
        assert (await anext(lines))["drafts"][0]["text"] == "anew"
        await lines.aclose()


async def test_a_follower_takes_no_word_that_is_not_a_drivers(tmp_path: Path) -> None:
    babbled = asyncio.Event()

    async def babble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"[1, 2]\n{}\nnot json\n")
        writer.close()
        babbled.set()

    server = await asyncio.start_unix_server(babble, tmp_path / SOCKET_NAME)
    lines = follow_channel(tmp_path / SOCKET_NAME)
    coming = asyncio.ensure_future(anext(lines))
    await babbled.wait()
    server.close()
    channel = Channel()
    channel.piece("text", "draft", "real")
    async with door(channel, tmp_path):
        assert (await coming)["drafts"][0]["text"] == "real"
        await lines.aclose()
