"""The question to a person about one call: what would happen, to what, on which values, and how it can be answered.

One object for every place that asks (the terminal, the workspace). It asks nobody and does not know the answer.
"""

from __future__ import annotations

from deskhand.core import events as ev
from deskhand.core.evolve import COMPUTER
from deskhand.core.geometry import Box
from deskhand.core.messages import PicturePart
from deskhand.core.state import OpenCall
from deskhand.core.verdicts import Touch, Verdict
from deskhand.desk.base import DeskSpec
from deskhand.policy.profile import Profile

MARGIN_PX = 40
"""Around an element, so that a person sees where it stands."""

SILENCE_S = 120.0
"""A question for an artifact holds the model's work up no longer."""

TITLE_CHARS_MAX = 80


def approval_of(
    call: OpenCall,
    profile: Profile,
    question: str,
    shown: tuple[PicturePart | None, PicturePart | None],
    *,
    lasting: bool,
) -> ev.Asked:
    """The question whether a judged call may be done.

    shown: the screen, and what it is about, cut out. lasting: whether a yes may hold from now on.
    """
    assert call.verdict is not None
    touch = call.verdict.touch
    silence = profile.unanswered(touch.classes)
    if call.origin is not None:
        silence = silence.model_copy(update={"do": "go_on", "after_s": min(silence.after_s or SILENCE_S, SILENCE_S)})
    return ev.Asked(
        question=question,
        call=call.call.id,
        kind="approval",
        text=f"{_asks(call)} {call.verdict.reason}",
        options=options_for(call, lasting=lasting),
        picture=shown[0],
        element=shown[1],
        consequence=touch.consequence,
        unanswered=silence.do,
        patience_s=silence.after_s,
        requests=tuple(request.id for request in call.held),
    )


def _asks(call: OpenCall) -> str:
    if call.origin is None:
        return "May the agent do this?"
    return f"May the artifact “{call.origin.title[:TITLE_CHARS_MAX]}” do this?"


def options_for(call: OpenCall, *, lasting: bool) -> tuple[str, ...]:
    """How it can be answered. Only what is done on the screen can be done by the person instead."""
    takes_over = ("take_over",) if call.call.name == COMPUTER else ()
    return ("allow", *(("always",) if lasting else ()), "deny", *takes_over)


def around(box: Box, spec: DeskSpec) -> Box | None:
    """The box with a margin, as far as it is on the screen; None when none of it is."""
    left, top = max(0, box.x - MARGIN_PX), max(0, box.y - MARGIN_PX)
    right, bottom = min(spec.width, box.right + MARGIN_PX), min(spec.height, box.bottom + MARGIN_PX)
    return Box(left, top, right - left, bottom - top) if right > left and bottom > top else None


def asked_again(verdict: Verdict, before: Verdict) -> Verdict:
    """The verdict about what is there now, when a person allowed something else: it says what changed."""
    changed = "; ".join(differences(before.touch, verdict.touch))
    reason = f"{verdict.reason} It is no longer what was allowed: {changed}."
    return verdict.model_copy(update={"reason": reason})


def differences(before: Touch, now: Touch) -> list[str]:
    """What is not as it was, in words."""
    words = [
        f"{name} was {old or 'nothing'}, is {new or 'nothing'}"
        for name, old, new in (
            ("what is hit", before.target, now.target),
            ("the address", before.address, now.address),
            ("where it goes", before.sends_to, now.sends_to),
            ("what its form is sent to", before.form, now.form),
            ("the command", before.command, now.command),
            ("the amount", _money(before), _money(now)),
            ("what it would do", ", ".join(before.classes), ", ".join(now.classes)),
        )
        if old != new
    ]
    for name in dict.fromkeys((*before.values, *now.values)):
        old, new = before.values.get(name, ""), now.values.get(name, "")
        if old != new:
            words.append(f"{name} was {old[:60]!r}, is {new[:60]!r}")
    return words[:8] or ["something about it changed"]


def _money(touch: Touch) -> str:
    return "" if touch.amount is None else f"{touch.amount:g} {touch.currency}".strip()
