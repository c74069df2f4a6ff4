"""A keeper's server and its clients around a desk in memory."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from deskhand.core.acts import Screenshot
from deskhand.core.errors import DeskLost, NotFound
from deskhand.desk.base import RunResult
from deskhand.desk.client import DeskClient
from deskhand.desk.keeper import server as server_module
from deskhand.desk.keeper.server import Server
from deskhand.desk.keeper.wire import connect, listen, pack, read_message
from deskhand.testing.desk import FakeDesk


class SlowDesk(FakeDesk):
    """A fake whose commands run until they are let go on, and notice being cancelled."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = asyncio.Event()
        self.started = asyncio.Event()
        self.cancelled = asyncio.Event()

    async def run(
        self,
        command: str,
        *,
        timeout_s: float = 120.0,
        output_chars_max: int = 20_000,
        reach: tuple[str, ...] | None = None,
    ) -> RunResult:
        self.started.set()
        try:
            await self.go_on.wait()
        except asyncio.CancelledError:
            self.cancelled.set()
            raise
        return RunResult(exit_code=0, output="done")

    async def run_output(self, *, wait: bool = False) -> AsyncIterator[str]:
        for word in ("one", "two"):
            yield word

    async def read_file(self, path: str, *, offset: int = 0, limit: int | None = None) -> bytes:
        raise ValueError("a fault of ours")


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[tuple[SlowDesk, Server, Path]]:
    desk = SlowDesk()
    server = Server(desk)
    door = await asyncio.start_unix_server(server.accept, sock=listen(tmp_path))
    yield desk, server, tmp_path
    door.close()
    await server.alone()


Served = tuple[SlowDesk, Server, Path]


async def test_a_client_gets_the_desks_info_and_answers(served: Served) -> None:
    client = await DeskClient.attach(served[2])
    assert client.info.id == "fake"
    report = await client.act(Screenshot())
    assert report.picture is not None
    await client.detach()


async def test_an_error_arrives_as_itself(served: Served) -> None:
    client = await DeskClient.attach(served[2])
    with pytest.raises(NotFound):
        await client.restore("s99")
    await client.detach()


async def test_a_fault_inside_the_keeper_is_an_error_and_the_desk_goes_on(served: Served) -> None:
    client = await DeskClient.attach(served[2])
    with pytest.raises(Exception, match="a fault of ours"):
        await client.read_file("a")
    assert (await client.look()).frame == 1
    await client.detach()


async def test_a_look_is_answered_while_a_command_runs(served: Served) -> None:
    client = await DeskClient.attach(served[2])
    running = asyncio.ensure_future(client.run("x"))
    await served[0].started.wait()
    assert (await client.look()).frame == 1
    assert [piece async for piece in client.run_output()] == ["one", "two"]
    served[0].go_on.set()
    assert (await running).output == "done"
    await client.detach()


async def test_a_cancelled_call_is_cancelled_on_the_desk(served: Served) -> None:
    client = await DeskClient.attach(served[2])
    running = asyncio.ensure_future(client.run("x"))
    await served[0].started.wait()
    running.cancel()
    await served[0].cancelled.wait()
    await client.detach()


async def test_what_a_driver_that_went_had_asked_for_is_cancelled(served: Served) -> None:
    client = await DeskClient.attach(served[2])
    running = asyncio.ensure_future(client.run("x"))
    await served[0].started.wait()
    await client.detach()
    await served[0].cancelled.wait()
    with pytest.raises(DeskLost):
        await running


async def test_a_desk_is_not_idle_while_a_driver_is_attached(served: Served) -> None:
    client = await DeskClient.attach(served[2])
    assert served[1].idle_s() == 0.0
    await client.detach()
    await served[1].alone()
    assert served[1].idle_s() > 0
    assert not served[1].closed.is_set()


@pytest.mark.parametrize(
    "message", [{}, {"id": "x"}, {"id": 1, "method": "explode"}, {"id": 1, "method": "look", "params": 3}]
)
async def test_a_request_that_is_none_gets_an_error_or_the_end(served: Served, message: dict[str, object]) -> None:
    reader, writer = await connect(served[2])
    await read_message(reader)
    writer.write(pack(message))
    with contextlib.suppress(DeskLost):
        assert "error" in await read_message(reader)
    writer.close()
    client = await DeskClient.attach(served[2])
    assert (await client.look()).frame == 1
    await client.detach()


async def test_close_is_told_to_the_keeper(served: Served) -> None:
    client = await DeskClient.attach(served[2])
    closing = asyncio.ensure_future(client.close())
    await served[1].closed.wait()
    closing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await closing
    await client.detach()


async def test_a_driver_that_attaches_alone_puts_the_others_out_and_breaks_off_what_they_asked_for(
    served: Served,
) -> None:
    desk, _, folder = served
    first = await DeskClient.attach(folder)
    running = asyncio.ensure_future(first.run("sleep"))
    await desk.started.wait()
    second = await DeskClient.attach(folder, alone=True)
    with pytest.raises(DeskLost):
        await running
    assert desk.cancelled.is_set()
    with pytest.raises(DeskLost):
        await first.look()
    assert (await second.act(Screenshot())).frame
    await first.detach()
    await second.detach()


async def test_a_pause_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server(FakeDesk())
    assert not server.pausing()
    monkeypatch.setattr(server_module, "PAUSE_S", 0)
    assert [server.pausing(), server.pausing()] == [True, False]
    server.touch()
    assert server.pausing()
