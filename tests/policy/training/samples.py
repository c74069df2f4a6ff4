"""What the model is trained by: each line of each list, those of whole pages among their neighbours, each press on
something named in a situation, and what is sent because of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np

from deskhand.core.requests import READING_METHODS
from deskhand.core.targets import Form, HeldRequest
from deskhand.policy.trained.model import CLASSES
from deskhand.policy.trained.seen import Seen, seen, seen_with
from tests.policy.crowding import crowded
from tests.policy.reading import LABELS, PAGES, PLACES, Case, read
from tests.policy.situations import golden
from tests.policy.situations.corpus import HALVES, Situation, situations

FOLDS, _ALONE = 5, 5
_LEFT_OUT = ("place", "sent")
"""The kinds of which some are left out."""


class Sample(NamedTuple):
    """group: what it was written with, which is never divided. final: it can't be taken back. right: for each class
    whether it is a right one. kind: "label", "place" or "situation", or "sent" for what is sent from a place."""

    kind: str
    group: str
    seen: Seen
    final: bool
    right: np.ndarray


def left_out(found: Sequence[Sample]) -> np.ndarray:
    """Of each whether it is of a page of the lists that is never learnt by, so that it can be told how well others are
    read: one page of five."""
    return np.array([each.kind in _LEFT_OUT and _is_left_out(each.group) for each in found])


def _is_left_out(group: str) -> bool:
    """Told by its name alone, so that it stays so when more pages come."""
    return crc32(group.encode()) % FOLDS == 0


def samples(time: int = 0) -> list[Sample]:
    """All of them; time: presses on pages stand each time otherwise among their neighbours, one in _ALONE alone."""
    return [*_of_lists(time, lambda _: True), *_of_situations()]


def samples_left_out() -> list[Sample]:
    """Those alone that are never learnt by."""
    return [each for each in _of_lists(0, _is_left_out) if each.kind in _LEFT_OUT]


def _group_of(path: Path, case: Case) -> str:
    return f"{path.parent.name} {path.stem} {case.target.page.title if case.target.page else ''}"


def _of_lists(time: int, wanted: Callable[[str], bool]) -> Iterator[Sample]:
    """wanted: of which groups."""
    for kind, folder in (("label", LABELS), ("place", PLACES)):
        for path in sorted(folder.glob("*.txt")):
            for case in read(path):
                if wanted(group := _group_of(path, case)):
                    yield from _of_case(kind, group, case)
    for path in sorted(PAGES.glob("*.txt")):
        alone = [(at, case) for at, case in enumerate(read(path)) if wanted(_group_of(path, case))]
        for (at, case), among in zip(alone, crowded([case for _, case in alone], time), strict=True):
            yield from _of_case("place", _group_of(path, case), case if (at + time) % _ALONE == 0 else among)


def _of_case(kind: str, group: str, case: Case) -> Iterator[Sample]:
    pressed = seen(case.target, case.label)
    yield _sample(kind, group, pressed, not case.back, case.risks)
    sent = case.sends or (_request_of(case.target.form) if case.target.form else None)
    if sent is not None and kind == "place":
        yield _sample("sent", group, seen_with(sent, pressed), not case.back, case.risks)


def _request_of(form: Form) -> HeldRequest | None:
    """What it sends; None for a form that scripts send, or one that only asks."""
    if form.method in READING_METHODS:
        return None
    names = {each.name: "" for each in form.fields}
    return HeldRequest(id="r1", method=form.method, address=form.address, fields=names)


def _of_situations() -> Iterator[Sample]:
    for half in HALVES:
        kept = golden.read(half)
        for situation in situations(half):
            if situation.id in kept:
                yield from _of_situation(situation, kept[situation.id])


def _of_situation(situation: Situation, kept: dict[str, Any]) -> Iterator[Sample]:
    _, target = golden.act_and_target(kept)
    risks = {situation.expected, situation.also or situation.expected}
    pressed = seen(target, target.element.name if target.element else "")
    if situation.way in ("click", "double", "press") and target.element is not None:
        yield _sample("situation", situation.template.name, pressed, not situation.undoable, risks)
    sent = [each for each in golden.requests(kept) or () if each.method not in READING_METHODS]
    if len(sent) == 1:
        what = seen_with(sent[0], pressed)
        yield _sample("situation", situation.template.name, what, not situation.undoable, risks)


def _sample(kind: str, group: str, what: Seen, final: bool, risks: set[str] | frozenset[str]) -> Sample:
    return Sample(kind, group, what, final, np.array([each in risks for each in CLASSES]))
