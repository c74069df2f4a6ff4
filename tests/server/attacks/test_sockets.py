"""The desk's socket and the streams: who gets one, what a view may do, and that it ends with the right to it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from deskhand.desk.run_folder import vnc_socket
from deskhand.server.desk.from_viewer import Fence, Key, Pointer, encode
from tests.server.attacks.siege import Siege, until
from tests.server.desk.fakes import FakeScreen, served
from tests.server.desk.streams import GREETING
from tests.server.office import Person

CONNECTION = "window-12345"
MARK = Fence(0, b"after all that")


class Watched:
    """A session of Anna's whose desk has a screen, in a project with Ben (member) and Vera (viewer)."""

    def __init__(self, siege: Siege, session: str, project: str, screen: FakeScreen, people: dict[str, Person]) -> None:
        self.siege, self.session, self.project, self.screen = siege, session, project, screen
        self.anna, self.ben, self.vera = (people[name] for name in ("Anna", "Ben", "Vera"))

    @contextlib.asynccontextmanager
    async def view(
        self, person: Person | None, connection: str = CONNECTION, **headers: str | None
    ) -> AsyncIterator[ClientConnection]:
        """A view that has greeted."""
        keys: dict[str, Any] = self.siege.keys_of(person) if person else {"Origin": self.siege.origin}
        sent = {name: value for name, value in {**keys, **headers}.items() if value is not None}
        sent.pop("Host", None)
        address = f"ws://{self.siege.host}/api/sessions/{self.session}/desk?connection={connection}"
        async with connect(address, additional_headers=sent, proxy=None, compression=None) as socket:
            await socket.send(GREETING)
            yield socket

    async def takes_control(self, person: Person, connection: str = CONNECTION) -> None:
        await person.command(self.session, {"command": "take_control"}, connection=connection)
        by = f"{person.id}:{connection}"
        await until(self.anna, self.session, lambda event: event.get("by") == by)
        if watched := self.siege.office.place.bridge._watched.get(self.session):
            await watched.control.catch_up()  # as a page that saw the event finds it

    async def heard(self) -> list[object]:
        """The input that the screen got before the mark."""
        await self.screen.until(lambda: MARK in self.screen.messages)
        return [message for message in self.screen.messages if isinstance(message, Key | Pointer)]

    async def members(self, **roles: str) -> None:
        people = {"anna": self.anna, "ben": self.ben, "vera": self.vera}
        members = [{"account": people[name].id, "role": role} for name, role in {"anna": "owner", **roles}.items()]
        await self.anna.patch(f"/api/projects/{self.project}", {"members": members})


@pytest.fixture
async def watched(siege: Siege) -> AsyncIterator[Watched]:
    office = siege.office
    people = {name: await office.join(name) for name in ("Anna", "Ben", "Vera")}
    project = (await people["Anna"].post("/api/projects", {"name": "Together"}))["id"]
    session = await office.session(people["Anna"], project=project)
    path = vnc_socket(office.place.home.desk_folder(session))
    path.parent.mkdir(parents=True)
    screen = FakeScreen()
    async with served(path, screen.serve):
        watched = Watched(siege, session, project, screen, people)
        await watched.members(ben="member", vera="viewer")
        yield watched


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": None}, {"Origin": "http://evil.test"}, {"Origin": "null"}, {"Origin": ""}, {"Cookie": None},
        {"Cookie": "deskhand-8420=x"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://127.0.0.1"}, {"Origin": "http://localhost:1"},
    ],
)  # fmt: skip
async def test_a_page_of_somebody_else_gets_no_view(watched: Watched, headers: dict[str, str | None]) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with watched.view(watched.anna, **headers):
            pass
    assert refused.value.response.status_code in (401, 403)
    assert not watched.screen.writers


async def test_who_shares_nothing_gets_no_view_and_learns_nothing(watched: Watched) -> None:
    mallory = await watched.siege.office.join("Mallory")
    for person in (mallory, watched.siege.office.owner):
        with pytest.raises(InvalidStatus) as refused:
            async with watched.view(person):
                pass
        assert refused.value.response.status_code == 404
    assert not watched.screen.writers


async def test_a_viewer_of_the_project_acts_by_no_name(watched: Watched) -> None:
    """Not even by the very name that has control, nor when it guesses that of another."""
    await watched.takes_control(watched.anna)
    for name in (CONNECTION, "x" * 8):
        async with watched.view(watched.vera, name) as socket:
            await socket.send(encode(Key(97, True)) + encode(Pointer(1, 5, 5)) + encode(MARK))
            assert await watched.heard() == []
        watched.screen.messages.clear()
    await watched.vera.command(watched.session, {"command": "take_control"}, 403, connection=CONNECTION)


async def test_a_member_acts_only_when_control_is_theirs(watched: Watched) -> None:
    await watched.takes_control(watched.anna)
    async with watched.view(watched.ben) as socket, watched.view(watched.anna) as hers:
        await socket.send(encode(Key(97, True)) + encode(Pointer(1, 5, 5)) + encode(MARK))
        assert await watched.heard() == []
        await hers.send(encode(Key(98, True)))
        await watched.screen.until(lambda: Key(98, True) in watched.screen.messages)


