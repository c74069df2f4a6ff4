"""The models that a session asks: its own, and those that the person's rules for steps name. Made before it begins.

What is missing for one of them, and an effort that one does not have, is told then and not in the middle of the work.
It does not know when which of them is asked (`choosing`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from deskhand.agent.choosing import must_have_efforts, rules_for
from deskhand.models.base import Model
from deskhand.models.cards import card_of
from deskhand.models.governor.making import governed_model
from deskhand.settings import Settings, StepRule


@dataclass(frozen=True, slots=True)
class Asked:
    """own: the session's model. rules: those that it follows; others: the models that they name, by `rule.use`."""

    own: Model
    rules: tuple[StepRule, ...]
    others: Mapping[str, Model]

    async def close(self) -> None:
        """Let go of all of them."""
        for model in (self.own, *self.others.values()):
            await model.close()


async def models_asked(name: str, effort: str, settings: Settings, *, background: bool) -> Asked:
    """The models of a session with this model and effort. background: nobody waits for their answers.

    Raises NotFound, SetupMissing, and InvalidInput for an effort that a model does not have.
    """
    own = governed_model(name, settings, background=background)
    card, others = card_of(own.name, settings.cards_dir), dict[str, Model]()
    asked = Asked(own, rules_for(settings.step, card), others)
    try:
        for use in dict.fromkeys(rule.use for rule in asked.rules if rule.use):
            others[use] = governed_model(use, settings, background=background)
        cards = {use: card_of(model.name, settings.cards_dir) for use, model in others.items()}
        must_have_efforts(effort, asked.rules, card, cards)
    except BaseException:
        await asked.close()
        raise
    return asked
