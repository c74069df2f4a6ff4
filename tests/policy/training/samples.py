"""What the model is trained by: each line of each list, and each press on something named in a situation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from deskhand.core.targets import Target
from deskhand.policy.trained.model import CLASSES
from deskhand.policy.trained.seen import Seen, seen
from tests.policy.reading import LABELS, PAGES, PLACES, read
from tests.policy.situations import golden
from tests.policy.situations.corpus import HALVES, situations

FOLDS = 5


class Sample(NamedTuple):
    """group: what it was written with, which is never divided. final: it can't be taken back. right: for each class
    whether it is a right one. kind: "label", "place" or "situation"."""

    kind: str
    group: str
    seen: Seen
    final: bool
    right: np.ndarray


def left_out(found: Sequence[Sample]) -> np.ndarray:
    """Of each whether it is of a page of the lists that is never learnt by, so that it can be told how well others are
    read: one page of five."""
    groups = sorted({each.group for each in found if each.kind == "place"})
    np.random.default_rng(1).shuffle(groups)
    out = set(groups[::FOLDS])
    return np.array([each.group in out for each in found])


def samples() -> list[Sample]:
    return [*_of_lists(), *_of_situations()]


def _of_lists() -> Iterator[Sample]:
    for kind, folder in (("label", LABELS), ("place", PLACES), ("place", PAGES)):
        for path in sorted(folder.glob("*.txt")):
            for case in read(path):
                page = case.target.page.title if case.target.page else ""
                yield _sample(kind, f"{kind} {path.stem} {page}", case.target, not case.back, case.risks)


def _of_situations() -> Iterator[Sample]:
    for half in HALVES:
        kept = golden.read(half)
        for situation in situations(half):
            if situation.id in kept and situation.way in ("click", "double", "press"):
                _, target = golden.act_and_target(kept[situation.id])
                risks = {situation.expected, situation.also or situation.expected}
                if target.element is not None:
                    yield _sample("situation", situation.template.name, target, not situation.undoable, risks)


def _sample(kind: str, group: str, target: Target, final: bool, risks: set[str] | frozenset[str]) -> Sample:
    label = target.element.name if target.element else ""
    return Sample(kind, group, seen(target, label), final, np.array([each in risks for each in CLASSES]))