async def test_control_that_is_taken_without_a_connection_lets_no_view_act(watched: Watched) -> None:
    await watched.anna.command(watched.session, {"command": "take_control"})
    await watched.anna.until(watched.session, lambda each: each["state"] == "yours")
    async with watched.view(watched.anna) as socket:
        await socket.send(encode(Key(97, True)) + encode(MARK))
        assert await watched.heard() == []


async def closed(socket: ClientConnection) -> int:
    """The code with which the server closes."""
    async with asyncio.timeout(20):
        with pytest.raises(ConnectionClosed) as gone:
            while True:
                await socket.recv()
    return gone.value.rcvd.code if gone.value.rcvd else 0


async def test_a_view_ends_with_the_membership_and_lets_go_of_keys(watched: Watched) -> None:
    async with watched.view(watched.ben) as socket:
        await watched.takes_control(watched.ben)
        await socket.send(encode(Key(97, True)))
        await watched.screen.until(lambda: Key(97, True) in watched.screen.messages)
        await watched.members(vera="viewer")
        assert await closed(socket) == 4403
        await watched.screen.until(lambda: Key(97, False) in watched.screen.messages)


async def test_a_view_that_could_act_ends_when_its_account_may_only_look(watched: Watched) -> None:
    async with watched.view(watched.ben) as socket:
        await watched.takes_control(watched.ben)
        await watched.members(ben="viewer", vera="viewer")
        assert await closed(socket) == 4403
    async with watched.view(watched.ben) as socket:
        await socket.send(encode(Key(97, True)) + encode(MARK))
        assert await watched.heard() == []


async def test_a_view_ends_when_the_whole_account_may_only_look(watched: Watched) -> None:
    async with watched.view(watched.ben) as socket:
        await watched.takes_control(watched.ben)
        await watched.siege.office.owner.patch(f"/api/accounts/{watched.ben.id}", {"role": "viewer"})
        assert await closed(socket) == 4403


async def test_a_view_ends_with_the_cookie(watched: Watched) -> None:
    async with watched.view(watched.ben) as socket:
        await watched.ben.post("/api/logout", status=204)
        assert await closed(socket) == 4403


async def test_a_view_ends_with_the_account(watched: Watched) -> None:
    async with watched.view(watched.ben) as socket:
        await watched.siege.office.owner.delete(f"/api/accounts/{watched.ben.id}")
        assert await closed(socket) == 4403


async def test_a_view_ends_with_the_session(watched: Watched) -> None:
    async with watched.view(watched.ben) as socket:
        await watched.anna.delete(f"/api/sessions/{watched.session}")
        assert await closed(socket) in (4403, 4404, 1012)


async def test_a_message_that_is_too_large_ends_the_view(watched: Watched) -> None:
    async with watched.view(watched.ben) as socket:
        with contextlib.suppress(ConnectionClosed):
            await socket.send(bytes(32 * 2**20))
        assert await closed(socket) in (1008, 1009)


@pytest.mark.parametrize("connection", ["", "short", "a:b:c:d:e", "x" * 65, "window%0a1234", "%2e%2e%2fetc%2f"])
async def test_a_view_without_a_good_name_is_refused(watched: Watched, connection: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with watched.view(watched.anna, connection):
            pass
    assert refused.value.response.status_code in (403, 422)
    assert not watched.screen.writers


async def test_a_screens_socket_that_is_a_link_is_not_followed(watched: Watched) -> None:
    path = vnc_socket(watched.siege.office.place.home.desk_folder(watched.session))
    path.rename(path.with_name("other.sock"))
    path.symlink_to("other.sock")
    async with watched.view(watched.anna) as socket:
        assert await closed(socket) == 1012
    assert not watched.screen.writers


@pytest.mark.parametrize("headers", [{"Cookie": "x=y"}, {"Sec-Fetch-Site": "cross-site"}, {"Host": "evil.test"}])
async def test_no_stream_is_for_a_page_of_somebody_else(watched: Watched, headers: dict[str, str]) -> None:
    keys = watched.siege.keys_of(watched.anna)
    for path in ("/api/stream", f"/api/sessions/{watched.session}/stream"):
        answer = await watched.siege.ask("GET", path, {**keys, **headers})
        assert answer.status in (400, 401, 403)


async def test_a_stream_tells_nothing_of_what_one_shares_no_more(watched: Watched) -> None:
    keys = watched.siege.keys_of(watched.ben)
    head = "".join(f"{name}: {value}\r\n" for name, value in keys.items())
    reader, writer = await asyncio.open_connection("127.0.0.1", watched.siege.port)
    writer.write(f"GET /api/sessions/{watched.session}/stream HTTP/1.1\r\n{head}\r\n".encode())
    await reader.readuntil(b'"session_started"')
    await watched.members(vera="viewer")
    await watched.anna.say(watched.session, "nothing for Ben")
    async with asyncio.timeout(20):
        rest = await reader.readuntil(b"event: gone")
    assert b"nothing for Ben" not in rest
    writer.close()
