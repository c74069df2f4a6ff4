"""All views of a server: their names, how many there may be, how they are ended, and control read from the journal."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from deskhand.core import events as ev
from deskhand.core.errors import InvalidInput
from deskhand.journal.journal import Journal
from deskhand.journal.values import Recorded
from deskhand.server.desk import Bridge, Ending, Seat, bridge
from deskhand.server.desk.closing import NOT_ALLOWED, REASON_BYTES_MAX
from deskhand.server.desk.from_viewer import Fence, Key, Message, SetEncodings, encode
from tests.server.desk.fakes import FakeScreen, Line, served
from tests.server.desk.streams import GREETING

ME = "anna:window-1"


class Desk:
    """One session's desk behind a bridge, with its stream."""

    def __init__(self, journal: Journal, session: str, screen: FakeScreen, path: Path) -> None:
        self.journal, self.session, self.screen, self.path = journal, session, screen, path
        self.bridge = Bridge(journal)
        self._views: list[asyncio.Task[None]] = []

    def seat(self, connection: str = "window-1", account: str = "anna") -> Seat:
        return Seat(self.session, account, connection, self.path)

    async def view(self, seat: Seat | None = None, *, subprotocols: tuple[str, ...] = ()) -> Line:
        """A view that has greeted, or was turned away."""
        line, seat = Line(subprotocols=subprotocols), seat or self.seat()
        screens = len(self.screen.writers)
        self._views.append(asyncio.create_task(self.bridge.serve(line.websocket, seat)))
        line.send(GREETING)
        await line.until(lambda: line.closed is not None or len(line.received) > 40)
        assert line.closed or len(self.screen.writers) > screens
        return line

    async def append(self, *events: ev.Event) -> None:
        info = await self.journal.info(self.session)
        await self.journal.append(self.session, events, expect=info.seq, at=0.0)

    async def keys(self, count: int) -> list[Message]:
        """The keys that the screen heard, once there are so many."""
        await self.screen.until(lambda: len(self._keys()) >= count)
        return self._keys()

    def _keys(self) -> list[Message]:
        return [message for message in self.screen.messages if isinstance(message, Key)]

    async def over(self) -> None:
        """Until every view has ended."""
        await asyncio.gather(*self._views)


@contextlib.asynccontextmanager
async def a_desk(folder: Path) -> AsyncIterator[Desk]:
    screen = FakeScreen()
    async with served(folder / "vnc.sock", screen.serve) as path, await Journal.open(folder / "journal.db") as journal:
        desk = Desk(journal, (await journal.create("session")).id, screen, path)
        try:
            yield desk
        finally:
            desk.bridge.close()
            await desk.over()


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with a_desk(tmp_path) as desk:
        yield desk


async def test_control_is_read_from_the_journal_as_it_was_and_as_it_changes(desk: Desk) -> None:
    await desk.append(ev.ControlTaken(by="ben:window-9"), ev.ControlTaken(by=ME))
    line = await desk.view()
    line.send(encode(SetEncodings((0,))) + encode(Key(97, True)))
    assert await desk.keys(1) == [Key(97, True)]
    await desk.append(ev.ControlReturned())
    assert await desk.keys(2) == [Key(97, True), Key(97, False)]
    line.send(encode(Key(98, True)) + encode(Key(98, False)) + encode(Fence(0, b"")))
    await desk.screen.until(lambda: Fence(0, b"") in desk.screen.messages)
    await desk.append(ev.ControlTaken(by=ME))
    await desk.screen.until(lambda: desk.screen.messages.count(SetEncodings((0,))) == 3)
    line.send(encode(Key(99, True)))
    assert await desk.keys(3) == [Key(97, True), Key(97, False), Key(99, True)]


async def test_a_change_by_another_process_is_heard(desk: Desk, tmp_path: Path) -> None:
    await desk.append(ev.ControlTaken(by=ME))
    line = await desk.view()
    line.send(encode(Key(97, True)))
    await desk.keys(1)
    async with await Journal.open(tmp_path / "journal.db") as another:
        await another.append(desk.session, [ev.StopAsked()], expect=1, at=0.0)
        line.send(encode(Key(98, True)))
        assert await desk.keys(2) == [Key(97, True), Key(97, False)]


async def test_a_newer_connection_of_a_name_puts_the_older_one_out_and_has_its_control(desk: Desk) -> None:
    await desk.append(ev.ControlTaken(by=ME))
    first = await desk.view()
    second = await desk.view()
    await first.until(lambda: first.closed is not None)
    assert first.closed == (4409, "a newer connection of this name took over.")
    second.send(encode(Key(97, True)))
    assert await desk.keys(1) == [Key(97, True)]
    assert desk.bridge.seats(desk.session) == (desk.seat(),)


async def test_the_same_name_under_another_account_is_another_connection(desk: Desk) -> None:
    await desk.append(ev.ControlTaken(by=ME))
    mine = await desk.view()
    theirs = await desk.view(desk.seat(account="ben"))
    theirs.send(encode(Key(97, True)))
    mine.send(encode(Key(98, True)))
    assert await desk.keys(1) == [Key(98, True)]
    assert mine.closed is None


