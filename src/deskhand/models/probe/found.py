"""What a probe found, as facts of a card and as lines for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from deskhand.models.cards import Card
from deskhand.models.probe.abilities import Ability
from deskhand.models.probe.conventions import Convention, Decision

_UNITS = {
    "pixels": "pixels of the picture",
    "grid_1000": "thousandths of the picture",
    "grid_1": "parts of the picture, 0 to 1",
}
_FORMS = {"point": "a point", "box": "the corners of a box"}


@dataclass(frozen=True)
class Found:
    """trial: the card that it was tried with. wires: each form that was tried, best first. pointing: None where it sees
    nothing."""

    trial: Card
    sees: Ability
    wires: Mapping[str, Ability]
    several: Ability
    pointing: Decision | None = None

    @property
    def usable_wires(self) -> tuple[str, ...]:
        return tuple(name for name, ability in self.wires.items() if ability.has)

    @property
    def can_drive(self) -> bool:
        """Whether a desk can be driven with it: without a call in any form, no act is ever made."""
        return bool(self.usable_wires)

    def card(self) -> Card:
        """The card as it should be. What was not found out stays as it was tried: nothing is guessed."""
        facts: dict[str, Any] = {"sees": self.sees.has, "pictures": self.trial.pictures if self.sees.has else "never"}
        if self.usable_wires:
            facts["wires"] = self.usable_wires
        if self.pointing and self.pointing.convention:
            counts = self.pointing.convention
            facts |= {"coordinates": counts.unit, "axes": counts.axes, "points_with": counts.form}
        return self.trial.model_copy(update=facts)

    def lines(self) -> list[str]:
        """What was found, a line each."""
        lines = [f"sees pictures: {_answer(self.sees)}"]
        lines += [f"calls in the form {name}: {_answer(ability)}" for name, ability in self.wires.items()]
        lines.append(f"several calls in a turn: {_answer(self.several)}")
        if self.pointing:
            lines.append(f"points with: {told(self.pointing.convention)} ({self.pointing.why})")
        return lines


def told(convention: Convention | None) -> str:
    """A way of counting in words."""
    if convention is None:
        return "not sure"
    order = "x before y" if convention.axes == "xy" else "y before x"
    return f"{_FORMS[convention.form]}, in {_UNITS[convention.unit]}, {order}"


def _answer(ability: Ability) -> str:
    return f"{'yes' if ability.has else 'no'} ({ability.why})"
