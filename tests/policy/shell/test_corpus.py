"""Labelled shell lines: the right main class, nothing irreversible let through, little that is called so needlessly."""

from __future__ import annotations

import pytest

from .corpus import FOLDER, labelled, score

HALVES = ("first", "second")


@pytest.mark.parametrize("half", HALVES)
def test_the_main_class_of_shell_lines_is_right(half: str) -> None:
    found = score(labelled(half))
    assert found.right >= 0.95, "\n".join(found.wrong)


@pytest.mark.parametrize("half", HALVES)
def test_no_irreversible_shell_line_is_judged_harmless(half: str) -> None:
    assert score(labelled(half)).let_through == []


@pytest.mark.parametrize("half", HALVES)
def test_few_reversible_shell_lines_are_called_irreversible(half: str) -> None:
    found = score(labelled(half))
    assert len(found.needless) <= 0.1 * found.reversible, "\n".join(found.needless)


def test_the_halves_share_no_template_and_no_line_and_are_large_enough() -> None:
    first, second = (labelled(half) for half in HALVES)
    assert not {each.template for each in first} & {each.template for each in second}
    assert not {each.line for each in first} & {each.line for each in second}
    assert min(len(first), len(second)) >= 125
    assert sum(any(ord(char) >= 0x4E00 for char in each.line) for each in first + second) >= 20


def test_every_line_has_a_twin_of_another_class() -> None:
    for half in HALVES:
        lines = {each.line: each for each in labelled(half)}
        assert all(lines[each.twin].main != each.main for each in lines.values())


def test_each_template_is_a_file() -> None:
    assert all(path.suffix == ".toml" for half in HALVES for path in (FOLDER / half).iterdir())
