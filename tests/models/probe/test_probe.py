"""The whole probe, over an adapter and the wire, against doubles that count in every way there is."""

from __future__ import annotations

from typing import Any

import pytest

from deskhand.core.errors import SetupMissing
from deskhand.models.anthropic.model import AnthropicModel
from deskhand.models.cards import Card
from deskhand.models.probe.conventions import ALL, Convention
from deskhand.models.probe.found import Found, told
from deskhand.models.probe.trying import probe

from ..anthropic.peer import Refused, serving
from .beholder import Beholder

CARD = Card(model="anthropic/unheard-of", wires=("functions",))


async def probed(beholder: Beholder) -> Found:
    async with serving(beholder.messages) as peer:
        return await probe(CARD, lambda card: AnthropicModel(card, key="none", base_url=peer.url))


@pytest.mark.parametrize("calls", [True, False], ids=["by calls", "in words"])
@pytest.mark.parametrize("counts", ALL, ids=lambda counts: f"{counts.unit}-{counts.axes}-{counts.form}")
async def test_a_models_way_of_counting_is_found(counts: Convention, calls: bool) -> None:
    found = await probed(Beholder(counts, calls=calls))
    assert found.pointing and found.pointing.convention == counts
    card = found.card()
    assert (card.coordinates, card.axes, card.points_with) == (counts.unit, counts.axes, counts.form)


@pytest.mark.parametrize(
    "counts", [Convention(), Convention("grid_1000", "yx"), Convention("grid_1", form="box")], ids=told
)
async def test_one_wrong_answer_is_borne_and_two_are_not_sure(counts: Convention) -> None:
    one, two = await probed(Beholder(counts, wrong=(2,))), await probed(Beholder(counts, wrong=(2, 5)))
    assert one.pointing and one.pointing.convention == counts
    assert two.pointing and two.pointing.convention is None
    assert two.card().coordinates == CARD.coordinates
    assert any(line.startswith("points with: not sure (under no way") for line in two.lines())


async def test_what_it_can_do_is_told_and_kept() -> None:
    found = await probed(Beholder())
    assert found.can_drive and found.sees.has and found.several.has
    assert found.lines() == [
        "sees pictures: yes (it named 4 of 4 colours)",
        "calls in the form functions: yes (2 of 2 calls were right)",
        "several calls in a turn: yes (it made two calls at once)",
        "points with: a point, in pixels of the picture, x before y (6 of 6 answers hit, 1 under the next best)",
    ]


@pytest.mark.parametrize("blindness", ["blind", "refuses_pictures"])
async def test_a_model_that_sees_nothing_is_not_asked_to_point(blindness: str) -> None:
    beholder = Beholder(**{blindness: True})  # type: ignore[arg-type]
    found = await probed(beholder)
    assert not found.sees.has and found.pointing is None and beholder.pointed == 0
    card = found.card()
    assert (card.sees, card.pictures) == (False, "never")


async def test_a_model_that_calls_nothing_is_said_not_to_drive_a_desk() -> None:
    found = await probed(Beholder(calls=False))
    assert not found.can_drive and not found.several.has
    assert found.card().wires == CARD.wires


async def test_one_call_at_a_time_is_found() -> None:
    assert not (await probed(Beholder(calls_at_once=1))).several.has


async def test_a_wire_form_that_the_adapter_refuses_is_not_there() -> None:
    def make(card: Card) -> Any:
        if card.wires == ("telegraph",):
            raise SetupMissing("there is no telegraph.")
        return AnthropicModel(card, key="none", base_url=url)

    async with serving(Beholder().messages) as peer:
        url = peer.url
        found = await probe(CARD.model_copy(update={"wires": ("telegraph", "functions")}), make)
    assert found.usable_wires == ("functions",)
    assert found.wires["telegraph"].why == "there is no telegraph."


async def test_a_model_that_does_not_answer_is_told_in_its_own_words() -> None:
    async with serving(Refused(404, "not_found_error", "model: unheard-of")) as peer:
        with pytest.raises(SetupMissing, match=r"does not answer: anthropic answered 404 .*model: unheard-of"):
            await probe(CARD, lambda card: AnthropicModel(card, key="none", base_url=peer.url))
