"""How the screen is declared, and how the adapter steps down when the provider refuses."""

from __future__ import annotations

from typing import Any

import pytest

from deskhand.core.errors import DeskhandError
from deskhand.models.gemini.forms import BROWSER, DESKTOP, FORMS, FUNCTIONS, LEGACY
from deskhand.models.gemini.model import gemini_model
from deskhand.models.registry import model_named

from ..conformance import ask, person, reply_of, request_of
from .peer import Said, serving, text, use
from .world import ALL_FORMS, CARD, PIXELS, declared, in_form, talking

OTHERS = ["elements", "bash", "edit", "files", "artifact", "secret", "ask_person", "finish"]
GO = request_of(person("Go."))


@pytest.mark.parametrize(
    ("form", "tools"),
    [
        (DESKTOP, ["ENVIRONMENT_DESKTOP", "desk"]),
        (BROWSER, ["ENVIRONMENT_BROWSER", "desk"]),
        (LEGACY, ["ENVIRONMENT_BROWSER", "desk"]),
        (FUNCTIONS, ["computer"]),
    ],
)
async def test_each_form_declares_the_screen_in_its_own_way(form: str, tools: list[str]) -> None:
    async with talking(Said([text("Yes.")]), card=in_form(form)) as (model, peer):
        await ask(model, GO)
    assert declared(peer) == tools + OTHERS
    assert peer.lines[0].split()[1].startswith("/v1beta/models/gemini-3.5-flash:streamGenerateContent")


async def test_the_check_for_injected_instructions_is_asked_for_and_no_policy_is_switched_off() -> None:
    async with talking(Said([text("Yes.")]), card=in_form(DESKTOP)) as (model, peer):
        await ask(model, GO)
    assert peer.requests[0]["tools"][0]["computerUse"] == {
        "environment": "ENVIRONMENT_DESKTOP",
        "enablePromptInjectionDetection": True,
    }


async def test_the_older_form_leaves_out_the_act_that_names_no_address() -> None:
    async with talking(Said([text("Yes.")]), card=in_form(LEGACY)) as (model, peer):
        await ask(model, GO)
    tools = peer.requests[0]["tools"]
    assert tools[0]["computerUse"]["excludedPredefinedFunctions"] == ["search"]
    actions = tools[1]["functionDeclarations"][0]["parametersJsonSchema"]["properties"]["action"]["enum"]
    assert {"screenshot", "key", "type", "set_value"} <= set(actions)


async def test_what_the_vendors_form_lacks_is_offered_beside_it_in_thousandths() -> None:
    async with talking(Said([text("Yes.")]), card=in_form(DESKTOP)) as (model, peer):
        await ask(model, GO)
    desk = peer.requests[0]["tools"][1]["functionDeclarations"][0]
    properties = desk["parametersJsonSchema"]["properties"]
    assert {"set_value", "open", "zoom", "drag"} <= set(properties["action"]["enum"])
    assert not {"screenshot", "type", "key", "wait"} & set(properties["action"]["enum"])
    assert "thousandths" in str(properties["coordinate"])


async def test_functions_declare_the_canonical_tool_as_it_is_to_a_model_that_points_at_pixels() -> None:
    async with talking(Said([text("Yes.")]), card=in_form(FUNCTIONS, card=PIXELS)) as (model, peer):
        await ask(model, GO)
    spec = GO.tools[0]
    assert peer.requests[0]["tools"][0]["functionDeclarations"][0] == {
        "name": spec.name,
        "description": spec.description,
        "parametersJsonSchema": spec.parameters,
    }


SCROLL = {"action": "scroll", "coordinate": [999, 0], "direction": "down", "amount": 80, "unit": "pixels"}
CORNER = {"y": 0, "x": 999, "direction": "down"}


@pytest.mark.parametrize(
    ("form", "part"),
    [
        (DESKTOP, use("scroll", {**CORNER, "magnitude_in_pixels": 80, "intent": "x"}, "t")),
        (LEGACY, use("scroll_at", {**CORNER, "magnitude": 100}, "t")),
        (DESKTOP, use("desk", {**SCROLL, "intent": "x"}, "t")),
        (FUNCTIONS, use("computer", SCROLL, "t")),
    ],
)
async def test_a_call_of_any_form_is_a_call_of_computer_in_pixels(form: str, part: dict[str, Any]) -> None:
    async with talking(Said([part]), card=in_form(form)) as (model, _):
        (call,) = (await reply_of(model, GO)).calls
    assert (call.id, call.name) == ("t", "computer")
    assert call.arguments == {
        "action": "scroll",
        "coordinate": [1279, 0],
        "direction": "down",
        "amount": 80,
        "unit": "pixels",
    }


