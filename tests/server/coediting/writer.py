"""A page as the browser has it: a replica of its own behind a real WebSocket; and the people whose pages they are."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

from pycrdt import Doc, Text
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from deskhand.agent.shelf import Shelf
from deskhand.core.artifacts import Edit, Maker
from tests.server.attacks.siege import Siege
from tests.server.office import Person

PATH = "a.md"
WORDS = "one\ntwo\nthree\nfour\n"
MODEL = Maker(by="model", who="a-model", call="s1.1")


class Page:
    """One replica. What the server sends is taken in as it comes."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.doc: Doc[Text] = Doc()
        self.told: list[dict[str, Any]] = []
        self.sent = 0
        self.closed: tuple[int, str] | None = None
        self._news = asyncio.Event()
        self._reading = asyncio.ensure_future(self._read())

    @property
    def text(self) -> str:
        return str(self.doc.get(PATH, type=Text))

    def last(self, type: str) -> dict[str, Any]:
        return next((each for each in reversed(self.told) if each["type"] == type), {})

    async def write(self, at: int, words: str, removed: int = 0) -> None:
        """Put words in at a byte, in place of as many bytes."""
        before, text = self.doc.get_state(), self.doc.get(PATH, type=Text)
        with self.doc.transaction():
            if removed:
                del text[at : at + removed]
            text.insert(at, words)
        await self.socket.send(b"\x01" + self.doc.get_update(before))
        self.sent += 1

    async def say(self, **words: Any) -> None:
        await self.socket.send(json.dumps(words))

    async def until(self, holds: Callable[[], object]) -> None:
        async with asyncio.timeout(20):
            while not holds():
                assert self.closed is None, self.closed
                self._news.clear()
                await self._news.wait()

    async def until_kept(self) -> None:
        """Until all that it sent is on the server's disk."""
        await self.until(lambda: self.last("kept").get("n") == self.sent)

    async def until_there(self, *words: str, times: int = 1) -> None:
        """Until each of these stands in the text so often."""
        await self.until(lambda: all(self.text.count(each) == times for each in words))

    async def until_closed(self) -> int:
        """The code that it was closed with."""
        async with asyncio.timeout(20):
            await self._reading
        assert self.closed is not None
        return self.closed[0]

    async def _read(self) -> None:
        try:
            async for message in self.socket:
                if isinstance(message, str):
                    self.told.append(json.loads(message))
                elif message[:1] == b"\x00":
                    await self.socket.send(b"\x00" + self.doc.get_state())
                elif message[:1] == b"\x01":
                    self.doc.apply_update(message[1:])
                self._news.set()
        except ConnectionClosed:
            pass
        self.closed = (self.socket.close_code or 0, self.socket.close_reason or "")
        self._news.set()


class Desk:
    """The people and what is between them."""

    def __init__(self, siege: Siege, project: str, session: str, artifact: str, people: dict[str, Person]) -> None:
        self.siege, self.project, self.session, self.artifact = siege, project, session, artifact
        self.anna, self.ben, self.vera = (people[name] for name in ("Anna", "Ben", "Vera"))

    @property
    def shelf(self) -> Shelf:
        return self.siege.office.place.shelf

    @property
    def at(self) -> str:
        return f"/api/sessions/{self.session}/artifacts/{self.artifact}"

    @contextlib.asynccontextmanager
    async def page(self, person: Person) -> AsyncIterator[Page]:
        """Somebody's page, once it has the text."""
        keys = {name: value for name, value in self.siege.keys_of(person).items() if name != "Host"}
        address = f"ws://{self.siege.host}{self.at}/live"
        async with connect(address, additional_headers=keys, proxy=None, compression=None) as socket:
            page = Page(socket)
            await page.until(lambda: page.text and page.last("room"))
            yield page

    async def model_writes(self, base: int, *edits: tuple[str, str]) -> int:
        """A version by the tool's own way; its number."""
        changes = [Edit(path=PATH, old=old, new=new) for old, new in edits]
        made = await self.shelf.update(self.session, self.artifact, base, changes, MODEL)
        return made.newest.number

    async def members(self, **roles: str) -> None:
        people = {"anna": self.anna, "ben": self.ben, "vera": self.vera}
        members = [{"account": people[name].id, "role": role} for name, role in {"anna": "owner", **roles}.items()]
        await self.anna.patch(f"/api/projects/{self.project}", {"members": members})

    async def newest(self) -> dict[str, Any]:
        found: dict[str, Any] = (await self.anna.get(self.at))["newest"]
        return found

    async def text_of(self, number: int) -> str:
        return str((await self.anna.get(f"{self.at}/versions/{number}"))["files"][PATH])


async def with_people(siege: Siege) -> Desk:
    office = siege.office
    people = {name: await office.join(name) for name in ("Anna", "Ben", "Vera")}
    anna = people["Anna"]
    project = (await anna.post("/api/projects", {"name": "Together"}))["id"]
    session = await office.session(anna, project=project)
    wish = {"title": "T", "kind": "markdown", "files": {PATH: WORDS}}
    artifact = (await anna.post(f"/api/sessions/{session}/artifacts", wish))["id"]
    desk = Desk(siege, project, session, artifact, people)
    await desk.members(ben="member", vera="viewer")
    return desk
