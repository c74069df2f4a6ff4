"""Links to one version of an artifact: what whoever has one sees, for how long, and that it is all they see."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from deskhand.core import artifacts as ev
from deskhand.server.access.shares import Shares
from deskhand.server.routes import pages
from deskhand.server.workplace import FILE
from tests.server.office import Office, Person, office_in
from tests.server.test_artifacts import made

NOBODYS = "0" * 16 + "." + "x" * 43


async def begun(office: Office, person: Person | None = None) -> tuple[str, str]:
    """The address of an artifact with two versions, and its session."""
    person = person or office.owner
    session = await office.session(person)
    at = await made(person, session, **{"a.txt": "the first"})
    await person.post(f"{at}/versions", {"base": 1, "files": {"a.txt": "the second"}})
    return at, session


async def linked(person: Person, at: str, version: int = 1, **more: Any) -> tuple[str, str]:
    """A link: its token and id."""
    made = await person.post(f"{at}/shares", {"version": version, **more})
    return made["token"], made["share"]["id"]


async def shown(office: Office, token: str, status: int = 200) -> Any:
    """What somebody sees who has nothing but the link."""
    stranger = office.stranger()
    answer = await stranger.post("/api/shared", {"token": token}, status)
    assert not stranger.http.cookies
    return answer


async def test_whoever_has_the_link_sees_that_version_and_nothing_else(office: Office) -> None:
    at, session = await begun(office)
    token, _ = await linked(office.owner, at)
    found = await shown(office, token)
    assert found["files"] == {"a.txt": "the first"} and found["number"] == 1
    assert set(found) == {"title", "kind", "number", "entry", "files", "bytes", "until", "frame"}
    words = str(found)
    for secret in (session, session.removeprefix("s-"), office.owner.id, token):
        assert secret not in words
    stranger = office.stranger()
    for path in (at, f"{at}/versions/1", f"{at}/versions/2", f"{at}/shares", "/api/me"):
        await stranger.get(path, 401)
    await stranger.get(at, 401, headers={"Authorization": f"Bearer {token}", "X-Deskhand-CSRF": token})
    stranger.http.cookies.set("deskhand-8420", token)
    await stranger.get(at, 401)


async def test_it_stays_with_its_version_whatever_comes(office: Office) -> None:
    at, _ = await begun(office)
    token, _ = await linked(office.owner, at, 2)
    await office.owner.post(f"{at}/versions", {"base": 2, "files": {"a.txt": "the third"}})
    assert (await shown(office, token))["files"] == {"a.txt": "the second"}


async def test_a_link_that_was_revoked_shows_nothing(office: Office) -> None:
    at, _ = await begun(office)
    token, id = await linked(office.owner, at)
    other, _ = await linked(office.owner, at)
    await shown(office, token)
    revoked = await office.owner.ask("DELETE", f"{at}/shares/{id}", 200)
    assert revoked["revoked"] and not revoked["stands"]
    await office.owner.ask("DELETE", f"{at}/shares/{id}", 200)
    await shown(office, token, 404)
    await shown(office, other)
    await office.owner.delete(f"{at}/shares/{'0' * 16}", 404)


async def test_a_link_ends_by_itself(tmp_path: Path) -> None:
    now = [1_000.0]
    async with office_in(tmp_path, now=lambda: now[0]) as office:
        at, _ = await begun(office)
        token, _ = await linked(office.owner, at, life_s=3_600)
        now[0] += 3_599
        await shown(office, token)
        now[0] += 2
        await shown(office, token, 404)
        (listed,) = (await office.owner.get(f"{at}/shares"))["shares"]
        assert not listed["stands"] and not listed["revoked"]


@pytest.mark.parametrize("life_s", [0, 60, 3_599, 366 * 86_400, -1])
async def test_a_life_that_no_link_can_have_is_refused(office: Office, life_s: int) -> None:
    at, _ = await begun(office)
    await office.owner.post(f"{at}/shares", {"version": 1, "life_s": life_s}, 422)


async def test_every_link_that_is_none_is_answered_alike(office: Office) -> None:
    at, _ = await begun(office)
    token, id = await linked(office.owner, at)
    wrong = [NOBODYS, f"{id}.{'x' * 43}", id, f"{id}.", token[:-1], token + "x", token.upper(), "\0", "é" * 50]
    answers = [await shown(office, each, 404) for each in wrong]
    assert all(each == answers[0] for each in answers)
    await shown(office, "x" * 201, 422)
    await shown(office, "", 422)
    await office.owner.post(f"{at}/shares", {"version": 3}, 404)


async def test_the_token_is_kept_nowhere_and_what_is_kept_opens_nothing(office: Office) -> None:
    at, _ = await begun(office)
    token, id = await linked(office.owner, at)
    await shown(office, token)
    folder = office.place.home.folder
    office.place.shares._kept.forget_deleted()
    held = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    secret = token.partition(".")[2]
    assert secret.encode() not in held
    hashed = hashlib.sha256(token.encode()).hexdigest()
    assert hashed.encode() in (folder / FILE).read_bytes()
    await shown(office, hashed, 404)
    await shown(office, f"{id}.{hashed}", 404)


async def test_making_and_revoking_is_on_the_record(office: Office) -> None:
    at, _ = await begun(office)
    _, id = await linked(office.owner, at)
    await office.owner.ask("DELETE", f"{at}/shares/{id}", 200)
    events = [entry.event for entry in await office.place.journal.read(at.rpartition("/")[2])]
    made = next(event for event in events if isinstance(event, ev.ShareMade))
    revoked = next(event for event in events if isinstance(event, ev.ShareRevoked))
    assert (made.share, made.version, made.maker.who) == (id, 1, office.owner.id)
    assert (revoked.share, revoked.maker.who) == (id, office.owner.id)


async def test_a_link_is_counted_when_it_is_opened(office: Office) -> None:
    at, _ = await begun(office)
    token, _ = await linked(office.owner, at)
    for _ in range(3):
        await shown(office, token)
    (listed,) = (await office.owner.get(f"{at}/shares"))["shares"]
    assert listed["opened"] == 3 and listed["opened_at"] > 0 and "token" not in listed


async def test_a_link_stands_only_while_who_made_it_may_work_there(office: Office) -> None:
    anna, ben = await office.join("Anna"), await office.join("Ben")
    at, session = await begun(office, anna)
    project = await anna.post("/api/projects", {"name": "Together"})
    both = [{"account": anna.id, "role": "owner"}, {"account": ben.id, "role": "member"}]
    await anna.patch(f"/api/projects/{project['id']}", {"members": both})
    await anna.patch(f"/api/sessions/{session}", {"project": project["id"]})
    token, id = await linked(ben, at)
    await shown(office, token)
    await anna.patch(f"/api/projects/{project['id']}", {"members": [both[0], {"account": ben.id, "role": "viewer"}]})
    await shown(office, token, 404)
    await ben.post(f"{at}/shares", {"version": 1}, 403)
    await ben.get(f"{at}/shares", 403)
    await ben.delete(f"{at}/shares/{id}", 403)


async def test_it_goes_with_the_artifact_and_with_the_session(office: Office) -> None:
    at, _ = await begun(office)
    token, _ = await linked(office.owner, at)
    await office.owner.delete(at)
    await shown(office, token, 404)
    at, session = await begun(office)
    token, _ = await linked(office.owner, at)
    await office.owner.delete(f"/api/sessions/{session}")
    await shown(office, token, 404)
    assert await office.place.shares.artifacts() == set()


async def test_a_fork_has_none_of_the_links(office: Office) -> None:
    at, session = await begun(office)
    token, _ = await linked(office.owner, at)
    other = (await office.place.journal.create("session")).id
    await office.place.shelf.copy(session, other, 2**40)
    (copied,) = await office.place.shelf.of_session(other)
    assert copied.shares == {} and len(copied.versions) == 2
    await shown(office, token)


async def test_only_a_page_of_our_own_asks(office: Office) -> None:
    at, _ = await begun(office)
    token, _ = await linked(office.owner, at)
    stranger = office.stranger()
    for origin in ("http://evil.test", "null", ""):
        await stranger.post("/api/shared", {"token": token}, 403, headers={"Origin": origin})


async def test_the_page_has_strict_headers_and_is_kept_nowhere(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "web"
    folder.mkdir()
    (folder / "index.html").write_text("the workspace")
    (folder / "shared.html").write_text("the shared page")
    monkeypatch.setattr(pages, "WEB", folder)
    answer = await office.stranger().http.get("/shared")
    assert answer.text == "the shared page"
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self';") and "frame-ancestors 'none'" in policy
    assert office.place.door.frame_address("127.0.0.1:8420") in policy
    assert answer.headers["cache-control"] == "no-store" and "noindex" in answer.headers["x-robots-tag"]
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in answer.headers


def test_no_two_links_are_alike() -> None:
    tokens = {Shares.made()[1] for _ in range(100)}
    assert len(tokens) == 100 and all(len(token) == 16 + 1 + 43 for token in tokens)
