"""What of the sessions is kept how long: planning what goes, and letting it go. docs/retention.md is the promise."""

from deskhand.retention.carry import Deleted, Freed, carry_out
from deskhand.retention.daily import keep_house
from deskhand.retention.plan import Plan, make_plan
from deskhand.retention.policy import NEVER, Policy, policy_of
from deskhand.retention.removing import desk_bytes, remove_session

__all__ = [
    "NEVER",
    "Deleted",
    "Freed",
    "Plan",
    "Policy",
    "carry_out",
    "desk_bytes",
    "keep_house",
    "make_plan",
    "policy_of",
    "remove_session",
]
