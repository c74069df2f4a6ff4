"""What is sent: one answer for each native call, signatures as they came, marks, pictures, a prefix that stands."""

from __future__ import annotations

import base64
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from deskhand.core.errors import NotFound
from deskhand.core.geometry import Box
from deskhand.core.messages import (
    Call,
    FilePart,
    Message,
    ModelMessage,
    PersonMessage,
    PicturePart,
    Reply,
    ResultMessage,
    TextPart,
)
from deskhand.models.cards import Card, card_of
from deskhand.models.gemini.conversation import GO_ON, NO_ANSWER, NOTHING, UNSIGNED, Conversation
from deskhand.models.gemini.forms import DESKTOP, FORMS, FUNCTIONS, LEGACY
from deskhand.models.wire.pictures import Pictures

from ..conformance import CLICK, RUN, SET, answered, person, reply_of, request_of
from .peer import SIGNATURE, Refused, Said, text, use, wrong_with
from .world import CARD, in_form, talking

OLD = card_of("google/gemini-2.5-computer-use-preview-10-2025")


def png(width: int, height: int) -> bytes:
    packed = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(packed, "PNG")
    return packed.getvalue()


BLOBS = {"hd": png(1920, 1080), "broken": b"no picture"}


def picture(blob: str, width: int, height: int, **rest: Any) -> PicturePart:
    return PicturePart(blob=blob, media_type="image/png", width=width, height=height, **rest)


SCREEN = picture("hd", 1920, 1080, frame=1, region=Box(0, 0, 1920, 1080))


def blob(name: str) -> bytes:
    if name not in BLOBS:
        raise NotFound(f"there is no blob {name}.")
    return BLOBS[name]


PICTURES_KEPT = Pictures()


def contents(*messages: Message, form: str = FUNCTIONS, card: Card = CARD) -> list[dict[str, Any]]:
    talk = Conversation(FORMS[form], card, PICTURES_KEPT, blob)
    for message in messages:
        talk.add(message)
    made = talk.finish()
    assert not wrong_with(made, signed=bool(card.thinking))
    return made


def said(*calls: Call, **rest: Any) -> Reply:
    return Reply(calls=calls, stop_reason="calls", **rest)


def answered_with(*parts: Any) -> ResultMessage:
    return ResultMessage(call_id=CLICK.id, tool="computer", parts=parts)


def response(*parts: Any) -> dict[str, Any]:
    """What an answer of these parts is sent as."""
    made = contents(person("Look."), ModelMessage(reply=said(CLICK)), answered_with(*parts))
    sent: dict[str, Any] = made[-1]["parts"][0]["functionResponse"]
    return sent


def test_answers_come_first_and_words_said_meanwhile_after_them() -> None:
    made = contents(
        person("Go."), ModelMessage(reply=said(CLICK, RUN)), answered(CLICK), person("Wait!"), answered(RUN)
    )
    assert [next(iter(part)) for part in made[-1]["parts"]] == ["functionResponse", "functionResponse", "text"]
    assert made[-1]["parts"][-1] == text("Wait!")


def test_a_failed_answer_is_an_error_and_an_empty_one_says_so() -> None:
    assert response()["response"] == {"output": NOTHING}
    made = contents(person("Go."), ModelMessage(reply=said(CLICK)), answered(CLICK, "It is gone.", failed=True))
    assert made[-1]["parts"][0]["functionResponse"]["response"] == {"error": "It is gone."}


def test_a_call_without_an_answer_is_answered_and_an_answer_without_a_call_is_dropped() -> None:
    made = contents(person("Go."), ModelMessage(reply=said(CLICK)), answered(RUN), ModelMessage(reply=Reply(text="So")))
    assert made[2]["parts"][0]["functionResponse"]["response"] == {"error": NO_ANSWER}
    assert made[-1]["parts"] == [text(GO_ON)]


def test_words_of_strangers_and_of_deskhand_are_marked_and_those_of_the_person_are_not() -> None:
    words = response(TextPart(text="Buy!", stranger=True), TextPart(text="Clicked."))["response"]["output"]
    assert words == "<from-the-screen>\nBuy!\n</from-the-screen>\nClicked."
    made = contents(person("Go."), PersonMessage(role="notice", parts=(TextPart(text="The desk is new."),)))
    assert made[0]["parts"] == [text("Go."), text("<notice>\nThe desk is new.\n</notice>")]


def test_a_picture_is_a_part_of_its_answer() -> None:
    sent = response(TextPart(text="The screen."), SCREEN)
    assert sent["response"]["output"].startswith(
        "The screen.\n(The screen of 1920x1080 pixels: give coordinates in thous"
    )
    (part,) = sent["parts"]
    assert part["inlineData"]["mimeType"] == "image/png"
    assert base64.b64decode(part["inlineData"]["data"]) == BLOBS["hd"]


