"""What an artifact may do for who looks: asked for by a version, allowed by a person, kept for that person alone."""

from __future__ import annotations

import json
from typing import Any

import pytest

from deskhand.artifacts.uses import uses_of
from deskhand.server.artifacts.holding import CHARS_MAX, KEYS_MAX, VALUE_CHARS_MAX
from tests.server.office import Office, Person

PAGE = {"index.html": "<p>list</p>", "artifact.json": '{"uses": ["storage", "downloads"]}'}


async def made(office: Office, person: Person, files: dict[str, str] = PAGE) -> str:
    session = await office.session(person)
    wish = {"title": "List", "kind": "html", "files": files}
    return f"/api/sessions/{session}/artifacts/" + (await person.post(f"/api/sessions/{session}/artifacts", wish))["id"]


async def allow(person: Person, at: str, *uses: str, version: int = 1) -> Any:
    return await person.ask("PUT", f"{at}/versions/{version}/allowed", 200, json={"allowed": list(uses)})


async def put(person: Person, at: str, key: str, value: str | None, status: int = 204, version: int = 1) -> Any:
    return await person.ask("PUT", f"{at}/mine", status, json={"version": version, "key": key, "value": value})


@pytest.mark.parametrize(
    ("text", "uses"),
    [
        ('{"uses": ["downloads"]}', ("downloads",)),
        ('{"uses": ["storage", "downloads", "storage"]}', ("downloads", "storage")),
        ('{"uses": []}', ()),
    ],
)
def test_a_version_declares_what_it_uses(text: str, uses: tuple[str, ...]) -> None:
    assert uses_of({"artifact.json": text.encode()}) == uses


@pytest.mark.parametrize("text", ["[]", "{", '{"uses": "storage"}', '{"uses": ["network"]}', '{"uses": [1]}'])
def test_what_is_no_declaration_allows_nothing(text: str) -> None:
    with pytest.raises(ValueError):
        uses_of({"artifact.json": text.encode()})


async def test_nothing_is_kept_before_it_was_allowed(office: Office) -> None:
    anna = office.owner
    at = await made(office, anna)
    assert await anna.get(f"{at}/versions/1/allowed") == {"asked": ["downloads", "storage"], "allowed": []}
    await put(anna, at, "a", "1", 403)
    assert (await allow(anna, at, "storage", "network"))["allowed"] == ["storage"]
    await put(anna, at, "a", "1")
    await put(anna, at, "b", "2")
    await put(anna, at, "a", None)
    assert await anna.get(f"{at}/mine") == {"values": {"b": "2"}}
    await allow(anna, at)
    await put(anna, at, "b", "3", 403)
    await anna.delete(f"{at}/mine")
    assert await anna.get(f"{at}/mine") == {"values": {}}


async def test_what_was_allowed_counts_for_one_content_only(office: Office) -> None:
    anna = office.owner
    at = await made(office, anna)
    await allow(anna, at, "storage")
    await anna.post(f"{at}/versions", {"base": 1, "edits": [{"path": "index.html", "old": "list", "new": "evil"}]})
    assert (await anna.get(f"{at}/versions/2/allowed"))["allowed"] == []
    await put(anna, at, "a", "1", 403, version=2)
    await anna.post(f"{at}/restore", {"number": 1})
    assert (await anna.get(f"{at}/versions/3/allowed"))["allowed"] == ["storage"]


async def test_values_are_of_one_person_and_one_artifact(office: Office) -> None:
    anna, mia = office.owner, await office.join("Mia")
    at = await made(office, anna)
    other = await made(office, anna)
    await allow(anna, at, "storage")
    await put(anna, at, "a", "1")
    assert await anna.get(f"{other}/mine") == {"values": {}}
    await mia.get(f"{at}/mine", 404)
    await anna.delete(at)
    assert await office.place.holding.artifacts() == []


async def test_no_more_is_kept_than_there_is_room_for(office: Office) -> None:
    anna = office.owner
    at = await made(office, anna)
    await allow(anna, at, "storage")
    for number in range(CHARS_MAX // VALUE_CHARS_MAX - 1):
        await put(anna, at, f"k{number}", "x" * VALUE_CHARS_MAX)
    await put(anna, at, "more", "x" * VALUE_CHARS_MAX, 429)
    await put(anna, at, "long", "x" * (VALUE_CHARS_MAX + 1), 422)
    await put(anna, at, "", "x", 422)
    await put(anna, at, "k0", "now less")
    assert (await anna.get(f"{at}/mine"))["values"]["k0"] == "now less"


async def test_only_so_many_keys_are_kept(office: Office) -> None:
    holding = office.place.holding
    for number in range(KEYS_MAX):
        await holding.put("a-1-1", "x", str(number), json.dumps(number))
    with pytest.raises(Exception, match="keeps 500 values"):
        await holding.put("a-1-1", "x", "one more", "")
    await holding.put("a-1-1", "x", "7", "another")
