"""Once a day, after a session has ended: let go what the settings say. Off everybody's way, and silent.

What was done is noted in `retention.json` beside the journal, so that the next day looks only at what became old since.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from functools import partial
from pathlib import Path

from deskhand.agent.session import Home
from deskhand.retention.carry import carry_out
from deskhand.retention.plan import make_plan
from deskhand.retention.policy import DAY_S, NEVER, Policy, policy_of
from deskhand.retention.removing import desk_bytes, remove_orphans
from deskhand.settings import RetentionDefaults

NOTE = "retention.json"


async def keep_house(home: Home, defaults: RetentionDefaults, now: float) -> bool:
    """Do what the settings say, if a day has gone by since it was done last; whether it was done.

    Raises DeskhandError when the journal can't be opened or written. On other days it costs the reading of one file.
    """
    note = home.folder / NOTE
    last = _read(note)
    if now - last.now < DAY_S and last.now <= now:
        return False
    policy = policy_of(defaults, now)
    async with await home.journal() as journal:
        await remove_orphans(journal)
        if policy != Policy(now=now):
            plan = await make_plan(journal, policy, partial(desk_bytes, home), since=_since(last, policy))
            async for _ in carry_out(home, journal, plan):
                pass
    _write(note, policy)
    return True


def _since(last: Policy, policy: Policy) -> float:
    """Sessions whose last event is older were thinned under the same rules before."""
    if policy.thin_shown_before == NEVER:
        return last.thin_before
    return min(last.thin_before, last.thin_shown_before)


def _read(note: Path) -> Policy:
    """What was done last; long ago, and nothing, when that can't be known."""
    try:
        found = json.loads(note.read_text("utf-8"))
        moments = [float(found[name]) for name in ("now", "thin_before", "thin_shown_before")]
    except (OSError, ValueError, TypeError, KeyError):
        return Policy(now=NEVER)
    return Policy(now=moments[0], thin_before=moments[1], thin_shown_before=moments[2])


def _write(note: Path, policy: Policy) -> None:
    """A full disk must not undo what was done: then it is done again the next time."""
    said = {"now": policy.now, "thin_before": policy.thin_before, "thin_shown_before": policy.thin_shown_before}
    fresh = note.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        fresh.write_text(json.dumps(said), "utf-8")
        fresh.replace(note)