async def test_a_picture_arrives_as_the_bytes_it_was() -> None:
    talk = (person("Look."), ModelMessage(reply=said(CLICK)), answered_with(SCREEN), PersonMessage(parts=(SCREEN,)))
    async with talking(Said([text("Teal.")])) as (model, peer):
        await reply_of(model, request_of(*talk, blobs=BLOBS))
    answer, _words, shown = peer.requests[0]["contents"][-1]["parts"]
    for data in (answer["functionResponse"]["parts"][0]["inlineData"], shown["inlineData"]):
        assert base64.urlsafe_b64decode(data["data"]) == BLOBS["hd"]


@pytest.mark.parametrize("part", [picture("gone", 9, 9), picture("broken", 4000, 4000)], ids=lambda part: part.blob)
def test_a_picture_that_can_not_be_had_is_told_in_words(part: PicturePart) -> None:
    assert "can't be shown" in response(part)["response"]["output"]


def test_a_file_of_the_person_is_told_by_name() -> None:
    assert '"a.pdf"' in str(response(FilePart(blob="x", media_type="application/pdf", name="a.pdf")))


async def test_places_are_thousandths_of_the_screen_that_was_shown() -> None:
    click = use("click", {"y": 999, "x": 0, "intent": "to see"}, "t1")
    async with talking(Said([click]), card=in_form(DESKTOP)) as (model, _):
        reply = await reply_of(model, request_of(PersonMessage(parts=(SCREEN,)), blobs=BLOBS))
    assert reply.calls[0].arguments == {"action": "left_click", "coordinate": [0, 1079]}


async def test_signatures_and_thoughts_are_replayed_as_they_came() -> None:
    parts = [
        text("The button is right.", thought=True),
        text("I click."),
        use("click", {"y": 1, "x": 2, "intent": "to save"}, "t1", thoughtSignature=SIGNATURE),
        use("bash", {"command": "ls"}, "t2"),
    ]
    async with talking(Said(parts), Said([text("Done.")]), card=in_form(DESKTOP), signed=True) as (model, peer):
        reply = await reply_of(model, request_of(person("Go.")))
        kept = Reply.model_validate_json(reply.model_dump_json())
        await reply_of(
            model, request_of(person("Go."), ModelMessage(reply=kept), *(answered(call) for call in kept.calls))
        )
    sent = peer.requests[1]["contents"][1]["parts"]
    assert base64.urlsafe_b64decode(sent[2].pop("thoughtSignature")) == base64.b64decode(SIGNATURE)
    assert sent == [*parts[:2], {"functionCall": parts[2]["functionCall"]}, parts[3]]


async def test_signatures_that_may_not_be_replayed_any_more_are_left_out_from_then_on() -> None:
    def bound(body: dict[str, Any]) -> Said | Refused:
        if SIGNATURE.rstrip("=") in str(body["contents"]).replace("-", "+").replace("_", "/"):
            return Refused(400, "INVALID_ARGUMENT", "Corrupted thought signature.")
        return Said([text("Done.")])

    native = {
        "provider": "google",
        "model": CARD.model,
        "wire": FUNCTIONS,
        "content": [use("bash", {"command": "ls"}, "c4", thoughtSignature=SIGNATURE)],
        "stands_for": [1],
    }
    talk = request_of(person("Go."), ModelMessage(reply=said(RUN, native=native)), answered(RUN))
    async with talking(bound, card=in_form(FUNCTIONS)) as (model, peer):
        assert [(await reply_of(model, talk)).text for _ in range(2)] == ["Done.", "Done."]
    assert len(peer.requests) == 3


def test_what_another_model_said_is_written_anew_and_marked_as_unsigned() -> None:
    native = {"provider": "google", "model": "google/gemini-x", "wire": DESKTOP, "content": [{"text": "?"}]}
    reply = said(CLICK, SET, text="So.", native=native)
    made = contents(person("Go."), ModelMessage(reply=reply), answered(CLICK), answered(SET), form=DESKTOP)
    assert made[1]["parts"] == [
        text("So."),
        use("click", {"y": 25, "x": 8}, "c1", thoughtSignature=UNSIGNED),
        use("desk", SET.arguments, "c3"),
    ]
    assert base64.b64decode(UNSIGNED) == b"skip_thought_signature_validator"


TYPE_AT = use("type_text_at", {"y": 500, "x": 500, "text": "Ann"})


