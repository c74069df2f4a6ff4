"""What an artifact keeps for everybody: who may read and write it, who was first, and when it goes."""

from __future__ import annotations

from typing import Any

import pytest

from deskhand.artifacts.content import content_of
from deskhand.artifacts.uses import uses_of
from deskhand.server.artifacts.holding import CHARS_MAX, KEYS_MAX, VALUE_CHARS_MAX
from tests.server.office import Office, Person
from tests.server.test_holding import allow, made

POLL = {"index.html": "<p>Where to?</p>", "artifact.json": '{"uses": ["shared"]}'}


async def shared(office: Office) -> tuple[Person, Person, Person, str]:
    """A poll in a project: its owner Anna, the member Mia, and Vera, who may only look there."""
    anna, mia, vera = office.owner, await office.join("Mia"), await office.join("Vera")
    at = await made(office, anna, POLL)
    project = (await anna.post("/api/projects", {"name": "Trip"}))["id"]
    roles = {anna: "owner", mia: "member", vera: "viewer"}
    members = [{"account": person.id, "role": role} for person, role in roles.items()]
    await anna.patch(f"/api/projects/{project}", {"members": members})
    await anna.patch(at.partition("/artifacts")[0], {"project": project})
    for person in roles:
        await allow(person, at, "shared")
    return anna, mia, vera, at


async def read(person: Person, at: str, status: int = 200, **more: Any) -> Any:
    return await person.get(f"{at}/common", status, params={"version": 1} | more)


async def put(person: Person, at: str, key: str, value: str | None, status: int = 200, **more: Any) -> Any:
    return await person.ask("PUT", f"{at}/common", status, json={"version": 1, "key": key, "value": value} | more)


async def test_what_one_writes_the_others_read_and_who_may_only_look_writes_nothing(office: Office) -> None:
    anna, mia, vera, at = await shared(office)
    assert await put(anna, at, "lisbon", "1") == {"count": 1}
    assert await put(mia, at, "oslo", "1") == {"count": 2}
    told = await read(vera, at)
    assert told["values"] == {"lisbon": {"value": "1", "number": 1}, "oslo": {"value": "1", "number": 2}}
    assert (told["count"], told["writes"], (await read(mia, at))["writes"]) == (2, False, True)
    await put(vera, at, "oslo", "9", 403)
    await vera.ask("DELETE", f"{at}/common", 403)
    assert (await read(vera, at, since=2))["values"] is None
    await (await office.join("Ben")).get(f"{at}/common", 404, params={"version": 1})


async def test_who_was_first_counts_also_over_a_value_that_was_deleted_meanwhile(office: Office) -> None:
    anna, mia, _, at = await shared(office)
    await put(anna, at, "votes", "1", base=0)
    refused = await put(mia, at, "votes", "1", 409, base=0)
    assert refused["error"]["message"] == "somebody changed this value meanwhile."
    await put(mia, at, "votes", "2", base=1)
    await put(anna, at, "votes", "3", 409, base=1)
    await put(anna, at, "votes", None)
    await put(mia, at, "votes", "2", 409, base=2)
    assert await put(mia, at, "votes", "1") == {"count": 4}
    await put(anna, at, "votes", "3", 409, base=2)
    await anna.delete(f"{at}/common")
    assert await put(anna, at, "votes", "1", base=0) == {"count": 6}


async def test_each_has_to_have_allowed_just_this_content(office: Office) -> None:
    anna, mia, _, at = await shared(office)
    await put(anna, at, "a", "1")
    await allow(mia, at)
    await read(mia, at, 403)
    await put(mia, at, "a", "2", 403)
    await anna.post(f"{at}/versions", {"base": 1, "edits": [{"path": "index.html", "old": "to?", "new": "to now?"}]})
    await put(anna, at, "a", "2", 403, version=2)
    await read(anna, at, 403, version=2)
    assert (await read(anna, at))["values"] == {"a": {"value": "1", "number": 1}}


async def test_a_person_has_a_name_and_an_id_that_is_no_account(office: Office) -> None:
    anna, mia, _, at = await shared(office)
    other = await made(office, anna, POLL)
    await allow(anna, other, "shared")
    me, again, elsewhere, mias = [
        (await read(person, where))["me"] for person, where in ((anna, at), (anna, at), (anna, other), (mia, at))
    ]
    assert me == again and mias["name"] == "Mia"
    assert len({me["id"], mias["id"], elsewhere["id"], anna.id, mia.id}) == 5


async def test_no_more_is_kept_than_there_is_room_for_and_it_goes_with_the_artifact(office: Office) -> None:
    anna, mia, _, at = await shared(office)
    for number in range(CHARS_MAX // VALUE_CHARS_MAX - 1):
        await put(anna if number % 2 else mia, at, f"k{number}", "x" * VALUE_CHARS_MAX)
    await put(mia, at, "more", "x" * VALUE_CHARS_MAX, 429)
    await put(mia, at, "long", "x" * (VALUE_CHARS_MAX + 1), 422)
    await put(mia, at, "uncounted", "\0x", 422)
    await put(mia, at, "k0", "now less")
    id, common = at.rpartition("/")[2], office.place.common
    assert await common.artifacts() == [id]
    await anna.delete(at)
    assert await common.artifacts() == [] and await common.read(id) == (0, {})
    for number in range(KEYS_MAX):
        await common.put("a-1-1", str(number), "")
    with pytest.raises(Exception, match="keeps 500 values"):
        await common.put("a-1-1", "one more", "")


@pytest.mark.parametrize("other", ["files", "tools"])
def test_what_reads_for_one_person_may_not_be_asked_for_beside_what_reaches_all(
    other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deskhand.artifacts.uses.USES", ("downloads", "files", "shared", "storage", "tools"))
    declared = f'{{"uses": ["shared", "{other}", "downloads"]}}'
    with pytest.raises(ValueError, match=f"shared does not go with {other}"):
        uses_of({"artifact.json": declared.encode()})
    content = content_of("html", POLL | {"artifact.json": declared}, "index.html")
    (problem,) = content.problems()
    assert problem.startswith("artifact.json is not understood, so nothing is allowed: shared does not go with")


async def test_a_version_that_asks_for_both_is_given_neither(office: Office) -> None:
    anna = office.owner
    at = await made(office, anna, POLL | {"artifact.json": '{"uses": ["files", "shared"]}'})
    assert await allow(anna, at, "shared", "files") == {"asked": [], "allowed": []}
    await put(anna, at, "a", "1", 403)
