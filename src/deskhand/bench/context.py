"""`deskhand bench context`: what sessions cost under our way of clearing old pictures, beside the ways of others.

Journals of real work are asked again and again, in numbers: each strategy decides what would have been sent, a cache
counts what would have been read and written, prices make it dollars. Nothing is sent to anybody.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from math import ceil
from statistics import fmean
from typing import Any

from deskhand.agent.asking import TOOL_SPECS
from deskhand.agent.context.plan import Plan, plan_for
from deskhand.agent.context.sizes import CHARS_PER_TOKEN, shown_tokens
from deskhand.agent.context.strategies import append_only, chunked, interval, window
from deskhand.agent.profiles import load_profile
from deskhand.agent.prompt import instructions
from deskhand.bench.bill import Asked, bill, dollars
from deskhand.bench.goals import Goal, Report, goal
from deskhand.bench.sessions import Told, screen, sessions, unchanged_sent
from deskhand.desk.base import DeskSpec
from deskhand.models.cards import Card, card_of
from deskhand.models.prices import price_row

MODELS = (
    "anthropic/claude-fable-5-2",
    "anthropic/claude-opus-5-5",
    "anthropic/claude-sonnet-5-5",
    "anthropic/claude-haiku-5-5",
    "openai/gpt-6.1-sol",
    "openai/gpt-6.1-terra",
    "openai/gpt-6-sol",
    "openai/gpt-6-luna",
)
"""Current models of which both a card and a price are known."""

LOW_READ = 0.05
"""Of the input price: where a token from the cache costs no more, much can be saved."""

OURS, BARE = "ours", "without pictures"
APPEND, WINDOW_3, WINDOW_10 = "append-only", "window 3", "window 10"
FIXED_KEEP = 3
"""Pictures that interval pruning keeps where it is used."""
INTERVALS = range(FIXED_KEEP + 1, 43)

Bills = Mapping[str, Sequence[Asked]]


def ways(turns: tuple[Told, ...], card: Card) -> dict[str, list[Asked]]:
    """Each way of clearing -> the requests of the session; and those of one in which nothing was shown."""
    plan = plan_for(card, price_row(card))
    return {OURS: bill(turns, chunked, plan, card, head_tokens()), **_fixed(turns, _look(card))}


def _look(card: Card) -> Card:
    """What of a card the fixed ways depend on: models that are alike in it are costed once."""
    alike = {"caching", "cache_tokens_min", "sees"} | {
        name for name in Card.model_fields if name.startswith("picture_")
    }
    return Card(model="any", **card.model_dump(include=alike))


@cache
def _fixed(turns: tuple[Told, ...], card: Card) -> dict[str, list[Asked]]:
    ways = {
        APPEND: (append_only, Plan()),
        WINDOW_3: (window, Plan(keep=3)),
        WINDOW_10: (window, Plan(keep=10)),
        **{f"interval {FIXED_KEEP} to {most}": (interval(most), Plan(keep=FIXED_KEEP)) for most in INTERVALS},
    }
    without = [replace(turn, pictures=()) for turn in turns]
    bare = bill(without, append_only, Plan(), card.model_copy(update={"cache_tokens_min": 0}), head_tokens())
    asked = {name: bill(turns, strategy, plan, card, head_tokens()) for name, (strategy, plan) in ways.items()}
    return {BARE: bare, **asked}


@cache
def head_tokens() -> int:
    """The instructions and the tools of a usual session."""
    tools = sum(len(json.dumps(tool.parameters)) + len(tool.description) for tool in TOOL_SPECS)
    return ceil((tools + len(instructions(DeskSpec(), load_profile("balanced"), attended=True))) / CHARS_PER_TOKEN)


def measure() -> Report:
    """Run everything; takes some seconds."""
    told = sessions()
    cards = [card for card in map(card_of, MODELS) if price_row(card).input]
    costed = [Costed(length, card, ways(turns, card)) for length, turns in told.items() for card in cards]
    goals = [*_cost_goals(costed), *_picture_goals(told, cards[0])]
    return Report(goals=tuple(goals), rows=(*map(_row, costed), *_shapes(told, cards[0])))


@dataclass(frozen=True)
class Costed:
    """A session of about `length` turns at one model's prices. bills: each way of clearing -> its requests."""

    length: int
    card: Card
    bills: Bills

    @cached_property
    def dollars(self) -> dict[str, float]:
        return {name: dollars(asked, self.card) for name, asked in self.bills.items()}

    @cached_property
    def best(self) -> str:
        """The cheapest fixed way, as it is known when all is over."""
        return min((name for name in self.dollars if name not in (OURS, BARE)), key=self.dollars.__getitem__)

    @property
    def vs_best(self) -> float:
        return self.dollars[OURS] / self.dollars[self.best]

    @property
    def low_read(self) -> bool:
        return plan_for(self.card, price_row(self.card)).read <= LOW_READ

    def saving(self, way: str) -> float:
        """What pictures cost less than with a window of 3, as a share. What the session costs when nothing is ever
        cleared and no picture is sent is left out: no way of clearing can save it."""
        bare = dollars(self.bills[BARE], self.card)
        return 1 - (self.dollars[way] - bare) / (self.dollars[WINDOW_3] - bare)


