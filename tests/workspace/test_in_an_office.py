"""What people do with an artifact in a real Chromium, on the real server with scripted models and fakes of desks.

What is done stands in web/tests/office; it is run here once, and each part told apart.
"""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from deskhand.models.scripted import Answer, calling, saying
from tests.models.aimock.mock import node
from tests.server.attacks.siege import siege_in
from tests.server.office import Office, Person
from tests.workspace.vitest import run_parts

RUN_S = 240
TEXT = "# Title\n\nThe first words.\n\nThe last words.\n"
PARTS = (
    "comments on words, asks the model, compares its candidate and accepts it",
    "asks for selected words to be rewritten, also while they are written, and refuses what comes of it",
    "is seen by who may only look, who can say nothing",
    "is shown to whoever has a link, and to nobody once it is revoked",
    "breaks nothing in the page",
    "breaks nothing in the shared page",
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(RUN_S + 60),
    pytest.mark.skipif(not node(), reason="Node.js is not here, which drives the browser (scripts/setup dev)"),
]


def proposing(base: int, old: str, new: str, comment: int) -> Answer:
    edits = [{"path": "document.md", "old": old, "new": new}]
    call = {"command": "update", "id": "a1", "base": base, "edits": edits, "candidate": True, "comments": [comment]}
    return calling(("artifact", call))


ANSWERS: tuple[Answer, ...] = (
    saying("Done."),
    proposing(1, "The first words.", "The opening words.", 1), saying("I have proposed it."),
    proposing(3, "The last words.", "The end.", 2), saying("I have proposed it."),
)  # fmt: skip


async def furnished(office: Office) -> dict[str, Any]:
    """A session of the owner's with an artifact, in a project with a viewer; links for them."""
    owner = office.owner
    office.driving.answers = ANSWERS
    vera = await owner.post("/api/accounts", {"name": "Vera", "role": "viewer"})
    project = (await owner.post("/api/projects", {"name": "Together"}))["id"]
    members = [{"account": owner.id, "role": "owner"}, {"account": vera["account"]["id"], "role": "viewer"}]
    await owner.patch(f"/api/projects/{project}", {"members": members})
    session = await office.session(owner, "make a document", project=project, model="ollama/gpt-oss")
    artifact = await made(owner, session)
    links = {
        "owner": office.link(owner.id),
        "sharer": office.link(owner.id),
        "vera": office.link(vera["account"]["id"]),
    }
    return {"address": office.place.door.address, "links": links, "session": session, "artifact": artifact}


async def made(owner: Person, session: str) -> str:
    wish = {"title": "A document", "kind": "markdown", "files": {"document.md": TEXT}}
    return str((await owner.post(f"/api/sessions/{session}/artifacts", wish))["id"])


async def seen_in(folder: Path) -> dict[str, str]:
    async with siege_in(folder / "home") as siege:
        where = {"OFFICE": json.dumps(await furnished(siege.office))}
        config = "vitest.office.config.ts"
        return await asyncio.to_thread(run_parts, config, folder / "report.json", where, RUN_S)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What was seen of each part: "" when it held, else what did not."""
    return asyncio.run(seen_in(tmp_path_factory.mktemp("office")))


@pytest.mark.parametrize("part", PARTS)
def test_people_in_a_real_browser(seen: dict[str, str], part: str) -> None:
    assert seen.pop(part) == ""


def test_nothing_else_was_tried(seen: dict[str, str]) -> None:
    assert set(seen) <= set(PARTS)
