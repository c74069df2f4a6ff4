"""What becomes of an act as a session would do it: judged before it is done, then whatever its page would send.

Under a rule set that allows what can be taken back, and a press that sends nothing by itself, and asks about the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from deskhand.agent.sending import covers_of_verdict, ids_of, of_act, unasked
from deskhand.core.requests import covered_by
from deskhand.core.targets import HeldRequest
from deskhand.core.verdicts import RISK_CLASSES, Moment, Touch
from deskhand.policy.finding import BY_REQUEST
from deskhand.policy.judge import judge
from deskhand.policy.labels import seriousness
from deskhand.policy.requests import touch_of_request
from deskhand.policy.rules import Profile, Rule

TAKEN_BACK = Profile(
    name="what can be taken back",
    rules=(
        Rule(classes=RISK_CLASSES, undoable=True, decide="allow"),
        Rule(classes=tuple(sorted(BY_REQUEST)), waits=True, decide="allow"),
        Rule(classes=RISK_CLASSES, decide="ask"),
    ),
)


class Outcome(NamedTuple):
    """touch: what was judged last before anything would have left: the act or, behind both walls, the gravest request
    that it did not cover. asked: somebody would have been asked before that."""

    touch: Touch
    asked: bool


def behind_both_walls(touch: Touch, requests: Sequence[HeldRequest], known: tuple[str, ...]) -> Outcome:
    """Of an act, and of what its page would send because of it."""
    label = judge(touch, TAKEN_BACK)
    if label.decision != "allow":
        return Outcome(touch, True)
    covers = covers_of_verdict(label)
    waiting = [each for each in of_act(requests, label) if not covered_by(each, covers)]
    stopped = ids_of(unasked(waiting, touch.fills, TAKEN_BACK, Moment(), known))
    touches = [touch_of_request(each, known) for each in waiting if each.id not in stopped]
    touches = [touch for touch in touches if touch.classes[0] not in ("visit_known", "visit_new")]
    if not touches:
        return Outcome(touch, False)
    asked = any(judge(touch, TAKEN_BACK).decision != "allow" for touch in touches)
    return Outcome(max(touches, key=lambda touch: seriousness(touch.classes[0])), asked)
