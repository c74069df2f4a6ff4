"""What Google's own check of a call says: `safety_decision` in its arguments, and the answer that it wants back.

A call that must be confirmed carries the provider's words to the judge, who asks a person; only when a person was asked
and allowed it does its answer acknowledge the decision.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deskhand.models.wire import sound

FIELD = "safety_decision"
ACKNOWLEDGED = {"safety_acknowledgement": "true"}
"""What an answer holds beside its output when a person confirmed the call."""

_PASSING = frozenset({"", "regular", "allowed", "allow", "safety_decision_unspecified"})
"""Decisions that ask for nothing. Any other, one that is not known too, wants a person."""

_CHARS_MAX = 300


def caution(given: Mapping[str, Any]) -> str:
    """What a person must confirm, in the provider's words; "" where nothing."""
    if given.get(FIELD) is None:
        return ""
    said = given[FIELD] if isinstance(given[FIELD], Mapping) else {"decision": given[FIELD]}
    decision = sound.line(sound.text(said.get("decision")), 40) or ("" if not said else "require_confirmation")
    if decision.lower() in _PASSING:
        return ""
    return sound.line(sound.text(said.get("explanation")), _CHARS_MAX) or f"{decision}, without a reason"
