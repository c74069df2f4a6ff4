"""Trains the model of labels: `python -m tests.policy.training`, half a minute. `--folds` prints instead how well it
tells the situations when it was trained without their templates.

It learns by the long lists and by the situations that may be looked at (`first`, `second`); never by the held ones. The
same lists give the same weights.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Sequence
from pathlib import Path
from struct import pack
from typing import NamedTuple

import numpy as np

from deskhand.core.targets import Target
from deskhand.policy import trained
from deskhand.policy.trained.features import SIZE, features
from deskhand.policy.trained.model import HEAD
from tests.policy.reading import LABELS, PLACES, read
from tests.policy.situations import golden
from tests.policy.situations.corpus import HALVES, situations

WEIGHTS = Path(trained.__file__).with_name("weights.bin")
EPOCHS, RATE, DECAY, SEED, FOLDS = 8, 0.25, 1e-6, 0, 5
SITUATIONS_COUNT = 3
"""So often is an act on a page or window looked at, which has all that stands around it, for once of a list's line."""


class Sample(NamedTuple):
    """group: what it was written with, which is never divided. final: it can't be taken back."""

    group: str
    numbers: np.ndarray
    shares: np.ndarray
    final: bool


def sample(group: str, target: Target, final: bool) -> Sample:
    groups = list(features(target, target.element.name if target.element else "").weighed())
    numbers = np.array([number for each, _ in groups for number in each])
    shares = np.array([share for each, share in groups for _ in each])
    return Sample(group, numbers, shares, final)


def of_lists() -> list[Sample]:
    """Each line of each list."""
    paths = sorted([*LABELS.glob("*.txt"), *PLACES.glob("*.txt")])
    return [sample(path.stem, case.target, not case.back) for path in paths for case in read(path)]


def of_situations() -> list[Sample]:
    """Each press on something named."""
    found = []
    for half in HALVES:
        kept = golden.read(half)
        for situation in situations(half):
            if situation.id in kept and situation.way in ("click", "double", "press"):
                _, target = golden.act_and_target(kept[situation.id])
                if target.element is not None:
                    found.append(sample(situation.template.name, target, not situation.undoable))
    return found


def weights_of(samples: Sequence[Sample]) -> tuple[np.ndarray, float]:
    """Logistic regression by stochastic descent, each weight with a pace of its own (Adagrad)."""
    weights, paces, bias = np.zeros(SIZE), np.full(SIZE, 1e-6), 0.0
    rng, order = np.random.default_rng(SEED), np.arange(len(samples))
    for _ in range(EPOCHS):
        rng.shuffle(order)
        for at in order:
            _, numbers, shares, final = samples[at]
            off = likelihood(weights, bias, samples[at]) - final
            slope = off * shares + DECAY * weights[numbers]
            paces[numbers] += slope * slope
            weights[numbers] -= RATE * slope / np.sqrt(paces[numbers])
            bias -= 0.02 * off
    return weights, bias


def likelihood(weights: np.ndarray, bias: float, one: Sample) -> float:
    return float(1 / (1 + np.exp(-(weights[one.numbers] @ one.shares + bias))))


def write(weights: np.ndarray, bias: float) -> None:
    step = float(np.abs(weights).max() / 127)
    data = pack(HEAD, step, bias) + np.round(weights / step).astype(np.int8).tobytes()
    WEIGHTS.write_bytes(zlib.compress(data, 9))


def folds() -> None:
    """How the situations are told by what was trained without their templates."""
    lists, acts = of_lists(), of_situations()
    groups = sorted({each.group for each in acts})
    np.random.default_rng(SEED + 1).shuffle(groups)
    told: list[tuple[float, bool]] = []
    for fold in (set(groups[at::FOLDS]) for at in range(FOLDS)):
        others = [each for each in acts if each.group not in fold]
        weights, bias = weights_of([*lists, *others * SITUATIONS_COUNT])
        told += [(likelihood(weights, bias, each), each.final) for each in acts if each.group in fold]
    final, back = [p for p, is_final in told if is_final], [p for p, is_final in told if not is_final]
    for border in (0.02, 0.05, 0.1, 0.2, 0.5, 0.8, 0.9, 0.95):
        below, above = sum(p <= border for p in final), sum(p > border for p in back)
        print(f"{border}: {below} of {len(final)} final ones below, {above} of {len(back)} others above")


if __name__ == "__main__":
    if "--folds" in sys.argv:
        folds()
    else:
        write(*weights_of([*of_lists(), *of_situations() * SITUATIONS_COUNT]))
        print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size} bytes")
