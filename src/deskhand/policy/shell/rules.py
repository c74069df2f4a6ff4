"""Whether a rule's words for a command ("git push") speak about simple commands as `Touch` lists them. Pure."""

from __future__ import annotations

import shlex
from collections.abc import Iterable


def argv_of(command: str) -> tuple[str, ...]:
    """The words of one entry of `Touch.commands` or `Touch.causes`; of other text, what white space parts."""
    try:
        return tuple(shlex.split(command))
    except ValueError:
        return tuple(command.split())


def begins_with(command: str, words: str) -> bool:
    """Whether the command's first words are these: "git push" speaks about `git push origin`, not about `git pull`."""
    wanted = argv_of(words)
    return bool(wanted) and argv_of(command)[: len(wanted)] == wanted


def covers(words: str, commands: Iterable[str]) -> bool:
    """Whether the words speak about every one of the commands; of none, they speak about nothing.

    For a rule that allows: `covers(rule.command, touch.causes.get(risk, touch.commands))`.
    """
    listed = list(commands)
    return bool(listed) and all(begins_with(command, words) for command in listed)


def meets(words: str, commands: Iterable[str]) -> bool:
    """Whether the words speak about any of the commands: for a rule that denies or asks."""
    return any(begins_with(command, words) for command in commands)
