"""How long what is kept, as moments and bytes. It knows no session."""

from __future__ import annotations

import math
from dataclasses import dataclass

from deskhand.settings import RetentionDefaults

DAY_S = 86_400
MIB = 1024 * 1024
NEVER = -math.inf


@dataclass(frozen=True, slots=True)
class Policy:
    """What goes. Moments are unix seconds, NEVER for none; what is older than a moment goes.

    delete_before: whole sessions. thin_before: pictures that were kept for people. thin_shown_before: also those that
    the model was shown. keep_bytes: how much all of it may take, infinite for any amount. now: when this was decided.
    """

    now: float
    keep_bytes: float = math.inf
    delete_before: float = NEVER
    thin_before: float = NEVER
    thin_shown_before: float = NEVER


def policy_of(defaults: RetentionDefaults, now: float) -> Policy:
    """The policy that settings in days and MiB give at this moment."""
    return Policy(
        now=now,
        keep_bytes=defaults.keep_mib * MIB,
        delete_before=now - defaults.days * DAY_S,
        thin_before=now - defaults.thin_days * DAY_S,
        thin_shown_before=now - defaults.thin_shown_days * DAY_S,
    )