async def test_an_act_of_another_form_is_an_ordinary_tool() -> None:
    async with talking(Said([use("click_at", {"x": 1, "y": 2})]), card=in_form(DESKTOP)) as (model, _):
        assert [call.name for call in (await reply_of(model, GO)).calls] == ["click_at"]


@pytest.mark.parametrize(
    ("refused", "form"),
    [
        ((), DESKTOP),
        (("ENVIRONMENT_DESKTOP",), BROWSER),
        (("ENVIRONMENT_DESKTOP", "ENVIRONMENT_BROWSER"), FUNCTIONS),
        (("computerUse",), FUNCTIONS),
    ],
)
async def test_a_refused_form_is_stepped_down_from_and_that_is_remembered(refused: tuple[str, ...], form: str) -> None:
    async with talking(Said([text("Yes.")]), card=in_form(*ALL_FORMS), refuses=refused) as (model, peer):
        for _request in range(2):
            assert (await reply_of(model, GO)).text == "Yes."
    assert model.wire == form
    assert len(peer.requests) == 2 + ALL_FORMS.index(form)


async def test_a_check_that_a_model_does_not_have_is_given_up_and_not_its_form() -> None:
    refused = ("enablePromptInjectionDetection",)
    async with talking(Said([text("Yes.")]), card=in_form(*ALL_FORMS), refuses=refused) as (model, peer):
        for _request in range(2):
            assert (await reply_of(model, GO)).text == "Yes."
    assert (model.wire, len(peer.requests)) == (DESKTOP, 3)


async def test_when_the_last_form_is_refused_the_vendors_words_are_the_error() -> None:
    async with talking(Said([]), card=in_form(DESKTOP), refuses=("computerUse",)) as (model, peer):
        reply = await reply_of(model, GO)
    assert (reply.stop_reason, reply.retryable, len(peer.requests)) == ("failed", False, 1)
    assert "computerUse: is not supported" in reply.error


async def test_instructions_say_what_the_marks_mean_and_a_level_of_effort_is_passed_on() -> None:
    async with talking(Said([text("Yes.")])) as (model, peer):
        await ask(model, request_of(person("Go."), settings={"effort": "low"}))
        wrong = await reply_of(model, request_of(person("Go."), settings={"effort": "heroic"}))
    (body,) = peer.requests
    assert "<from-the-screen>" in body["systemInstruction"]["parts"][0]["text"]
    assert body["generationConfig"]["thinkingConfig"] == {"includeThoughts": True, "thinkingLevel": "LOW"}
    assert body["generationConfig"]["maxOutputTokens"] == 16_000
    assert "heroic" in wrong.error


def test_a_model_is_made_by_its_name_and_a_form_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEMINI_API_KEY", "by-hand")
    assert model_named("google/gemini-3.5-flash").name == CARD.model
    assert gemini_model("gemini-2.5-computer-use-preview-10-2025").wire == LEGACY
    assert gemini_model("gemini-of-next-year").wire == DESKTOP
    assert gemini_model("gemini-3.5-flash+functions").wire == FUNCTIONS
    assert set(CARD.wires) <= set(FORMS)


async def test_the_provider_is_reached_where_the_environment_says_with_either_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with serving(Said([text("Here.")])) as peer:
        monkeypatch.delenv("GEMINI_API_KEY", raising=False)
        monkeypatch.setenv("GOOGLE_API_KEY", "by-hand")
        monkeypatch.setenv("GOOGLE_BASE_URL", peer.url)
        model = model_named("google/gemini-3.8-flash")
        assert (await reply_of(model, GO)).text == "Here."
        await model.close()
    assert peer.headers[0]["x-goog-api-key"] == "by-hand"


@pytest.mark.parametrize(
    ("name", "words"),
    [("google", "is a provider"), ("google/gemini-3.5-flash+smoke", "no wire form"), ("google/x", "GEMINI_API_KEY")],
)
def test_a_name_that_can_not_be_used_is_refused_before_anything_starts(
    name: str, words: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    for variable in ("GEMINI_API_KEY", "GOOGLE_API_KEY"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("DESKHAND_HOME", str(tmp_path))
    with pytest.raises(DeskhandError, match=words):
        model_named(name)
