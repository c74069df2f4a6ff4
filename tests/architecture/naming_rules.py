"""Words that the glossary keeps out of names. Rules return complaints, one sentence each."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from .source import Module

_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+")


def banned_words(glossary: str) -> dict[str, str]:
    """Banned word -> the word to use, from the tables of docs/glossary.md.

    A banned word with a capital is banned from the names of modules and classes only.
    """
    banned: dict[str, str] = {}
    for line in glossary.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("| ") and len(cells) == 3 and cells[2] != "not" and not cells[0].startswith("---"):
            banned |= {word.strip(): cells[0] for word in cells[2].split(",") if word.strip()}
    return banned


def banned_names(modules: list[Module], banned: dict[str, str]) -> list[str]:
    complaints = []
    for module in modules:
        for name, line, large in names(module):
            spelt = f"_{'_'.join(part.lower() for part in _PART.findall(name))}_"
            for word, instead in banned.items():
                if f"_{word.lower()}_" in spelt and (large or word.islower()):
                    complaints.append(
                        f'{module.short}:{line} names something "{name}": "{word}" is not a word of this project, '
                        f"use {instead} (see docs/glossary.md)."
                    )
    return complaints


def names(module: Module) -> Iterator[tuple[str, int, bool]]:
    """The names that a module gives, with their lines; the flag is set for its own and for those of classes."""
    yield module.name.rpartition(".")[2], 1, True
    for node in ast.walk(module.tree):
        match node:
            case ast.ClassDef(name=name):
                yield name, node.lineno, True
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.arg(arg=name):
                yield name, node.lineno, False
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name, node.lineno, False
