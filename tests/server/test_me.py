"""Coming in and going out: links, passwords, cookies."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import pytest

from deskhand.server.access.door import Door
from deskhand.server.access.link import LIFE_S, Links, made_token
from deskhand.server.access.passwords import TRIES_MAX
from deskhand.server.kept import Kept
from deskhand.server.workplace import FILE
from tests.server.office import Office, office_in

PASSWORD = "correct horse battery"
HERE = {"Sec-Fetch-Site": "none"}
"""As a browser sends it for a link that was opened from a terminal or the address bar."""


async def test_a_link_lets_its_account_in_once(office: Office) -> None:
    link = office.link(office.owner.id)
    first, second = office.stranger(), office.stranger()
    await first.arrive(link)
    assert first.id == office.owner.id
    again = await second.http.get(link, headers=HERE)
    assert (again.status_code, again.headers["location"]) == (303, "/?link=used")
    assert "set-cookie" not in again.headers
    await second.get("/api/me", 401)


@pytest.mark.parametrize("token", ["", "x", "x.y", ".", "é", "a" * 5_000, "eyJpZCI6MX0.AAAA"])
async def test_a_link_that_was_made_up_lets_nobody_in(office: Office, token: str) -> None:
    answer = await office.stranger().http.get("/enter", params={"token": token}, headers=HERE)
    assert answer.status_code == 303 and "set-cookie" not in answer.headers


async def test_a_link_of_another_key_or_one_that_is_old_is_nobodys(tmp_path: Path) -> None:
    now = 1_000.0
    tables = "CREATE TABLE IF NOT EXISTS links (id TEXT PRIMARY KEY, until REAL NOT NULL);"
    links = Links(b"k" * 32, Kept(tmp_path / "a.db", tables), lambda: now)
    assert await links.account_of(made_token(b"k" * 32, "u-1", now)) == "u-1"
    assert await links.account_of(made_token(b"o" * 32, "u-1", now)) == ""
    assert await links.account_of(made_token(b"k" * 32, "u-1", now - LIFE_S)) == ""


@pytest.mark.parametrize("site", ["cross-site", "same-site", "", "nonsense"])
async def test_a_link_that_a_strangers_page_led_to_signs_nobody_in_before_they_were_asked(
    office: Office, site: str
) -> None:
    mallory, victim = await office.join("Mallory"), office.stranger()
    link = office.link(mallory.id)
    token = link.partition("token=")[2]
    led = await victim.http.get(link, headers={"Sec-Fetch-Site": site} if site else {})
    assert (led.status_code, led.headers["location"]) == (303, f"/enter/asked#{token}")
    assert "set-cookie" not in led.headers
    for headers in ({"Origin": "http://evil.test"}, {"Origin": ""}, {"Origin": "null"}):
        await victim.post("/api/enter", {"token": token}, 403, headers=headers)
    assert await victim.post("/api/link", {"token": token}, 200) == {"name": "Mallory", "now": ""}
    await victim.get("/api/me", 401)
    assert (await victim.post("/api/enter", {"token": token}, 200))["account"]["name"] == "Mallory"
    await victim.look()
    for path in ("/api/link", "/api/enter"):
        await office.stranger().post(path, {"token": token}, 401)


async def test_a_link_for_another_account_than_is_signed_in_asks_first_and_then_ends_the_other(office: Office) -> None:
    anna, ben = await office.join("Anna"), await office.join("Ben")
    for_anna = await anna.http.get(office.link(anna.id), headers=HERE)
    assert (for_anna.status_code, for_anna.headers["location"]) == (303, "/")
    token = office.link(anna.id).partition("token=")[2]
    before = dict(ben.http.cookies)
    led = await ben.http.get(f"/enter?token={token}", headers=HERE)
    assert led.headers["location"] == f"/enter/asked#{token}" and "set-cookie" not in led.headers
    assert (await ben.look())["account"]["name"] == "Ben"
    assert await ben.post("/api/link", {"token": token}, 200) == {"name": "Anna", "now": "Ben"}
    await ben.post("/api/enter", {"token": token}, 200)
    assert (await ben.look())["account"]["name"] == "Anna"
    ben.http.cookies.clear()
    ben.http.cookies.update(before)
    await ben.get("/api/me", 401)


@pytest.mark.parametrize(
    ("session", "led"),
    [("s-2118ab", "/s/s-2118ab"), ("", "/"), ("//evil.test", "/"), ("s-1/../../x", "/"), ("s-1%0d%0aX: y", "/")],
)
async def test_a_link_leads_to_a_session_and_to_nothing_else(office: Office, session: str, led: str) -> None:
    answer = await office.stranger().http.get(f"{office.link(office.owner.id)}&session={session}", headers=HERE)
    assert (answer.status_code, answer.headers["location"]) == (303, led)


async def test_the_cookie_is_for_the_browser_alone(office: Office) -> None:
    answer = await office.stranger().http.get(office.link(office.owner.id), headers=HERE)
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie and "Path=/" in cookie and "Domain" not in cookie


async def test_with_tls_the_cookie_goes_over_tls_alone(tmp_path: Path) -> None:
    async with office_in(tmp_path, Door(tls=True)) as office:
        answer = await office.stranger().http.get(office.link(office.owner.id), headers=HERE)
        assert answer.headers["set-cookie"].startswith("__Host-deskhand=")
        assert "Secure" in answer.headers["set-cookie"]
        assert "max-age" in answer.headers["strict-transport-security"]


async def test_nothing_that_lets_in_lies_on_the_disk(office: Office) -> None:
    await office.owner.patch("/api/me", {"password": PASSWORD})
    cookie = next(iter(office.owner.http.cookies.jar)).value
    assert cookie
    folder = office.place.home.folder
    written = b"".join(path.read_bytes() for path in sorted(folder.glob("*.db*")))
    assert cookie.encode() not in written and PASSWORD.encode() not in written
    assert hashlib.sha256(cookie.encode()).hexdigest().encode() in written
    rows = sqlite3.connect(folder / FILE).execute("SELECT hash FROM passwords").fetchall()
    assert rows[0][0].startswith("$argon2id$")
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.glob("*.db*"))


async def test_no_event_holds_a_password_not_even_hashed(office: Office) -> None:
    await office.owner.patch("/api/me", {"password": PASSWORD})
    entries = await office.place.journal.read(office.owner.id)
    assert [entry.event.type for entry in entries] == ["account_made", "password_set"]  # type: ignore[attr-defined]
    assert "argon2" not in str(entries)


async def test_a_password_lets_in(office: Office) -> None:
    await office.owner.patch("/api/me", {"password": PASSWORD})
    other = office.stranger()
    me = await other.post("/api/login", {"name": " owner ", "password": PASSWORD}, 200)
    assert me["account"]["name"] == "Owner" and me["account"]["has_password"]
    other.http.headers["X-Deskhand-CSRF"] = me["csrf"]
    await other.post("/api/projects", {"name": "Plans"})


async def test_a_login_from_a_page_of_somebody_else_fails(office: Office) -> None:
    await office.owner.patch("/api/me", {"password": PASSWORD})
    body = {"name": "Owner", "password": PASSWORD}
    await office.stranger().post("/api/login", body, 403, headers={"Origin": "http://evil.test"})


async def test_after_some_wrong_passwords_it_has_to_be_waited(office: Office) -> None:
    await office.owner.patch("/api/me", {"password": PASSWORD})
    stranger = office.stranger()
    for _ in range(TRIES_MAX):
        await stranger.post("/api/login", {"name": "Owner", "password": "guess"}, 401)
    limited = await stranger.http.post("/api/login", json={"name": "Owner", "password": PASSWORD})
    assert limited.status_code == 429 and int(limited.headers["retry-after"]) > 0


async def test_an_unknown_name_and_a_wrong_password_are_told_alike(office: Office) -> None:
    await office.owner.patch("/api/me", {"password": PASSWORD})
    wrong = await office.stranger().post("/api/login", {"name": "Owner", "password": "guess"}, 401)
    unknown = await office.stranger().post("/api/login", {"name": "Nobody", "password": "guess"}, 401)
    assert wrong == unknown


async def test_a_new_password_needs_the_old_one_and_ends_the_other_sessions(office: Office) -> None:
    other = office.stranger()
    await other.arrive(office.link(office.owner.id))
    await office.owner.patch("/api/me", {"password": PASSWORD})
    await other.get("/api/me", 401)
    await office.owner.patch("/api/me", {"password": "another good one"}, 403)
    await office.owner.patch("/api/me", {"password": "another good one", "old_password": PASSWORD})
    await office.owner.get("/api/me")


async def test_a_short_password_is_refused(office: Office) -> None:
    assert "characters" in (await office.owner.patch("/api/me", {"password": "short"}, 422))["error"]["message"]
    assert not (await office.owner.get("/api/me"))["account"]["has_password"]


async def test_who_goes_out_is_out(office: Office) -> None:
    cookies = dict(office.owner.http.cookies)
    await office.owner.post("/api/logout", status=204)
    thief = office.stranger()
    thief.http.cookies.update(cookies)
    await thief.get("/api/me", 401)


async def test_an_account_has_a_language_and_a_look(office: Office) -> None:
    me = await office.owner.patch("/api/me", {"language": "zh", "theme": "dark", "name": "小明"})
    assert (me["account"]["language"], me["account"]["theme"], me["account"]["name"]) == ("zh", "dark", "小明")
    await office.owner.patch("/api/me", {"language": "tlh"}, 422)


async def test_everything_stands_after_a_restart(tmp_path: Path) -> None:
    async with office_in(tmp_path) as office:
        anna = await office.join("Anna")
        project = (await anna.post("/api/projects", {"name": "Plans"}))["id"]
        session = await office.session(anna, project=project)
        await anna.patch(f"/api/sessions/{session}", {"archived": True})
        cookies, csrf = dict(anna.http.cookies), anna.http.headers["X-Deskhand-CSRF"]
    async with office_in(tmp_path) as office:
        again = office.stranger()
        again.http.cookies.update(cookies)
        me = await again.look()
        assert (me["account"]["name"], me["csrf"], me["first_run"]) == ("Anna", csrf, False)
        found = (await again.get("/api/sessions"))["sessions"]
        assert [(each["id"], each["project"], each["archived"]) for each in found] == [(session, project, True)]
        assert len(office.place.accounts.all()) == 2


async def test_only_one_server_has_a_home(tmp_path: Path) -> None:
    async with office_in(tmp_path):
        with pytest.raises(Exception, match="another workspace serves"):
            async with office_in(tmp_path):
                pass
