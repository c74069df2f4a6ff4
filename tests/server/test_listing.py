"""The list of sessions: searching, paging, putting away, deleting for good."""

from __future__ import annotations

import asyncio
from typing import Any

from deskhand.core import events as ev
from deskhand.core.messages import Reply, TextPart
from deskhand.server.sessions.index import FILE
from tests.server.office import Office


async def recorded(office: Office, title: str, *events: ev.Event, at: float = 1.0) -> str:
    """A session of the owner's whose journal holds these events; nobody drives it."""
    journal = office.place.journal
    session = (await journal.create("session", title=title)).id
    await journal.append(session, [ev.SessionStarted(model="scripted"), *events], expect=0, at=at)
    await office.place.sessions.look()
    return session


def seen(text: str, call: str = "c1") -> ev.CallFinished:
    return ev.CallFinished(call=call, status="ok", content=(TextPart(text=text, stranger=True),))


def said(text: str) -> ev.Said:
    return ev.Said(parts=(TextPart(text=text),))


async def ids(office: Office, **query: Any) -> list[str]:
    found = await office.owner.get("/api/sessions", params=query)
    return [each["id"] for each in found["sessions"]]


async def test_everything_said_and_seen_is_found_with_its_place(office: Office) -> None:
    taxi = await recorded(office, "Receipts", said("Add up the taxi receipts"), seen('e1 button "Straße speichern"'))
    note = await recorded(
        office, "发票", said("把发票重命名"), ev.ModelReplied(reply=Reply(text="All 12 are renamed."))
    )
    for query, expected in {
        "TAXI": [taxi], "strasse": [taxi], "STRASSE": [taxi], "straße": [taxi], "speichern": [taxi], "发票": [note],
        "重命名": [note], "renamed 发票": [note], "receipts taxi": [taxi], "taxi renamed": [], "nowhere": [],
        "receipts": [taxi], "%": [], "_": [], '"': [taxi],
    }.items():  # fmt: skip
        assert await ids(office, q=query) == expected, query
    found = await office.owner.get("/api/sessions", params={"q": "taxi"})
    place = found["found"][taxi][0]
    assert place["text"][place["start"] : place["start"] + place["length"]] == "taxi"
    assert (place["who"], place["seq"]) == ("person", 2)


async def test_searching_finds_only_what_one_may_see(office: Office) -> None:
    anna = await office.join("Anna")
    await recorded(office, "Secret plans", said("the very secret plan"))
    assert (await anna.get("/api/sessions", params={"q": "secret"}))["sessions"] == []


async def test_what_comes_later_is_found_too(office: Office) -> None:
    session = await recorded(office, "A job", said("one"))
    assert await ids(office, q="second") == []
    await office.place.journal.append(session, [said("the second thing")], expect=2, at=2.0)
    assert await ids(office, q="second") == [session]


async def test_pages_of_the_list_miss_nothing(office: Office) -> None:
    made = [await recorded(office, f"Job {n}", said("x"), at=float(n)) for n in range(7)]
    first = await office.owner.get("/api/sessions?limit=3")
    assert [each["id"] for each in first["sessions"]] == made[:3:-1] and first["next"] == made[4]
    second = await office.owner.get(f"/api/sessions?limit=3&before={first['next']}")
    third = await office.owner.get(f"/api/sessions?limit=3&before={second['next']}")
    assert [each["id"] for each in (*second["sessions"], *third["sessions"])] == made[3::-1]
    assert third["next"] is None
    await office.owner.get("/api/sessions?before=s-nobody", 422)
    await office.owner.get("/api/sessions?limit=0", 422)


async def test_a_session_is_renamed_and_put_away(office: Office) -> None:
    session = await recorded(office, "Old", said("x"))
    changed = await office.owner.patch(f"/api/sessions/{session}", {"title": "New\n\x1b[2J name", "archived": True})
    assert (changed["title"], changed["archived"]) == ("New [2J name", True)
    assert await ids(office, archived=False) == [] and await ids(office, archived=True) == [session]
    await office.owner.patch(f"/api/sessions/{session}", {"archived": False})
    assert await ids(office, archived=False) == [session]


async def test_a_deleted_session_is_gone_from_everywhere(office: Office) -> None:
    session = await office.session(office.owner, "say unmistakable words", title="Unmistakable title")
    desk = office.place.home.desk_folder(session)
    await asyncio.to_thread(desk.mkdir, parents=True, exist_ok=True)
    await asyncio.to_thread((desk / "note.txt").write_text, "unmistakable")
    assert await ids(office, q="unmistakable") == [session]
    await office.owner.delete(f"/api/sessions/{session}")
    assert await ids(office) == [] and await ids(office, q="unmistakable") == []
    for path in (f"/api/sessions/{session}", f"/api/sessions/{session}/events", f"/api/sessions/{session}/stream"):
        await office.owner.get(path, 404)
    assert not desk.exists()
    home = office.place.home.folder
    left = b"".join(path.read_bytes() for path in home.glob(f"{FILE}*"))
    left += b"".join(path.read_bytes() for path in home.glob("journal.db*"))
    assert b"nmistakable" not in left


async def test_what_searching_knows_is_made_anew_when_it_is_lost(office: Office) -> None:
    session = await recorded(office, "A job", said("the one thing"))
    assert await ids(office, q="thing") == [session]
    again = await office.owner.get(f"/api/sessions/{session}")
    office.place.sessions._index.close()
    for path in office.place.home.folder.glob(f"{FILE}*"):
        path.write_bytes(b"damaged beyond repair" * 100)
    index = type(office.place.sessions._index)(office.place.home.folder)
    office.place.sessions._index = index
    office.place.sessions._known.clear()
    assert await ids(office, q="thing") == [session]
    assert await office.owner.get(f"/api/sessions/{session}") == again


async def test_the_list_follows_other_writers(office: Office) -> None:
    async with await office.place.home.journal() as terminal:
        with office.place.hub.listening() as listener:
            session = (await terminal.create("session", title="By the terminal")).id
            await terminal.append(session, [ev.SessionStarted(model="steps"), said("x")], expect=0, at=5.0)
            while session not in listener.take():
                assert await listener.wait(10)
        summary = await office.owner.until(session, lambda each: each["seq"] == 2)
    assert summary["model"] == "steps"
