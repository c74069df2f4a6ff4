"""One view, between a line and a screen of this process: who gets what, what ends it, and that nothing piles up."""

from __future__ import annotations

import asyncio
import contextlib
import struct
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from deskhand.core import events as ev
from deskhand.core.errors import DeskhandError, DeskLost, InvalidInput, LimitExceeded
from deskhand.desk.covering import Covered
from deskhand.server.desk.closing import TooSlow
from deskhand.server.desk.control import Control
from deskhand.server.desk.from_viewer import Key, PassedOver, Pointer, SetEncodings, UpdateRequest, encode
from deskhand.server.desk.pixels import PIXELS, Size, server_init
from deskhand.server.desk.relay import Limits, relay
from tests.server.desk.fakes import FakeScreen, Line, served
from tests.server.desk.streams import GREETING, HEIGHT, WIDTH, head, provided, update

ME, OTHER = "a1:window-1", "b2:window-2"
ASK = encode(UpdateRequest(True, 0, 0, WIDTH, HEIGHT))
WELCOME = b"RFB 003.008\n\x01\x01" + bytes(4) + server_init(Size(WIDTH, HEIGHT))
FILL = update([head(WIDTH, HEIGHT, 7) + b"\x80rgb"], last=False)


class View:
    """A view under way."""

    def __init__(self, line: Line, screen: FakeScreen, control: Control, task: asyncio.Task[None]) -> None:
        self.line, self.screen, self.control, self.task = line, screen, control, task

    async def told(self, count: int) -> list[object]:
        """What the screen heard, once it has heard so much."""
        await self.screen.until(lambda: len(self.screen.messages) >= count)
        return [message for message in self.screen.messages if not isinstance(message, PassedOver)]

    async def ends(self) -> DeskhandError | None:
        """How the view ended."""
        try:
            await self.task
        except DeskhandError as error:
            return error
        return None


@contextlib.asynccontextmanager
async def viewing(
    folder: Path,
    *,
    name: str = ME,
    limits: Limits = Limits(),
    control: Control | None = None,
    greet: bool = True,
    covered: Covered | None = None,
) -> AsyncIterator[View]:
    screen, line, control = FakeScreen(), Line(), control or Control()
    async with served(folder / "vnc.sock", screen.serve) as path:
        await line.websocket.accept()
        task = asyncio.create_task(relay(line.websocket, path, control, name, limits, covered))
        view = View(line, screen, control, task)
        if greet:
            line.send(GREETING + ASK)
            await view.told(2)
        try:
            yield view
        finally:
            line.reads.set()
            screen.reads.set()
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def test_the_greeting_is_the_bridges_own_and_the_form_of_pixels_is_set_before_any_picture(tmp_path: Path) -> None:
    async with viewing(tmp_path) as view:
        assert view.line.received == WELCOME
        assert isinstance(view.screen.messages[0], PassedOver)  # the form of pixels, as one that sends it to us
        assert view.screen.messages[1] == UpdateRequest(True, 0, 0, WIDTH, HEIGHT)


async def test_a_picture_goes_to_every_viewer_and_a_clipboard_to_none_but_the_holder(tmp_path: Path) -> None:
    body = provided(b"secret\0")
    cut = struct.pack(">B3xi", 3, 6) + b"secret"
    extended = struct.pack(">B3xi", 3, -len(body)) + body
    async with viewing(tmp_path) as view:
        view.screen.writers[0].write(cut + FILL + extended + b"\x02" + FILL)
        await view.line.until(lambda: len(view.line.received) >= len(WELCOME + FILL + FILL))
        assert view.line.received == WELCOME + FILL + FILL
        view.control.heard(ev.ControlTaken(by=ME))
        view.screen.writers[0].write(cut)
        await view.line.until(lambda: view.line.received.endswith(cut))
        view.control.heard(ev.ControlTaken(by=OTHER))
        view.screen.writers[0].write(cut + FILL)
        await view.line.until(lambda: view.line.received.endswith(FILL))
        assert view.line.received == WELCOME + FILL + FILL + cut + FILL


