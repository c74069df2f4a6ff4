"""Branches of artifacts: where they begin, what is brought in again, and where somebody has to look."""

from __future__ import annotations

from typing import Any

import pytest

from tests.server.office import Office, Person
from tests.server.test_artifacts import made

TEXT = "# Plan\n\nFirst.\n\nSecond.\n\nThird.\n"


async def branched(office: Office) -> tuple[str, str, dict[str, Any]]:
    """A text with two versions, and a branch of the second."""
    anna = office.owner
    session = await office.session(anna)
    at = await made(anna, session, **{"a.md": "# Plan\n"})
    await anna.post(f"{at}/versions", {"base": 1, "files": {"a.md": TEXT}})
    branch = await anna.post(f"{at}/branch", {"number": 2})
    return at, f"/api/sessions/{session}/artifacts/{branch['id']}", branch


async def change(person: Person, at: str, base: int, old: str, new: str) -> Any:
    return await person.post(f"{at}/versions", {"base": base, "edits": [{"path": "a.md", "old": old, "new": new}]})


async def text(person: Person, at: str, number: int) -> str:
    return str((await person.get(f"{at}/versions/{number}"))["files"]["a.md"])


async def test_a_branch_begins_with_a_version_and_remembers_it(office: Office) -> None:
    at, branch_at, branch = await branched(office)
    assert (branch["source"], branch["source_version"]) == (at.rpartition("/")[2], 2)
    assert len(branch["versions"]) == 1 and branch["title"].endswith(" (branch)")
    await change(office.owner, branch_at, 1, "First", "1st")
    assert await text(office.owner, at, 2) == TEXT
    await office.owner.post(f"{at}/branch", {"number": 9}, 404)
    named = await office.owner.post(f"{branch_at}/branch", {"number": 2, "title": "Another"})
    assert (named["title"], named["source"], named["source_version"]) == ("Another", branch["id"], 2)


async def test_what_it_changed_is_brought_in_beside_what_changed_there(office: Office) -> None:
    anna = office.owner
    at, branch_at, branch = await branched(office)
    await change(anna, at, 2, "Third", "3rd")
    await change(anna, branch_at, 1, "First", "1st")
    told = await anna.post(f"{branch_at}/bring", {"note": "The first is better"})
    newest = told["artifact"]["newest"]
    assert (told["candidate"], newest["number"], newest["base"]) == (0, 4, 3)
    assert (newest["note"], newest["by"], newest["authors"]) == ("The first is better", "person", [anna.id])
    assert (newest["source"], newest["source_version"]) == (branch["id"], 2)
    assert await text(anna, at, 4) == TEXT.replace("First", "1st").replace("Third", "3rd")
    refused = await anna.post(f"{branch_at}/bring", {}, 422)
    assert refused["error"]["message"] == "the branch has nothing that is new there."
    await change(anna, branch_at, 2, "1st", "The very first")
    again = await anna.post(f"{branch_at}/bring", {})
    assert again["candidate"] == 0
    assert await text(anna, at, 5) == TEXT.replace("First", "The very first").replace("Third", "3rd")


async def test_where_both_changed_the_same_lines_it_is_proposed_and_nothing_is_lost(office: Office) -> None:
    anna = office.owner
    at, branch_at, _ = await branched(office)
    await change(anna, at, 2, "First", "Premier")
    await change(anna, branch_at, 1, "First", "Erster")
    told = await anna.post(f"{branch_at}/bring", {})
    assert (told["candidate"], told["artifact"]["newest"]["number"]) == (1, 3)
    proposed = (await anna.get(f"{at}/candidates/1"))["files"]["a.md"]
    assert "<<<<<<< version 3\nPremier.\n=======\nErster.\n>>>>>>> branch, version 2\n" in proposed
    accepted = await anna.post(f"{at}/candidates/1/accept", {})
    assert accepted["newest"]["source_version"] == 2
    await anna.post(f"{branch_at}/bring", {}, 422)


async def test_what_did_not_change_there_takes_the_branch_as_it_is(office: Office) -> None:
    anna = office.owner
    _, branch_at, _ = await branched(office)
    await anna.post(f"{branch_at}/versions", {"base": 1, "files": {"b.md": "# All else\n"}})
    told = await anna.post(f"{branch_at}/bring", {})
    assert list(told["artifact"]["newest"]["files"]) == ["b.md"] and told["candidate"] == 0
    assert told["artifact"]["newest"]["note"].startswith("From the branch ")


async def test_what_is_no_branch_or_whose_source_is_gone_is_not_brought_in(office: Office) -> None:
    anna = office.owner
    at, branch_at, _ = await branched(office)
    refused = await anna.post(f"{at}/bring", {}, 422)
    assert refused["error"]["message"].endswith("is no branch.")
    await change(anna, branch_at, 1, "First", "1st")
    await anna.delete(at)
    assert "not there any more" in (await anna.post(f"{branch_at}/bring", {}, 404))["error"]["message"]
    assert (await anna.get(branch_at))["source_version"] == 2


async def test_a_fork_has_branches_of_its_own_copies(office: Office) -> None:
    anna = office.owner
    at, branch_at, branch = await branched(office)
    await change(anna, branch_at, 1, "First", "1st")
    await anna.post(f"{branch_at}/bring", {})
    session = branch["session"]
    await office.place.shelf.copy(session, "s-copied0000", before=office.place.now() + 1)
    source, copy = await office.place.shelf.of_session("s-copied0000")
    assert (copy.source, copy.source_version, source.source) == (source.id, 2, at.rpartition("/")[2])
    assert (source.newest.source, source.newest.source_version) == (copy.id, 2)


async def test_what_is_brought_in_counts_among_the_versions_and_candidates(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, branch_at, _ = await branched(office)
    await change(office.owner, branch_at, 1, "First", "1st")
    monkeypatch.setattr("deskhand.agent.shelf.VERSIONS_MAX", 2)
    await office.owner.post(f"{branch_at}/bring", {}, 429)
    monkeypatch.setattr("deskhand.agent.shelf.VERSIONS_MAX", 9)
    await change(office.owner, at, 2, "First", "Erst")
    monkeypatch.setattr("deskhand.agent.shelf.CANDIDATES_MAX", 0)
    await office.owner.post(f"{branch_at}/bring", {}, 429)
