"""The probe of models behind servers that speak Chat Completions, in every form in which calls can be made there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from deskhand.models.cards import card_of
from deskhand.models.chat.model import ChatModel
from deskhand.models.probe.conventions import Convention
from deskhand.models.probe.found import Found
from deskhand.models.probe.trying import probe

from ..chat.peer import REFUSALS, serving
from ..loopback import Refused
from .beholder import Beholder

CAREFUL = card_of("ollama/unheard-of")
NO_SCHEMAS = {"response_format": lambda: Refused(400, "response_format is not supported")}


async def probed(beholder: Beholder, refuses: dict[str, Callable[[], Refused]] | None = None) -> Found:
    async with serving(beholder.chat, refuses=refuses) as peer:
        return await probe(CAREFUL, lambda card: ChatModel(card, key="", base_url=peer.url))


async def test_a_model_that_is_taken_to_be_blind_is_found_to_see() -> None:
    assert not CAREFUL.sees
    found = await probed(Beholder(Convention("grid_1000", "yx")))
    card = found.card()
    assert card.sees and (card.coordinates, card.axes) == ("grid_1000", "yx")
    assert card.wires == ("tools", "tagged_json", "tagged")


@pytest.mark.parametrize("server", ["ollama", "llamacpp"])
async def test_without_calls_of_its_own_the_forms_in_words_are_left(server: str) -> None:
    found = await probed(Beholder(Convention("grid_1")), {"tools": REFUSALS[server]})
    assert found.card().wires == ("tagged_json", "tagged")
    assert "tools" in found.wires["tools"].why
    assert found.pointing and found.pointing.convention == Convention("grid_1")


async def test_a_server_without_schemas_is_left_with_marked_words() -> None:
    found = await probed(Beholder(), {"tools": REFUSALS["ollama"], **NO_SCHEMAS})
    assert found.card().wires == ("tagged",)
    assert found.several.has


async def test_a_server_without_pictures_makes_a_card_for_text() -> None:
    card = (await probed(Beholder(refuses_pictures=True))).card()
    assert (card.sees, card.pictures) == (False, "never")
