"""Whole games in simulated time, the same for each seed: hardly anybody is turned away, and nobody starves."""

from __future__ import annotations

import random

import pytest

from .simulation import START, Game

GAMES = [(agents, turns, seed) for agents, turns in ((4, 15), (10, 8), (25, 4)) for seed in range(4)]
RATE, BUCKET = 500, 30_000


def played(agents: int, turns: int, seed: int, *, lowered_after_s: float = 0.0) -> Game:
    game = Game(turns, random.Random(seed))
    game.lowered_at = START + lowered_after_s if lowered_after_s else 0.0
    game.play(agents)
    return game


def test_steady_limits_turn_away_at_most_one_request_in_ten_games() -> None:
    games = [played(*game) for game in GAMES]
    assert sum(len(game.rejected_at) for game in games) <= 0.1 * len(games)
    assert all(set(game.done.values()) == {game.turns} for game in games)


@pytest.mark.parametrize(("agents", "turns", "seed"), GAMES)
def test_a_lowered_limit_turns_away_one_request_at_most_and_everybody_finishes(
    agents: int, turns: int, seed: int
) -> None:
    game = played(agents, turns, seed, lowered_after_s=100)
    assert sum(at >= START + 100 for at in game.rejected_at) <= 1
    assert set(game.done.values()) == {turns}


@pytest.mark.parametrize("seed", range(3))
def test_no_throughput_is_lost(seed: int) -> None:
    game = played(10, 12, seed)
    assert game.now - START <= 1.05 * (game.tokens - BUCKET) / RATE


def test_sessions_of_one_pool_come_to_their_end_together() -> None:
    game = Game(20, random.Random(1))
    ends: dict[str, float] = {}
    ask = game._ask

    def noted(session: str) -> None:
        ask(session)
        if game.done[session] == game.turns:
            ends[session] = game.now - START

    game._ask = noted  # type: ignore[method-assign]
    game.play(6)
    assert min(ends.values()) > 0.8 * max(ends.values())
