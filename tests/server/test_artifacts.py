"""Artifacts over HTTP: who may what, conflicts, what is told to open pages, and that text comes through unchanged."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskhand.agent.shelf import Shelf
from deskhand.core.artifacts import Maker
from deskhand.journal import Journal
from tests.server.office import Office, Person, listening

PNG = b"\x89PNG\r\n\x1a\n\0\xff"
MODEL = Maker(by="model", who="steps", call="s1.1")


async def made(person: Person, session: str, **files: str) -> str:
    """A new artifact with these files; the address of it."""
    wish = {"title": "T", "kind": "text", "files": files or {"a.txt": "one\ntwo\n"}}
    answer = await person.post(f"/api/sessions/{session}/artifacts", wish)
    return f"/api/sessions/{session}/artifacts/{answer['id']}"


def version(base: int, words: str, **more: Any) -> dict[str, Any]:
    return {"base": base, "files": {"a.txt": words}, **more}


async def test_what_a_person_made_is_listed_read_and_downloaded(office: Office) -> None:
    session = await office.session(office.owner)
    place = await made(office.owner, session, **{"a.txt": "<script>alert(1)</script>"})
    (listed,) = (await office.owner.get(f"/api/sessions/{session}/artifacts"))["artifacts"]
    assert (listed["kind"], listed["title"], listed["newest"]["number"]) == ("text", "T", 1)
    assert (listed["newest"]["by"], listed["newest"]["who"]) == ("person", office.owner.id)
    content = await office.owner.get(f"{place}/versions/1")
    assert content["files"] == {"a.txt": "<script>alert(1)</script>"} and content["bytes"] == {}
    file = await office.owner.http.get(f"{place}/versions/1/files/a.txt")
    assert file.content == b"<script>alert(1)</script>"
    assert file.headers["content-type"] == "application/octet-stream"
    assert file.headers["content-disposition"].startswith("attachment")
    assert file.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in file.headers["content-security-policy"]
    await office.owner.get(f"{place}/versions/1/files/b.txt", 404)
    await office.owner.get(f"{place}/versions/2", 404)


async def test_a_picture_goes_in_and_comes_out_in_base64(office: Office) -> None:
    session = await office.session(office.owner)
    wish = {"bytes": {"a.png": base64.b64encode(PNG).decode()}}
    answer = await office.owner.post(f"/api/sessions/{session}/artifacts", wish)
    assert answer["kind"] == "picture" and answer["title"] == "a.png"
    content = await office.owner.get(f"/api/sessions/{session}/artifacts/{answer['id']}/versions/1")
    assert base64.b64decode(content["bytes"]["a.png"]) == PNG and content["files"] == {}
    await office.owner.post(f"/api/sessions/{session}/artifacts", {"bytes": {"a.png": "?"}}, 422)


async def test_an_edit_adds_a_version_and_a_stale_base_is_409_with_the_diff(office: Office) -> None:
    session = await office.session(office.owner)
    place = await made(office.owner, session)
    edits = [{"path": "a.txt", "old": "two", "new": "zwei"}]
    after = await office.owner.post(f"{place}/versions", {"base": 1, "edits": edits, "note": "German"})
    assert [each["number"] for each in after["versions"]] == [1, 2] and after["newest"]["note"] == "German"
    refused = await office.owner.post(f"{place}/versions", version(1, "mine"), 409)
    assert refused["error"]["code"] == "conflict" and refused["stale"]["newest"] == 2
    assert "-two\n+zwei\n" in refused["stale"]["diff"]
    missed = await office.owner.post(f"{place}/versions", {"base": 2, "edits": edits}, 422)
    assert "0 times" in missed["error"]["message"] and "stale" not in missed
    diff = await office.owner.get(f"{place}/diff?from=1&to=2")
    assert "+zwei" in diff["diff"] and (await office.owner.get(f"{place}/diff?from=2&to=2"))["diff"] == ""


async def test_restoring_renaming_and_naming(office: Office) -> None:
    session = await office.session(office.owner)
    place = await made(office.owner, session)
    await office.owner.post(f"{place}/versions", version(1, "other"))
    after = await office.owner.post(f"{place}/restore", {"number": 1})
    assert (after["newest"]["number"], after["newest"]["restored"], after["newest"]["by"]) == (3, 1, "restore")
    assert (await office.owner.get(f"{place}/versions/3"))["files"] == {"a.txt": "one\ntwo\n"}
    assert (await office.owner.patch(place, {"title": "New"}))["title"] == "New"
    named = await office.owner.patch(f"{place}/versions/1", {"name": "first"})
    assert named["versions"][0]["name"] == "first"


async def test_people_who_write_at_once_lose_nothing(office: Office) -> None:
    session = await office.session(office.owner)
    place = await made(office.owner, session)
    answers = await asyncio.gather(
        *(office.owner.http.post(f"{place}/versions", json=version(1, f"by {n}")) for n in range(8))
    )
    assert sorted(each.status_code for each in answers) == [201] + [409] * 7
    won = next(n for n, each in enumerate(answers) if each.status_code == 201)
    assert all(f"+by {won}" in each.json()["stale"]["diff"] for each in answers if each.status_code == 409)
    assert len((await office.owner.get(place))["versions"]) == 2


async def test_an_artifact_is_not_reached_through_another_session(office: Office) -> None:
    anna, ben = await office.join("Anna"), await office.join("Ben")
    hers, his = await office.session(anna), await office.session(ben)
    place = await made(anna, hers)
    name = place.rpartition("/")[2]
    for session in (hers, his):
        there = f"/api/sessions/{session}/artifacts/{name}"
        for address in (there, f"{there}/versions/1", f"{there}/versions/1/files/a.txt", f"{there}/diff?from=1&to=1"):
            await ben.get(address, 404)
        await ben.post(f"{there}/versions", version(1, "mine"), 404)
        await ben.delete(there, 404)
    hash = (await anna.get(place))["newest"]["files"]["a.txt"]["blob"]
    for session in (hers, his):
        await ben.get(f"/api/sessions/{session}/blobs/{hash}", 404)
    assert len((await anna.get(place))["versions"]) == 1


async def test_a_viewer_of_the_project_reads_and_cannot_write(office: Office) -> None:
    anna, mia = await office.join("Anna"), await office.join("Mia")
    session = await office.session(anna)
    place = await made(anna, session)
    project = (await anna.post("/api/projects", {"name": "Shared"}))["id"]
    members = [{"account": anna.id, "role": "owner"}, {"account": mia.id, "role": "viewer"}]
    await anna.patch(f"/api/projects/{project}", {"members": members})
    await anna.patch(f"/api/sessions/{session}", {"project": project})
    assert (await mia.get(f"{place}/versions/1"))["files"]
    await mia.post(f"{place}/versions", version(1, "mine"), 403)
    await mia.post(f"{place}/restore", {"number": 1}, 403)
    await mia.post(f"/api/sessions/{session}/artifacts", {"files": {"a": "x"}}, 403)
    await mia.patch(place, {"title": "mine"}, 403)
    await mia.patch(f"{place}/versions/1", {"name": "mine"}, 403)
    await mia.delete(place, 403)
    assert (await anna.get(place))["title"] == "T"


async def test_deleting_a_session_deletes_its_artifacts_and_their_files(office: Office) -> None:
    session = await office.session(office.owner)
    place = await made(office.owner, session, **{"a.txt": "only there"})
    blob = (await office.owner.get(place))["newest"]["files"]["a.txt"]["blob"]
    await office.owner.delete(f"/api/sessions/{session}")
    assert not office.place.journal.blobs.has(blob)
    assert (await office.place.journal.info(place.rpartition("/")[2])).deleted_at
    await office.owner.get(place, 404)


async def test_deleting_an_artifact_leaves_the_others(office: Office) -> None:
    session = await office.session(office.owner)
    first, second = await made(office.owner, session), await made(office.owner, session)
    await office.owner.delete(first)
    await office.owner.get(first, 404)
    assert (await office.owner.get(second))["newest"]["number"] == 1


async def test_a_fork_has_copies_of_its_own(office: Office) -> None:
    session = await office.session(office.owner)
    place = await made(office.owner, session)
    fork = (await office.owner.post(f"/api/sessions/{session}/duplicate"))["id"]
    (copied,) = (await office.owner.get(f"/api/sessions/{fork}/artifacts"))["artifacts"]
    assert copied["source"] == place.rpartition("/")[2] and copied["session"] == fork
    await office.owner.post(f"/api/sessions/{fork}/artifacts/{copied['id']}/versions", version(1, "other"))
    assert len((await office.owner.get(place))["versions"]) == 1


async def test_a_fork_of_an_earlier_place_has_the_versions_of_then(office: Office) -> None:
    session = await office.session(office.owner)
    place = await made(office.owner, session)
    seq = len(await office.owner.events(session))
    await office.owner.say(session, "expect 2 is 2")
    await office.owner.until(session, lambda each: each["outcome"] != "" and each["seq"] > seq + 3)
    await office.owner.post(f"{place}/versions", version(1, "later"))
    later = await made(office.owner, session)
    fork = (await office.owner.post(f"/api/sessions/{session}/fork", {"seq": seq}))["id"]
    (copied,) = (await office.owner.get(f"/api/sessions/{fork}/artifacts"))["artifacts"]
    assert (copied["source"], copied["newest"]["number"]) == (place.rpartition("/")[2], 1)
    whole = (await office.owner.post(f"/api/sessions/{session}/duplicate"))["id"]
    found = (await office.owner.get(f"/api/sessions/{whole}/artifacts"))["artifacts"]
    assert [(each["source"], each["newest"]["number"]) for each in found] == [
        (place.rpartition("/")[2], 2), (later.rpartition("/")[2], 1),
    ]  # fmt: skip


async def test_an_open_page_is_told_of_a_change_whoever_made_it(office: Office) -> None:
    session = await office.session(office.owner)
    place = await made(office.owner, session)
    name = place.rpartition("/")[2]
    async with listening(office.owner, f"/api/sessions/{session}/stream") as told:
        await _until(told, "driver")
        await office.owner.post(f"{place}/versions", version(1, "other"))
        assert await _until(told, "artifact") == {"id": name, "number": 2}
        async with await Journal.open(office.place.home.folder / "journal.db") as journal:
            await Shelf(journal).rewrite(session, name, 2, {"a.txt": "by another process"}, MODEL)
            assert await _until(told, "artifact") == {"id": name, "number": 3}
        await office.owner.delete(place)
        assert await _until(told, "artifact") == {"id": name, "number": None}


async def _until(told: Any, wanted: str) -> Any:
    async for kind, _, data in told:
        if kind == wanted:
            return data
    raise AssertionError("the stream ended")


HARD = [
    "```\n:::artifact\n</artifact-1>\n]]></script>", "\0a\0", "\r\n\r", "שלום ‮abc", "👩‍👩‍👧‍👦", "\ufeff",
    "\u2028\u2029", "é" * 1_000_000,
]  # fmt: skip


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.one_of(st.sampled_from(HARD), st.text(st.characters(codec="utf-8"), max_size=100)))
async def test_any_text_comes_back_as_it_was_sent(office: Office, words: str) -> None:
    session = next(iter(office.place.sessions.ids()), "") or await office.session(office.owner)
    place = await made(office.owner, session, **{"a.txt": words})
    assert (await office.owner.get(f"{place}/versions/1"))["files"] == {"a.txt": words}
    assert (await office.owner.http.get(f"{place}/versions/1/files/a.txt")).content == words.encode()
    await office.owner.delete(place)


async def test_half_of_a_surrogate_pair_is_refused_in_words(office: Office) -> None:
    session = await office.session(office.owner)
    body = json.dumps({"files": {"a.txt": "x\ud83d"}})
    headers = {"Content-Type": "application/json"}
    answer = await office.owner.ask("POST", f"/api/sessions/{session}/artifacts", 422, content=body, headers=headers)
    assert answer["error"]["message"]


@pytest.mark.parametrize("path", ["../a", "/a", "a/../b", ""])
async def test_a_path_that_leads_astray_is_refused(office: Office, path: str) -> None:
    session = await office.session(office.owner)
    await office.owner.post(f"/api/sessions/{session}/artifacts", {"files": {path: "x"}}, 422)