async def test_input_goes_on_from_the_holder_alone(tmp_path: Path) -> None:
    async with viewing(tmp_path) as view:
        view.line.send(encode(Key(97, True)) + encode(Pointer(1, 5, 5)) + encode(Pointer(0, 5, 5)) + ASK)
        view.line.send(encode(Key(97, False)) + ASK)
        assert not [m for m in await view.told(4) if isinstance(m, Key | Pointer)]
        view.control.heard(ev.ControlTaken(by=ME))
        view.line.send(encode(Key(98, True)))
        assert (await view.told(5))[-1] == Key(98, True)


@pytest.mark.parametrize("loss", [ev.ControlReturned(), ev.StopAsked(), ev.ControlTaken(by=OTHER)])
async def test_losing_control_lets_go_at_once_without_a_word_from_the_viewer(tmp_path: Path, loss: ev.Event) -> None:
    async with viewing(tmp_path) as view:
        view.control.heard(ev.ControlTaken(by=ME))
        view.line.send(encode(Key(97, True)) + encode(Pointer(1, 5, 6)))
        await view.told(4)
        view.control.heard(loss)
        assert (await view.told(6))[-2:] == [Key(97, False), Pointer(0, 5, 6)]


async def test_a_viewer_that_goes_with_a_key_down_lets_go_of_it(tmp_path: Path) -> None:
    async with viewing(tmp_path) as view:
        view.control.heard(ev.ControlTaken(by=ME))
        view.line.send(encode(Key(97, True)))
        await view.told(3)
        view.line.leave()
        assert (await view.told(4))[-1] == Key(97, False)
        assert await view.ends() is None


