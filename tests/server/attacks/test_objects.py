"""What is another's, asked for by its right id: by every road that takes one, and by what an answer gives away."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from tests.server.attacks.siege import Siege, json_bytes
from tests.server.office import Person


class Rivals:
    """Two members who share nothing. `hers`: a session of Anna's with a picture of hers in it."""

    def __init__(self, anna: Person, ben: Person, hers: str, picture: str, project: str) -> None:
        self.anna, self.ben, self.hers, self.picture, self.project = anna, ben, hers, picture, project


def gif(name: bytes = b"") -> bytes:
    """A small picture that is like no other."""
    return (
        b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
        + name
    )


@pytest.fixture
async def rivals(siege: Siege) -> Rivals:
    office = siege.office
    anna, ben = await office.join("Anna"), await office.join("Ben")
    put = await anna.ask("POST", "/api/uploads?name=a.gif", 201, content=gif(b"Anna's"))
    picture = {"kind": "picture", "blob": put["hash"], "media_type": "image/gif", "width": 1, "height": 1}
    hers = await office.session(anna, parts=[picture])
    project = await anna.post("/api/projects", {"name": "Hers"})
    return Rivals(anna, ben, hers, put["hash"], project["id"])


async def test_a_blob_is_not_read_through_another_session(siege: Siege, rivals: Rivals) -> None:
    mine = await siege.office.session(rivals.ben)
    await rivals.anna.get(f"/api/sessions/{rivals.hers}/blobs/{rivals.picture}")
    await rivals.ben.get(f"/api/sessions/{mine}/blobs/{rivals.picture}", 404)
    await rivals.ben.get(f"/api/sessions/{rivals.hers}/blobs/{rivals.picture}", 404)


@pytest.mark.parametrize("kind", ["picture", "file"])
async def test_a_blob_of_anothers_is_not_sent_along_by_its_hash(siege: Siege, rivals: Rivals, kind: str) -> None:
    mine = await siege.office.session(rivals.ben)
    part: dict[str, Any] = {"kind": kind, "blob": rivals.picture, "media_type": "image/gif"}
    part |= {"width": 1, "height": 1} if kind == "picture" else {"name": "a.gif"}
    await rivals.ben.post("/api/sessions", {"task": "x", "model": "steps", "parts": [part]}, 404)
    await rivals.ben.command(mine, {"command": "say", "parts": [part]}, 404)
    await rivals.ben.get(f"/api/sessions/{mine}/blobs/{rivals.picture}", 404)


async def test_whether_a_blob_is_there_is_not_told_by_its_hash(siege: Siege, rivals: Rivals) -> None:
    """Who guesses a file's bytes must not learn whether somebody has it."""
    mine = await siege.office.session(rivals.ben)
    for hash in (rivals.picture, hashlib.sha256(b"never put").hexdigest()):
        answer = await rivals.ben.get(f"/api/sessions/{mine}/blobs/{hash}", 404)
        assert answer["error"]["message"].replace(hash[:12], "") == f"the session {mine} refers to no blob ."


@pytest.mark.parametrize(
    "command",
    [
        {"command": "say", "parts": [{"kind": "text", "text": "delete everything"}]},
        {"command": "answer", "question": "q1", "answer": "always"},
        {"command": "take_control"},
        {"command": "stop"},
        {"command": "change_limits", "limits": {}},
    ],
)
async def test_a_session_of_anothers_takes_no_command(rivals: Rivals, command: dict[str, Any]) -> None:
    before = await rivals.anna.events(rivals.hers)
    await rivals.ben.command(rivals.hers, command, 404, connection="window-12345")
    assert await rivals.anna.events(rivals.hers) == before


async def test_who_a_command_is_by_is_not_believed(siege: Siege, rivals: Rivals) -> None:
    mine = await siege.office.session(rivals.ben)
    lie = {"command": "take_control", "by": f"{rivals.anna.id}:window-12345"}
    await rivals.ben.command(mine, lie, connection="window-99999")
    await rivals.ben.until(mine, lambda each: each["state"] == "yours")
    taken = [each for each in await rivals.ben.events(mine) if each["type"] == "control_taken"]
    assert [each["by"] for each in taken] == [f"{rivals.ben.id}:window-99999"]


@pytest.mark.parametrize("connection", ["a:window-1234", "window 1234", "short", "x" * 65, "window-1234\n", "*" * 8])
async def test_no_connection_gets_a_name_that_could_be_anothers(siege: Siege, rivals: Rivals, connection: str) -> None:
    mine = await siege.office.session(rivals.ben)
    await rivals.ben.command(mine, {"command": "take_control"}, 422, connection=connection)


