"""The whole probe, in the order that costs least: does it answer, how does it call, does it see, how does it point."""

from __future__ import annotations

from deskhand.core.errors import DeskhandError, SetupMissing
from deskhand.models.cards import Card
from deskhand.models.probe import abilities
from deskhand.models.probe.abilities import Ability
from deskhand.models.probe.asking import Making, ask
from deskhand.models.probe.found import Found
from deskhand.models.probe.pointing import pointing

CHAT_WIRES = ("tools", "tagged_json", "tagged")
"""The forms of every server that speaks Chat Completions: a careful card does not name all of them."""


def on_trial(careful: Card) -> Card:
    """The card that a model is tried with: it may see, and it is taken at its word where it points."""
    facts = {"sees": True, "pictures": "each_call", "coordinates": "pixels", "axes": "xy", "points_with": "point"}
    wires = CHAT_WIRES if set(careful.wires) <= set(CHAT_WIRES) else careful.wires
    return careful.model_copy(update={**facts, "wires": wires})


async def probe(careful: Card, make: Making) -> Found:
    """What the model of this card can do, tried in each wire form that it may have. About 20 short requests.

    Raises SetupMissing when it does not answer at all, with its own words.
    """
    trial = on_trial(careful)
    await _must_answer(trial, make)
    tried = {wire: await _in_form(trial, wire, make) for wire in trial.wires}
    best = next((wire for wire, ability in tried.items() if ability.has), "")
    model = make(_only(trial, best) if best else trial)
    try:
        several = await abilities.calls_several(model) if best else Ability(False, "it makes no calls")
        seeing = await abilities.sees(model)
        points = await pointing(model, with_tool=bool(best)) if seeing.has else None
    finally:
        await model.close()
    return Found(trial, seeing, tried, several, points)


def _only(card: Card, wire: str) -> Card:
    return card.model_copy(update={"wires": (wire,)})


async def _must_answer(trial: Card, make: Making) -> None:
    model = make(trial)
    try:
        reply = await ask(model, "Say hello.")
    finally:
        await model.close()
    if reply.stop_reason == "failed":
        raise SetupMissing(
            f"the model {trial.model} does not answer: {reply.error}.",
            hint="Is its server running, at the address that Deskhand asks? `deskhand models show` tells the address.",
        )


async def _in_form(trial: Card, wire: str, make: Making) -> Ability:
    try:
        model = make(_only(trial, wire))
    except DeskhandError as error:
        return Ability(False, error.message)
    try:
        return await abilities.calls(model)
    finally:
        await model.close()
