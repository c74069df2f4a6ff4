"""Carries a plan out: deletes, thins, collects what nothing refers to any more."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

from deskhand.agent.session import Home
from deskhand.core.errors import DeskhandError
from deskhand.journal.journal import GRACE_S, Journal
from deskhand.journal.values import Collected
from deskhand.retention.plan import Deletion, Plan
from deskhand.retention.removing import remove_session


@dataclass(frozen=True, slots=True)
class Deleted:
    """What became of a deletion; `kept` says why it was not done, empty when it was."""

    deletion: Deletion
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Freed:
    """Pictures that were thinned, with their bytes, and loose blobs that were removed."""

    thinned: dict[str, int]
    loose: Collected


async def carry_out(
    home: Home, journal: Journal, plan: Plan, *, grace_s: float = GRACE_S
) -> AsyncIterator[Deleted | Freed]:
    """Do what the plan says: each deletion as it is done, then what was thinned. A refusal stops nothing else."""
    for deletion in plan.deleted:
        try:
            await remove_session(home, journal, deletion.info.id)
        except DeskhandError as error:
            yield Deleted(deletion, error.message)
        else:
            yield Deleted(deletion)
    thinned = await journal.thin(plan.marks, grace_s=grace_s)
    yield Freed(thinned, await journal.collect())
