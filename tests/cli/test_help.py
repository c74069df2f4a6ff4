"""Every command says what it does, with an example that the command line itself can read."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from deskhand.cli.main import deskhand as root
from tests.cli.shell import deskhand


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name)


def examples(text: str) -> list[str]:
    return re.findall(r"^ {4}deskhand (.+)$", text, re.MULTILINE)


@pytest.mark.parametrize("path", list(commands(root)), ids=" ".join)
def test_every_command_has_a_sentence_an_example_and_options(path: tuple[str, ...], home: Path) -> None:
    ran = deskhand(home, *path, "--help")
    assert ran.code == 0
    assert ran.out.index("Usage:") < ran.out.index("Example") < ran.out.index("Options:")
    assert re.search(r"^  [A-Z].+[.,]$|^  [A-Z].+\w$", ran.out, re.MULTILINE)
    for example in examples(ran.out):
        readable(root, shlex.split(example))


def readable(command: click.Command, args: list[str]) -> None:
    """Let the command line read the words as it would, without doing anything."""
    context = command.make_context("deskhand", list(args), resilient_parsing=isinstance(command, click.Group))
    if isinstance(command, click.Group):
        name, inner, rest = command.resolve_command(context, args)
        assert inner is not None, f"there is no command {name}"
        readable(inner, rest)


def test_the_version_is_told(home: Path) -> None:
    assert re.fullmatch(r"deskhand \d+\.\d+\.\d+\n", deskhand(home, "--version").out)


@pytest.mark.parametrize("args", [("dance",), ("do",), ("do", "x", "--wings"), ("sessions", "dance"), ("resume",)])
def test_a_command_line_that_can_not_be_read_ends_with_2_and_shows_the_way(args: tuple[str, ...], home: Path) -> None:
    ran = deskhand(home, *args)
    assert ran.code == 2
    assert "Error:" in ran.err
    assert not ran.out


def test_help_makes_nothing_on_the_disk(home: Path) -> None:
    deskhand(home, "do", "--help")
    assert not home.exists()


@pytest.mark.parametrize("command", ["models", "doctor"])
def test_looking_around_makes_nothing_on_the_disk(command: str, home: Path) -> None:
    deskhand(home, command)
    assert not home.exists()


def test_the_built_in_model_is_listed(home: Path) -> None:
    assert deskhand(home, "models").out.startswith("steps ")
