"""Where a session can be cut, and what its first events are in another one. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from deskhand.core import events as ev
from deskhand.core.evolve import evolve
from deskhand.core.state import State


def boundary(events: Sequence[ev.Event], asked: int) -> int:
    """How many of the first `asked` events end at a quiet place; 0 when there is none.

    Quiet: no call is open, no request is out, nobody but the agent has the desk, and the work has not ended: what
    ended it stays behind.
    """
    state, quiet = State(), 0
    for number, event in enumerate(events[:asked], 1):
        state = evolve(state, event)
        if is_quiet(state):
            quiet = number
    return quiet


def is_quiet(state: State) -> bool:
    """Whether a conversation that ends here is whole."""
    waits = state.paused or state.person_has_control or state.stop is not None
    begun = state.session is not None and state.outcome is None
    return begun and not (state.calls or state.asking or waits)


def copied(event: ev.Event) -> ev.Event | None:
    """The event as it stands in another session: what it cost was paid in the first. None for one that a newer version
    wrote, which can't be written again."""
    match event:
        case ev.Unknown():
            return None
        case ev.ModelReplied(reply=reply):
            free = reply.usage.model_copy(update={"cost_usd": 0.0})
            return event.model_copy(update={"reply": reply.model_copy(update={"usage": free})})
        case ev.Compacted(usage=usage):
            return event.model_copy(update={"usage": usage.model_copy(update={"cost_usd": 0.0})})
    return event
