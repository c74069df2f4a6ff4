"""The link between a driver and a keeper, with well-meant and hostile bytes."""

from __future__ import annotations

import asyncio
import struct
from pathlib import Path
from typing import Any

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core import errors
from deskhand.core.acts import Click
from deskhand.core.errors import DeskhandError, DeskLost, InvalidInput, StaleFrame
from deskhand.core.geometry import Box, Point
from deskhand.desk.base import ElementQuery
from deskhand.desk.keeper.methods import METHODS
from deskhand.desk.keeper.wire import connect, error_from, error_words, listen, pack, read_message


async def read(data: bytes) -> dict[str, Any]:
    reader = asyncio.StreamReader()
    reader.feed_data(data)
    reader.feed_eof()
    return await read_message(reader)


async def test_a_message_comes_out_as_it_went_in() -> None:
    message = {"id": 1, "method": "write_file", "params": {"path": "é", "data": b"\x00\xff"}}
    assert await read(pack(message)) == message


HOSTILE = [
    b"",
    b"\x01",
    struct.pack("<I", 5) + b"ab",
    struct.pack("<I", 0xFFFFFFFF),
    struct.pack("<I", 1) + b"\xc1",
    struct.pack("<I", 1) + b"\x05",
    struct.pack("<I", 3) + msgpack.packb([1, 2]),
]


@pytest.mark.parametrize("data", HOSTILE)
async def test_bytes_of_no_message_end_the_link(data: bytes) -> None:
    with pytest.raises(DeskLost):
        await read(data)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_map_or_the_end(data: bytes) -> None:
    try:
        assert isinstance(asyncio.run(read(struct.pack("<I", len(data)) + data)), dict)
    except DeskLost:
        return


@pytest.mark.parametrize("kind", [kind for kind in vars(errors).values() if isinstance(kind, type)])
def test_every_error_crosses_the_link_as_itself(kind: type[DeskhandError]) -> None:
    if not issubclass(kind, DeskhandError):
        return
    there = error_from(error_words(kind("what", hint="now")))
    assert (type(there), there.message, there.hint) == (kind, "what", "now")


@given(st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=4)))
def test_words_of_no_error_are_an_error_all_the_same(words: object) -> None:
    assert isinstance(error_from(words), DeskhandError)


def test_parameters_of_a_method_cross_the_link() -> None:
    act = Click(at=Point(1, 2), modifiers=("ctrl",))
    sent = msgpack.unpackb(msgpack.packb(METHODS["act"].pack_params({"act": act, "seen": 3})))
    assert METHODS["act"].read_params(sent) == {"act": act, "seen": 3}
    query = ElementQuery(region=Box(1, 2, 3, 4))
    sent = msgpack.unpackb(msgpack.packb(METHODS["elements"].pack_params({"query": query})))
    assert METHODS["elements"].read_params(sent) == {"query": query}


@pytest.mark.parametrize(
    ("method", "params"),
    [("act", {"act": {"action": "explode"}}), ("act", {"who": 1}), ("look", []), ("element_at", {"x": "a", "y": 1}),
     ("read_file", {"path": ["a"]})],
)  # fmt: skip
def test_other_parameters_are_refused(method: str, params: object) -> None:
    with pytest.raises(InvalidInput):
        METHODS[method].read_params(params)


def test_a_result_of_another_shape_is_a_lost_desk_not_a_crash() -> None:
    with pytest.raises(DeskLost):
        METHODS["look"].read_result({"frame": "x"})


def test_an_error_keeps_its_place_in_the_tree() -> None:
    assert isinstance(error_from(["StaleFrame", "a", "b"]), StaleFrame)


async def test_a_run_folder_may_be_deeper_than_a_sockets_path(tmp_path: Path) -> None:
    folder = tmp_path / ("deep" * 30)
    folder.mkdir()
    served = asyncio.Event()

    async def accept(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        served.set()
        writer.close()

    server = await asyncio.start_unix_server(accept, sock=listen(folder))
    _, writer = await connect(folder)
    await served.wait()
    assert (folder / "keeper.sock").stat().st_mode & 0o777 == 0o600
    writer.close()
    server.close()


async def test_a_folder_without_a_keeper_is_a_lost_desk(tmp_path: Path) -> None:
    with pytest.raises(DeskLost):
        await connect(tmp_path)
