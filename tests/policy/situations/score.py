"""How right the classing is on the kept answers of the desk: `python -m tests.policy.situations.score [first|second]`.

For the second half only sums are printed: it is scored and not looked at.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from deskhand.core.verdicts import Touch
from deskhand.policy.acts import Surroundings, touch_of_act
from tests.policy.situations import golden
from tests.policy.situations.corpus import HALVES, Half, Situation, situations


class Judged(NamedTuple):
    """A situation and what it was taken for. The first class of a touch is its gravest."""

    situation: Situation
    touch: Touch

    @property
    def given(self) -> str:
        return self.touch.classes[0] if self.touch.classes else "nothing"

    @property
    def right(self) -> bool:
        return self.given in (self.situation.expected, self.situation.also or self.situation.expected)

    @property
    def missed(self) -> bool:
        """It can't be taken back, and was judged as if it could."""
        return not self.situation.undoable and self.touch.undoable

    @property
    def over(self) -> bool:
        """It can be taken back, and was judged as if it could not."""
        return self.situation.undoable and not self.touch.undoable


class Score(NamedTuple):
    """right: share with the right class. missed: irreversible acts judged harmless. over: share of the reversible
    ones called irreversible."""

    number: int
    right: float
    missed: int
    over: float


def judged(half: Half) -> list[Judged]:
    kept = golden.read(half)
    found = []
    for situation in situations(half):
        if situation.id in kept:
            act, target = golden.act_and_target(kept[situation.id])
            around = Surroundings(target=target, known_hosts=golden.known_hosts(situation.template))
            found.append(Judged(situation, touch_of_act(act, around)))
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


def told(half: Half, *, each: bool) -> None:
    cases = judged(half)
    print(f"{half}: {score(cases)}")
    for language in ("en", "zh"):
        print(f"  {language}: {score(case for case in cases if case.situation.template.language == language)}")
    for kind in ("page", "window", "program"):
        print(f"  {kind}: {score(case for case in cases if case.situation.template.kind == kind)}")
    wrong = Counter((case.situation.expected, case.given) for case in cases if not case.right)
    print("  taken for another:", ", ".join(f"{a} as {b} {n}" for (a, b), n in wrong.most_common()))
    if each:
        for case in cases:
            if not case.right or case.missed or case.over:
                given = f"{case.situation.expected} as {case.touch.classes} undo={case.touch.undo}"
                marks = "".join(
                    mark for mark, on in (("M", case.missed), ("o", case.over), ("c", not case.right)) if on
                )
                print(f"  {marks:3} {case.situation.label} | {given}: {case.touch.evidence}")


if __name__ == "__main__":
    wanted = [half for half in HALVES if half in sys.argv[1:]] or list(HALVES)
    for half in wanted:
        told(half, each=half == "first" or "--each" in sys.argv)
