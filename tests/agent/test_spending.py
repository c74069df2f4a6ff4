"""What people are told of money: a dear request, a price that nobody knows."""

from __future__ import annotations

from deskhand.agent.spending import warnings
from deskhand.core import events as ev
from deskhand.core.evolve import fold
from deskhand.core.messages import Usage
from deskhand.core.state import State

STARTED = ev.SessionStarted(model="acme/seer", limits=ev.Limits(step_cost_usd_warn=0.5))


def told(usage: Usage, state: State) -> list[str]:
    return [warning.topic for warning in warnings(usage, state)]


def test_a_request_above_the_set_price_is_told() -> None:
    state = fold([STARTED])
    assert told(Usage(input_tokens=9, cost_usd=0.5), state) == []
    (warning,) = warnings(Usage(input_tokens=30_000, cache_read_tokens=20_000, output_tokens=7, cost_usd=0.61), state)
    assert "$0.61 (30,000 tokens in, 20,000 of them from the cache, 7 out)" in warning.text
    assert "$0.50" in warning.text


def test_a_price_that_is_not_known_is_said_once_and_not_guessed() -> None:
    state = fold([STARTED])
    (warning,) = warnings(Usage(input_tokens=9, cost_usd=None), state)
    assert warning.topic == "price"
    assert told(Usage(input_tokens=9, cost_usd=None), fold([STARTED, warning])) == []


def test_without_a_set_price_nothing_is_told() -> None:
    assert told(Usage(input_tokens=9, cost_usd=99.0), fold([ev.SessionStarted(model="acme/seer")])) == []
