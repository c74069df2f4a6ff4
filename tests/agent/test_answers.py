"""How questions are answered: once, always, no, by taking over, by nobody; and what pages would send besides."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskhand.agent.remembering import Remembering
from deskhand.core import commands as cmd
from deskhand.core import events as ev
from deskhand.core.moves import NOT_ANSWERED, Rest
from deskhand.core.targets import HeldRequest
from deskhand.models.scripted import calling
from deskhand.policy.rules import Profile, Silence
from deskhand.testing.desk import FakeDesk
from tests.agent.test_driver import DONE, OPEN, SUBMIT, never
from tests.agent.world import World, finished, form_page, world

NEXT = ("computer", {"action": "left_click", "element": "e3"})
PAYMENT = HeldRequest(id="r1", method="POST", address="http://pay.test/now", host="pay.test", fields={"amount": "9"})


def paying_desk() -> FakeDesk:
    """A page whose harmless link pays."""
    page = form_page()
    page.actions["Home"] = lambda desk: desk.send(PAYMENT)
    return FakeDesk([page])


async def answered(w: World, answer: str, words: str = "", by: str = "") -> Rest:
    async with w.driver() as driver:
        assert driver.state.question is not None
        await w.command(cmd.Answer(question=driver.state.question.question, answer=answer, words=words, by=by))
        return await driver.run(wait=never)


async def run(w: World) -> Rest:
    async with w.driver() as driver:
        await w.say("go")
        return await driver.run(wait=never)


def script() -> list[object]:
    return [calling(OPEN), calling(NEXT, turn="u"), calling(DONE, turn="v")]


async def test_what_a_harmless_click_would_send_waits_for_a_person(tmp_path: Path) -> None:
    async with world(tmp_path, script(), paying_desk()) as w:  # type: ignore[arg-type]
        assert await run(w) == Rest("question")
        assert [request.id for request in w.desk.waiting] == ["r1"]
        asked = [event for event in await w.events() if isinstance(event, ev.Asked)]
        assert asked[0].requests == ("r1",) and "pay.test" in asked[0].text
        assert not any(effect.startswith("sent") for effect in w.desk.effects)


@pytest.mark.parametrize(("answer", "effect", "status"), [("allow", "sent", "ok"), ("deny", "stopped", "denied")])
async def test_it_is_sent_or_stopped_by_the_answer_also_after_a_restart(
    tmp_path: Path, answer: str, effect: str, status: str
) -> None:
    async with world(tmp_path, script(), paying_desk()) as w:  # type: ignore[arg-type]
        await run(w)
        assert await answered(w, answer) == Rest("over")
        assert w.desk.effects.count(f"{effect} POST http://pay.test/now") == 1
        settled = [event for event in await w.events() if isinstance(event, ev.RequestsSettled)]
        assert [event.sent for event in settled] == [answer == "allow"]
        assert any(f[0] == status and "pay.test" in str(f) for f in ends(await w.events()))


def ends(events: list[ev.Event]) -> list[tuple[str, str]]:
    return [
        (e.status, " ".join(getattr(part, "text", "") for part in e.content))
        for e in events
        if isinstance(e, ev.CallFinished)
    ]


async def test_what_was_refused_is_not_asked_about_again_until_the_person_speaks(tmp_path: Path) -> None:
    again = [calling(OPEN), calling(NEXT, turn="u"), calling(NEXT, turn="v"), calling(DONE, turn="w")]
    async with world(tmp_path, [*again, calling(NEXT, turn="x"), calling(DONE, turn="y")], paying_desk()) as w:
        await run(w)
        assert await answered(w, "deny") == Rest("over")
        assert any("tried again" in words for _, words in ends(await w.events()))
        assert sum(isinstance(event, ev.Asked) for event in await w.events()) == 1
        assert await run(w) == Rest("question")
        assert not any(effect.startswith("sent") for effect in w.desk.effects)


async def test_a_request_that_waits_no_longer_is_not_told_as_sent(tmp_path: Path) -> None:
    async with world(tmp_path, script(), paying_desk()) as w:  # type: ignore[arg-type]
        await run(w)
        w.desk.waiting = ()
        await answered(w, "allow")
        assert any(status == "denied" and "not sent" in words for status, words in ends(await w.events()))


async def test_an_act_whose_verdict_covers_the_host_sends_at_once(tmp_path: Path) -> None:
    page = form_page()
    here = {"host": "form.test", "address": "http://form.test/save", "page": "http://form.test"}
    request = PAYMENT.model_copy(update=here)
    page.actions["Submit"] = lambda desk: desk.send(request)
    async with world(
        tmp_path, [calling(OPEN), calling(SUBMIT, turn="u"), calling(DONE, turn="v")], FakeDesk([page])
    ) as w:
        w.profile = "trusting"
        assert await run(w) == Rest("over")
        assert "sent POST http://form.test/save" in w.desk.effects
        assert not any(isinstance(event, ev.RequestsHeld) for event in await w.events())


async def test_who_takes_over_has_the_desk_until_they_hand_it_back(tmp_path: Path) -> None:
    async with world(tmp_path, [calling(OPEN), calling(SUBMIT, turn="u"), calling(DONE, turn="v")]) as w:
        await run(w)
        assert await answered(w, "take_over") == Rest("person")
        assert w.desk.wall_opened
        async with w.driver() as driver:
            await w.command(cmd.ReturnControl(words="I saved it"))
            assert await driver.run(wait=never) == Rest("over")
        assert not w.desk.wall_opened
        assert "click Submit" not in w.desk.effects
        assert any("took over" in words for _, words in finished(await w.events()))


async def test_taking_over_stops_what_was_held_so_that_nothing_is_sent_twice(tmp_path: Path) -> None:
    async with world(tmp_path, script(), paying_desk()) as w:  # type: ignore[arg-type]
        await run(w)
        assert await answered(w, "take_over") == Rest("person")
        assert w.desk.effects.count("stopped POST http://pay.test/now") == 1


async def test_stopping_stops_what_was_held(tmp_path: Path) -> None:
    async with world(tmp_path, script(), paying_desk()) as w:  # type: ignore[arg-type]
        await run(w)
        async with w.driver() as driver:
            await w.command(cmd.Stop(reason="enough"))
            assert await driver.run(wait=never) == Rest("over")
        assert w.desk.waiting == () and "stopped POST http://pay.test/now" in w.desk.effects


@pytest.mark.parametrize(("then", "outcome"), [("go_on", "done"), ("stop", "stopped")])
async def test_when_nobody_answers_the_profiles_word_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, then: str, outcome: str
) -> None:
    monkeypatch.setattr(Profile, "unanswered", lambda self, classes: Silence(do=then))
    async with world(tmp_path, [calling(OPEN), calling(SUBMIT, turn="u"), calling(DONE, turn="v")]) as w:
        w.attended = False
        assert await run(w) == Rest("over")
        events = await w.events()
        assert [e.outcome.kind for e in events if isinstance(e, ev.Concluded)] == [outcome]
        assert [(e.answer, e.by) for e in events if isinstance(e, ev.Answered)] == [("none", "deskhand")]
        assert any(words == NOT_ANSWERED for _, words in finished(events)) == (then == "go_on")
        assert "click Submit" not in w.desk.effects


async def test_a_lasting_yes_becomes_a_narrow_rule_that_holds_at_once_and_in_later_sessions(tmp_path: Path) -> None:
    twice = [calling(OPEN), calling(SUBMIT, turn="u"), calling(SUBMIT, turn="v"), calling(DONE, turn="w")]
    async with world(tmp_path, twice) as w:
        w.remembering = Remembering(tmp_path / "settings")
        await run(w)
        assert await answered(w, "always") == Rest("over")
        events = await w.events()
        assert len([event for event in events if isinstance(event, ev.Asked)]) == 1
        assert [event.rule["at"] for event in events if isinstance(event, ev.Remembered)] == ["form.test"]
        assert w.desk.effects.count("click Submit") == 2
        assert [answer.session for answer in w.remembering.answers()] == [w.stream]
    later = tmp_path / "later"
    later.mkdir()
    async with world(later, [calling(OPEN), calling(SUBMIT, turn="u"), calling(DONE, turn="v")]) as again:
        again.remembering = Remembering(tmp_path / "settings")
        assert await run(again) == Rest("over")


@pytest.mark.parametrize(
    ("whose", "by", "asked", "kept"),
    [
        ("account-b", "account-b:tab-1", 1, "account-b"),
        ("account-b", "account-c", 2, "account-c"),
        ("account-b", "person", 2, ev.TERMINAL),
        (ev.TERMINAL, "person", 1, ev.TERMINAL),
        (ev.TERMINAL, "account-b", 2, "account-b"),
        ("", "person", 2, ev.TERMINAL),
    ],
)
async def test_a_lasting_yes_holds_in_the_sessions_of_whoever_gave_it(
    tmp_path: Path, whose: str, by: str, asked: int, kept: str
) -> None:
    twice = [calling(OPEN), calling(SUBMIT, turn="u"), calling(SUBMIT, turn="v"), calling(DONE, turn="w")]
    async with world(tmp_path, twice) as w:
        w.remembering, w.first = Remembering(tmp_path / "settings"), w.first.model_copy(update={"account": whose})
        await run(w)
        await answered(w, "always", by=by)
        events = await w.events()
        assert len([event for event in events if isinstance(event, ev.Asked)]) == asked
        assert [event.account for event in events if isinstance(event, ev.Remembered)] == [kept]
        assert [answer.account for answer in w.remembering.answers()] == [kept]


async def test_what_must_be_asked_each_time_offers_no_lasting_yes(tmp_path: Path) -> None:
    page = form_page()
    page.elements[1] = page.elements[1].model_copy(update={"name": "Pay now"})
    async with world(tmp_path, [calling(OPEN), calling(SUBMIT, turn="u")], FakeDesk([page])) as w:
        w.remembering = Remembering(tmp_path / "settings")
        await run(w)
        assert [e.options for e in await w.events() if isinstance(e, ev.Asked)] == [("allow", "deny", "take_over")]


async def test_what_was_carried_out_is_counted_for_an_hour(tmp_path: Path) -> None:
    async with world(tmp_path, [calling(OPEN), calling(SUBMIT, turn="u"), calling(DONE, turn="v")]) as w:
        w.profile = "trusting"
        async with w.driver() as driver:
            await w.say("go")
            await driver.run(wait=never)
            assert [done.host for done in driver.state.done if "submit" in done.classes] == ["form.test"]


async def test_what_the_model_says_it_is_about_is_recorded_and_changes_no_class(tmp_path: Path) -> None:
    honest, sly = (
        calling(SUBMIT, turn="u"),
        calling(SUBMIT, turn="u").model_copy(update={"text": "I only look around."}),
    )
    verdicts = []
    for number, reply in enumerate((honest, sly)):
        folder = tmp_path / str(number)
        folder.mkdir()
        async with world(folder, [calling(OPEN), reply]) as w:
            await run(w)
            verdicts.append([e.verdict for e in await w.events() if isinstance(e, ev.CallJudged)][-1])
    assert [verdict.touch.said for verdict in verdicts] == ["", "I only look around."]
    assert verdicts[0].decision == verdicts[1].decision == "ask"
    assert verdicts[0].touch.bound() == verdicts[1].touch.bound()