def _cost_goals(costed: Sequence[Costed]) -> Iterator[Goal]:
    low, other = [one for one in costed if one.low_read], [one for one in costed if not one.low_read]
    yield goal("worst_vs_best_fixed", max(one.vs_best for one in costed), 1.03, better="lower")
    yield goal("saving_vs_window3_low_read", fmean(one.saving(OURS) for one in low), 0.45)
    optimum = fmean(one.saving(one.best) for one in other)
    yield goal("saving_vs_window3_other", fmean(one.saving(OURS) for one in other), round(NEAR * optimum, 3))


NEAR = 0.97
"""Of the saving of the best fixed way, which is known only afterwards."""


def _picture_goals(told: Mapping[int, Sequence[Told]], card: Card) -> Iterator[Goal]:
    share = max(_shape(length, turns, card)["vs_one_per_act"] for length, turns in told.items())
    unchanged = sum(unchanged_sent(turns) for turns in told.values())
    yield goal("image_tokens_vs_one_per_act", share, 0.4, better="lower")
    yield goal("unchanged_pictures_sent", unchanged, 0, better="lower")


def _row(one: Costed) -> dict[str, Any]:
    return {
        "what": f"{one.length} turns",
        "way": one.card.model,
        "ours_usd": _usd(one.dollars[OURS]),
        "best_fixed_usd": _usd(one.dollars[one.best]),
        "best_fixed": one.best,
        "window_3_usd": _usd(one.dollars[WINDOW_3]),
        "window_10_usd": _usd(one.dollars[WINDOW_10]),
        "append_only_usd": _usd(one.dollars[APPEND]),
        "without_pictures_usd": _usd(one.dollars[BARE]),
        "vs_best": round(one.vs_best, 3),
        "saving": round(one.saving(OURS), 3),
        "saving_whole_bill": round(1 - one.dollars[OURS] / one.dollars[WINDOW_3], 3),
    }


def _usd(amount: float) -> float:
    return round(amount, 4)


def _shapes(told: Mapping[int, Sequence[Told]], card: Card) -> list[dict[str, Any]]:
    return [_shape(length, turns, card) for length, turns in told.items()]


def _shape(length: int, turns: Sequence[Told], card: Card) -> dict[str, Any]:
    """What a session held. vs_one_per_act: tokens of its pictures beside those of a whole one after each act."""
    shots = [shot for turn in turns for shot in turn.pictures]
    tokens = sum(shown_tokens(shot.width, shot.height, card) for shot in shots)
    acts = sum(turn.acts for turn in turns)
    return {
        "what": f"session of {length}",
        "turns": len(turns),
        "acts": acts,
        "pictures": len(shots),
        "of_parts": sum(not shot.whole for shot in shots),
        "told_unchanged": sum(turn.unchanged for turn in turns),
        "picture_tokens": tokens,
        "word_tokens": sum(turn.told + turn.written for turn in turns),
        "vs_one_per_act": round(tokens / (acts * shown_tokens(*screen(), card)), 3),
    }
