"""Accounts and projects: who is in, who goes, and that nothing is lost by it."""

from __future__ import annotations

from tests.server.office import Office


async def test_two_accounts_can_not_have_names_that_look_alike(office: Office) -> None:
    await office.join("Anna")
    for name in ("anna", "  ANNA ", "Ａｎｎａ"):
        refused = await office.owner.post("/api/accounts", {"name": name}, 409)
        assert "already" in refused["error"]["message"]


async def test_a_name_can_be_seen(office: Office) -> None:
    for name in ("", "   ", "\u202e", "x" * 61):
        await office.owner.post("/api/accounts", {"name": name}, 422)


async def test_the_last_owner_stays(office: Office) -> None:
    path = f"/api/accounts/{office.owner.id}"
    assert "only owner" in (await office.owner.delete(path, 409))["error"]["message"]
    await office.owner.patch(path, {"role": "member"}, 409)
    anna = await office.join("Anna", "owner")
    await anna.patch(path, {"role": "viewer"})
    await office.owner.post("/api/projects", {"name": "X"}, 403)


async def test_an_account_that_is_removed_is_out_and_what_it_had_is_the_removers(office: Office) -> None:
    anna = await office.join("Anna")
    session = await office.session(anna)
    await office.owner.delete(f"/api/accounts/{anna.id}")
    await anna.get("/api/me", 401)
    found = (await office.owner.get("/api/sessions"))["sessions"]
    assert [each["id"] for each in found] == [session]
    assert len(await office.owner.events(session)) > 3
    names = [each["name"] for each in (await office.owner.get("/api/accounts"))["accounts"]]
    assert names == ["Owner"]


async def test_a_link_for_who_lost_theirs(office: Office) -> None:
    anna = await office.join("Anna")
    link = (await office.owner.patch(f"/api/accounts/{anna.id}", {"link": True}))["link"]
    other = office.stranger()
    await other.arrive(link)
    assert other.id == anna.id


async def test_who_gets_a_password_from_an_owner_comes_in_by_it(office: Office) -> None:
    made = await office.owner.post("/api/accounts", {"name": "Ben", "password": "a long enough one"})
    assert made["link"] is None
    me = await office.stranger().post("/api/login", {"name": "Ben", "password": "a long enough one"}, 200)
    assert me["account"]["role"] == "member"
    await office.owner.post("/api/accounts", {"name": "Cid", "password": "short"}, 422)
    assert [each["name"] for each in (await office.owner.get("/api/accounts"))["accounts"]] == ["Owner", "Ben"]


async def test_a_project_has_instructions_files_and_defaults(office: Office) -> None:
    defaults = {"model": "steps", "profile": "trusting", "desk": {"width": 1024, "height": 768}}
    project = await office.owner.post("/api/projects", {"name": "Plans", "instructions": "Be brief."})
    path = f"/api/projects/{project['id']}"
    await office.owner.patch(path, {"defaults": defaults})
    await office.owner.ask("PUT", f"{path}/files/a.txt", 200, content=b"text of it")
    found = await office.owner.get(path)
    assert found["instructions"] == "Be brief." and found["role"] == "owner"
    assert [(each["name"], each["size_bytes"]) for each in found["files"]] == [("a.txt", 10)]
    got = await office.owner.get(f"{path}/files/a.txt")
    assert got.content == b"text of it" and got.headers["content-disposition"].startswith("attachment")
    session = await office.session(office.owner, project=project["id"], model="")
    started = (await office.owner.events(session))[0]
    assert (started["model"], started["profile"]) == ("steps", "trusting")
    assert (started["desk"]["width"], list(started["desk"]["files"])) == (1024, ["a.txt"])
    said = next(each for each in await office.owner.events(session) if each["type"] == "said")
    assert len(said["parts"]) == 1, "a model that follows steps is not told instructions: they are no steps"
    await office.owner.delete(f"{path}/files/a.txt")
    await office.owner.get(f"{path}/files/a.txt", 404)


async def test_a_project_that_holds_sessions_is_not_deleted(office: Office) -> None:
    project = (await office.owner.post("/api/projects", {"name": "Plans"}))["id"]
    session = await office.session(office.owner, project=project)
    await office.owner.delete(f"/api/projects/{project}", 409)
    await office.owner.delete(f"/api/sessions/{session}")
    await office.owner.delete(f"/api/projects/{project}")
    await office.owner.get(f"/api/projects/{project}", 404)


async def test_ones_own_project_stays_ones_own(office: Office) -> None:
    anna = await office.join("Anna")
    own = (await office.owner.get("/api/projects"))["projects"][0]
    assert own["personal"]
    await office.owner.delete(f"/api/projects/{own['id']}", 409)
    await office.owner.patch(f"/api/projects/{own['id']}", {"archived": True}, 409)
    await office.owner.patch(f"/api/projects/{own['id']}", {"members": [{"account": anna.id, "role": "owner"}]}, 409)


async def test_a_file_of_a_project_bears_one_word_of_a_path(office: Office) -> None:
    project = (await office.owner.post("/api/projects", {"name": "Plans"}))["id"]
    for name in ("..", ".hidden", "%2e%2e", "a\\b", "a%2fb", "%20"):
        answer = await office.owner.http.put(f"/api/projects/{project}/files/{name}", content=b"x")
        assert answer.status_code in (404, 405, 422), (name, answer.status_code)


async def test_sessions_that_nobody_filed_are_the_first_owners(office: Office) -> None:
    anna = await office.join("Anna", "owner")
    made = await office.place.journal.create("session", title="From a terminal")
    await office.place.sessions.look()
    assert [each["id"] for each in (await office.owner.get("/api/sessions"))["sessions"]] == [made.id]
    await anna.get(f"/api/sessions/{made.id}", 404)
