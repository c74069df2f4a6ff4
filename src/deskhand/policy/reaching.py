"""What a shell command may reach over the network: what it was judged to reach, and no more. Pure.

What a program does over the network can't be seen from its command line, so the shell's way out is shut but for the
hosts that a verdict covers. A model may name hosts that its line does not show; that only makes the line count for
more.
"""

from __future__ import annotations

from collections.abc import Collection
from fnmatch import fnmatchcase

from deskhand.core.verdicts import RiskClass, Touch

ANYWHERE = ("*",)
"""Whatever the desk may reach at all: for a line that was judged to use the network, but not where."""

_USES_NETWORK: frozenset[RiskClass] = frozenset(
    {"visit_known", "visit_new", "take_out", "bring_in", "install", "submit", "send", "pay", "sign_in"}
)


def with_reach(touch: Touch, reaches: Collection[str], known_hosts: Collection[str]) -> Touch:
    """The touch of a command whose model says that it reaches these hosts: it may carry anything there."""
    if not reaches:
        return touch
    strange = [host for host in reaches if not any(fnmatchcase(host.lower(), name.lower()) for name in known_hosts)]
    more: tuple[RiskClass, ...] = ("visit_new", "take_out") if strange else ("visit_known", "take_out")
    places = ", ".join(reaches)
    return touch.model_copy(
        update={
            "classes": tuple(dict.fromkeys((*touch.classes, *more))),
            "host": touch.host or next(iter(reaches)),
            "reaches": tuple(reaches),
            "undo": False,
            "consequence": f"{touch.consequence} It may send data to {places}.".strip(),
        }
    )


def reach_of(touch: Touch) -> tuple[str, ...]:
    """The hosts that a command may reach by this verdict: those named, all for a line that names none, else nothing."""
    if not _USES_NETWORK.intersection(touch.classes):
        return ()
    named = tuple(dict.fromkeys(host for host in (*touch.reaches, touch.host, touch.sends_to) if host))
    return named if named and (touch.reaches or len(touch.commands) <= 1) else ANYWHERE
