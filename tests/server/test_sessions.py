"""Sessions over HTTP: making one, its line, its events."""

from __future__ import annotations

from tests.server.office import Office


async def test_a_session_that_is_made_works_to_its_rest(office: Office) -> None:
    made = await office.owner.post("/api/sessions", {"task": "expect 1 is 1"})
    assert (made["title"], made["steps"], made["archived"]) == ("expect 1 is 1", 0, False)
    rested = await office.owner.until(made["id"], lambda each: each["outcome"] != "")
    assert (rested["state"], rested["outcome"], rested["model"]) == ("resting", "answered", "steps")
    kinds = [event["type"] for event in await office.owner.events(made["id"])]
    assert kinds[0] == "session_started" and "said" in kinds and kinds[-1] == "concluded"


async def test_steps_that_nobody_can_follow_are_refused_before_anything_is_started(office: Office) -> None:
    refused = await office.owner.post("/api/sessions", {"task": "Dance wildly.", "model": "steps"}, 422)
    assert "can't be followed" in refused["error"]["message"]
    assert (await office.owner.get("/api/sessions"))["sessions"] == []
