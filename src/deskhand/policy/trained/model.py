"""How likely it is that a press can't be taken back, and what it does, by a small model of language that was trained
with what thousands of labels on pages and in programs really do. It asks nobody and learns nothing while it is used;
`python -m tests.policy.training` makes its weights anew.

The first layers of multilingual-e5-small (MIT licence), trained further on our lists and run in 8-bit whole numbers:
two to seven milliseconds a press, by how much stands around it.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from math import exp
from typing import NamedTuple

from deskhand.core.targets import Target
from deskhand.core.verdicts import RiskClass
from deskhand.policy.trained.pieces import pieces
from deskhand.policy.trained.seen import Seen, seen

CLASSES: tuple[RiskClass, ...] = (
    "look", "move", "write_on_desk", "visit_known", "visit_new", "submit", "send", "pay", "delete", "change_settings",
    "accept_terms", "grant_permission", "bring_in", "install", "run_code", "take_out", "sign_in", "personal_data",
)  # fmt: skip
"""In the order of the model's answers, after that for "can't be taken back"."""
_KEPT_COUNT = 512
_NETWORK = "deskhand.policy.trained.network"


class Likelihood(NamedTuple):
    """final: between 0 and 1, that it can't be taken back. risk: the likeliest class."""

    final: float
    risk: RiskClass


def likelihood(target: Target, label: str) -> Likelihood:
    """Of pressing this."""
    return likelihood_of(seen(target, label))


def load_model() -> None:
    """Load it before it is needed: some 0.2 s, once in a process."""
    likelihood_of(Seen("", "", "", "", ""))


@lru_cache(_KEPT_COUNT)
def likelihood_of(what: Seen) -> Likelihood:
    """An act is judged when it is planned and again just before it is done: the second time it is known."""
    answers = import_module(_NETWORK).answers
    final, *classes = answers(what.numbers(pieces()))
    likeliest = max(range(len(classes)), key=classes.__getitem__)
    return Likelihood(1.0 / (1.0 + exp(-max(-30.0, min(30.0, final)))), CLASSES[likeliest])
