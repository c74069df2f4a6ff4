"""Who holds control of a desk: a fold of the session's events, and nothing else.

Pure. A person takes control with a name of account and connection, which the server writes into the command; control
goes when it is given back, when another takes it, and when a stop is asked for. It does not know the bridge.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from deskhand.core import events as ev
from deskhand.core.errors import InvalidInput
from deskhand.core.evolve import evolve
from deskhand.core.state import State

_CONNECTION = re.compile(r"[A-Za-z0-9_-]{8,64}")


def connection_name(account: str, connection: str) -> str:
    """The name of an account's connection, as it stands in `ControlTaken.by`.

    connection: chosen by the viewer at random. Raises InvalidInput for one that could be taken for another's.
    """
    if not account or ":" in account:
        raise InvalidInput(f"{account[:40]!r} can't be an account's id.", hint="Use an id without a colon.")
    if not _CONNECTION.fullmatch(connection):
        raise InvalidInput(
            f"{connection[:40]!r} is no name for a connection.", hint="Use 8 to 64 letters, digits, - and _."
        )
    return f"{account}:{connection}"


@dataclass(frozen=True, slots=True)
class Holder:
    """After some events. `by` is the name of the connection that holds control, empty for nobody (and for a person
    at the command line, who has no connection here)."""

    by: str = ""
    state: State = field(default_factory=State, repr=False)

    def may_act(self, connection: str) -> bool:
        return bool(connection) and connection == self.by

    def after(self, event: ev.Event) -> Holder:
        """The holder after one more event."""
        state = evolve(self.state, event)
        by = self.by
        match event:
            case ev.ControlTaken():
                by = event.by
            case ev.Answered() if state.person_has_control and not self.state.person_has_control:
                by = event.by  # "take over" was the answer
            case ev.StopAsked():
                by = ""
        return Holder(by if state.person_has_control else "", state)
