"""When old pictures become words. Each strategy is a pure function: what happened so far -> how many are cleared.

Clearing changes the prefix from the first cleared picture on, so everything behind it is written to the provider's
cache anew: the pictures that stay, and the words in between. Not clearing means that every request reads the old
pictures again, from the cache, at a fraction of the price. `chunked` weighs the two. A strategy only ever answers with
pictures counted from the first, and never fewer than are cleared already.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from deskhand.agent.context.plan import Plan
from deskhand.models.cards import Card


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture in the conversation: the message that holds it, its tokens, whether it shows the whole screen."""

    message: int
    tokens: int
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Past:
    """What a strategy decides from.

    pictures: all of them, oldest first; `cleared` of them are words already. asks: for each request since the last
    clearing, how many pictures there were. requests: how many there were in all. words: tokens of words that are
    written anew when the first picture that still stands is cleared.
    """

    pictures: tuple[Placed, ...] = ()
    cleared: int = 0
    asks: tuple[int, ...] = ()
    requests: int = 0
    words: int = 0

    def kept_from(self, keep: int) -> int:
        """The first picture that has to stay: of the newest `keep`, and of those that the newest whole one begins."""
        whole = [number for number, picture in enumerate(self.pictures) if picture.whole]
        return max(self.cleared, min(len(self.pictures) - keep, whole[-1] if whole else len(self.pictures)))

    def tokens(self, first: int, behind: int) -> int:
        return sum(picture.tokens for picture in self.pictures[first:behind])


Strategy = Callable[[Past, Plan], int]


def append_only(past: Past, plan: Plan) -> int:
    """Nothing is cleared. Cheapest for short work."""
    return past.cleared


def window(past: Past, plan: Plan) -> int:
    """Only the newest `keep` stay, from request to request; the dearest way, kept for comparison."""
    return past.kept_from(plan.keep)


def interval(most: int) -> Strategy:
    """Whenever more than `most` stand, all but the newest `keep` are cleared."""

    def decide(past: Past, plan: Plan) -> int:
        return past.kept_from(plan.keep) if len(past.pictures) - past.cleared > most else past.cleared

    return decide


RENT_SHARE = 1.0
"""Clearing pays when reading old pictures has cost as much as writing those that stay: the economic lot size, for which
the cost of keeping equals the cost of ordering. Past it the mean cost of a step would rise."""

LASTING_SHARE = 2.4
"""Clearing is put off while the session is too young to earn it back: a session that has lasted n requests is taken to
last n more, and they must save this much of what clearing costs."""


def chunked(past: Past, plan: Plan) -> int:
    """Pictures gather, then all but the newest are cleared at once, when that is cheapest at the model's prices."""
    behind = past.kept_from(plan.keep)
    if behind <= past.cleared:
        return past.cleared
    rewrite = plan.write - plan.read
    rent = plan.read * sum(past.tokens(past.cleared, count - plan.keep) for count in past.asks if count > plan.keep)
    kept = past.tokens(behind, past.asks[-1] if past.asks else 0)
    saved = plan.read * past.tokens(past.cleared, behind) * past.requests
    earned = rent >= RENT_SHARE * rewrite * kept
    lasting = saved >= LASTING_SHARE * rewrite * (kept + past.words)
    return behind if earned and lasting else past.cleared


def unkept(front_tokens: int, card: Card) -> int:
    """What in front of the first standing picture is written anew too, because it is too short to be kept by itself."""
    return front_tokens if front_tokens < card.cache_tokens_min else 0


def stable_marks(pictures: Sequence[Placed], before: int, now: int) -> tuple[int, ...]:
    """Before which messages the provider's cache should be marked, when `before` pictures were cleared and `now` are.

    Messages in front of the first standing picture stay as they are when it is cleared; a mark there, set in time, is
    what a later request finds again. The request that clears needs both: the one it finds and the one it leaves.
    """
    places = (pictures[count].message for count in (before, now) if count < len(pictures))
    return tuple(dict.fromkeys(places))


STRATEGIES: dict[str, Strategy] = {
    "chunked": chunked,
    "append_only": append_only,
    "window": window,
    "provider": append_only,
}
"""The strategies that a person may name. With `provider` the provider clears by itself, where its card says how."""

REASONS = {
    "chunked": "{count} old pictures became words: to go on reading them would cost more",
    "window": "{count} old pictures became words: only the newest {keep} are kept",
    "full": "{count} old pictures became words: the model takes {most} in a request",
}


def decide(past: Past, plan: Plan) -> tuple[int, str]:
    """How many pictures are cleared now, and why it changed; "" when it did not."""
    count, why = STRATEGIES[plan.strategy](past, plan), plan.strategy
    if plan.most and len(past.pictures) - count > plan.most:
        count, why = max(past.kept_from(plan.keep), len(past.pictures) - plan.most), "full"
    if count <= past.cleared:
        return past.cleared, ""
    return count, REASONS[why].format(count=count - past.cleared, keep=plan.keep, most=plan.most)
