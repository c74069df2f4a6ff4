"""A `Request` as what generateContent takes, and what is needed to read the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from deskhand.models.base import Request
from deskhand.models.cards import Card
from deskhand.models.gemini.conversation import Conversation
from deskhand.models.gemini.forms import Form
from deskhand.models.wire.marks import EXPLAINED
from deskhand.models.wire.pictures import Pictures
from deskhand.models.wire.scale import Scale


@dataclass(frozen=True, slots=True)
class Given:
    """What a provider has refused by name, and is sent otherwise from then on.

    verbatim: earlier turns go with their signatures. checked: the check for injected instructions is asked for.
    unconfirmed: a call that had to be confirmed, and was not, goes with its decision. addressed: answers hold an
    address.
    """

    verbatim: bool = True
    checked: bool = True
    unconfirmed: bool = True
    addressed: bool = False


@dataclass(frozen=True, slots=True)
class Asking:
    """What is sent, as plain data in the API's names, and what is needed to read the answer."""

    contents: list[dict[str, Any]]
    config: dict[str, Any]
    form: Form
    scale: Scale

    @property
    def replays_signatures(self) -> bool:
        """Whether it shows the model earlier turns of its own, as they came."""
        return any("thoughtSignature" in part for content in self.contents for part in content["parts"])

    @property
    def asks_for_check(self) -> bool:
        """Whether it asks the provider to look for injected instructions."""
        return any("enablePromptInjectionDetection" in tool.get("computerUse", {}) for tool in self.config["tools"])


def asking(request: Request, card: Card, form: Form, pictures: Pictures, given: Given = Given()) -> Asking:
    """The request as this model takes it in this wire form.

    request.settings: `screen` (width, height) of the desk, `effort` (one of the card's levels).
    """
    screen = request.settings.get("screen")
    talk = Conversation(form, card, pictures, request.blob, given.verbatim, given.unconfirmed, given.addressed)
    talk.showing.screen = (screen[0], screen[1]) if screen else None
    for message in request.messages:
        talk.add(message)
    contents = talk.finish()
    config: dict[str, Any] = {
        "systemInstruction": f"{request.instructions}\n\n{EXPLAINED}",
        "maxOutputTokens": request.output_tokens_max,
        "tools": form.declared(request.tools, grid=talk.grid, checked=given.checked),
    }
    thinking: dict[str, Any] = {"includeThoughts": True} if card.thinking else {}
    if effort := request.settings.get("effort"):
        thinking["thinkingLevel"] = str(effort).upper()
    if thinking:
        config["thinkingConfig"] = thinking
    return Asking(contents, config, form, talk.scale)