async def test_more_views_than_a_desk_draws_for_are_turned_away(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge, "VIEWS_MAX", 2)
    one, two = [await desk.view(desk.seat(f"window-{n}")) for n in (1, 2)]
    third = await desk.view(desk.seat("window-3"))
    assert third.closed is not None and third.closed[0] == 1013
    assert one.closed is two.closed is None
    assert (await desk.view(desk.seat("window-2"))).closed is None


async def test_views_of_an_account_that_may_look_no_more_are_ended_and_let_go_of_keys(desk: Desk) -> None:
    await desk.append(ev.ControlTaken(by=ME))
    mine, theirs = await desk.view(), await desk.view(desk.seat(account="ben"))
    mine.send(encode(Key(97, True)))
    await desk.keys(1)
    desk.bridge.end(NOT_ALLOWED, lambda seat: seat.account == "anna")
    await mine.until(lambda: mine.closed is not None)
    assert mine.closed is not None and mine.closed[0] == 4403
    assert await desk.keys(2) == [Key(97, True), Key(97, False)]
    assert theirs.closed is None


async def test_a_deleted_session_ends_its_views(desk: Desk) -> None:
    line = await desk.view()
    await desk.journal.delete(desk.session)
    await line.until(lambda: line.closed is not None)
    assert line.closed is not None and line.closed[0] == 4404


async def test_a_server_that_ends_tells_every_view_and_takes_no_new_one(desk: Desk) -> None:
    line = await desk.view()
    desk.bridge.close()
    await line.until(lambda: line.closed is not None)
    assert line.closed == (1001, "the server ends; connect again.")
    assert (await desk.view()).closed == line.closed


async def test_a_session_that_nobody_watches_any_more_is_forgotten(desk: Desk) -> None:
    line = await desk.view()
    line.leave()
    await desk.over()
    assert desk.bridge.seats(desk.session) == () and not desk.bridge._watched
    assert line.closed is None


async def test_events_are_read_once_however_often_a_desk_is_asked_for(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.append(*(ev.ControlTaken(by=ME) for _ in range(700)))
    read: list[int] = []
    reading = desk.journal.read

    async def counted(stream: str, *, after: int = 0, limit: int | None = None) -> list[Recorded]:
        found = await reading(stream, after=after, limit=limit)
        read.extend(recorded.seq for recorded in found)
        return found

    monkeypatch.setattr(desk.journal, "read", counted)
    nowhere = Seat(desk.session, "anna", "window-1", tmp_path / "none.sock")
    for _ in range(3):
        await desk.view(nowhere)
        await desk.over()
    await desk.view()
    assert read == list(range(1, 701))


async def test_who_comes_again_has_the_control_that_there_is_by_then(desk: Desk) -> None:
    await desk.append(ev.ControlTaken(by=ME))
    first = await desk.view()
    first.send(encode(Key(97, True)) + encode(Key(97, False)))
    await desk.keys(2)
    first.leave()
    await desk.over()
    await desk.append(ev.ControlTaken(by="ben:window-9"))
    second = await desk.view()
    second.send(encode(Key(98, True)) + encode(Key(98, False)) + encode(Fence(0, b"")))
    await desk.screen.until(lambda: Fence(0, b"") in desk.screen.messages)
    assert len(await desk.keys(2)) == 2


async def test_of_sessions_that_nobody_watches_only_the_latest_are_remembered(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bridge, "KEPT_MAX", 2)
    sessions = [(await desk.journal.create("session")).id for _ in range(3)]
    for session in sessions:
        await desk.view(Seat(session, "anna", "window-1", tmp_path / "none.sock"))
        await desk.over()
    assert list(desk.bridge._kept) == sessions[1:]


async def test_a_viewer_that_does_what_it_may_not_is_told(desk: Desk) -> None:
    line = await desk.view()
    line.send(b"\x09")
    await line.until(lambda: line.closed is not None)
    assert line.closed is not None and line.closed[0] == 1008 and "message 9" in line.closed[1]


async def test_a_desk_without_a_screen_is_told(desk: Desk, tmp_path: Path) -> None:
    line = await desk.view(Seat(desk.session, "anna", "window-1", tmp_path / "none.sock"))
    assert line.closed is not None and line.closed[0] == 1012


async def test_a_name_that_could_be_anothers_is_refused_before_anything_is_accepted(desk: Desk) -> None:
    line = Line()
    with pytest.raises(InvalidInput):
        await desk.bridge.serve(line.websocket, desk.seat("ben:window-1"))
    assert line.accepted is None


@pytest.mark.parametrize(("offered", "agreed"), [((), None), (("binary", "x"), "binary"), (("x",), None)])
async def test_the_binary_subprotocol_is_agreed_to_when_it_is_offered(
    desk: Desk, offered: tuple[str, ...], agreed: str | None
) -> None:
    line = await desk.view(subprotocols=offered)
    assert line.accepted is not None and line.accepted["subprotocol"] == agreed


def test_a_reason_is_cut_to_what_a_close_frame_holds_at_a_whole_character() -> None:
    words = Ending(1008, "é" * 100).words
    assert words == "é" * (REASON_BYTES_MAX // 2)
