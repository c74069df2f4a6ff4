"""How large things may grow. Each rule takes modules and returns complaints, one sentence each."""

from __future__ import annotations

import ast

from .layers import CONSTRUCTOR_PARAMETERS_MAX, FILE_LINES_MAX, FUNCTION_LINES_MAX, INHERITANCE_DEPTH_MAX
from .source import Module, dotted_name


def long_files(modules: list[Module]) -> list[str]:
    return [
        f"{module.short} has {lines} lines: split it by what changes together; {FILE_LINES_MAX} is the most."
        for module in modules
        if (lines := len(module.text.splitlines())) > FILE_LINES_MAX
    ]


def long_functions(modules: list[Module]) -> list[str]:
    return [
        f"{module.short}:{function.lineno} {function.name} has {lines} lines: {FUNCTION_LINES_MAX} is the most."
        for module in modules
        for function in module.functions
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION_LINES_MAX
    ]


def wide_constructors(modules: list[Module]) -> list[str]:
    complaints = []
    for module in modules:
        for function in module.functions:
            if function.name == "__init__":
                every = function.args
                count = len(every.posonlyargs) + len(every.args) + len(every.kwonlyargs) - 1
                if count > CONSTRUCTOR_PARAMETERS_MAX:
                    complaints.append(
                        f"{module.short}:{function.lineno} a constructor takes {count} parameters: "
                        f"{CONSTRUCTOR_PARAMETERS_MAX} are the most; gather those that belong together in a value."
                    )
    return complaints


def deep_inheritance(modules: list[Module]) -> list[str]:
    """Classes with more than two ancestors of ours in a line. A class is known by its own name."""
    bases = {node.name: _bases(node) for module in modules for node in module.classes}

    def depth(name: str, seen: frozenset[str] = frozenset()) -> int:
        ours = [base for base in bases.get(name, ()) if base in bases and base not in seen]
        return max((1 + depth(base, seen | {name}) for base in ours), default=0)

    return [
        f"{module.short}:{node.lineno} {node.name} has {depth(node.name)} ancestors in a line: "
        f"{INHERITANCE_DEPTH_MAX} are the most; compose instead."
        for module in modules
        for node in module.classes
        if depth(node.name) > INHERITANCE_DEPTH_MAX
    ]


def _bases(node: ast.ClassDef) -> list[str]:
    return [dotted_name(base).rpartition(".")[2] for base in node.bases]
