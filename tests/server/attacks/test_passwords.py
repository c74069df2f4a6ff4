"""Guessing passwords: however the tries are spread, few are answered."""

from __future__ import annotations

import pytest

from deskhand.server.access.passwords import TRIES_MAX
from tests.server.attacks.siege import PASSWORD, Siege, json_bytes, with_password
from tests.server.office import Person


@pytest.fixture
async def victim(siege: Siege) -> Person:
    return await with_password(siege, await siege.office.join("Victoria", "owner"))


async def tried(siege: Siege, name: str, password: str, source: str = "127.0.0.1") -> int:
    """The status of signing in."""
    headers = {"Origin": siege.origin, "Content-Type": "application/json"}
    body = json_bytes({"name": name, "password": password})
    return (await siege.ask("POST", "/api/login", headers, body, source=source)).status


async def test_after_some_wrong_passwords_the_right_one_is_refused_too(siege: Siege, victim: Person) -> None:
    for _ in range(TRIES_MAX):
        assert await tried(siege, "Victoria", "wrong") == 401
    assert await tried(siege, "Victoria", PASSWORD) == 429


async def test_many_addresses_do_not_give_more_tries(siege: Siege, victim: Person) -> None:
    for number in range(TRIES_MAX):
        await tried(siege, "Victoria", "wrong", f"127.0.0.{number + 10}")
    assert await tried(siege, "Victoria", PASSWORD, "127.0.0.200") == 429


SPELT = (
    "Victoria ",
    " Victoria",
    "VICTORIA",
    "victoria",
    "Ｖictoria",
    "Victoria\t",
    "Vｉctoria",
    "Vic toria"[:3] + "toria  ",
)


async def test_spellings_of_one_name_do_not_give_more_tries(siege: Siege, victim: Person) -> None:
    """Each from an address of its own, so that only the name can be counted."""
    for number in range(3 * TRIES_MAX):
        await tried(siege, f"{SPELT[number % len(SPELT)]}{' ' * number}", "wrong", f"127.0.1.{number + 1}")
    assert await tried(siege, f"Victoria{' ' * 99}", PASSWORD, "127.0.2.1") == 429


async def test_signing_in_as_oneself_in_between_does_not_give_more_tries(siege: Siege, victim: Person) -> None:
    mallory = await with_password(siege, await siege.office.join("Mallory"))
    for number in range(3 * TRIES_MAX):
        if number % (TRIES_MAX - 1) == 0:
            assert await tried(siege, mallory.name, PASSWORD) == 200
        await tried(siege, f"Victoria{' ' * number}", "wrong")
    await tried(siege, mallory.name, PASSWORD)
    assert await tried(siege, f"Victoria{' ' * 99}", PASSWORD) == 429


async def test_a_name_that_nobody_has_is_answered_as_one_that_somebody_has(siege: Siege, victim: Person) -> None:
    headers = {"Origin": siege.origin, "Content-Type": "application/json"}
    answers = [
        await siege.ask("POST", "/api/login", headers, json_bytes({"name": name, "password": "wrong"}))
        for name in ("Victoria", "Nobody")
    ]
    assert answers[0].body == answers[1].body and answers[0].status == answers[1].status == 401


async def test_a_page_of_somebody_else_can_not_sign_its_visitor_in(siege: Siege, victim: Person) -> None:
    body = json_bytes({"name": "Victoria", "password": PASSWORD})
    for headers in (
        {}, {"Origin": "http://evil.test"}, {"Origin": "null"}, {"Origin": f"http://localhost:{siege.port}"},
        {"Origin": siege.origin, "Host": f"localhost:{siege.port}"}, {"Origin": f"http://127.0.0.1:{siege.port + 1}"},
        {"Origin": "http://127.0.0.1"}, {"Origin": f"ftp://{siege.host}"}, {"Origin": f"http://x@{siege.host}"},
    ):  # fmt: skip
        answer = await siege.ask("POST", "/api/login", {"Content-Type": "text/plain", **headers}, body)
        assert answer.status == 403 and "set-cookie" not in answer.headers, headers


async def test_a_new_password_of_ones_own_needs_the_old_one(siege: Siege, victim: Person) -> None:
    """Who finds an unlocked screen must not keep the account."""
    new = {"password": "another horse battery"}
    await victim.patch("/api/me", new, 403)
    await victim.patch("/api/me", {**new, "old_password": "wrong"}, 403)
    await victim.patch(f"/api/accounts/{victim.id}", new, 403)
    assert await tried(siege, "Victoria", PASSWORD) == 200


async def test_a_new_password_ends_the_other_cookies(siege: Siege, victim: Person) -> None:
    other = siege.office.stranger()
    await other.arrive(siege.office.link(victim.id))
    await victim.patch("/api/me", {"password": "another horse battery", "old_password": PASSWORD})
    await other.get("/api/me", 401)
    await victim.get("/api/me")
