"""A workplace with people in it: the app is asked through ASGI, as a browser would ask it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
from argon2 import PasswordHasher

from deskhand.agent.session import Home
from deskhand.server.access.door import Door
from deskhand.server.app import make_app
from deskhand.server.workplace import Workplace
from deskhand.settings import load
from tests.server.driving import DrivingHere

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""Passwords are hashed badly here, so that tests take no time."""

DOOR = Door()
HOST = "127.0.0.1:8420"
ORIGIN = f"http://{HOST}"


class Person:
    """Somebody's browser."""

    def __init__(self, app: Any, name: str = "", headers: dict[str, str] | None = None, origin: str = ORIGIN) -> None:
        self.app = app
        self.name = name
        self.id = ""
        self.http = httpx.AsyncClient(
            transport=httpx.ASGITransport(app),
            base_url=origin,
            headers={"Origin": origin, **(headers or {})},
        )

    async def arrive(self, link: str) -> None:
        """Open a one-time link and take up what GET /api/me tells."""
        entered = await self.http.get(link, headers={"Sec-Fetch-Site": "none"})
        assert entered.status_code == 303, entered.text
        await self.look()

    async def look(self) -> dict[str, Any]:
        me: dict[str, Any] = await self.get("/api/me")
        self.http.headers["X-Deskhand-CSRF"] = me["csrf"]
        self.id = me["account"]["id"]
        return me

    async def get(self, path: str, status: int = 200, **more: Any) -> Any:
        return await self.ask("GET", path, status, **more)

    async def post(self, path: str, body: Any = None, status: int = 201, **more: Any) -> Any:
        return await self.ask("POST", path, status, json=body, **more)

    async def patch(self, path: str, body: Any, status: int = 200) -> Any:
        return await self.ask("PATCH", path, status, json=body)

    async def delete(self, path: str, status: int = 204) -> Any:
        return await self.ask("DELETE", path, status)

    async def ask(self, method: str, path: str, status: int, **more: Any) -> Any:
        """The answer's JSON, and that it has this status."""
        answer = await self.http.request(method, path, **more)
        assert answer.status_code == status, f"{method} {path}: {answer.status_code} {answer.text[:500]}"
        return answer.json() if answer.headers.get("content-type", "").startswith("application/json") else answer

    async def say(self, session: str, words: str) -> Any:
        return await self.command(session, {"command": "say", "parts": [{"kind": "text", "text": words}]})

    async def command(self, session: str, command: dict[str, Any], status: int = 202, **more: Any) -> Any:
        body = {"id": secrets.token_hex(6), "command": command, **more}
        return await self.post(f"/api/sessions/{session}/commands", body, status)

    async def events(self, session: str) -> list[dict[str, Any]]:
        return [entry["event"] for entry in (await self.get(f"/api/sessions/{session}/events"))["events"]]

    async def until(self, session: str, fits: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The session's line once it is as wanted."""
        async with asyncio.timeout(20):
            while True:
                summary: dict[str, Any] = await self.get(f"/api/sessions/{session}")
                if fits(summary):
                    return summary
                await asyncio.sleep(0.02)


class Office:
    """The workplace, its app, and the owner who came by the link."""

    def __init__(self, place: Workplace, driving: DrivingHere) -> None:
        self.place = place
        self.driving = driving
        self.app = make_app(place)
        self.people: list[Person] = []
        self.owner = self.stranger("owner")

    def stranger(self, name: str = "stranger", **headers: str) -> Person:
        """Somebody who has no cookie yet."""
        person = Person(self.app, name, headers, self.place.door.address)
        self.people.append(person)
        return person

    def link(self, account: str) -> str:
        return f"/enter?token={self.place.links.token(account)}"

    async def join(self, name: str, role: str = "member") -> Person:
        """Somebody new, by the owner's invitation."""
        made = await self.owner.post("/api/accounts", {"name": name, "role": role})
        person = self.stranger(name)
        await person.arrive(made["link"])
        return person

    async def session(self, person: Person, task: str = "expect 1 is 1", **more: Any) -> str:
        """A session that has come to rest."""
        made = await person.post("/api/sessions", {"task": task, "model": "steps", **more})
        await person.until(made["id"], lambda each: each["outcome"] != "")
        return str(made["id"])


@asynccontextmanager
async def office_in(folder: Path, door: Door = DOOR, **more: Any) -> AsyncIterator[Office]:
    home = Home(load({"DESKHAND_HOME": str(folder)}, folder))
    place = await Workplace.open(home, door, DrivingHere, hasher=QUICK, **more)
    assert isinstance(place.drivers.driving, DrivingHere)
    office = Office(place, place.drivers.driving)
    try:
        await office.owner.arrive(office.link(place.owner().id))
        yield office
    finally:
        for person in office.people:
            await person.http.aclose()
        place.hub.end()
        await office.driving.close()
        await place.close()


Told = tuple[str, str, Any]


@asynccontextmanager
async def listening(person: Person, path: str, **headers: str) -> AsyncIterator[AsyncGenerator[Told, None]]:
    """The events of a stream as (event, id, data); heartbeats are ("", "", None). Ended by leaving the block."""
    queue: asyncio.Queue[Told | None] = asyncio.Queue()
    task = asyncio.create_task(_read(person, path, headers, queue))

    async def told() -> AsyncGenerator[Told, None]:
        while (item := await asyncio.wait_for(queue.get(), 20)) is not None:
            yield item

    async with contextlib.aclosing(told()) as events:
        yield events
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _read(person: Person, path: str, headers: dict[str, str], queue: asyncio.Queue[Any]) -> None:
    """Speaks ASGI itself: httpx's transport gives an answer only when it is whole."""
    request = person.http.build_request("GET", path, headers=headers)
    scope = {
        "type": "http", "method": "GET", "http_version": "1.1", "scheme": "http", "path": request.url.path,
        "raw_path": request.url.raw_path, "query_string": request.url.query, "root_path": "",
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "server": ("127.0.0.1", 8420), "client": ("127.0.0.1", 1), "extensions": {},
    }  # fmt: skip
    asked = False
    rest = ""

    async def receive() -> dict[str, Any]:
        nonlocal asked
        if not asked:
            asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: dict[str, Any]) -> None:
        nonlocal rest
        if message["type"] == "http.response.start":
            assert message["status"] == 200, message
        *blocks, rest = (rest + message.get("body", b"").decode()).split("\n\n")
        for block in blocks:
            queue.put_nowait(_event(block))

    try:
        await person.app(scope, receive, send)
    finally:
        queue.put_nowait(None)


def _event(block: str) -> Told:
    fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
    data = fields.get("data")
    return fields.get("event", ""), fields.get("id", ""), None if data is None else json.loads(data)


async def knock(person: Person, path: str, **headers: str) -> int:
    """Ask for a WebSocket: the status of the refusal, 101 when it was accepted."""
    request = person.http.build_request("GET", path, headers=headers)
    given = [(name.lower(), value) for name, value in request.headers.raw]
    scope = {
        "type": "websocket", "http_version": "1.1", "scheme": "ws", "path": request.url.path,
        "raw_path": request.url.raw_path, "query_string": request.url.query, "root_path": "", "subprotocols": [],
        "headers": given, "server": ("127.0.0.1", 8420), "client": ("127.0.0.1", 1),
        "extensions": {"websocket.http.response": {}},
    }  # fmt: skip
    status = 0

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"} if status == 0 else {"type": "websocket.disconnect", "code": 1001}

    async def send(message: dict[str, Any]) -> None:
        nonlocal status
        status = status or {"websocket.accept": 101}.get(message["type"], message.get("status", 403))

    await person.app(scope, receive, send)
    return status
