"""How tools are given, what is given up when a server refuses it by name, and how models are named."""

from __future__ import annotations

import json
from typing import Any

import pytest

from deskhand.core.errors import DeskhandError
from deskhand.core.geometry import Box
from deskhand.core.messages import PersonMessage, PicturePart
from deskhand.models.cards import card_of
from deskhand.models.chat.forms import TAGGED, TAGGED_JSON, TOOLS
from deskhand.models.chat.guided import schema_of
from deskhand.models.chat.model import ChatModel
from deskhand.models.registry import model_named
from deskhand.models.wire.showing import NOT_SHOWN
from deskhand.testing.pictures import flat_png

from ..conformance import ask, person, reply_of, request_of
from ..loopback import Refused
from .peer import REFUSALS, Said, serving
from .world import BLIND, CARD, GRID, in_form, talking

GO = request_of(person("Go."))
SCREEN = PicturePart(blob="s", media_type="image/png", width=1280, height=800, frame=1, region=Box(0, 0, 1280, 800))
LOOK = request_of(person("Go."), PersonMessage(parts=(SCREEN,)), blobs={"s": flat_png(1280, 800)})


async def test_tools_are_given_exactly_as_they_are() -> None:
    async with talking(Said("Yes.")) as (model, peer):
        await ask(model, GO)
    functions = [tool["function"] for tool in peer.requests[0]["tools"]]
    assert [f["name"] for f in functions] == [tool.name for tool in GO.tools]
    assert functions[0]["parameters"] == GO.tools[0].parameters
    assert "response_format" not in peer.requests[0]


async def test_the_request_of_the_guided_form_is_the_documented_one() -> None:
    async with talking(Said('{"say": "Yes.", "calls": []}'), card=in_form(TAGGED_JSON)) as (model, peer):
        await ask(model, GO)
    (body,) = peer.requests
    assert body.keys() == {"model", "messages", "max_tokens", "stream", "stream_options", "response_format"}
    asked = {"name": "turn", "strict": True, "schema": json.loads(json.dumps(schema_of(GO.tools)))}
    assert body["response_format"] == {"type": "json_schema", "json_schema": asked}
    assert "Your whole answer is one JSON object" in body["messages"][0]["content"]


async def test_a_schema_is_asked_for_in_words_only_when_that_is_set() -> None:
    async with talking(Said('{"say": "Yes.", "calls": []}'), card=in_form(TAGGED_JSON)) as (model, peer):
        reply = await reply_of(model, request_of(person("Go."), settings={"guided": False}))
    assert "response_format" not in peer.requests[0]
    assert reply.text == "Yes."


@pytest.mark.parametrize("server", sorted(REFUSALS))
async def test_tools_that_a_server_refuses_are_given_up_once_and_for_all(server: str) -> None:
    said = Said('Yes.\n<tool_call>{"name": "bash", "arguments": {"command": "ls"}}</tool_call>')
    async with talking(said, card=in_form(TOOLS, TAGGED), refuses={"tools": REFUSALS[server]}) as (model, peer):
        for _request in range(2):
            assert (await reply_of(model, GO)).calls[0].name == "bash"
    assert ["tools" in body for body in peer.requests] == [True, False, False]
    assert model.wire == TAGGED
    assert '"command"' in peer.requests[-1]["messages"][0]["content"]


async def test_a_schema_that_a_server_refuses_is_given_up_once_and_for_all() -> None:
    def refused() -> Refused:
        return Refused(400, "response_format.type json_schema is not supported")

    card = in_form(TAGGED_JSON, TAGGED)
    async with talking(Said("Yes."), card=card, refuses={"response_format": refused}) as (model, peer):
        for _request in range(2):
            assert (await reply_of(model, GO)).text == "Yes."
    assert len(peer.requests) == 3


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("image input is not supported - hint: you may need to provide the mmproj", 500),
        ("google/gemma is not a multimodal model", 400),
        ("Model does not support images", 400),
    ],
)
async def test_pictures_that_a_server_refuses_become_words_from_then_on(words: str, status: int) -> None:
    refuses = {"pictures": lambda: Refused(status, words)}
    async with talking(Said("Yes."), refuses=refuses) as (model, peer):
        for _request in range(2):
            assert (await reply_of(model, LOOK)).text == "Yes."
    assert len(peer.requests) == 3
    assert NOT_SHOWN in peer.requests[-1]["messages"][1]["content"]


async def test_a_limit_on_the_number_of_pictures_is_no_refusal_of_pictures() -> None:
    refuses = {"pictures": lambda: Refused(400, "At most 1 image(s) may be provided in one request.")}
    async with talking(Said("Yes."), refuses=refuses) as (model, peer):
        reply = await reply_of(model, LOOK)
    assert (reply.failure, len(peer.requests)) == ("field", 1)
    assert "At most 1 image" in reply.error


async def test_the_count_of_tokens_is_not_asked_for_again_where_it_is_refused() -> None:
    refuses = {"stream_options": lambda: Refused(422, "extra fields not permitted: stream_options")}
    async with talking(Said("Yes."), refuses=refuses) as (model, peer):
        assert [(await reply_of(model, GO)).text for _ in range(2)] == ["Yes.", "Yes."]
    assert len(peer.requests) == 3


