"""A conversation that fills the model's context: what is left out, what stands in its place, what the driver does."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskhand.agent.context.compaction import ANSWERED, BEGINS, NOTED, ROUGHLY, digest, left_out
from deskhand.agent.context.transcript import Transcript
from deskhand.core import events as ev
from deskhand.core import moves as mv
from deskhand.core.evolve import fold
from deskhand.core.messages import Message, ModelMessage, PersonMessage, Reply, TextPart, Usage
from deskhand.models.base import Request
from deskhand.models.scripted import calling
from tests.agent.context.talk import CARD, Talk, picture, text
from tests.agent.world import world

SMALL = CARD.model_copy(update={"context_tokens": 4_000})


def texts(messages: list[Message]) -> list[str]:
    return [
        part.text
        for message in messages
        if isinstance(message, PersonMessage)
        for part in message.parts
        if part.kind == "text"
    ]


def long_talk() -> Talk:
    talk = Talk(card=SMALL)
    talk.turn(text("Blue."), tool="ask_person", words="I ask first.")
    for number in range(12):
        talk.turn(text("a row " * 100), picture(number), words=f"Row {number} is read.")
    talk.take(ev.Said(parts=(text("Never pay more than 20."), picture(99))))
    talk.turn(text("The end."), words="Nearly there.")
    return talk


def compacted(talk: Talk, notes: str = "") -> ev.Compacted:
    count = left_out(talk.transcript.messages, SMALL)
    event = ev.Compacted(messages=count, digest=digest(talk.transcript.messages[:count], notes))
    talk.take(event)
    return event


def test_the_newest_turns_stay_and_begin_with_a_turn_of_the_model() -> None:
    talk = long_talk()
    count = left_out(talk.transcript.messages, SMALL)
    assert 0 < count < len(talk.transcript.messages) - 1
    assert isinstance(talk.transcript.messages[count], ModelMessage)


def test_a_persons_words_stay_as_they_are_and_pictures_go() -> None:
    talk = long_talk()
    compacted(talk, "The total is 12.")
    said = texts(talk.transcript.messages)
    assert {"Do it.", "Never pay more than 20."} <= set(said)
    assert talk.transcript.pictures == sum(len(str(m).split("kind='picture'")) - 1 for m in talk.transcript.messages)
    sent = talk.ask()
    assert sent.pictures < 4


@pytest.mark.parametrize(("notes", "heading"), [("The total is 12.", NOTED), ("", ROUGHLY)])
def test_a_digest_keeps_answers_word_for_word_and_marks_notes_as_a_strangers(notes: str, heading: str) -> None:
    parts = [part for part in compacted(long_talk(), notes).digest if isinstance(part, TextPart)]
    assert parts[0].text == BEGINS
    assert parts[1].text.startswith(ANSWERED)
    assert "-> Blue." in parts[1].text
    assert parts[2].text == heading
    assert parts[3].stranger
    assert not any(part.stranger for part in parts[:3])


def test_a_second_digest_keeps_what_the_first_one_kept() -> None:
    talk = long_talk()
    compacted(talk, "The total is 12.")
    for number in range(20):
        talk.turn(text("another row " * 60), words=f"Again {number}.")
    again = "\n".join(part.text for part in compacted(talk).digest if isinstance(part, TextPart))
    assert "-> Blue." in again
    assert "The total is 12." in again
    assert {"Do it.", "Never pay more than 20."} <= set(texts(talk.transcript.messages))


def test_the_move_comes_when_the_context_is_nearly_full_and_once() -> None:
    asked = ev.ModelAsked(model="acme/seer", context_tokens=1_000)
    full = Reply(calls=(), text="on", usage=Usage(input_tokens=690, output_tokens=20))
    replied = ev.ModelReplied(reply=full)
    begun: list[ev.Event] = [ev.SessionStarted(model="acme/seer"), ev.Said(parts=(text("go"),)), asked, replied]
    heard = [*begun, ev.Said(parts=(text("more"),))]
    assert isinstance(mv.next_move(fold(heard)), mv.Compact)
    assert isinstance(mv.next_move(fold([*heard, ev.Compacted(messages=0)])), mv.AskModel)
    unsized = asked.model_copy(update={"context_tokens": 0})
    unknown = [unsized if event is asked else event for event in heard]
    assert isinstance(mv.next_move(fold(unknown)), mv.AskModel)


@pytest.mark.parametrize("helps", [True, False])
async def test_the_driver_asks_for_notes_and_a_resume_shows_the_same(tmp_path: Path, helps: bool) -> None:
    def answer(request: Request) -> Reply:
        number = len(w.model.requests)  # type: ignore[attr-defined]
        usage = Usage(input_tokens=150_000 if number == 4 else 100, output_tokens=5)
        if "without calling tools" in str(request.messages[-1]):
            notes = Reply(text="Noted: the name is Ann.", usage=Usage(input_tokens=7))
            return notes if helps else Reply(stop_reason="failed", error="too long", usage=Usage(cost_usd=0.5))
        if number > 5:
            done = {"outcome": "done", "summary": "ok", "checks": []}
            return calling(("finish", done), turn=f"t{number}")  # type: ignore[arg-type]
        made = calling(("bash", {"command": f"echo {number}"}), text="a turn " * 6_000, turn=f"t{number}")
        return made.model_copy(update={"usage": usage})

    async with world(tmp_path, []) as w:
        w.model._answers = answer  # type: ignore[attr-defined]
        w.model.name = "anthropic/claude-haiku-4-5"  # type: ignore[misc]
        async with w.driver() as driver:
            await w.say("Remember Ann.")
            await driver.run(wait=lambda state: False)
            live, spent = driver.transcript.messages, driver.state.spent
        (event,) = [event for event in await w.events() if isinstance(event, ev.Compacted)]
        again = Transcript()
        for each in await w.events():
            again.add(each)
    assert event.messages > 0
    assert (event.by, "150,005 of 200,000" in event.reason) == ("model" if helps else "deskhand", True)
    assert again.messages == live
    assert "Remember Ann." in texts(live)
    assert spent.cost_usd == (0.0 if helps else 0.5)
