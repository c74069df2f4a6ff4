"""A server on loopback that carries views, and a real Xvnc behind it, started as a desk starts it."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

from deskhand.core import events as ev
from deskhand.desk.programs import display as desks_display
from deskhand.journal.journal import Journal
from deskhand.server.desk import Bridge, Seat
from tests.desk.screen.painter import Painter
from tests.desk.screen.xserver import Display, x_server

ACCOUNT = "anna"


class Workspace:
    """A server that carries views of one session's desk, and the session's stream."""

    def __init__(self, bridge: Bridge, journal: Journal, session: str, vnc: Path, port: int) -> None:
        self.bridge, self.journal, self.session, self.vnc = bridge, journal, session, vnc
        self._port = port

    def address(self, connection: str, account: str = ACCOUNT) -> str:
        return f"ws://127.0.0.1:{self._port}/desk?account={account}&connection={connection}"

    async def append(self, *events: ev.Event) -> None:
        """Journal these events, as a driver does."""
        info = await self.journal.info(self.session)
        await self.journal.append(self.session, events, expect=info.seq, at=0.0)

    async def give_control(self, connection: str, account: str = ACCOUNT) -> None:
        """Journal that this connection has control; returns when its view knows, as a page does that saw the event."""
        await self.append(ev.ControlTaken(by=f"{account}:{connection}"))
        if watched := self.bridge._watched.get(self.session):
            await watched.control.catch_up()


@asynccontextmanager
async def workspace_at(folder: Path, vnc: Path, in_folder: Path | None = None) -> AsyncIterator[Workspace]:
    """A workspace whose desk's screen is at `vnc`. in_folder: that of the desk, which tells what is covered."""
    listening = socket.create_server(("127.0.0.1", 0))
    async with await Journal.open(folder / "journal.db") as journal:
        session = (await journal.create("session")).id
        workspace = Workspace(Bridge(journal), journal, session, vnc, listening.getsockname()[1])

        async def desk(websocket: WebSocket) -> None:
            asked = websocket.query_params
            seat = Seat(session, asked["account"], asked["connection"], vnc, in_folder)
            await workspace.bridge.serve(websocket, seat)

        app = Starlette(routes=[WebSocketRoute("/desk", desk)])
        server = uvicorn.Server(uvicorn.Config(app, ws="websockets-sansio", lifespan="off", log_level="critical"))
        task = asyncio.create_task(server.serve(sockets=[listening]))
        try:
            yield workspace
        finally:
            workspace.bridge.close()
            server.should_exit = True
            await task


@asynccontextmanager
async def screen_at(vnc: Path, *, extra: tuple[str, ...] = ()) -> AsyncIterator[Display]:
    """An Xvnc with the options that a desk gives it, its VNC socket at `vnc`."""
    options = desks_display._server(800, 600)
    options[options.index("-rfbunixpath") + 1] = str(vnc)
    kept = options[options.index("-depth") :]
    async with x_server(extra=(*kept, *extra)) as display:
        yield display


@pytest.fixture
async def display(tmp_path: Path) -> AsyncIterator[Display]:
    async with screen_at(tmp_path / "vnc.sock") as display:
        yield display


@pytest.fixture
async def painter(display: Display) -> AsyncIterator[Painter]:
    painter = await Painter.open(display.socket)
    yield painter
    painter.connection.close()


@pytest.fixture
async def workspace(tmp_path: Path, display: Display) -> AsyncIterator[Workspace]:
    async with workspace_at(tmp_path, tmp_path / "vnc.sock") as workspace:
        yield workspace
