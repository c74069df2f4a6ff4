"""How the screen is declared, and what is given up when the provider refuses it by name."""

from __future__ import annotations

from typing import Any

import pytest

from deskhand.core.errors import DeskhandError
from deskhand.core.messages import ModelMessage
from deskhand.models.openai.forms import BATCH, FUNCTIONS, PREVIEW
from deskhand.models.openai.model import openai_model
from deskhand.models.registry import model_named

from ..conformance import RUN, ask, person, reply_of, request_of
from ..loopback import Refused
from .peer import function, reasoning, said, serving, text
from .world import ALL_FORMS, CARD, declared, in_form, talking

OTHERS = ["elements", "bash", "edit", "files", "artifact", "secret", "ask_person", "finish"]
GO = request_of(person("Go."))
YES = said(text("Yes."))


@pytest.mark.parametrize(
    ("form", "tools"),
    [(BATCH, [BATCH, "desk"]), (PREVIEW, [PREVIEW, "desk"]), (FUNCTIONS, ["computer"])],
)
async def test_each_form_declares_the_screen_in_its_own_way(form: str, tools: list[str]) -> None:
    async with talking(YES, card=in_form(form)) as (model, peer):
        await ask(model, request_of(person("Go."), settings={"screen": (1440, 900)}))
    assert declared(peer) == tools + OTHERS
    first = peer.requests[0]["tools"][0]
    if form == PREVIEW:
        assert first == {"type": PREVIEW, "display_width": 1440, "display_height": 900, "environment": "linux"}
    if form == BATCH:
        assert first == {"type": BATCH}


async def test_functions_declare_the_canonical_tool_exactly_as_it_is() -> None:
    async with talking(YES, card=in_form(FUNCTIONS)) as (model, peer):
        await ask(model, GO)
    spec, sent = GO.tools[0], peer.requests[0]["tools"][0]
    assert (sent["name"], sent["description"], sent["parameters"]) == (spec.name, spec.description, spec.parameters)


async def test_what_the_vendors_form_lacks_is_offered_beside_it() -> None:
    async with talking(YES) as (model, peer):
        await ask(model, GO)
    properties = peer.requests[0]["tools"][1]["parameters"]["properties"]
    actions = set(properties["action"]["enum"])
    assert {"set_value", "open", "zoom", "left_click", "triple_click", "key_down", "cursor_position"} <= actions
    assert not actions & {"screenshot", "type", "key", "drag", "wait"}
    assert {"element", "region", "value", "target"} <= properties.keys()


async def test_nothing_is_kept_by_the_vendor_but_the_cache_has_a_key_for_the_session() -> None:
    async with talking(YES) as (model, peer):
        await ask(model, GO)
    (body,) = peer.requests
    assert (body["store"], body["prompt_cache_key"]) == (False, "s1")
    assert body["include"] == ["reasoning.encrypted_content"]
    assert body["reasoning"] == {"summary": "concise"}
    assert "<from-the-screen>" in body["instructions"]
    assert peer.headers[0]["authorization"] == "Bearer by-hand"


@pytest.mark.parametrize("refused", range(3))
async def test_a_refused_form_is_stepped_down_from_once_and_remembered(refused: int) -> None:
    types = tuple(ALL_FORMS[:refused])
    async with talking(YES, card=in_form(*ALL_FORMS), refuses_types=types) as (model, peer):
        for _request in range(2):
            assert (await reply_of(model, GO)).text == "Yes."
    assert model.wire == ALL_FORMS[refused]
    assert len(peer.requests) == refused + 2


async def test_when_the_last_form_is_refused_the_vendors_words_are_the_error() -> None:
    async with talking(YES, card=in_form(BATCH), refuses_types=(BATCH,)) as (model, peer):
        reply = await reply_of(model, GO)
    assert (reply.stop_reason, reply.failure, len(peer.requests)) == ("failed", "field", 1)
    assert "Tool 'computer' is not supported" in reply.error


async def test_words_about_a_call_of_the_computer_are_no_refusal_of_its_form() -> None:
    async with talking(Refused(400, "No tool output found for computer call c1.")) as (model, peer):
        await reply_of(model, GO)
    assert (model.wire, len(peer.requests)) == (BATCH, 1)


@pytest.mark.parametrize(
    ("words", "member"),
    [
        ("Your organization must be verified to generate reasoning summaries.", "reasoning"),
        ("Encrypted content is not supported with this model.", "include"),
    ],
)
async def test_what_is_refused_by_name_is_not_asked_for_again(words: str, member: str) -> None:
    def strict(body: dict[str, Any]) -> Any:
        return Refused(400, words) if member in body else YES

    async with talking(strict) as (model, peer):
        assert [(await reply_of(model, GO)).text for _ in range(2)] == ["Yes.", "Yes."]
    assert len(peer.requests) == 3


async def test_reasoning_that_may_not_be_replayed_any_more_is_left_out_from_then_on() -> None:
    def bound(body: dict[str, Any]) -> Any:
        if any(item["type"] == "reasoning" for item in body["input"]):
            return Refused(400, "The encrypted content for item rs_1 could not be verified.")
        return YES

    async with talking(said(reasoning(), function("c4", "bash", RUN.arguments)), bound) as (model, peer):
        reply = await reply_of(model, GO)
        talk = request_of(person("Go."), ModelMessage(reply=reply))
        assert [(await reply_of(model, talk)).text for _ in range(2)] == ["Yes.", "Yes."]
    assert len(peer.requests) == 4
    assert [item["type"] for item in peer.requests[-1]["input"]][1:] == ["function_call", "function_call_output"]


async def test_a_level_of_effort_is_passed_on_and_one_that_it_does_not_have_is_refused() -> None:
    async with talking(YES) as (model, peer):
        await ask(model, request_of(person("Go."), settings={"effort": "low"}))
        wrong = await reply_of(model, request_of(person("Go."), settings={"effort": "heroic"}))
    assert peer.requests[0]["reasoning"]["effort"] == "low"
    assert (wrong.failure, len(peer.requests)) == ("field", 1)


def test_a_model_is_made_by_its_name_and_a_form_can_be_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "by-hand")
    monkeypatch.setenv("DESKHAND_HOME", str(tmp_path))
    assert model_named("openai/gpt-6-sol").name == CARD.model
    assert openai_model("computer-use-preview").wire == PREVIEW
    assert openai_model("gpt-of-next-year").wire == BATCH
    assert openai_model("gpt-6-sol+functions").wire == FUNCTIONS


async def test_the_provider_is_reached_where_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving(YES) as peer:
        monkeypatch.setenv("OPENAI_API_KEY", "by-hand")
        monkeypatch.setenv("OPENAI_BASE_URL", peer.url)
        model = model_named("openai/gpt-6-luna")
        assert (await reply_of(model, GO)).text == "Yes."
        await model.close()
    assert peer.paths == ["/v1/responses"]


@pytest.mark.parametrize(
    ("name", "words"),
    [("openai", "is a provider"), ("openai/gpt-6-sol+smoke", "no wire form"), ("openai/x", "no key")],
)
def test_a_name_that_can_not_be_used_is_refused_before_anything_starts(
    name: str, words: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setenv("DESKHAND_HOME", str(tmp_path))
    with pytest.raises(DeskhandError, match=words):
        model_named(name)
