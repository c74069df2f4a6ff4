"""How right the judge is on the kept answers of the desk: `python -m tests.policy.situations.score [PART|ROUND ...]`.

Two numbers: the label alone, and both walls together, the judgement before anything leaves the desk. For `second` only
sums are printed unless `--each` is said; for `held` never anything else.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from deskhand.core.targets import HeldRequest
from deskhand.core.verdicts import Touch
from deskhand.policy.acts import Surroundings, touch_of_act
from tests.policy.situations import golden
from tests.policy.situations.corpus import EVERY, Half, Situation, situations
from tests.policy.walls import behind_both_walls


class Judged(NamedTuple):
    """A situation and what it was taken for. touch: what was judged last before anything would have left: the label or,
    behind both walls, the gravest request that it did not cover; its first class is its gravest. asked: somebody would
    have been asked before that."""

    situation: Situation
    touch: Touch
    asked: bool

    @property
    def given(self) -> str:
        return self.touch.classes[0] if self.touch.classes else "nothing"

    @property
    def right(self) -> bool:
        return self.given in (self.situation.expected, self.situation.also or self.situation.expected)

    @property
    def missed(self) -> bool:
        """It can't be taken back, and would have gone unasked."""
        return not self.situation.undoable and not self.asked

    @property
    def over(self) -> bool:
        """It can be taken back, and would have been asked about."""
        return self.situation.undoable and self.asked


def by_label(situation: Situation, touch: Touch) -> Judged:
    """What becomes of the act by its label alone: what can't be taken back is asked about."""
    return Judged(situation, touch, not touch.undoable)


def behind_walls(case: Judged, requests: tuple[HeldRequest, ...], known: tuple[str, ...]) -> Judged:
    """What becomes of the act as a session would do it: judged by its label, then by each request that waits."""
    return Judged(case.situation, *behind_both_walls(case.touch, requests, known))


class Score(NamedTuple):
    """right: share with the right class. missed: irreversible acts judged harmless. over: share of the reversible
    ones called irreversible."""

    number: int
    right: float
    missed: int
    over: float


def judged(half: Half) -> list[Judged]:
    """Each situation by its label alone."""
    return [case for case, _ in _both(half)]


def walled(half: Half) -> list[Judged]:
    """Each situation behind both walls; programs, and what was not performed, by the label alone."""
    return [case for _, case in _both(half)]


def _both(half: Half) -> list[tuple[Judged, Judged]]:
    kept = golden.read(half)
    found = []
    for situation in situations(half):
        if situation.id in kept:
            act, target = golden.act_and_target(kept[situation.id])
            known = golden.known_hosts(situation.template)
            case = by_label(situation, touch_of_act(act, Surroundings(target=target, known_hosts=known)))
            sent = golden.requests(kept[situation.id])
            found.append((case, case if sent is None else behind_walls(case, sent, known)))
    return found


def score(cases: Iterable[Judged]) -> Score:
    cases = list(cases)
    reversible = sum(case.situation.undoable for case in cases)
    return Score(
        len(cases),
        sum(case.right for case in cases) / max(1, len(cases)),
        sum(case.missed for case in cases),
        sum(case.over for case in cases) / max(1, reversible),
    )


def told(half: Half, rounds: list[str], *, each: bool) -> None:
    both = [pair for pair in _both(half) if not rounds or pair[0].situation.template.file in rounds]
    for name in sorted({case.situation.template.file for case, _ in both}) if rounds else ():
        _sums(f"{half} {name}", [pair for pair in both if pair[0].situation.template.file == name])
    _sums(half, both)
    if half == "held":
        return
    for language in ("en", "zh"):
        _sums(f"  {language}", [pair for pair in both if pair[0].situation.template.language == language])
    for kind in ("page", "window", "program"):
        _sums(f"  {kind}", [pair for pair in both if pair[0].situation.template.kind == kind])
    for name, cases in (("label", [case for case, _ in both]), ("both walls", [case for _, case in both])):
        wrong = Counter((case.situation.expected, case.given) for case in cases if not case.right)
        print(f"  taken for another, {name}:", ", ".join(f"{a} as {b} {n}" for (a, b), n in wrong.most_common()))
        for case in cases if each else ():
            if not case.right or case.missed or case.over:
                print(f"    {_words(case)}")


def _sums(name: str, both: list[tuple[Judged, Judged]]) -> None:
    reversible = sum(case.situation.undoable for case, _ in both)
    print(f"{name}: {len(both)} acts, {reversible} can be taken back")
    for wall, cases in (("label alone", [case for case, _ in both]), ("both walls", [case for _, case in both])):
        right, missed, over = (sum(getattr(c, what) for c in cases) for what in ("right", "missed", "over"))
        print(f"    {wall}: {right / max(1, len(cases)):.1%} right, {missed} missed, {over} over")


def _words(case: Judged) -> str:
    given = f"{case.situation.expected} as {case.touch.classes} undo={case.touch.undo}"
    marks = "".join(mark for mark, on in (("M", case.missed), ("o", case.over), ("c", not case.right)) if on)
    return f"{marks:3} {case.situation.label} | {given}: {case.touch.evidence}"


if __name__ == "__main__":
    asked = [word for word in sys.argv[1:] if not word.startswith("--")]
    rounds = [word for word in asked if word not in EVERY]
    for half in [half for half in EVERY if half in asked or not asked]:
        told(half, rounds, each=half == "first" or "--each" in sys.argv)
