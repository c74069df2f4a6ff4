"""The two streams: complete, in order, only for who may see, and ended when they may not."""

from __future__ import annotations

import re
from typing import Any

from deskhand.models.scripted import calling, saying
from deskhand.server.streams.sse import line, told
from tests.server.office import Office, Person, listening

ASK = calling(("ask_person", {"question": "Which one?", "options": ["a", "b"]}), turn="q")


async def told_until(events: Any, name: str) -> list[Any]:
    """What a stream tells up to the first of that name."""
    found = []
    async for event in events:
        found.append(event)
        if event[0] == name:
            return found
    return found


async def seqs_until(events: Any, kind: str) -> list[int]:
    """The numbers of a session's events up to the first of that type."""
    found = []
    async for name, number, data in events:
        if name == "event":
            assert data["seq"] == int(number)
            found.append(data["seq"])
            if data["event"]["type"] == kind:
                break
    return found


async def test_a_stream_tells_every_event_once_and_in_order(office: Office) -> None:
    made = await office.owner.post("/api/sessions", {"task": "expect 1 is 1"})
    async with listening(office.owner, f"/api/sessions/{made['id']}/stream") as events:
        seqs = await seqs_until(events, "concluded")
    assert seqs == list(range(1, len(seqs) + 1))
    assert len(seqs) == len(await office.owner.events(made["id"]))


async def test_a_browser_that_comes_again_misses_nothing_and_gets_nothing_twice(office: Office) -> None:
    session = await office.session(office.owner)
    count = len(await office.owner.events(session))
    path = f"/api/sessions/{session}/stream"
    async with listening(office.owner, f"{path}?after=3") as events:
        assert await seqs_until(events, "concluded") == list(range(4, count + 1))
    async with listening(office.owner, f"{path}?after=1", **{"Last-Event-ID": "5"}) as events:
        await office.owner.say(session, "more")
        seqs = await seqs_until(events, "concluded")
        seqs += await seqs_until(events, "concluded")
    assert seqs == list(range(6, seqs[-1] + 1)) and seqs[-1] > count


async def test_words_as_they_form_come_before_the_message_and_clear_after_it(office: Office) -> None:
    made = await office.owner.post("/api/sessions", {"task": "expect 1 is 1"})
    order = []
    async with listening(office.owner, f"/api/sessions/{made['id']}/stream") as events:
        async for name, _, data in events:
            if name == "signal":
                order.append(data["kind"])
            elif name == "event":
                order.append(data["event"]["type"])
            if order[-1:] == ["concluded"]:
                break
    assert order.index("snapshot") < order.index("concluded")
    if "text" in order:
        assert order.index("text") < order.index("model_replied")


async def test_a_stream_says_whether_there_is_a_driver(office: Office) -> None:
    session = await office.session(office.owner)
    async with listening(office.owner, f"/api/sessions/{session}/stream") as events:
        told = await told_until(events, "driver")
        assert told[-1][2] == {"alive": True, "problem": ""}
        await office.driving.end(session)
        office.place.drivers.forget(session)
        office.place.hub.session_changed(session)
        assert (await told_until(events, "driver"))[-1][2]["alive"] is False


async def test_a_stream_of_a_deleted_session_ends(office: Office) -> None:
    session = await office.session(office.owner)
    async with listening(office.owner, f"/api/sessions/{session}/stream?after=1000") as events:
        await told_until(events, "driver")
        await office.owner.delete(f"/api/sessions/{session}")
        assert (await told_until(events, "gone"))[-1] == ("gone", "", {})
        assert [event async for event in events] == []


async def shared(office: Office, anna: Person, session: str, *others: Person) -> str:
    """A project with the session in it, of Anna and others; its id."""
    project: str = (await anna.post("/api/projects", {"name": "Shared"}))["id"]
    members = [{"account": anna.id, "role": "owner"}, *({"account": each.id, "role": "member"} for each in others)]
    await anna.patch(f"/api/projects/{project}", {"members": members})
    await anna.patch(f"/api/sessions/{session}", {"project": project})
    return project


async def test_streams_end_with_the_right_to_see(office: Office) -> None:
    anna, ben = await office.join("Anna"), await office.join("Ben")
    session = await office.session(anna)
    project = await shared(office, anna, session, ben)
    async with (
        listening(ben, f"/api/sessions/{session}/stream") as one,
        listening(ben, "/api/stream") as all_of_them,
    ):
        await told_until(one, "driver")
        await told_until(all_of_them, "")
        await anna.patch(f"/api/projects/{project}", {"members": [{"account": anna.id, "role": "owner"}]})
        assert (await told_until(one, "gone"))[-1][0] == "gone"
        assert (await told_until(all_of_them, "removed"))[-1][2] == {"id": session}


async def test_streams_end_when_one_goes_out(office: Office) -> None:
    anna = await office.join("Anna")
    session = await office.session(anna)
    async with listening(anna, f"/api/sessions/{session}/stream") as one, listening(anna, "/api/stream") as all_of_them:
        await told_until(one, "driver")
        await told_until(all_of_them, "")
        await anna.post("/api/logout", status=204)
        assert (await told_until(one, "gone"))[-1][0] == "gone"
        assert [event async for event in all_of_them if event[0]] == []


async def test_the_stream_of_everything_tells_only_what_one_may_see(office: Office) -> None:
    anna, ben = await office.join("Anna"), await office.join("Ben")
    hers = await office.session(anna)
    async with listening(anna, "/api/stream") as her_stream, listening(ben, "/api/stream") as his_stream:
        await told_until(her_stream, "")
        await told_until(his_stream, "")
        await anna.patch(f"/api/sessions/{hers}", {"title": "Renamed"})
        async for name, _, data in her_stream:
            if name == "session" and data["title"] == "Renamed":
                assert data["id"] == hers
                break
        await anna.delete(f"/api/sessions/{hers}")
        assert (await told_until(her_stream, "removed"))[-1][2] == {"id": hers}
        his = await office.session(ben)
        assert {data["id"] for name, _, data in await told_until(his_stream, "session") if name} == {his}


async def test_a_question_stands_in_the_line_and_goes_with_its_answer(office: Office) -> None:
    office.driving.answers = [ASK, saying("Thanks.")]
    made = await office.owner.post("/api/sessions", {"task": "expect 1 is 1"})
    waiting = await office.owner.until(made["id"], lambda each: each["state"] == "waiting")
    assert waiting["question"]["text"].startswith("Which one?")
    answer = {"command": "answer", "question": waiting["question"]["id"], "answer": "a", "by": "somebody else"}
    await office.owner.command(made["id"], answer)
    rested = await office.owner.until(made["id"], lambda each: each["outcome"] != "")
    assert rested["question"] is None
    answered = next(each for each in await office.owner.events(made["id"]) if each["type"] == "answered")
    assert answered["by"] == office.owner.id


async def test_all_streams_end_when_the_server_does(office: Office) -> None:
    session = await office.session(office.owner)
    async with (
        listening(office.owner, f"/api/sessions/{session}/stream") as one,
        listening(office.owner, "/api/stream") as all_of_them,
    ):
        await told_until(one, "driver")
        await told_until(all_of_them, "")
        office.place.hub.end()
        assert [name async for name, _, _ in one if name == "gone"] == []
        assert [event async for event in all_of_them if event[0]] == []


def test_what_strangers_say_can_not_forge_an_event() -> None:
    text = told("signal", line({"text": "x\n\nevent: gone\ndata: {}\n\n\r\u2028"}))
    assert len(re.findall(r"^event: ", text, re.MULTILINE)) == 1 and text.endswith("\n\n") and text.count("\n\n") == 1