@pytest.mark.parametrize("words", ["messages with role 'tool' must follow 'tool_calls'", "Failed to parse tool call"])
async def test_a_refusal_of_something_else_gives_nothing_up(words: str) -> None:
    async with talking(Refused(400, words), card=in_form(TOOLS, TAGGED)) as (model, peer):
        assert (await reply_of(model, GO)).stop_reason == "failed"
    assert (model.wire, len(peer.requests)) == (TOOLS, 1)


async def test_a_model_without_eyes_is_shown_words_and_one_on_trial_is_shown_pictures() -> None:
    async with talking(Said("Yes."), card=BLIND) as (model, peer):
        await ask(model, LOOK)
        trial = request_of(*LOOK.messages, blobs={"s": flat_png(1280, 800)}, settings={"sees": True})
        await ask(model, trial)
    blind, seeing = (body["messages"][1]["content"] for body in peer.requests)
    assert blind == f"Go.\n\n{NOT_SHOWN}"
    assert seeing[-1]["image_url"]["url"].startswith("data:image/png;base64,")


@pytest.mark.parametrize("form", [TOOLS, TAGGED, TAGGED_JSON])
async def test_a_model_that_points_in_thousandths_is_told_so_and_never_of_pixels(form: str) -> None:
    async with talking(Said('{"say": "Yes.", "calls": []}'), card=in_form(form, card=GRID)) as (model, peer):
        await ask(model, LOOK)
    (body,) = peer.requests
    told = json.dumps(body.get("tools", body["messages"][0]))
    assert "Coordinates are given in thousandths of the screen's width and height, 0 to 999, x first." in told
    assert "[x, y] in thousandths" in told
    assert "Coordinates are pixels" not in told
    assert "thousandths" in body["messages"][1]["content"][1]["text"]


async def test_thousandths_become_pixels_of_the_screen_and_back() -> None:
    click = ("c", "computer", json.dumps({"action": "left_click", "coordinate": [999, 999]}))
    async with talking(Said("", (click,)), Said("Done."), card=GRID) as (model, _):
        reply = await reply_of(model, LOOK)
    assert reply.calls[0].arguments["coordinate"] == [1279, 799]


@pytest.mark.parametrize(
    ("name", "url", "wires"),
    [
        ("ollama/qwen3-vl:8b", "http://127.0.0.1:11434/v1", ("tools", "tagged")),
        ("vllm/Qwen/Qwen3-VL-8B-Instruct", "http://127.0.0.1:8000/v1", ("tools", "tagged_json", "tagged")),
        ("llamacpp/anything", "http://127.0.0.1:8080/v1", ("tools", "tagged")),
        ("lmstudio/some+tagged", "http://127.0.0.1:1234/v1", ("tagged",)),
        ("ollama/command-r+", "http://127.0.0.1:11434/v1", ("tools", "tagged")),
    ],
)
def test_models_of_local_servers_need_no_key_and_are_reached_at_their_usual_address(
    name: str, url: str, wires: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setenv("DESKHAND_HOME", str(tmp_path))
    model = model_named(name)
    assert isinstance(model, ChatModel)
    assert (model.name, model._base_url) == (name.removesuffix("+tagged"), url)
    assert tuple(model._wires) == wires


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ollama", "is a provider, not a model"),
        ("openrouter/qwen/qwen3-vl-32b-instruct", "no key"),
        ("openai-compatible/x", "OPENAI_COMPATIBLE_BASE_URL"),
    ],
)
def test_a_name_that_can_not_be_used_is_refused_before_anything_starts(
    name: str, words: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    for variable in ("OPENROUTER_API_KEY", "OPENAI_COMPATIBLE_BASE_URL"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("DESKHAND_HOME", str(tmp_path))
    with pytest.raises(DeskhandError, match=words):
        model_named(name)


async def test_a_server_of_ones_own_is_asked_without_the_vendors_key_or_organisation(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setenv("DESKHAND_HOME", str(tmp_path))
    monkeypatch.setenv("OPENAI_API_KEY", "of-the-vendor")
    monkeypatch.setenv("OPENAI_ORG_ID", "org-mine")
    async with serving(Said("Here.")) as peer:
        monkeypatch.setenv("OPENAI_COMPATIBLE_BASE_URL", peer.url)
        model = model_named("openai-compatible/mine")
        assert (await reply_of(model, GO)).text == "Here."
        await model.close()
    assert peer.paths == ["/v1/chat/completions"]
    assert "of-the-vendor" not in str(peer.headers)
    assert "org-mine" not in str(peer.headers)


def test_a_tag_of_a_family_that_is_listed_has_its_card_under_its_own_name() -> None:
    assert card_of("ollama/qwen3-vl:235b").coordinates == "grid_1000"
    assert card_of("ollama/qwen3-vl:235b").model == "ollama/qwen3-vl:235b"
    assert not card_of("ollama/never-heard-of:1b").sees
    assert CARD.price == "free"
