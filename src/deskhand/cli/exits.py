"""Exit codes (docs/exit-codes.md) and what they are read from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskhand.core import errors

if TYPE_CHECKING:  # a state brings pydantic along, which `--help` has no use for
    from deskhand.core.state import State

EXIT_DONE = 0
EXIT_NOT_ALL = 1
EXIT_USAGE = 2
EXIT_QUESTION = 3
EXIT_LIMIT = 4
EXIT_REFUSED = 5
EXIT_SETUP = 6
EXIT_INTERRUPTED = 7
EXIT_JOURNAL = 8
EXIT_INTERNAL = 70

_BY_OUTCOME = {
    "done": EXIT_DONE,
    "answered": EXIT_DONE,
    "partly": EXIT_NOT_ALL,
    "failed": EXIT_NOT_ALL,
    "stuck": EXIT_NOT_ALL,
    "limit": EXIT_LIMIT,
    "refused": EXIT_REFUSED,
    "stopped": EXIT_INTERRUPTED,
    "lost": EXIT_SETUP,
}

_BY_ERROR: tuple[tuple[type[errors.DeskhandError], int], ...] = (
    (errors.InvalidInput, EXIT_USAGE),
    (errors.NotFound, EXIT_USAGE),
    (errors.Conflict, EXIT_JOURNAL),
    (errors.JournalDamaged, EXIT_JOURNAL),
    (errors.Refused, EXIT_REFUSED),
    (errors.LimitExceeded, EXIT_LIMIT),
    (errors.DeskhandError, EXIT_SETUP),
)


def code_of(error: errors.DeskhandError) -> int:
    """The exit code for an error: a lost desk, a missing program or a disk that can't be used is the machine's."""
    return next(code for kind, code in _BY_ERROR if isinstance(error, kind))


def code_of_state(state: State, *, denied: bool) -> int:
    """The exit code for how the work came to rest. `denied`: a call of it was not allowed."""
    if state.outcome is None:
        return EXIT_QUESTION if state.question else EXIT_INTERRUPTED
    code = EXIT_NOT_ALL if state.outcome.kind == "done" and not state.outcome.good else _BY_OUTCOME[state.outcome.kind]
    return EXIT_REFUSED if denied and code == EXIT_NOT_ALL else code
