"""The provider's own clearing of old results: asked for when a request says so, told in the reply, given up when
refused."""

from __future__ import annotations

from typing import Any

import pytest

from deskhand.models.anthropic.forms import FUNCTIONS, SINGLE

from ..conformance import person, reply_of, request_of
from .peer import Peer, Refused, Said, text
from .world import CARD, in_form, talking

WANTED = {"trigger_tokens": 30_000, "keep": 3, "clear_at_least_tokens": 5_000}
GO = request_of(person("Go."), settings={"clearing": WANTED})
EDIT = {
    "type": "clear_tool_uses_20250919",
    "trigger": {"type": "input_tokens", "value": 30_000},
    "keep": {"type": "tool_uses", "value": 3},
    "clear_at_least": {"type": "input_tokens", "value": 5_000},
}
APPLIED = {
    "applied_edits": [
        {"type": "clear_tool_uses_20250919", "cleared_tool_uses": 8, "cleared_input_tokens": 50_000},
    ]
}


@pytest.mark.parametrize(
    ("form", "betas"),
    [
        (FUNCTIONS, "context-management-2025-06-27"),
        (SINGLE, "computer-use-2025-01-24,context-management-2025-06-27"),
    ],
)
async def test_it_is_asked_for_behind_its_beta(form: str, betas: str) -> None:
    async with talking(Said([text("Yes.")]), card=in_form(form)) as (model, peer):
        await reply_of(model, GO)
    assert peer.requests[0]["context_management"] == {"edits": [EDIT]}
    assert peer.headers[0]["anthropic-beta"] == betas


@pytest.mark.parametrize(
    ("wanted", "edit"),
    [
        ({}, {"type": EDIT["type"]}),
        ({"kind": EDIT["type"], "keep": 2}, {"type": EDIT["type"], "keep": {"type": "tool_uses", "value": 2}}),
    ],
)
async def test_what_is_not_said_is_left_to_the_provider(wanted: dict[str, Any], edit: dict[str, Any]) -> None:
    async with talking(Said([text("Yes.")])) as (model, peer):
        await reply_of(model, request_of(person("Go."), settings={"clearing": wanted}))
    assert peer.requests[0]["context_management"] == {"edits": [edit]}


async def test_it_is_not_asked_for_unwanted_nor_of_a_model_that_has_none() -> None:
    without = CARD.model_copy(update={"clearing": ""})
    for card, request in ((CARD, request_of(person("Go."))), (without, GO)):
        async with talking(Said([text("Yes.")]), card=card) as (model, peer):
            await reply_of(model, request)
        assert "context_management" not in peer.requests[0]


async def test_what_was_cleared_is_kept_with_the_reply(monkeypatch: pytest.MonkeyPatch) -> None:
    from . import peer as loopback

    plain = loopback.events_of

    def with_edits(answer: Said, body: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
        return [
            (name, data | ({"context_management": APPLIED} if name == "message_delta" else {}))
            for name, data in plain(answer, body)
        ]

    monkeypatch.setattr(loopback, "events_of", with_edits)
    async with talking(Said([text("Yes.")])) as (model, _):
        reply = await reply_of(model, GO)
    assert reply.native["context_management"] == APPLIED


async def test_a_provider_that_refuses_it_is_not_asked_again() -> None:
    def strict(body: dict[str, Any]) -> Said | Refused:
        if "context_management" in body:
            return Refused(400, "invalid_request_error", "context_management: Extra inputs are not permitted")
        return Said([text("Yes.")])

    async with talking(strict) as (model, peer):
        assert [(await reply_of(model, GO)).text for _ in range(2)] == ["Yes.", "Yes."]
    assert [("context_management" in body) for body in peer.requests] == [True, False, False]
    assert isinstance(peer, Peer)
