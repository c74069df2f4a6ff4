"""A hostile or broken X server ends in DeskLost: no other exception, no hang, no large memory."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskhand.core.errors import DeskLost
from deskhand.desk.screen import wire
from deskhand.desk.screen.screen import Screen
from deskhand.desk.screen.wire import Connection, parse_setup

_NUMBERS = itertools.count()

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def setup_body(width: int = 640, height: int = 480, *, bits: int = 32) -> bytes:
    head = struct.pack("<IIIIHHBBBBBBBBxxxx", 1, 0x200000, 0x1FFFFF, 0, 0, 65535, 1, 1, 0, 0, 32, 32, 8, 255)
    formats = struct.pack("<BBBxxxxx", 24, bits, 32)
    screen = struct.pack("<IIIIIHHHHHHIBBBB", 100, 0, 0, 0, 0, width, height, 1, 1, 1, 1, 33, 0, 0, 24, 0)
    return head + formats + screen


def greeting(body: bytes) -> bytes:
    return struct.pack("<BBHHH", 1, 0, 11, 0, len(body) // 4) + body


@contextlib.asynccontextmanager
async def fake_server(folder: Path, serve: Serve) -> AsyncIterator[Path]:
    guests: set[asyncio.Task[None]] = set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        guests.add(task)
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                await serve(reader, writer)
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()
            guests.discard(task)

    path = folder / f"x{next(_NUMBERS)}"
    server = await asyncio.start_unix_server(handle, path)
    try:
        yield path
    finally:
        server.close()
        for guest in [*guests]:
            guest.cancel()
        await asyncio.gather(*guests, return_exceptions=True)
        path.unlink()


async def _greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readexactly(12)
    writer.write(greeting(setup_body()))
    await reader.readexactly(4)


def _answers(data: bytes) -> Serve:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _greet(reader, writer)
        writer.write(data)
        await writer.drain()
        await reader.read()

    return serve


def _greets_with(data: bytes) -> Serve:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()
        await reader.read()

    return serve


REPLY = struct.pack("<BBHI24x", 1, 0, 1, 0)
HOSTILE = {
    "a greeting of noise": _greets_with(os.urandom(4096) + bytes(300_000)),
    "a refusal": _greets_with(struct.pack("<BBHHH", 0, 4, 11, 0, 1) + b"No!\0"),
    "an empty greeting": _greets_with(greeting(b"")),
    "a giant screen": _greets_with(greeting(setup_body(65535, 65535))),
    "an empty screen": _greets_with(greeting(setup_body(0, 0))),
    "pixels of 16 bit": _greets_with(greeting(setup_body(bits=16))),
    "silence": _answers(b""),
    "a hang-up in the greeting": _greets_with(greeting(setup_body())[:20]),
    "noise": _answers(os.urandom(5_000)),
    "a reply of 16 GiB": _answers(struct.pack("<BBHI24x", 1, 0, 1, 0xFFFFFFFF)),
    "a reply to nothing": _answers(struct.pack("<BBHI28x", 1, 0, 999, 1)),
    "an event of 16 GiB": _answers(struct.pack("<BBHI24x", 35, 0, 1, 0xFFFFFFFF)),
    "an error": _answers(struct.pack("<BBHIHB21x", 0, 2, 1, 0, 0, 98)),
    "no extension": _answers(REPLY),
}


@pytest.fixture(autouse=True)
def _short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "REPLY_TIMEOUT_S", 0.3)


@pytest.mark.parametrize("serve", HOSTILE.values(), ids=HOSTILE.keys())
async def test_a_hostile_server_is_a_lost_desk(tmp_path: Path, serve: Serve) -> None:
    async with fake_server(tmp_path, serve) as path:
        with pytest.raises(DeskLost) as lost:
            await Screen.connect(path)
    assert lost.value.hint


async def test_who_waits_and_who_asks_later_are_told_that_the_server_is_gone(tmp_path: Path) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _greet(reader, writer)

    async with fake_server(tmp_path, serve) as path:
        connection = await Connection.open(path)
        with pytest.raises(DeskLost):
            await connection.sync()
        with pytest.raises(DeskLost):
            await connection.sync()
        connection.close()


async def test_a_flood_of_events_leaves_the_loop_alive(tmp_path: Path) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _greet(reader, writer)
        for _ in range(40):
            writer.write(struct.pack("<B31x", 34) * 4096)
            await writer.drain()
        writer.write(REPLY)
        await reader.read()

    async with fake_server(tmp_path, serve) as path:
        connection = await Connection.open(path)
        with contextlib.suppress(DeskLost):
            await connection.sync()
        assert len(connection._in) < 2 * wire.READ_BYTES_A_TURN
        connection.close()


@given(st.binary(max_size=300))
def test_any_setup_block_is_read_or_refused(body: bytes) -> None:
    try:
        setup = parse_setup(body)
    except DeskLost:
        return
    assert 0 < setup.width <= wire.SIDE_MAX


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(min_size=1, max_size=400))
async def test_any_bytes_after_the_greeting_end_in_desk_lost(tmp_path: Path, data: bytes) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _greet(reader, writer)
        writer.write(data)

    async with fake_server(tmp_path, serve) as path:
        with pytest.raises(DeskLost):
            await Screen.connect(path)


@pytest.mark.parametrize("kind", ["missing", "link", "file", "folder"])
async def test_only_a_real_socket_is_connected_to(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "X0"
    async with fake_server(tmp_path, _answers(b"")) as real:
        if kind == "link":
            path.symlink_to(real)
        elif kind == "file":
            path.touch()
        elif kind == "folder":
            path.mkdir()
        with pytest.raises(DeskLost):
            await Connection.open(path)
