"""The errors that the package raises, as people read them: text with "…" where a value goes."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from deskhand.core import errors

from .source import Module, dotted_name

ERRORS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception)}
HOLE = "…"


def error_messages(modules: Iterable[Module]) -> set[str]:
    """The first argument of every error of the tree that is made anywhere."""
    found = set()
    for module in modules:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and dotted_name(node.func).rpartition(".")[2] in ERRORS and node.args:
                found.add(template(node.args[0]))
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
