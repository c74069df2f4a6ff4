"""A `Request` as the body of a Messages API request, with its cache breakpoints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from deskhand.models.anthropic.conversation import PROVIDER, THINKING, Conversation
from deskhand.models.anthropic.forms import Form
from deskhand.models.base import Request
from deskhand.models.cards import Card
from deskhand.models.wire.marks import EXPLAINED
from deskhand.models.wire.pictures import Pictures
from deskhand.models.wire.scale import Scale

USER_BREAKPOINTS = 2
"""Marks on the newest turns of the user's side: the older of the two finds what the last request wrote. With one on
the instructions, which covers the tools before them, and one on the tools or behind what stays as it is when old
pictures are cleared, that makes four, the most that the API takes."""

MESSAGE_BREAKPOINTS = 3
"""The instructions have one; and where nothing is stable, the tools have one, and two are left for the newest turns."""

Place = tuple[int, int]
"""The number of a turn, and of a block in it."""

CLEARING, CLEARING_BETA = "clear_tool_uses_20250919", "context-management-2025-06-27"
"""The vendor's way of clearing, and the beta that it stands behind. Source: the SDK's types and its list of betas."""

_CACHED = {"cache_control": {"type": "ephemeral"}}


@dataclass(frozen=True, slots=True)
class Asking:
    """What is sent (arguments of `messages.create`), and what is needed to read the answer."""

    body: dict[str, Any]
    form: Form
    scale: Scale
    provider: str = PROVIDER

    @property
    def clears(self) -> bool:
        """Whether the provider is to leave old results out itself."""
        return "context_management" in self.body.get("extra_body", {})

    @property
    def replays_thinking(self) -> bool:
        """Whether it shows the model earlier thinking of its own."""
        return any(block["type"] in THINKING for turn in self.body["messages"] for block in turn["content"])


def asking(
    request: Request,
    card: Card,
    form: Form,
    pictures: Pictures,
    *,
    with_thinking: bool = True,
    clearing: bool = True,
) -> Asking:
    """The request as this model takes it in this wire form. with_thinking: whether its earlier thinking is replayed;
    clearing: whether the provider may be asked to clear.

    request.settings: `screen` (width, height) of the desk, `effort` (one of the card's levels), `stable` (numbers of
    messages: what stands in front of them stays as it is when old pictures are cleared, and is found again then),
    `clearing` {"trigger_tokens", "keep", "clear_at_least_tokens"}: the provider leaves the results of older calls out
    itself, from so many tokens of input on, but for the newest calls, when that saves so many tokens.
    """
    screen = request.settings.get("screen")
    talk = Conversation(form, card, pictures, request.blob, with_thinking)
    talk.screen = (screen[0], screen[1]) if screen else None
    stable = set(request.settings.get("stable", ()))
    marks: set[Place] = set()
    for number, message in enumerate(request.messages):
        if number in stable:
            marks |= _last_block(talk.turns)
        talk.add(message)
    tools = form.declared(request.tools, talk.scale.sent)
    body: dict[str, Any] = {
        "model": card.own_name,
        "max_tokens": request.output_tokens_max,
        "system": [{"type": "text", "text": f"{request.instructions}\n\n{EXPLAINED}", **_CACHED}],
        "messages": _with_breakpoints(talk.finish(), marks),
        "tools": tools if stable else [*tools[:-1], *({**tool, **_CACHED} for tool in tools[-1:])],
    }
    if card.thinking:
        body["thinking"] = {"type": card.thinking, "display": "summarized"}
    if effort := request.settings.get("effort"):
        body["output_config"] = {"effort": effort}
    edits = _clearing(request.settings.get("clearing"), card) if clearing else []
    if edits:
        body["extra_body"] = {"context_management": {"edits": edits}}
    if betas := [*form.betas, *([CLEARING_BETA] if edits else [])]:
        body["extra_headers"] = {"anthropic-beta": ",".join(betas)}
    return Asking(body, form, talk.scale, card.provider)


def _clearing(wanted: Any, card: Card) -> list[dict[str, Any]]:
    """How the provider is to leave old results out of what the model reads. What was not said is left to it."""
    if not isinstance(wanted, Mapping) or card.clearing != CLEARING:
        return []
    edit: dict[str, Any] = {"type": CLEARING}
    if (tokens := wanted.get("trigger_tokens")) is not None:
        edit["trigger"] = {"type": "input_tokens", "value": tokens}
    if (uses := wanted.get("keep")) is not None:
        edit["keep"] = {"type": "tool_uses", "value": uses}
    if (tokens := wanted.get("clear_at_least_tokens")) is not None:
        edit["clear_at_least"] = {"type": "input_tokens", "value": tokens}
    return [edit]


def _last_block(turns: list[dict[str, Any]]) -> set[Place]:
    """The last block that can hold a mark, where there is one."""
    places = [(number, place) for number, turn in enumerate(turns) for place in range(len(turn["content"]))]
    can = [at for at in places if turns[at[0]]["content"][at[1]]["type"] not in THINKING]
    return {*can[-1:]}


def _with_breakpoints(turns: list[dict[str, Any]], stable: set[Place]) -> list[dict[str, Any]]:
    """The turns with marks at these places and, as far as marks are left, on the newest ones of the user's side."""
    said = [number for number, turn in enumerate(turns) if turn["role"] == "user"]
    newest = [(number, len(turns[number]["content"]) - 1) for number in reversed(said[-USER_BREAKPOINTS:])]
    for number, place in list(dict.fromkeys([*sorted(stable), *newest]))[:MESSAGE_BREAKPOINTS]:
        content = turns[number]["content"] = [*turns[number]["content"]]
        content[place] = {**content[place], **_CACHED}
    return turns