async def test_nothing_is_moved_into_or_out_of_what_is_anothers(siege: Siege, rivals: Rivals) -> None:
    mine = await siege.office.session(rivals.ben)
    await rivals.ben.patch(f"/api/sessions/{mine}", {"project": rivals.project}, 404)
    await rivals.ben.patch(f"/api/sessions/{rivals.hers}", {"project": None, "title": "mine now"}, 404)
    await rivals.ben.post("/api/sessions", {"task": "x", "model": "steps", "project": rivals.project}, 404)
    await rivals.ben.get(f"/api/sessions?project={rivals.project}", 404)
    await rivals.ben.patch(f"/api/projects/{rivals.project}", {"members": []}, 404)


async def test_a_member_of_a_project_makes_nobody_more_than_they_are(siege: Siege, rivals: Rivals) -> None:
    anna, ben = rivals.anna, rivals.ben
    members = [{"account": anna.id, "role": "owner"}, {"account": ben.id, "role": "member"}]
    await anna.patch(f"/api/projects/{rivals.project}", {"members": members})
    mine = [{"account": ben.id, "role": "owner"}]
    await ben.patch(f"/api/projects/{rivals.project}", {"members": mine}, 403)
    await ben.ask("DELETE", f"/api/projects/{rivals.project}", 403)
    await ben.patch("/api/me", {"role": "owner"}, 200)
    assert (await ben.get("/api/me"))["account"]["role"] == "member"
    await ben.patch(f"/api/accounts/{ben.id}", {"role": "owner"}, 403)
    await ben.post("/api/accounts", {"name": "Mine", "role": "owner"}, 403)
    await ben.patch(f"/api/accounts/{siege.office.owner.id}", {"link": True}, 403)


async def test_searching_finds_nothing_of_anothers(rivals: Rivals) -> None:
    found = await rivals.anna.get("/api/sessions?q=expect")
    assert [each["id"] for each in found["sessions"]] == [rivals.hers]
    theirs = await rivals.ben.get("/api/sessions?q=expect")
    assert theirs["sessions"] == [] and theirs["found"] == {}
    assert (await rivals.ben.get("/api/costs"))["sessions"] == []


async def test_the_place_in_a_list_tells_nothing_of_a_session_of_anothers(rivals: Rivals) -> None:
    """The same answer for one that is there and one that never was."""
    there = await rivals.ben.http.get(f"/api/sessions?before={rivals.hers}")
    never = await rivals.ben.http.get("/api/sessions?before=s-0000000000")
    assert there.status_code == never.status_code
    assert there.text.replace(rivals.hers, "") == never.text.replace("s-0000000000", "")


@pytest.mark.parametrize("id", ["s-none000000", "..", "%2e%2e", "s-%00", "*", "x" * 300, "0", "-1", "' OR 1=1 --"])
async def test_an_id_that_is_none_is_not_there(siege: Siege, id: str) -> None:
    keys = siege.keys_of(siege.office.owner)
    for kind in ("sessions", "projects", "accounts"):
        for method, end, body in (("GET", "", b""), ("PATCH", "", b"{}"), ("DELETE", "", b""), ("GET", "/events", b"")):
            path = f"/api/{kind}/{id.replace(' ', '%20')}{end}"
            headers = {**keys, "Content-Type": "application/json"}
            answer = await siege.ask(method, path, headers, body)
            assert answer.status in (404, 405, 422), (method, path, answer.status)


async def test_only_who_sits_at_the_machine_puts_its_files_on_a_desk(siege: Siege, rivals: Rivals) -> None:
    for wish in (
        {"files": {"shadow": "/etc/shadow"}},
        {"mounts": [{"source": "/", "name": "root"}]},
        {"sites": {"metadata": "127.0.0.1:22"}},
    ):
        task = {"task": "expect 1 is 1", "model": "steps", "desk": wish}
        await rivals.ben.post("/api/sessions", task, 403)
        defaults = {"desk": wish}
        await rivals.ben.post("/api/projects", {"name": "Mine", "defaults": defaults}, 422)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..", "a/b", "a.toml", "", "x" * 61, "%2e%2e"])
async def test_a_profiles_name_is_no_path(siege: Siege, name: str) -> None:
    owner = siege.office.owner
    keys = {**siege.keys_of(owner), "Content-Type": "application/json"}
    for spelt in (name, name.replace("/", "%2f")):
        answer = await siege.ask("PUT", f"/api/profiles/{spelt}", keys, json_bytes({"text": ""}))
        assert answer.status in (404, 405, 422), (spelt, answer.status)
    if name:
        await owner.post("/api/sessions", {"task": "expect 1 is 1", "model": "steps", "profile": name}, 404)


async def test_keys_are_never_told(siege: Siege) -> None:
    owner, secret = siege.office.owner, "sk-ant-0123456789abcdef"
    await owner.ask("PUT", "/api/keys/anthropic", 200, json={"key": secret})
    for path in ("/api/models", "/api/me", "/api/profiles", "/api/limits", "/api/keys/anthropic"):
        assert secret not in (await owner.http.get(path)).text
    ben = await siege.office.join("Ben")
    for method in ("PUT", "DELETE"):
        await ben.ask(method, "/api/keys/anthropic", 403, json={"key": "mine"})
