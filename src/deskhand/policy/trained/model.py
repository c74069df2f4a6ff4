"""How likely it is that a press can't be taken back, by labels that it was trained with. It asks nobody and learns
nothing while it is used; `python -m tests.policy.training` makes its weights anew.

It is a second reading beside the words and the grammar (`lexicon`): where those err it often does not, and the other
way round, so each is wrong alone more often than both at once.
"""

from __future__ import annotations

import zlib
from functools import cache
from importlib.resources import files
from math import exp
from struct import calcsize, unpack_from

from deskhand.core.targets import Target
from deskhand.policy.trained.features import SIZE, features

HEAD = "<2d"
"""Before the weights, in little-endian doubles: what one step of a weight is, and the bias. Each weight is a signed
byte; all of it is compressed with zlib."""


def likelihood_of_final(target: Target, label: str) -> float:
    """Between 0 and 1: how likely pressing this can't be taken back."""
    step, bias, weights = _weights()
    found = bias + sum(
        step * share * sum(weights[number] for number in numbers)
        for numbers, share in features(target, label).weighed()
    )
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, found))))


@cache
def _weights() -> tuple[float, float, memoryview]:
    data = zlib.decompress((files(__package__) / "weights.bin").read_bytes())
    step, bias = unpack_from(HEAD, data)
    weights = memoryview(data)[calcsize(HEAD) :].cast("b")
    assert len(weights) == SIZE, "the weights were trained for other features"
    return step, bias, weights