async def test_one_native_call_is_answered_once_when_all_that_it_stands_for_are() -> None:
    async with talking(Said([TYPE_AT, use("wait_5_seconds", {})]), Said([text("Done.")]), card=OLD) as (model, peer):
        reply = await reply_of(model, request_of(person("Go.")))
        results = [answered(call, f"Did {call.arguments['action']}.") for call in reply.calls]
        results[3] = ResultMessage(
            call_id=reply.calls[3].id, tool="computer", parts=(TextPart(text="No such key."), SCREEN), failed=True
        )
        await reply_of(model, request_of(person("Go."), ModelMessage(reply=reply), *results, blobs=BLOBS))
    assert [call.arguments["action"] for call in reply.calls] == ["left_click", "key", "type", "key", "wait"]
    assert len({call.id for call in reply.calls}) == 5
    assert [call.shows_screen for call in reply.calls] == [False] * 4 + [True]
    sent = [part["functionResponse"] for part in peer.requests[1]["contents"][-1]["parts"]]
    assert [(one["name"], "id" in one) for one in sent] == [("type_text_at", False), ("wait_5_seconds", False)]
    assert sent[0]["response"]["error"].startswith("Did left_click.\nDid key.\nDid type.\nNo such key.")
    assert len(sent[0]["parts"]) == 1
    assert sent[1]["response"] == {"output": "Did wait."}


def test_calls_that_were_given_other_ids_are_replayed_under_their_own() -> None:
    native = {
        "provider": "google",
        "model": CARD.model,
        "wire": FUNCTIONS,
        "content": [
            use("bash", {"command": "a"}, "same", thoughtSignature=SIGNATURE),
            use("bash", {"command": "b"}, "same"),
        ],
        "stands_for": [1, 1],
    }
    calls = tuple(Call(id=call_id, name="bash", arguments={}) for call_id in ("same", "new"))
    made = contents(person("Go."), ModelMessage(reply=said(*calls, native=native)), *(answered(call) for call in calls))
    assert made[1]["parts"] == native["content"]
    assert [part["functionResponse"]["id"] for part in made[2]["parts"]] == ["same", "same"]


@pytest.mark.parametrize("counts", [[], [2], [1, 1], ["x"], [True, 9], [-1]])
def test_parts_that_do_not_fit_the_calls_are_not_replayed(counts: list[Any]) -> None:
    native = {"provider": "google", "model": CARD.model, "wire": FUNCTIONS, "content": [text("?")]}
    made = contents(person("Go."), ModelMessage(reply=said(RUN, native=native | {"stands_for": counts})), answered(RUN))
    assert made[1]["parts"][0]["functionCall"]["name"] == "bash"


def test_of_a_turn_that_broke_off_only_the_words_are_kept() -> None:
    content = [text("Hm", thought=True), text("I was", thoughtSignature="x"), use("bash", {})]
    native = {"provider": "google", "model": CARD.model, "wire": FUNCTIONS, "content": content, "stands_for": []}
    made = contents(person("Go."), ModelMessage(reply=Reply(text="I was", stop_reason="limit", native=native)))
    assert made[1:] == [{"role": "model", "parts": [text("I was")]}, {"role": "user", "parts": [text(GO_ON)]}]


WORDS = st.text(max_size=8).map(person)
NOTICES = st.builds(lambda words: PersonMessage(role="notice", parts=(TextPart(text=words),)), st.text(max_size=8))
PARTS = st.lists(
    st.builds(TextPart, text=st.text(max_size=8), stranger=st.booleans())
    | st.sampled_from([SCREEN, picture("no", 5, 5)]),
    max_size=3,
)


@st.composite
def exchanges(draw: st.DrawFn) -> list[Message]:
    """A turn of the model, whole or broken off, native or not, with the results and words behind it."""
    calls = draw(st.lists(st.sampled_from([CLICK, SET, RUN]), max_size=3, unique_by=lambda call: call.id))
    words = draw(st.text(max_size=8)) if calls else "Hm."
    stop = "calls" if calls else draw(st.sampled_from(["end_turn", "limit", "interrupted"]))
    native: dict[str, Any] = {}
    if draw(st.booleans()) and calls:
        content = [use("type_text_at", {}, thoughtSignature=SIGNATURE)]
        native = {"provider": "google", "model": CARD.model, "wire": LEGACY, "content": content}
        native["stands_for"] = [len(calls)]
    reply = Reply(text=words, calls=tuple(calls), stop_reason=stop, native=native)  # type: ignore[arg-type]
    made: list[Message] = [ModelMessage(reply=reply)]
    made += [ResultMessage(call_id=call.id, tool=call.name, parts=tuple(draw(PARTS))) for call in calls]
    return made + draw(st.lists(WORDS | NOTICES, max_size=2))


def flat(made: list[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    return [(content["role"], part) for content in made for part in content["parts"]]


@given(st.lists(exchanges(), max_size=5), st.sampled_from(sorted(FORMS)), st.sampled_from([CARD, OLD]))
def test_any_conversation_is_acceptable_and_only_grows_at_its_end(
    talk: list[list[Message]], form: str, card: Card
) -> None:
    messages: list[Message] = [person("Go.")]
    before = flat(contents(*messages, form=form, card=card))
    for exchange in talk:
        messages += exchange
        now = flat(contents(*messages, form=form, card=card))
        assert now[: len(before)] == before
        before = now
