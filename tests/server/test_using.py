"""Tools used without the model: who may, for which artifact, and what of an artifact comes onto the desk."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.server.office import Office, Person
from tests.server.test_files import with_desk

FILES = {"main.py": "print(1)\n", "lib/it.py": "x = 1\n"}


async def made(person: Person, session: str, files: dict[str, str] = FILES, **more: str) -> str:
    wish = {"title": "Budget", "kind": "code", "entry": next(iter(files)), "files": files, **more}
    return str((await person.post(f"/api/sessions/{session}/artifacts", wish))["id"])


def bash(line: str, **origin: Any) -> dict[str, Any]:
    return {"command": "use_tool", "tool": "bash", "arguments": {"command": line}, "origin": origin}


async def of_call(person: Person, session: str, kind: str) -> dict[str, Any]:
    """The first event of this kind, once it is there."""
    async with asyncio.timeout(20):
        while True:
            if found := [each for each in await person.events(session) if each["type"] == kind]:
                return found[0]
            await asyncio.sleep(0.02)


async def test_a_person_uses_a_tool_in_a_session_that_rests_and_the_server_says_for_whom(office: Office) -> None:
    anna = await office.join("Anna")
    session = (await anna.post("/api/sessions", {"task": "expect 1 is 1", "model": "steps"}))["id"]
    await anna.until(session, lambda each: each["outcome"] != "")
    artifact = await made(anna, session)
    await anna.command(session, bash("echo hello", artifact=artifact, version=1, title="made up") | {"by": "x"})
    called = await of_call(anna, session, "called")
    assert (called["by"], called["origin"]["title"], called["origin"]["kind"]) == (anna.id, "Budget", "person")
    finished = await of_call(anna, session, "call_finished")
    assert finished["call"] == called["call"]["id"] and finished["content"][1]["text"] == "hello\n"


async def test_an_artifact_that_was_not_allowed_to_and_one_that_is_not_there_use_nothing(office: Office) -> None:
    anna, session = office.owner, await office.session(office.owner)
    artifact = await made(anna, session)
    await anna.command(session, bash("ls", kind="artifact", artifact=artifact, version=1), 403)
    await anna.command(session, bash("ls", kind="artifact", artifact=artifact, version=2), 404)
    await anna.command(session, bash("ls", kind="artifact"), 404)
    await anna.command(session, bash("ls", artifact="a-zzzzzzzzzz-1", version=1), 404)
    assert not [each for each in await anna.events(session) if each["type"] == "called"]


async def test_who_may_only_look_uses_no_tool_and_puts_nothing_on_the_desk(office: Office) -> None:
    vera = await office.join("Vera", role="viewer")
    project = (await office.owner.post("/api/projects", {"name": "Shared"}))["id"]
    members = [{"account": office.owner.id, "role": "owner"}, {"account": vera.id, "role": "viewer"}]
    await office.owner.patch(f"/api/projects/{project}", {"members": members})
    session = await office.session(office.owner, project=project)
    with_desk(office, session)
    artifact = await made(office.owner, session)
    await vera.get(f"/api/sessions/{session}")
    await vera.command(session, bash("ls"), 403)
    await vera.command(session, {"command": "break_off", "call": "used:1"}, 403)
    await vera.post(f"/api/sessions/{session}/artifacts/{artifact}/versions/1/desk", {"folder": "x"}, 403)


async def test_a_version_comes_into_a_folder_and_over_nothing_unless_that_is_said(office: Office) -> None:
    anna, session = office.owner, await office.session(office.owner)
    artifact = await made(anna, session)
    at = f"/api/sessions/{session}/artifacts/{artifact}/versions/1/desk"
    told = await anna.post(at, {"folder": "out/here"}, 503)
    assert "not there yet" in told["error"]["message"]
    work = with_desk(office, session)
    assert (await anna.post(at, {"folder": "new/one"}, 200))["paths"] == ["new/one/lib/it.py", "new/one/main.py"]
    assert (work / "new" / "one" / "lib" / "it.py").read_text() == "x = 1\n"
    (work / "new" / "one" / "main.py").write_text("mine")
    told = await anna.post(at, {"folder": "/work/new/one"}, 409)
    assert "new/one/main.py" in told["error"]["message"] and (work / "new" / "one" / "main.py").read_text() == "mine"
    await anna.post(at, {"folder": "new/one", "replace": True}, 200)
    assert (work / "new" / "one" / "main.py").read_text() == "print(1)\n"


async def test_no_folder_leads_out_or_into_a_repository(office: Office) -> None:
    anna, session = office.owner, await office.session(office.owner)
    work = with_desk(office, session)
    plain = await made(anna, session)
    hook = await made(anna, session, {".git/hooks/post-checkout": "evil"}, kind="text")
    for artifact, folder in ((plain, "../out"), (plain, "/etc"), (plain, "x/.GIT"), (hook, "x")):
        await anna.post(f"/api/sessions/{session}/artifacts/{artifact}/versions/1/desk", {"folder": folder}, 422)
    await anna.post(f"/api/sessions/{session}/artifacts/{plain}/versions/1/desk", {"folder": "out"}, 403)
    assert not (work / "x").exists()


async def test_a_commit_to_a_branch_is_a_call_of_the_persons_own_in_the_desks_shell(office: Office) -> None:
    anna, session = office.owner, await office.session(office.owner)
    work = with_desk(office, session)
    artifact = await made(anna, session)
    at = f"/api/sessions/{session}/artifacts/{artifact}/versions/1/commit"
    wish = {"id": "b-1", "repository": "project", "branch": "pages", "folder": "site", "message": "A page"}
    for wrong in ({"repository": "../x"}, {"folder": "../x"}, {"branch": ""}, {"message": "a\0b"}):
        await anna.post(at, wish | wrong, 422)
    assert (await anna.post(at, wish, 202))["new"] is True
    called = await of_call(anna, session, "called")
    assert (called["call"]["name"], called["command"], called["by"]) == ("bash", "b-1", anna.id)
    assert (called["origin"]["kind"], called["origin"]["artifact"]) == ("person", artifact)
    line = called["call"]["arguments"]["command"]
    assert "repository=/work/project\n" in line and "paths=(lib/it.py main.py)" in line
    assert (work / ".scratch" / "a1-v1" / "main.py").read_text() == "print(1)\n"
    await of_call(anna, session, "call_finished")


async def test_an_artifact_uses_what_its_version_asks_for_and_the_person_allowed(office: Office) -> None:
    anna, mia = office.owner, await office.join("Mia")
    project = (await anna.post("/api/projects", {"name": "Shared"}))["id"]
    members = [{"account": anna.id, "role": "owner"}, {"account": mia.id, "role": "member"}]
    await anna.patch(f"/api/projects/{project}", {"members": members})
    session = await office.session(anna, project=project)
    page = {"index.html": "<p>", "artifact.json": '{"uses": ["tools"]}'}
    artifact = await made(anna, session, page, kind="html")
    at = f"/api/sessions/{session}/artifacts/{artifact}"
    wanted = bash("rm -r notes", kind="artifact", artifact=artifact, version=1, title="Not this")
    await anna.command(session, wanted, 403)
    assert (await anna.ask("PUT", f"{at}/versions/1/allowed", 200, json={"allowed": ["tools"]}))["allowed"] == ["tools"]
    await anna.command(session, wanted)
    asked = await of_call(anna, session, "asked")
    assert "“Budget”" in asked["text"]
    await anna.until(session, lambda each: each["state"] == "waiting")
    await anna.command(session, {"command": "answer", "question": asked["question"], "answer": "deny"})
    assert (await of_call(anna, session, "call_finished"))["status"] == "denied"
    await mia.command(session, wanted, 403)
    await mia.command(session, bash("ls"))
    await anna.post(f"{at}/versions", {"base": 1, "edits": [{"path": "index.html", "old": "<p>", "new": "<b>"}]})
    await anna.command(session, bash("ls", kind="artifact", artifact=artifact, version=2), 403)


async def test_the_tools_that_can_be_used_are_told_to_who_may_use_them(office: Office) -> None:
    session = await office.session(office.owner)
    told = (await office.owner.get(f"/api/sessions/{session}/tools"))["tools"]
    assert [each["name"] for each in told] == ["bash", "edit", "files", "elements"]
    assert all(each["description"] and each["takes"]["type"] == "object" for each in told)
