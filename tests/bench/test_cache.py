"""A provider's cache, against cases that were counted by hand."""

from __future__ import annotations

import pytest

from deskhand.bench.cache import LOOKBACK, Block, Cache, Counted


def blocks(text: str, tokens: int = 10) -> list[Block]:
    return [Block(letter, tokens) for letter in text]


def test_what_is_new_is_written_and_what_was_marked_is_read() -> None:
    cache = Cache()
    assert cache.ask(blocks("abc"), [3]) == Counted(0, 30)
    assert cache.ask(blocks("abcde"), [3, 5]) == Counted(30, 20)
    assert cache.ask(blocks("abcde"), [5]) == Counted(50, 0)


def test_behind_a_change_everything_is_written_anew_up_to_the_last_mark_before_it() -> None:
    cache = Cache()
    cache.ask(blocks("abcdef"), [2, 6])
    assert cache.ask(blocks("abXdefg"), [2, 7]) == Counted(20, 50)


def test_without_a_mark_at_the_place_a_change_costs_the_whole() -> None:
    cache = Cache()
    cache.ask(blocks("abcdef"), [6])
    assert cache.ask(blocks("abXdefg"), [7]) == Counted(0, 70)


def test_what_stands_behind_the_last_mark_is_read_plainly() -> None:
    assert Cache().ask(blocks("abcd"), [3]) == Counted(0, 30, 10)


@pytest.mark.parametrize(("new", "found"), [(LOOKBACK, 10), (LOOKBACK + 1, 0)])
def test_a_mark_looks_back_so_many_blocks_and_no_further(new: int, found: int) -> None:
    cache = Cache()
    cache.ask(blocks("a"), [1])
    assert cache.ask([*blocks("a"), *(Block(n, 1) for n in range(new))], [new + 1]).read == found


def test_a_short_beginning_is_not_kept() -> None:
    cache = Cache(tokens_min=25)
    assert cache.ask(blocks("ab"), [2]) == Counted(0, 0, 20)
    assert cache.ask(blocks("abc"), [2, 3]) == Counted(0, 30)
    assert cache.ask(blocks("abcd"), [3, 4]) == Counted(30, 10)


def test_an_automatic_cache_finds_the_longest_common_beginning() -> None:
    cache = Cache(automatic=True)
    assert cache.ask(blocks("abcdef")) == Counted(0, 60)
    assert cache.ask(blocks("abXdef")) == Counted(20, 40)
    assert cache.ask(blocks("abcdefg")) == Counted(60, 10)
