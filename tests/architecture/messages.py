"""The errors that the package raises, as people read them: text with "…" where a value goes."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from deskhand.core import errors

from .source import Module, dotted_name

ERRORS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception)}
TURNED = "Turned"
"""A request that the server turns away: its code comes first, then its message."""
HOLE = "…"


def error_messages(modules: Iterable[Module]) -> set[str]:
    """The first argument of every error of the tree that is made anywhere, and of what turns requests away."""
    found = set()
    for module in modules:
        for node in ast.walk(module.tree):
            name = dotted_name(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else ""
            place = {TURNED: 1}.get(name, 0 if name in ERRORS else -1)
            if isinstance(node, ast.Call) and 0 <= place < len(node.args):
                found.add(template(node.args[place]))
    return found - {""}


def template(node: ast.expr) -> str:
    """A string or f-string with its holes marked; "" for anything else."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(template(value) or HOLE for value in values)
        case _:
            return ""
