"""Forks and duplicates over HTTP."""

from __future__ import annotations

from tests.server.office import Office


async def test_a_fork_before_some_words_says_others_instead(office: Office) -> None:
    anna = await office.join("Anna")
    project = (await anna.post("/api/projects", {"name": "Plans"}))["id"]
    session = await office.session(anna, project=project)
    await anna.say(session, "the second word")
    await anna.until(session, lambda each: each["outcome"] == "answered" and each["seq"] > 12)
    events = await anna.events(session)
    second = [n for n, each in enumerate(events, 1) if each["type"] == "said"][1]
    fork = await anna.post(f"/api/sessions/{session}/fork", {"seq": second - 1, "words": "another word"})
    assert fork["project"] == project and fork["id"] != session
    await anna.until(fork["id"], lambda each: each["outcome"] != "")
    said = [each["parts"][0]["text"] for each in await anna.events(fork["id"]) if each["type"] == "said"]
    assert said == ["expect 1 is 1", "another word"]
    assert await anna.events(session) == events
    await office.owner.get(f"/api/sessions/{fork['id']}", 404)


async def test_a_duplicate_rests(office: Office) -> None:
    session = await office.session(office.owner)
    double = await office.owner.post(f"/api/sessions/{session}/duplicate")
    assert (double["state"], double["title"]) == ("resting", "expect 1 is 1")
    assert len(office.driving.started) == 1


async def test_a_fork_where_there_is_nothing_leaves_nothing(office: Office) -> None:
    made = await office.place.journal.create("session", title="Empty")
    await office.place.sessions.look()
    refused = await office.owner.post(f"/api/sessions/{made.id}/fork", {"seq": 1}, 422)
    assert "nothing" in refused["error"]["message"]
    assert [each["id"] for each in (await office.owner.get("/api/sessions"))["sessions"]] == [made.id]
    assert all(not project.sessions for project in office.place.projects.all())
