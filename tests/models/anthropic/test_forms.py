"""How the screen is declared, and how the adapter steps down when the provider refuses."""

from __future__ import annotations

from typing import Any

import pytest

from deskhand.core.errors import DeskhandError
from deskhand.models.anthropic.forms import FORMS, FUNCTIONS, SINGLE, SINGLE_ZOOM, TOOLSET
from deskhand.models.anthropic.model import anthropic_model
from deskhand.models.registry import model_named

from ..conformance import ask, person, reply_of, request_of
from .peer import Said, serving, text, use
from .world import ALL_FORMS, CARD, declared, in_form, talking

OTHERS = ["elements", "bash", "edit", "files", "artifact", "secret", "ask_person", "finish"]


@pytest.mark.parametrize(
    ("form", "tools", "beta"),
    [
        (TOOLSET, [TOOLSET, "desk"], None),
        (SINGLE_ZOOM, [SINGLE_ZOOM, "desk"], "computer-use-2025-11-24"),
        (SINGLE, [SINGLE, "desk"], "computer-use-2025-01-24"),
        (FUNCTIONS, ["computer"], None),
    ],
)
async def test_each_form_declares_the_screen_in_its_own_way(form: str, tools: list[str], beta: str | None) -> None:
    async with talking(Said([text("Yes.")]), card=in_form(form)) as (model, peer):
        await ask(model, request_of(person("Go."), settings={"screen": (1440, 900)}))
    assert declared(peer) == tools + OTHERS
    assert peer.headers[0].get("anthropic-beta") == beta
    if beta:
        assert peer.requests[0]["tools"][0]["display_width_px"] == 1440


async def test_functions_declare_the_canonical_tool_exactly_as_it_is() -> None:
    async with talking(Said([text("Yes.")]), card=in_form(FUNCTIONS)) as (model, peer):
        request = request_of(person("Go."))
        await ask(model, request)
    spec = request.tools[0]
    sent = peer.requests[0]["tools"][0]
    assert sent == {"name": spec.name, "description": spec.description, "input_schema": spec.parameters}


@pytest.mark.parametrize("form", [TOOLSET, SINGLE_ZOOM, SINGLE])
async def test_what_the_vendors_form_lacks_is_offered_beside_it(form: str) -> None:
    async with talking(Said([text("Yes.")]), card=in_form(form)) as (model, peer):
        await ask(model, request_of(person("Go.")))
    properties = peer.requests[0]["tools"][1]["input_schema"]["properties"]
    actions = set(properties["action"]["enum"])
    assert {"set_value", "open", "left_click", "drag", "key_down", "back_button"} <= actions
    assert not actions & {"screenshot", "type", "key", "wait", "cursor_position"}
    assert ("zoom" in actions) == ("region" in properties) == (form == SINGLE)


@pytest.mark.parametrize(
    ("form", "block"),
    [
        (TOOLSET, use("t", "scroll", {"scroll_direction": "down", "scroll_amount": 3}, "computer")),
        (SINGLE_ZOOM, use("t", "computer", {"action": "scroll", "scroll_direction": "down", "scroll_amount": 3})),
        (FUNCTIONS, use("t", "computer", {"action": "scroll", "direction": "down", "amount": 3})),
        (TOOLSET, use("t", "desk", {"action": "scroll", "direction": "down", "amount": 3})),
    ],
)
async def test_a_call_of_any_form_is_a_call_of_computer(form: str, block: dict[str, Any]) -> None:
    async with talking(Said([block]), card=in_form(form)) as (model, _):
        (call,) = (await reply_of(model, request_of(person("Go.")))).calls
    assert (call.id, call.name) == ("t", "computer")
    assert call.arguments == {"action": "scroll", "direction": "down", "amount": 3}


async def test_a_members_name_without_its_family_is_an_ordinary_tool() -> None:
    async with talking(Said([use("t", "type", {"text": "x"})]), card=in_form(TOOLSET)) as (model, _):
        (call,) = (await reply_of(model, request_of(person("Go.")))).calls
    assert call.name == "type"


@pytest.mark.parametrize("refused", range(4))
async def test_a_refused_form_is_stepped_down_from_once_and_remembered(refused: int) -> None:
    types = ALL_FORMS[:refused]
    async with talking(Said([text("Yes.")]), card=in_form(*ALL_FORMS), refuses_types=types) as (model, peer):
        for _request in range(2):
            assert (await reply_of(model, request_of(person("Go.")))).text == "Yes."
    assert model.wire == ALL_FORMS[refused]
    first = [next((name for name in tools if name in FORMS), FUNCTIONS) for tools in map_declared(peer)]
    assert first == [*ALL_FORMS[: refused + 1], ALL_FORMS[refused]]


def map_declared(peer: Any) -> list[list[str]]:
    return [declared(peer, number) for number in range(len(peer.requests))]


async def test_when_the_last_form_is_refused_the_vendors_words_are_the_error() -> None:
    async with talking(Said([]), card=in_form(TOOLSET), refuses_types=(TOOLSET,)) as (model, peer):
        reply = await reply_of(model, request_of(person("Go.")))
    assert (reply.stop_reason, reply.retryable, len(peer.requests)) == ("failed", False, 1)
    assert "takes no 'computer_toolset_20260801'" in reply.error


async def test_instructions_say_what_the_marks_mean_and_a_level_of_effort_is_passed_on() -> None:
    async with talking(Said([text("Yes.")])) as (model, peer):
        await ask(model, request_of(person("Go."), settings={"effort": "low"}))
        wrong = await reply_of(model, request_of(person("Go."), settings={"effort": "heroic"}))
    (body,) = peer.requests
    assert "<from-the-screen>" in body["system"][0]["text"]
    assert body["output_config"] == {"effort": "low"}
    assert body["thinking"] == {"type": "adaptive", "display": "summarized"}
    assert "heroic" in wrong.error


def test_a_model_is_made_by_its_name_and_a_form_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "by-hand")
    assert model_named("anthropic/claude-opus-5").name == CARD.model
    assert anthropic_model("claude-haiku-4-5").wire == SINGLE
    assert anthropic_model("claude-of-next-year").wire == TOOLSET
    assert anthropic_model("claude-opus-5+functions").wire == FUNCTIONS


async def test_the_provider_is_reached_where_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving(Said([text("Here.")])) as peer:
        monkeypatch.setenv("ANTHROPIC_API_KEY", "by-hand")
        monkeypatch.setenv("ANTHROPIC_BASE_URL", peer.url)
        model = model_named("anthropic/claude-opus-5-5")
        assert (await reply_of(model, request_of(person("Go.")))).text == "Here."
        await model.close()


@pytest.mark.parametrize(
    ("name", "words"),
    [("anthropic", "is a provider"), ("anthropic/claude-opus-5+smoke", "no wire form"), ("anthropic/x", "no key")],
)
def test_a_name_that_can_not_be_used_is_refused_before_anything_starts(
    name: str, words: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    monkeypatch.setenv("DESKHAND_HOME", str(tmp_path))
    with pytest.raises(DeskhandError, match=words):
        model_named(name)
