"""Views of a real Xvnc through a real server: what a viewer's handmade bytes do, and what the holder's do."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from deskhand.core import events as ev
from deskhand.core.acts import CursorPosition, Open, TypeText
from deskhand.core.acts import Key as PressKeys
from deskhand.core.geometry import Box
from deskhand.desk.base import DeskSpec
from deskhand.desk.local import LocalDesk
from deskhand.desk.screen import clipboard as desks_clipboard
from deskhand.desk.screen.clipboard import Clipboard as DesksClipboard
from deskhand.desk.screen.wire import Connection
from deskhand.server.desk.clipboard import NOTIFY, PROVIDE, REQUEST, Clipboard, CutText
from deskhand.server.desk.encodings import RAW
from deskhand.server.desk.from_viewer import Key, Pointer, SetEncodings, encode
from deskhand.server.desk.screen_link import screen_link
from tests.desk.screen.painter import Painter
from tests.server.desk.conftest import Workspace, screen_at, workspace_at
from tests.server.desk.viewer import CAN, NOVNC, watching

pytestmark = pytest.mark.desk

HOLDER, OTHER = "window-1", "window-2"
A, CAPITAL_A, SHIFT, ENTER = 0x61, 0x41, 0xFFE1, 0xFF0D
RED, BLUE = 0xFF0000, 0x0000FF

HANDMADE = (
    encode(Key(A, True)), encode(Key(A, False)), struct.pack(">BBHII", 255, 0, 1, A, 30),
    encode(Pointer(0, 200, 200)), encode(Pointer(1, 210, 210)), encode(Pointer(0x7F, 210, 210)),
    encode(CutText(b"from a stranger")), encode(Clipboard(CAN, True)), encode(Clipboard(NOTIFY, True)),
    encode(Clipboard(PROVIDE, True, b"from a stranger\0")),
    struct.pack(">BxHHBxIHHHHI", 251, 320, 240, 1, 0, 0, 0, 320, 240, 0),
    struct.pack(">BxBB", 250, 1, 2), struct.pack(">BBH", 253, 0x81, 4) + b"\0\0\0\1",
)  # fmt: skip
"""Everything with which a viewer could try to act, each as one message."""


async def keys_down(connection: Connection) -> int:
    """How many keys the X server believes to be down (QueryKeymap)."""
    return sum(byte.bit_count() for byte in (await connection.ask(44, 0, bytes_min=40))[8:40])


async def pointer(connection: Connection) -> tuple[int, int, int]:
    """Place and button mask (QueryPointer)."""
    reply = await connection.ask(38, 0, struct.pack("<I", connection.setup.root))
    x, y, mask = struct.unpack_from("<hh4xH", reply, 16)
    return x, y, mask & 0x1F00


async def size(connection: Connection) -> tuple[int, int]:
    reply = await connection.ask(14, 0, struct.pack("<I", connection.setup.root))
    width, height = struct.unpack_from("<HH", reply, 16)
    return width, height


async def until(painter: Painter, holds: Callable[[], bool]) -> None:
    """Until the window has had the input that makes it true."""
    while not holds():
        await painter.connection.sync()


async def test_a_viewer_sees_what_is_painted(workspace: Workspace, painter: Painter) -> None:
    async with watching(workspace.address(OTHER)) as viewer:
        await viewer.see()
        await painter.paint(Box(0, 0, 800, 600), RED)
        await viewer.until(lambda: viewer.pixel(400, 300) == (255, 0, 0))
        await painter.paint(Box(10, 10, 100, 100), BLUE)
        await viewer.until(lambda: viewer.pixel(50, 50) == (0, 0, 255))
        assert viewer.pixel(400, 300) == (255, 0, 0)


async def test_two_viewers_see_the_same(workspace: Workspace, painter: Painter) -> None:
    async with watching(workspace.address(HOLDER)) as one, watching(workspace.address(OTHER, "ben")) as two:
        await one.see()
        await two.see()
        await painter.paint(Box(0, 0, 800, 600), RED)
        for viewer in (one, two):
            await viewer.until(lambda viewer=viewer: viewer.pixel(400, 300) == (255, 0, 0))


async def test_handmade_bytes_of_who_holds_no_control_have_no_effect(workspace: Workspace, painter: Painter) -> None:
    connection = painter.connection
    clipboard = await DesksClipboard.open(connection)
    before = (await pointer(connection), await size(connection))
    await workspace.give_control(HOLDER)
    for name, account in ((OTHER, "anna"), (HOLDER, "ben")):
        async with watching(workspace.address(name, account)) as viewer:
            await viewer.see()
            await viewer.send(*HANDMADE, b"".join(HANDMADE))
            await viewer.done()
            await connection.sync()
            assert painter.events == []
            assert (await pointer(connection), await size(connection)) == before
            assert await keys_down(connection) == 0
            assert await clipboard.read() is None
            assert not viewer.clipboards


async def test_the_holders_keys_and_pointer_act(workspace: Workspace, painter: Painter) -> None:
    async with watching(workspace.address(HOLDER)) as viewer:
        await viewer.see()
        await workspace.give_control(HOLDER)
        await viewer.send(Pointer(0, 200, 200), Pointer(1, 210, 210), Pointer(0, 210, 210))
        await viewer.send(Key(SHIFT, True), Key(CAPITAL_A, True), Key(CAPITAL_A, False), Key(SHIFT, False))
        await viewer.send(Key(ENTER, True, 28), Key(ENTER, False, 28))
        await until(painter, lambda: len(painter.steps) == 8)
        assert [name for name, _ in painter.steps] == [
            "button down", "button up", "key down", "key down", "key up", "key up", "key down", "key up",
        ]  # fmt: skip
        assert await pointer(painter.connection) == (210, 210, 0)


@pytest.mark.parametrize("loss", [ev.ControlReturned(), ev.StopAsked(), ev.ControlTaken(by=f"anna:{OTHER}")])
async def test_keys_and_buttons_that_are_down_when_control_is_lost_are_let_go(
    workspace: Workspace, painter: Painter, loss: ev.Event
) -> None:
    async with watching(workspace.address(HOLDER)) as viewer:
        await viewer.see()
        await workspace.give_control(HOLDER)
        await viewer.send(Pointer(0, 300, 300), Pointer(1, 300, 300), Key(SHIFT, True), Key(CAPITAL_A, True))
        await until(painter, lambda: len(painter.steps) == 3)
        assert await keys_down(painter.connection) == 2
        await workspace.append(loss)
        await until(painter, lambda: len(painter.steps) == 6)
        assert [name for name, _ in painter.steps][3:] == ["key up", "key up", "button up"]
        assert await keys_down(painter.connection) == 0
        assert await pointer(painter.connection) == (300, 300, 0)
        await viewer.send(Key(A, True), Pointer(1, 310, 310))
        await viewer.done()
        await painter.connection.sync()
        assert len(painter.steps) == 6


async def test_a_holder_whose_connection_breaks_lets_go_and_has_control_when_it_is_back(
    workspace: Workspace, painter: Painter
) -> None:
    await workspace.give_control(HOLDER)
    async with watching(workspace.address(HOLDER)) as viewer:
        await viewer.see()
        await viewer.send(Pointer(0, 300, 300), Key(A, True))
        await until(painter, lambda: len(painter.steps) == 1)
        viewer._socket.transport.abort()
        await until(painter, lambda: len(painter.steps) == 2)
    assert await keys_down(painter.connection) == 0
    async with watching(workspace.address(HOLDER)) as viewer:
        await viewer.see()
        await viewer.send(Key(A, True), Key(A, False))
        await until(painter, lambda: len(painter.steps) == 4)


async def test_the_desks_clipboard_goes_to_the_holder_alone(workspace: Workspace, painter: Painter) -> None:
    clipboard = await DesksClipboard.open(painter.connection)
    async with watching(workspace.address(HOLDER)) as holder, watching(workspace.address(OTHER)) as other:
        await holder.see()
        await other.see()
        await workspace.give_control(HOLDER)
        await holder.until(lambda: any(isinstance(c, Clipboard) and c.action & CAN == CAN for c in holder.clipboards))
        await holder.send(Clipboard(CAN, True))
        await holder.done()
        await clipboard.offer("naïve 漢字")
        await holder.until(lambda: Clipboard(NOTIFY, True) in holder.clipboards)
        await holder.send(Clipboard(REQUEST, True))
        text = Clipboard(PROVIDE, True, "naïve 漢字\0".encode())
        await holder.until(lambda: text in holder.clipboards)
        await other.send(Clipboard(CAN, True), Clipboard(REQUEST, True))
        await other.done()
        assert not other.clipboards


PRIMARY = 1
"""The atom of the selection that holds whatever is marked, copied or not."""


async def test_what_is_only_selected_is_told_to_nobody_and_what_is_copied_to_the_holder(
    workspace: Workspace, painter: Painter
) -> None:
    selection, copied = [await DesksClipboard.open(painter.connection) for _ in range(2)]
    selection._atoms = {**selection._atoms, "CLIPBOARD": PRIMARY}
    async with watching(workspace.address(HOLDER)) as holder:
        await holder.see()
        await workspace.give_control(HOLDER)
        await holder.until(lambda: bool(holder.clipboards))
        await holder.send(Clipboard(CAN, True))
        await holder.done()
        await selection.offer("only selected")
        for _ in range(3):
            await painter.connection.sync()
            await holder.done()
        await copied.offer("copied")
        await holder.until(lambda: Clipboard(NOTIFY, True) in holder.clipboards)
        assert holder.clipboards.count(Clipboard(NOTIFY, True)) == 1
        await holder.send(Clipboard(REQUEST, True))
        await holder.until(lambda: Clipboard(PROVIDE, True, b"copied\0") in holder.clipboards)


async def test_the_holders_clipboard_reaches_the_desk_in_any_language(
    workspace: Workspace, painter: Painter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desks_clipboard, "READ_S", 20.0)
    reading = await DesksClipboard.open(painter.connection)
    async with watching(workspace.address(HOLDER)) as holder:
        await holder.see()
        await workspace.give_control(HOLDER)
        await holder.until(lambda: bool(holder.clipboards))
        await holder.send(Clipboard(CAN, True), Clipboard(NOTIFY, True))
        await holder.done()
        holder.clipboards.clear()
        asked = asyncio.create_task(reading.read())
        await holder.until(lambda: Clipboard(REQUEST, True) in holder.clipboards)
        await holder.send(Clipboard(PROVIDE, True, "Grüße, 漢字\0".encode()))
        assert await asked == "Grüße, 漢字"


async def test_what_novnc_asks_for_can_be_read_to_the_byte(workspace: Workspace, painter: Painter) -> None:
    """A drawing of flat fields, few colours and many; the view ends at the first byte that is not understood."""
    for column in range(400):
        await painter.paint(Box(column, 0, 1, 300), (column * 0x9E3779B1) & 0xFFFFFF)
        await painter.paint(Box(400 + column, 0, 1, 300), (column << 15 | column << 6) & 0xFFFFFF)
    for row in range(0, 200, 3):
        await painter.paint(Box(row, 300 + row, 777 - row, 2), RED if row % 2 else BLUE)
    await workspace.give_control(HOLDER)
    taken = b""
    for quality in range(0, 10, 3):
        for compression in (0, 9):
            levels = {-26: -32 + quality, -254: -256 + compression, -312: RAW, -313: RAW}
            async with watching(workspace.address(HOLDER)) as viewer:
                await viewer.send(SetEncodings(tuple(levels.get(number, number) for number in NOVNC)))
                await viewer.send(Pointer(0, 5 + quality, 5))
                taken += await viewer.drink(3)
    assert b"\xff\xd8\xff\xe0" in taken  # a picture in JPEG was among it


async def test_a_new_size_of_the_screen_is_followed(tmp_path: Path) -> None:
    async with (
        screen_at(tmp_path / "vnc.sock", extra=("-AcceptSetDesktopSize=1",)),
        workspace_at(tmp_path, tmp_path / "vnc.sock") as workspace,
        watching(workspace.address(OTHER)) as viewer,
    ):
        await viewer.see()
        await viewer.until(lambda: viewer.updates > 0)
        async with screen_link(tmp_path / "vnc.sock") as another:
            another.send(encode(SetEncodings((0, -308))))
            another.send(struct.pack(">BxHHBxIHHHHI", 251, 1000, 700, 1, 0, 0, 0, 1000, 700, 0))
            await viewer.until(lambda: (viewer.width, viewer.height) == (1000, 700))
        await viewer.look(incremental=False)
        updates = viewer.updates
        await viewer.until(lambda: viewer.updates > updates)


async def test_a_screen_that_ends_is_told_and_the_next_one_is_there_for_who_connects_again(tmp_path: Path) -> None:
    vnc = tmp_path / "vnc.sock"
    async with workspace_at(tmp_path, vnc) as workspace, AsyncExitStack() as first:
        await first.enter_async_context(screen_at(vnc))
        async with watching(workspace.address(OTHER)) as viewer:
            await viewer.see()
            await viewer.until(lambda: viewer.updates > 0)
            await first.aclose()
            code, reason = await viewer.until_closed()
            assert code == 1012 and "Connect again" in reason
        async with screen_at(vnc), watching(workspace.address(OTHER)) as viewer:
            await viewer.see()
            await viewer.until(lambda: viewer.updates > 0)


async def test_a_screen_that_is_not_there_is_told(tmp_path: Path) -> None:
    async with (
        workspace_at(tmp_path, tmp_path / "none.sock") as workspace,
        connect(workspace.address(OTHER), proxy=None) as line,
    ):
        with pytest.raises(ConnectionClosed) as closed:
            await line.recv()
        assert closed.value.rcvd is not None and closed.value.rcvd.code == 1012


async def test_the_keys_that_would_end_the_screen_do_nothing(workspace: Workspace, painter: Painter) -> None:
    async with watching(workspace.address(HOLDER)) as viewer:
        await viewer.see()
        await workspace.give_control(HOLDER)
        for keysym in (0xFED5, 0x1008FE01):
            await viewer.send(Key(keysym, True), Key(keysym, False))
        await viewer.done()
        await painter.connection.sync()
        assert painter.steps == []


async def test_text_that_is_selected_on_a_desk_stays_there_until_it_is_copied(tmp_path: Path) -> None:
    desk = await LocalDesk.start(tmp_path / "desk", DeskSpec(width=800, height=600))
    try:
        async with (
            workspace_at(tmp_path, Path(desk.info.vnc_socket)) as workspace,
            watching(workspace.address(HOLDER)) as holder,
        ):
            await holder.see()
            await workspace.give_control(HOLDER)
            await holder.until(lambda: bool(holder.clipboards))
            await holder.send(Clipboard(CAN, True))
            await holder.done()
            await desk.act(Open(target="about:blank"))
            await desk.act(PressKeys(keys="ctrl+l"))
            await desk.act(TypeText(text="not to be told"))
            await desk.act(PressKeys(keys="ctrl+a"))
            for _ in range(3):
                await desk.act(CursorPosition())
                await holder.done()
            assert Clipboard(NOTIFY, True) not in holder.clipboards
            await desk.act(PressKeys(keys="ctrl+c"))
            await holder.until(lambda: Clipboard(NOTIFY, True) in holder.clipboards)
            await holder.send(Clipboard(REQUEST, True))
            await holder.until(lambda: Clipboard(PROVIDE, True, b"not to be told\0") in holder.clipboards)
    finally:
        await desk.close()


async def test_a_whole_desk_is_watched_and_used_through_its_walls(tmp_path: Path) -> None:
    desk = await LocalDesk.start(tmp_path / "desk", DeskSpec(width=800, height=600))
    try:
        async with (
            workspace_at(tmp_path, Path(desk.info.vnc_socket)) as workspace,
            watching(workspace.address(HOLDER)) as holder,
            watching(workspace.address(OTHER)) as other,
        ):
            await workspace.give_control(HOLDER)
            await holder.see()
            await other.see()
            before = await desk.act(CursorPosition())
            await other.send(*HANDMADE)
            await other.done()
            assert (await desk.act(CursorPosition())).note == before.note
            await holder.send(Pointer(0, 321, 123))
            await holder.done()
            assert "321" in (await desk.act(CursorPosition())).note
            assert (holder.width, holder.height) == (other.width, other.height) == (800, 600)
            await other.until(lambda: bytes(other.pixels).strip(b"\0"))  # a fence may overtake the first picture
    finally:
        await desk.close()