class Late(Control):
    """Control whose news comes only when it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.news: list[ev.Event] = []

    async def catch_up(self) -> None:
        while self.news:
            self.heard(self.news.pop(0))


async def test_the_journal_is_asked_before_input_goes_on(tmp_path: Path) -> None:
    control = Late()
    control.heard(ev.ControlTaken(by=ME))
    async with viewing(tmp_path, control=control) as view:
        view.line.send(encode(Key(97, True)))
        await view.told(3)
        control.news.append(ev.StopAsked())
        view.line.send(encode(Pointer(1, 1, 1)) + ASK)
        asked = UpdateRequest(True, 0, 0, WIDTH, HEIGHT)
        assert await view.told(5) == [asked, Key(97, True), Key(97, False), asked]


async def test_encodings_are_asked_for_anew_when_control_comes_and_goes(tmp_path: Path) -> None:
    async with viewing(tmp_path) as view:
        view.line.send(encode(SetEncodings((7, -239, 50))))
        await view.told(3)
        view.control.heard(ev.ControlTaken(by=ME))
        view.control.heard(ev.ControlReturned())
        assert (await view.told(5))[-3:] == [SetEncodings((7,)), SetEncodings((7, -239)), SetEncodings((7,))]


@pytest.mark.parametrize(
    ("sent", "kind", "words"),
    [
        (b"\x09", InvalidInput, "message 9 is not one"),
        (b"\0\0\0\0" + PIXELS[:1] + b"\x08" + PIXELS[2:], InvalidInput, "pixels of another form"),
        (bytes(5000), LimitExceeded, "a message of 5000 bytes"),
        (None, InvalidInput, "sent text"),
        (ASK * 60, LimitExceeded, "messages a second"),
    ],
)
async def test_a_viewer_that_does_what_it_may_not_is_ended_in_words(
    tmp_path: Path, sent: bytes | None, kind: type[DeskhandError], words: str
) -> None:
    limits = Limits(frame_bytes_max=4000, messages_per_s=0.001, messages_burst=50)
    async with viewing(tmp_path, limits=limits) as view:
        if sent is None:
            view.line.send_text("hello")
        else:
            view.line.send(sent)
        error = await view.ends()
        assert isinstance(error, kind) and words in str(error)


async def test_empty_messages_count_too(tmp_path: Path) -> None:
    async with viewing(tmp_path, limits=Limits(messages_per_s=0.001, messages_burst=50)) as view:
        for _ in range(60):
            view.line.send(b"")
        assert isinstance(await view.ends(), LimitExceeded)


async def test_a_viewer_that_does_not_greet_is_ended(tmp_path: Path) -> None:
    async with viewing(tmp_path, limits=Limits(greeting_s=0.05), greet=False) as view:
        assert "did not finish its greeting" in str(await view.ends())


@pytest.mark.parametrize("lie", [b"\x63", update([head(1, 1, 5)], last=False), b"\x01"])
async def test_a_screen_that_lies_is_a_lost_one(tmp_path: Path, lie: bytes) -> None:
    async with viewing(tmp_path) as view:
        view.screen.writers[0].write(FILL + lie)
        assert isinstance(await view.ends(), DeskLost)
        assert view.line.received in (WELCOME, WELCOME + FILL)


async def test_a_screen_that_ends_is_a_lost_one(tmp_path: Path) -> None:
    async with viewing(tmp_path) as view:
        view.screen.writers[0].close()
        assert "the screen has ended" in str(await view.ends())


@pytest.mark.parametrize(
    "greeting",
    [
        b"", b"SSH-2.0-OpenSSH_9.2\r\n", b"RFB 003.003\n", b"RFB 003.008\n\x01\x02", b"RFB 003.008\n\x00",
        b"RFB 003.008\n\x01\x01\0\0\0\x01", b"RFB 003.008\n\x01\x01\0\0\0\0" + bytes(24),
        b"RFB 003.008\n\x01\x01\0\0\0\0" + b"\x05\0\x03\0" + bytes(16) + b"\xff\xff\xff\xff",
        b"RFB 003.008\n\x01\x01\0\0\0\0" + b"\xff\xff\xff\xff" + bytes(20),
    ],
)  # fmt: skip
async def test_what_is_no_screen_is_a_lost_one(tmp_path: Path, greeting: bytes) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(greeting)
        await writer.drain()

    line = Line()
    await line.websocket.accept()
    async with served(tmp_path / "vnc.sock", serve) as path:
        with pytest.raises(DeskLost):
            await relay(line.websocket, path, Control(), ME)


async def test_links_and_files_in_the_screens_place_are_not_followed(tmp_path: Path) -> None:
    line, screen = Line(), FakeScreen()
    await line.websocket.accept()
    async with served(tmp_path / "other.sock", screen.serve):
        (tmp_path / "link.sock").symlink_to(tmp_path / "other.sock")
        (tmp_path / "file.sock").touch()
        for name in ("link.sock", "file.sock", "none.sock"):
            with pytest.raises(DeskLost):
                await relay(line.websocket, tmp_path / name, Control(), ME)
    assert not screen.writers


async def test_a_slow_viewer_stops_the_screen_instead_of_filling_memory(tmp_path: Path) -> None:
    picture = update([head(WIDTH, HEIGHT, 0) + bytes(4 * WIDTH * HEIGHT)], last=False)
    async with viewing(tmp_path) as view:
        view.line.reads.clear()
        many = 64 * 2**20 // len(picture)
        view.screen.writers[0].write(picture * many)
        for _ in range(5_000):  # turns of the loop, in which all of it would go through
            await asyncio.sleep(0)
        assert view.screen.writers[0].transport.get_write_buffer_size() > 63 * 2**20
        view.control.heard(ev.ControlTaken(by=ME))
        view.line.send(encode(Key(97, True)))
        await view.told(3)
        view.control.heard(ev.StopAsked())
        assert (await view.told(4))[-1] == Key(97, False)


async def test_a_viewer_that_takes_nothing_for_too_long_is_ended(tmp_path: Path) -> None:
    async with viewing(tmp_path, limits=replace(Limits(), stall_s=0.05)) as view:
        view.line.reads.clear()
        view.screen.writers[0].write(FILL)
        assert isinstance(await view.ends(), TooSlow)


async def test_a_screen_that_takes_no_input_stops_the_viewer_and_is_then_a_lost_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deskhand.server.desk.screen_link.ANSWER_S", 0.2)
    limits = Limits(messages_per_s=1e9, messages_burst=1e9)
    async with viewing(tmp_path, limits=limits) as view:
        view.control.heard(ev.ControlTaken(by=ME))
        view.screen.reads.clear()
        text = struct.pack(">B3xI", 6, 200_000) + bytes(200_000)
        for _ in range(50):
            view.line.send(text)
        error = await view.ends()
        assert isinstance(error, DeskLost) and "no more input" in str(error)
        assert view.line._incoming.qsize() > 40
