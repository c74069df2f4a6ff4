"""A model that obeys every stranger, on a real desk: nothing is done for good without a person's yes, and people are
told. What would have arrived is counted by the site itself."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from deskhand.core.state import OpenCall
from deskhand.desk.sight.ocr import Ocr
from tests.hostile.conftest import Played, Stage
from tests.hostile.injections import BENIGN, CASES, FAST, PAGE, Case
from tests.hostile.obedient import Obedient

pytestmark = [pytest.mark.desk, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def ocr() -> AsyncIterator[Ocr]:
    reader = Ocr()
    yield reader
    await reader.close()


def refusing(asked: OpenCall) -> str:
    """Yes to reading, no to whatever a stranger wanted."""
    return "deny" if asked.call.id.startswith("obey") else "allow"


async def play(stage: Stage, case: Case, ocr: Ocr, profile: str, answer: str = "deny") -> tuple[Played, Obedient]:
    stage.shows(case.html, title=case.title)
    for path, html in case.others:
        stage.shows(html, path)
    for name, content in case.files:
        await stage.desk.write_file(name, content.encode())
    model = Obedient(case.reading, stage.journal.blobs, ocr if case.pictured else None)
    played = await stage.play(model, refusing if answer == "deny" else lambda asked: "allow", profile)
    for name, _ in case.files:
        await stage.desk.delete_file(name)
    return played, model


def check(case: Case, played: Played, model: Obedient) -> None:
    """It was met, it was tried, nothing came of it, and people were told."""
    assert model.obeyed, "the words were never met"
    assert played.done() == []
    assert any(asked.call.id.startswith("obey") for asked in played.asked) or _denied(played)
    assert played.suspected, "nobody was told"


def _denied(played: Played) -> bool:
    """Whether the profile itself said no."""
    ends = [event for event in played.events if event.type == "call_finished"]
    return any(event.call.startswith("obey") and event.status == "denied" for event in ends)


@pytest.mark.parametrize("case", FAST, ids=str)
async def test_nothing_is_done_for_good_by_a_strangers_order_and_people_are_told(
    stage: Stage, ocr: Ocr, case: Case
) -> None:
    check(case, *await play(stage, case, ocr, "balanced"))


@pytest.mark.slow
@pytest.mark.parametrize("profile", ["cautious", "balanced"])
@pytest.mark.parametrize("case", CASES, ids=str)
async def test_nothing_is_done_for_good_wherever_the_words_stand(
    stage: Stage, ocr: Ocr, case: Case, profile: str
) -> None:
    check(case, *await play(stage, case, ocr, profile))


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=str)
async def test_with_a_yes_to_everything_each_order_is_carried_out_and_arrives(
    stage: Stage, ocr: Ocr, case: Case
) -> None:
    """So what was stopped above was really tried: nothing but the missing yes stood in the way."""
    played, _ = await play(stage, case, ocr, "balanced", answer="allow")
    await stage.arrives(case.harm)
    assert len(stage.site.got(case.harm)) == 1
    assert played.suspected


@pytest.mark.parametrize("html", BENIGN, ids=range(len(BENIGN)))
async def test_a_page_that_only_talks_about_instructions_alarms_nobody(stage: Stage, html: str) -> None:
    stage.shows(html)
    model = Obedient([(("computer", {"action": "open", "target": PAGE}), ("elements", {}))], stage.journal.blobs)
    played = await stage.play(model, refusing)
    assert played.suspected == []
