"""Comments on an artifact, asking a model because of them, and candidates: who may what, and what comes of it."""

from __future__ import annotations

from typing import Any

import pytest

from deskhand.agent.shelf import Shelf
from deskhand.core.artifacts import Edit, Maker
from deskhand.models.scripted import calling, saying
from tests.server.office import Office, Person, listening
from tests.server.test_artifacts import made

TEXT = "# Title\n\nThe first words.\n\nThe last words.\n"
MODEL = Maker(by="model", who="a-model", call="s1.1")


def anchored(words: str, version: int = 1, text: str = TEXT) -> dict[str, Any]:
    start = text.index(words)
    return {"version": version, "path": "a.txt", "start": start, "end": start + len(words)}


async def begun(office: Office, person: Person | None = None, **more: Any) -> tuple[str, str, str]:
    """A session, the address of an artifact in it, and its id."""
    person = person or office.owner
    session = await office.session(person, **more)
    at = await made(person, session, **{"a.txt": TEXT})
    return session, at, at.rpartition("/")[2]


async def said(person: Person, at: str, words: str, text: str = "Say it better.", **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = await person.post(f"{at}/comments", {"anchor": anchored(words, **more), "text": text})
    return found


async def reviews(person: Person, at: str) -> dict[str, Any]:
    found: dict[str, Any] = await person.get(f"{at}/reviews")
    return found


async def request_in(office: Office, session: str) -> dict[str, Any]:
    """The words that asked the model, once its driver has taken them."""
    async with listening(office.owner, f"/api/sessions/{session}/stream") as told:
        async for kind, _, data in told:
            if kind == "event" and data["event"]["type"] == "said" and len(data["event"]["parts"]) > 2:
                return dict(data["event"])
    raise AssertionError("the stream has ended")


async def write(office: Office, at: str, base: int, text: str) -> None:
    await office.owner.post(f"{at}/versions", {"base": base, "files": {"a.txt": text}})


async def test_a_comment_is_kept_with_its_words_and_follows_them(office: Office) -> None:
    _, at, _ = await begun(office)
    comment = await said(office.owner, at, "last words")
    assert comment["anchor"]["quote"] == "last words" and comment["who"] == office.owner.id
    assert (comment["lost"], comment["resolved"], comment["sent"]) == (False, False, False)
    after = "Above\n\n" + TEXT.replace("first", "1st")
    await write(office, at, 1, after)
    (found,) = (await reviews(office.owner, at))["comments"]
    assert after[found["place"]["start"] : found["place"]["end"]] == "last words"
    await write(office, at, 2, "Nothing is left of it.\n")
    (lost,) = (await reviews(office.owner, at))["comments"]
    assert lost["lost"] and lost["place"] is None and lost["anchor"]["quote"] == "last words"
    await write(office, at, 3, TEXT)
    assert not (await reviews(office.owner, at))["comments"][0]["lost"]


async def test_an_element_is_known_again_by_its_words(office: Office) -> None:
    _, at, _ = await begun(office)
    anchor = {"version": 1, "selector": "body > p", "quote": "The first words."}
    comment = await office.owner.post(f"{at}/comments", {"anchor": anchor, "text": "Larger."})
    assert TEXT[comment["place"]["start"] : comment["place"]["end"]] == "The first words."
    await write(office, at, 1, "Other\n")
    assert (await reviews(office.owner, at))["comments"][0]["lost"]
    drawn = {"version": 2, "selector": "canvas", "quote": ""}
    comment = await office.owner.post(f"{at}/comments", {"anchor": drawn, "text": "Larger."})
    assert not comment["lost"] and comment["place"] is None


async def test_a_comment_is_resolved_reopened_and_taken_away_by_its_author_alone(office: Office) -> None:
    anna, ben = await office.join("Anna"), await office.join("Ben")
    session, at, _ = await begun(office, anna)
    project = await anna.post("/api/projects", {"name": "Together"})
    members = [{"account": anna.id, "role": "owner"}, {"account": ben.id, "role": "member"}]
    await anna.patch(f"/api/projects/{project['id']}", {"members": members})
    await anna.patch(f"/api/sessions/{session}", {"project": project["id"]})
    await said(anna, at, "first words")
    assert (await ben.patch(f"{at}/comments/1", {"resolved": True}))["resolved"]
    assert not (await anna.patch(f"{at}/comments/1", {"resolved": False}))["resolved"]
    await ben.delete(f"{at}/comments/1", 403)
    await anna.delete(f"{at}/comments/1")
    await anna.delete(f"{at}/comments/1", 404)
    assert (await reviews(anna, at))["comments"] == []
    assert (await said(ben, at, "last words"))["number"] == 2


@pytest.mark.parametrize(
    "anchor",
    [
        {"version": 9, "path": "a.txt", "start": 0, "end": 1},
        {"version": 1, "path": "b.txt", "start": 0, "end": 1},
        {"version": 1, "path": "a.txt", "start": 5, "end": 5},
        {"version": 1, "path": "a.txt", "start": 0, "end": 10_000},
        {"version": 1, "path": "a.txt", "start": -1, "end": 1},
        {"version": 1, "selector": ""},
        {"version": 1},
    ],
)
async def test_a_place_that_is_none_is_refused(office: Office, anchor: dict[str, Any]) -> None:
    _, at, _ = await begun(office)
    status = 404 if anchor["version"] == 9 else 422
    await office.owner.post(f"{at}/comments", {"anchor": anchor, "text": "x"}, status)
    for text in ("", "   "):
        await office.owner.post(f"{at}/comments", {"anchor": anchored("first"), "text": text}, 422)


async def test_a_model_is_asked_and_its_candidate_is_no_version_until_a_person_accepts_it(office: Office) -> None:
    edits = [{"path": "a.txt", "old": "first words", "new": "opening words"}]
    call = {"command": "update", "id": "a1", "base": 1, "edits": edits, "candidate": True, "comments": [1], "note": "n"}
    office.driving.answers = [saying("Done."), calling(("artifact", call)), saying("Proposed.")]
    session, at, _ = await begun(office, model="ollama/gpt-oss")
    await said(office.owner, at, "first words", "Say `opening`.")
    sent = await office.owner.post(f"{at}/comments/send", {"comments": [1]}, 202)
    assert sent["comments"][0]["sent"]
    words = await request_in(office, session)
    strange = [part["text"] for part in words["parts"] if part["stranger"]]
    own = "\n".join(part["text"] for part in words["parts"] if not part["stranger"])
    assert strange == ["first words"]
    assert "a1" in own and "Comment 1, on a.txt, line 3 of version 1:" in own and "Say `opening`." in own

    await office.owner.until(session, lambda line: line["steps"] >= 1 and line["outcome"] != "")
    review = await reviews(office.owner, at)
    (candidate,) = review["candidates"]
    assert (candidate["base"], candidate["comments"], candidate["decided"]) == (1, [1], "")
    assert (await office.owner.get(at))["newest"]["number"] == 1
    content = await office.owner.get(f"{at}/candidates/1")
    assert content["files"]["a.txt"] == TEXT.replace("first words", "opening words")

    accepted = await office.owner.post(f"{at}/candidates/1/accept")
    newest = accepted["newest"]
    assert (newest["number"], newest["by"], newest["note"]) == (2, "model", "n")
    assert (await office.owner.get(f"{at}/versions/2"))["files"] == content["files"]
    (decided,) = (await reviews(office.owner, at))["candidates"]
    assert (decided["decided"], decided["accepted"], decided["version"]) == (office.owner.id, True, 2)
    await office.owner.post(f"{at}/candidates/1/accept", None, 409)
    await office.owner.post(f"{at}/candidates/1/refuse", None, 409)


async def test_a_request_in_chinese_and_of_a_comment_that_lost_its_place(office: Office) -> None:
    session, at, _ = await begun(office, model="ollama/gpt-oss")
    await said(office.owner, at, "last words")
    await write(office, at, 1, "Nothing.\n")
    await office.owner.post(f"{at}/comments/send", {"comments": [1, 1], "language": "zh"}, 202)
    words = await request_in(office, session)
    assert "现已不存在的文字" in words["parts"][1]["text"] and words["parts"][2]["text"] == "last words"


async def test_steps_are_not_asked_for_a_candidate(office: Office) -> None:
    _, at, _ = await begun(office)
    await said(office.owner, at, "first words")
    refused = await office.owner.post(f"{at}/comments/send", {"comments": [1]}, 422)
    assert "follows steps" in refused["error"]["message"]
    assert not (await reviews(office.owner, at))["comments"][0]["sent"]
    await office.owner.post(f"{at}/comments/send", {"comments": [7]}, 422)


async def proposed(office: Office, session: str, id: str, old: str, new: str) -> Shelf:
    shelf = office.place.shelf
    await shelf.propose_edits(session, id, 1, [Edit(path="a.txt", old=old, new=new)], MODEL)
    return shelf


async def test_a_candidate_is_brought_together_with_what_came_since(office: Office) -> None:
    session, at, id = await begun(office)
    await proposed(office, session, id, "first", "1st")
    await write(office, at, 1, TEXT.replace("last", "final"))
    await office.owner.post(f"{at}/candidates/1/accept")
    text = (await office.owner.get(f"{at}/versions/3"))["files"]["a.txt"]
    assert text == TEXT.replace("first", "1st").replace("last", "final")


async def test_where_both_changed_the_same_lines_nothing_is_accepted_unseen(office: Office) -> None:
    session, at, id = await begun(office)
    await proposed(office, session, id, "first", "1st")
    await write(office, at, 1, TEXT.replace("first", "initial"))
    refused = await office.owner.post(f"{at}/candidates/1/accept", None, 409)
    assert "same lines" in refused["error"]["message"]
    assert (await reviews(office.owner, at))["candidates"][0]["decided"] == ""


async def test_a_refused_candidate_stays_to_be_looked_at(office: Office) -> None:
    session, at, id = await begun(office)
    await proposed(office, session, id, "first", "1st")
    after = await office.owner.post(f"{at}/candidates/1/refuse")
    assert (after["candidates"][0]["accepted"], after["candidates"][0]["decided"]) == (False, office.owner.id)
    assert (await office.owner.get(f"{at}/candidates/1"))["number"] == 1
    assert (await office.owner.get(at))["newest"]["number"] == 1
    await office.owner.get(f"{at}/candidates/2", 404)
