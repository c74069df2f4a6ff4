"""Bills counted by hand, strategies that are the product's own, and the report."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from deskhand.agent.context.plan import Plan
from deskhand.agent.context.strategies import append_only, chunked, interval, window
from deskhand.bench.bill import CLEARED_TOKENS, bill, dollars
from deskhand.bench.cache import Counted
from deskhand.bench.sessions import Shot, Told, sessions
from deskhand.cli.commands.bench import bench
from deskhand.core.geometry import Box
from deskhand.models.cards import Card, card_of
from deskhand.models.prices import price_row
from tests.agent.context.talk import SCREEN, Talk, picture, text

SEER = Card(model="acme/seer", caching="marked", picture_tokens_flat=1000)
WHOLE = Shot(1280, 800, whole=True)
TURN = Told(told=100, pictures=(WHOLE,), written=50)
HEAD = 500


def test_append_only_reads_what_was_sent_and_writes_what_is_new() -> None:
    first, second, third = bill([TURN] * 3, append_only, Plan(), SEER, HEAD)
    assert first.counted == Counted(0, 1600)
    assert second.counted == Counted(1600, 50 + 1100)
    assert third.counted == Counted(2750, 1150)


def test_a_window_writes_everything_behind_the_oldest_picture_anew() -> None:
    *_, last = bill([TURN] * 4, window, Plan(keep=2), SEER, HEAD)
    front = HEAD + (100 + CLEARED_TOKENS + 50) + 100
    assert last.counted == Counted(front, (CLEARED_TOKENS + 50) + (1100 + 50) + 1100)


def test_a_bill_is_the_sum_at_the_price_of_each_request() -> None:
    card = card_of("anthropic/claude-opus-5-5").model_copy(update={"cache_tokens_min": 0})
    row = price_row(card)
    asked = bill([Told(100, (), 50)] * 2, append_only, Plan(), card, HEAD)
    assert [one.counted for one in asked] == [Counted(0, 600), Counted(600, 150)]
    by_hand = 750 * (row.cache_write or 0) + 600 * (row.cache_read or 0) + 100 * (row.output or 0)
    assert dollars(asked, card) == pytest.approx(by_hand)


@pytest.mark.parametrize("strategy", ["chunked", "window", "append_only"])
def test_what_is_costed_is_what_the_product_does(strategy: str) -> None:
    """A session played through the product and through the costing: the same pictures go at the same requests."""
    plan, shots = Plan(strategy, keep=3, read=0.1), [n % 3 for n in range(60)]
    card = Talk().card.model_copy(update={"cache_tokens_min": 0})
    talk, turns = Talk(plan, card), []
    for number, kind in enumerate(shots):
        parts = [text("x" * 350)]
        if kind:
            parts.append(picture(number) if kind == 1 else picture(number, Box(9, 9, 300, 200)))  # type: ignore[arg-type]
        talk.turn(*parts)
        shown = (Shot(*SCREEN, whole=True),) if kind == 1 else (Shot(300, 200, whole=False),) if kind else ()
        turns.append(Told(108, shown, 24))
    talk.ask()
    cleared: list[int] = []

    def watched(past, plan):  # type: ignore[no-untyped-def]
        count = {"chunked": chunked, "window": window, "append_only": append_only}[strategy](past, plan)
        cleared.append(count)
        return count

    bill([Told(13, (), 0), *turns], watched, plan, card, 2_700)
    product = [made.cut.cleared for made in talk.sent]
    assert product[-1] > 0 or strategy == "append_only"
    assert sum(a != b for a, b in zip(cleared, product, strict=True)) <= (2 if strategy == "chunked" else 0)


def test_the_sessions_are_of_about_the_lengths_that_they_say() -> None:
    for length, turns in sessions().items():
        assert 0.8 * length <= len(turns) <= 1.2 * length
        assert any(not shot.whole for turn in turns for shot in turn.pictures)


def test_an_interval_of_what_is_kept_is_a_window() -> None:
    turns = sessions()[20]
    assert bill(turns, interval(3), Plan(keep=3), SEER, HEAD) == bill(turns, window, Plan(keep=3), SEER, HEAD)


def test_the_command_prints_goals_and_rows() -> None:
    ran = CliRunner().invoke(bench, ["context", "--json"])
    report = json.loads(ran.stdout)
    ids = [one["id"] for one in report["goals"]]
    assert ids == [
        "worst_vs_best_fixed",
        "saving_vs_window3_low_read",
        "saving_vs_window3_other",
        "image_tokens_vs_one_per_act",
        "unchanged_pictures_sent",
    ]
    assert len({row["way"] for row in report["rows"] if "way" in row}) >= 6
