"""What was found out about an act: the shape that all judging of acts on the screen gives its answer in."""

from __future__ import annotations

from typing import NamedTuple

from deskhand.core.verdicts import RiskClass, can_be_undone

BY_REQUEST: frozenset[RiskClass] = frozenset({"submit", "delete", "pay", "send", "accept_terms"})
"""Classes of acts that the request which comes of them says more of."""


class Finding(NamedTuple):
    """What an act would do, the gravest first. undo: None where nothing is known beyond what the classes say. unsure:
    nothing says what it asks for, so that it is taken for more than it may be."""

    classes: tuple[RiskClass, ...]
    why: str
    undo: bool | None = None
    unsure: bool = False

    @property
    def undoable(self) -> bool:
        return can_be_undone(self.classes, self.undo)
