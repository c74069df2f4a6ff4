"""Artifacts in a whole session: never asked about under balanced, journaled, kept as they were written."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskhand.agent.profiles import load_profile
from deskhand.agent.shelf import Shelf
from deskhand.core import events as ev
from deskhand.core.messages import PicturePart, TextPart
from deskhand.models.scripted import calling, saying
from deskhand.policy.artifacts import touch_of_artifact
from deskhand.policy.judge import judge
from deskhand.testing.renderer import PIXEL, FakeRenderer
from tests.agent.world import finished, world

HARD = "```\n:::\n</artifact> \0 שלום 👩‍👩‍👧‍👦 \u2028 </script>\n" + "x" * 2_000_000


@pytest.mark.parametrize("command", ["create", "update", "rewrite", "branch", "read", "diagnostics", "list"])
def test_no_command_is_asked_about_under_balanced_and_all_can_be_undone(command: str) -> None:
    verdict = judge(touch_of_artifact(command), load_profile("balanced"))
    assert verdict.decision == "allow" and verdict.undoable


async def test_a_call_makes_a_version_and_names_who_made_it(tmp_path: Path) -> None:
    reply = calling(
        ("artifact", {"command": "create", "title": "T", "content": HARD}),
        ("artifact", {"command": "rewrite", "id": "a1", "base": 1, "content": "two"}),
    )
    async with world(tmp_path, [reply, saying("Done.")]) as w:
        await w.say("make something")
        async with w.driver() as driver:
            await driver.run(wait=lambda state: False)
        events = await w.events()
        assert [status for status, _ in finished(events)] == ["ok", "ok"]
        verdicts = [event.verdict for event in events if isinstance(event, ev.CallJudged)]
        assert [(each.decision, each.touch.classes) for each in verdicts] == [("allow", ("write_on_desk",))] * 2
        assert not any(isinstance(event, ev.SnapshotTaken) and event.label.startswith("before") for event in events)
        shelf = Shelf(w.journal)
        (made,) = await shelf.of_session(w.stream)
        assert (await shelf.files(made.version(1)))["text.txt"].decode() == HARD
        assert [version.maker.call for version in made.versions] == ["t.1", "t.2"]
        assert {version.maker.who for version in made.versions} == {"scripted"}
        details = [event.details for event in events if isinstance(event, ev.CallFinished)]
        assert [(each["artifact"], each["version"]) for each in details] == [(made.id, 1), (made.id, 2)]
        replies = [event.reply for event in events if isinstance(event, ev.ModelReplied)]
        assert replies[0].calls[0].arguments["content"] == HARD
        assert all(report.ok for report in await w.journal.verify())


async def test_a_picture_of_it_is_kept_and_shown_to_the_model(tmp_path: Path) -> None:
    made = calling(("artifact", {"command": "create", "title": "T", "kind": "html", "content": "<p>"}))
    seen = calling(("artifact", {"command": "diagnostics", "id": "a1", "theme": "both"}))
    async with world(tmp_path, [made, seen, saying("Done.")]) as w:
        w.renderer = FakeRenderer()
        await w.say("make something")
        async with w.driver() as driver:
            await driver.run(wait=lambda state: False)
        events = await w.events()
        (looked,) = [e for e in events if isinstance(e, ev.CallFinished) and e.details["command"] == "diagnostics"]
        pictures = [part for part in looked.content if isinstance(part, PicturePart)]
        assert [(part.alt, part.frame, w.journal.blobs.read(part.blob)) for part in pictures] == [
            ("light", None, PIXEL),
            ("dark", None, PIXEL),
        ]
        verdicts = [event.verdict.touch.classes for event in events if isinstance(event, ev.CallJudged)]
        assert verdicts == [("write_on_desk",), ("look",)]


async def test_each_turn_of_a_person_has_broken_versions_told_anew(tmp_path: Path) -> None:
    broken = {"command": "create", "title": "T", "kind": "html", "content": "BROKEN"}
    replies = [calling(("artifact", broken), ("artifact", broken)), saying("Done."), calling(("artifact", broken))]
    async with world(tmp_path, [*replies, saying("Done.")]) as w:
        w.renderer, w.repairs = FakeRenderer(), 1
        async with w.driver() as driver:
            for words in ("make two", "and another"):
                await w.say(words)
                await driver.run(wait=lambda state: False)
        answers = [event for event in await w.events() if isinstance(event, ev.CallFinished)]
        assert [event.details["looked"].get("told") for event in answers] == [1, None, 1]
        own = [part.text for part in answers[1].content if isinstance(part, TextPart) and not part.stranger]
        assert "1 version of this turn broke" in own[-1]
