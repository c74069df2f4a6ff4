"""Commands: by whom they are, that none is lost, and when a driver is started."""

from __future__ import annotations

import asyncio

from deskhand.core.errors import SetupMissing
from deskhand.models.scripted import calling, saying
from tests.server.office import Office, listening

ASK = calling(("ask_person", {"question": "Which one?", "options": ["a", "b"]}), turn="q")


async def test_the_server_says_who_it_was(office: Office) -> None:
    office.driving.answers = [ASK, saying("Thanks.")]
    anna = await office.join("Anna")
    made = await anna.post("/api/sessions", {"task": "expect 1 is 1"})
    await anna.until(made["id"], lambda each: each["state"] == "waiting")
    command = {"command": "take_control", "by": office.owner.id}
    await anna.command(made["id"], command, connection="window-1234")
    await anna.until(made["id"], lambda each: each["state"] == "yours")
    taken = next(each for each in await anna.events(made["id"]) if each["type"] == "control_taken")
    assert taken["by"] == f"{anna.id}:window-1234"
    await anna.command(made["id"], command, 422, connection="x:y")
    await anna.command(made["id"], {"command": "return_control", "words": ""})
    await anna.until(made["id"], lambda each: each["state"] == "resting")


async def test_the_same_command_again_changes_nothing(office: Office) -> None:
    session = await office.session(office.owner)
    body = {"id": "once", "command": {"command": "say", "parts": [{"kind": "text", "text": "once"}]}}
    path = f"/api/sessions/{session}/commands"
    assert (await office.owner.post(path, body, 202))["new"]
    await office.owner.until(session, lambda each: each["outcome"] == "answered" and each["seq"] > 12)
    again = await office.owner.post(path, body, 202)
    assert again["new"] is False and again["taken"] > 0
    texts = [each["parts"][0]["text"] for each in await office.owner.events(session) if each["type"] == "said"]
    assert texts.count("once") == 1


async def test_a_word_to_a_session_without_a_driver_starts_one(office: Office) -> None:
    session = await office.session(office.owner)
    await office.driving.end(session)
    await office.owner.say(session, "more")
    await office.owner.until(session, lambda each: each["outcome"] == "answered" and each["seq"] > 12)
    assert [started for started, _ in office.driving.started] == [session, session]
    last = [each for each in await office.owner.events(session) if each["type"] == "model_replied"][-1]
    assert last["reply"]["text"] == "And again."


async def test_many_words_at_once_start_one_driver(office: Office) -> None:
    session = await office.session(office.owner)
    await office.driving.end(session)
    await asyncio.gather(*(office.owner.say(session, f"word {n}") for n in range(8)))
    await office.owner.until(session, lambda each: each["outcome"] != "" and each["seq"] > 18)
    assert len(office.driving.started) == 2
    said = [each for each in await office.owner.events(session) if each["type"] == "said"]
    assert len(said) == 9


async def test_why_no_driver_could_be_started_is_told(office: Office) -> None:
    office.driving.fails = SetupMissing("no process can be started here.", hint="Free memory.")
    made = await office.owner.post("/api/sessions", {"task": "expect 1 is 1"})
    told = await office.owner.until(made["id"], lambda each: each["problem"] != "")
    assert told["problem"] == "no process can be started here. Free memory." and told["state"] == "resting"
    office.driving.fails = None
    await office.owner.command(made["id"], {"command": "continue"})
    rested = await office.owner.until(made["id"], lambda each: each["outcome"] != "")
    assert rested["problem"] == ""


async def test_a_command_that_can_not_be_read_is_refused(office: Office) -> None:
    session = await office.session(office.owner)
    path = f"/api/sessions/{session}/commands"
    for body in (
        {"id": "1", "command": {"command": "dance"}},
        {"id": "", "command": {"command": "pause"}},
        {"id": "a b", "command": {"command": "pause"}},
        {"id": "1", "command": {"command": "say", "parts": []}},
        {"id": "1", "command": {"command": "say", "parts": [{"kind": "picture", "blob": "0" * 64}]}},
        {"id": "1", "command": {"command": "change_limits", "limits": {"steps_max": 0}}},
    ):
        await office.owner.post(path, body, 422)


async def test_limits_are_changed_in_the_middle(office: Office) -> None:
    session = await office.session(office.owner)
    limits = {"steps_max": 7, "model_calls_max": 3, "cost_usd_max": 1.5, "work_s_max": 60}
    await office.owner.command(session, {"command": "change_limits", "limits": limits})
    async with listening(office.owner, f"/api/sessions/{session}/stream") as events:
        async for name, _, data in events:
            if name == "event" and data["event"]["type"] == "limits_changed":
                assert data["event"]["limits"]["cost_usd_max"] == 1.5
                break


async def test_only_an_owner_at_the_machine_puts_its_files_on_a_desk(office: Office) -> None:
    anna = await office.join("Anna")
    for desk in ({"sites": {"a.test": "127.0.0.1:1"}}, {"files": {"passwd": "/etc/passwd"}},
                 {"mounts": [{"source": "/", "name": "root"}]}):  # fmt: skip
        refused = await anna.post("/api/sessions", {"task": "expect 1 is 1", "desk": desk}, 403)
        assert "owner" in refused["error"]["message"]
    desk = {"sites": {"a.test": "127.0.0.1:1"}, "width": 800}
    session = await office.session(office.owner, desk=desk)
    assert (await office.owner.events(session))[0]["desk"]["sites"] == {"a.test": "127.0.0.1:1"}


async def test_a_profile_is_named_and_never_a_path(office: Office) -> None:
    for profile in ("/etc/passwd", "../secret", "nobody"):
        await office.owner.post("/api/sessions", {"task": "expect 1 is 1", "profile": profile}, 404)


async def test_a_model_without_its_key_is_refused_before_anything_is_started(office: Office) -> None:
    refused = await office.owner.post("/api/sessions", {"task": "Hello", "model": "anthropic/claude-haiku-5-5"}, 409)
    assert "there is no key" in refused["error"]["message"]
    await office.owner.post("/api/sessions", {"task": "Hello", "model": "nobody/x"}, 404)
    assert (await office.owner.get("/api/sessions"))["sessions"] == []
