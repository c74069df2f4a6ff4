"""What is done about each failure: one table. Whoever `owner` is does it, and nobody else does anything.

    governor   sends the same request again after a wait; the journal holds one ModelAsked and one ModelReplied
    agent      journals the failed reply and asks again (ModelAsked, ModelReplied each time), a counted number of times
    adapter    gave up what the provider refuses by name, and sent again at once; a failure is only told when nothing
               is left to give up
    context    shortens the conversation (Compacted), then the agent asks again
    person     nothing helps but what the hint says: the work ends with these words

A reply whose calls can't be read is no failure: each such call is answered with what is wrong with it, and the model
goes on. A refusal ends the work unless the person's rules name another model. It does not know who reads the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from deskhand.core.messages import Failure, Reply

Owner = Literal["governor", "agent", "adapter", "context", "person"]


@dataclass(frozen=True, slots=True)
class Reaction:
    """owner: who reacts. again: the agent may ask once more. patience_s: how long the governor goes on. hint: what a
    person can do."""

    owner: Owner
    again: bool
    hint: str
    patience_s: float = 0.0


REACTIONS: dict[Failure, Reaction] = {
    "limited": Reaction(
        "governor",
        again=False,
        patience_s=7200.0,
        hint="Go on later (`deskhand resume`), raise the key's limits, or write a [[fallback]] to another model.",
    ),
    "overloaded": Reaction(
        "governor",
        again=False,
        patience_s=3600.0,
        hint="Go on later (`deskhand resume`), or write a [[fallback]] to another model.",
    ),
    "unreachable": Reaction(
        "governor",
        again=False,
        patience_s=600.0,
        hint="Check the network and the address of the provider, then go on with `deskhand resume`.",
    ),
    "broken": Reaction("agent", again=True, hint="It is asked again by itself."),
    "empty": Reaction("agent", again=True, hint="It is asked again by itself."),
    "too_long": Reaction("context", again=True, hint="The conversation is shortened and asked again."),
    "too_large": Reaction(
        "person",
        again=False,
        hint="Keep fewer pictures, begin a new session, choose a model with a larger limit, or raise the key's.",
    ),
    "field": Reaction("adapter", again=False, hint="Choose another model or wire form; `deskhand models` lists them."),
    "auth": Reaction("person", again=False, hint="Check the key of this provider, and that it may use this model."),
    "money": Reaction("person", again=False, hint="Add credit at the provider, or choose another model."),
}
"""Every kind of failure that is known by name."""


def reaction(reply: Reply) -> Reaction | None:
    """What is done about a reply; None when it is no failure, or one of a kind that was not told."""
    return REACTIONS.get(reply.failure) if reply.stop_reason == "failed" else None


def governed(reply: Reply) -> bool:
    """Whether the same request is sent again by the governor, as long as nothing of an answer came."""
    known = reaction(reply)
    if known is None:
        return reply.stop_reason == "failed" and reply.retryable and not reply.usage.output_tokens
    return known.owner == "governor"


def final(reply: Reply) -> Reply:
    """The reply as it goes to the journal: whether it is asked again is by the table, and the words say what to do."""
    known = reaction(reply)
    if known is None:
        return reply
    hint = "" if known.again or known.hint in reply.error else f" {known.hint}"
    return reply.model_copy(update={"retryable": known.again, "error": f"{_ended(reply.error)}{hint}"})


def _ended(words: str) -> str:
    return words if words.rstrip().endswith((".", "!", "?")) else f"{words.rstrip()}."
