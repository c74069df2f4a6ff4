"""What one account can cost everybody: money, memory, disk, and rules that hold for others."""

from __future__ import annotations

import asyncio

import pytest

from tests.server.attacks.siege import Siege
from tests.server.office import Person


@pytest.fixture
async def mallory(siege: Siege) -> Person:
    return await siege.office.join("Mallory")


async def test_a_member_does_not_raise_the_limits_that_the_owner_set(siege: Siege, mallory: Person) -> None:
    wish = {"task": "expect 1 is 1", "model": "steps", "limits": {"cost_usd_max": 1_000_000.0, "steps_max": 10**9}}
    answer = await mallory.http.post("/api/sessions", json=wish)
    assert answer.status_code in (403, 422)
    session = await siege.office.session(mallory)
    raised = {"command": "change_limits", "limits": {"cost_usd_max": 1_000_000.0}}
    await mallory.command(session, raised, 403)


async def test_one_account_does_not_hold_every_line_of_the_server(siege: Siege, mallory: Person) -> None:
    keys = siege.keys_of(mallory)
    head = "".join(f"{name}: {value}\r\n" for name, value in keys.items())
    lines = []
    refused = 0
    for _ in range(300):
        reader, writer = await asyncio.open_connection("127.0.0.1", siege.port)
        writer.write(f"GET /api/stream HTTP/1.1\r\n{head}\r\n".encode())
        lines.append(writer)
        refused += b"200 OK" not in await reader.readline()
    for writer in lines:
        writer.close()
    assert refused > 0
