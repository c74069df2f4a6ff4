"""Who may import whom. Each rule takes modules and returns complaints, one sentence each."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

from .layers import INSIDE, RANKS, REGISTRIES, SHIPPED_FOR_TESTS, SIDEWAYS
from .source import PACKAGE, Module, internal_targets

STANDARD_LIBRARY_OF_CELLS = {"gi"}


def upward_imports(modules: list[Module]) -> list[str]:
    known = {module.name for module in modules}
    complaints = []
    for module in modules:
        for target, _ in internal_targets(module, known):
            complaint = _judge(module, target)
            if complaint:
                complaints.append(complaint)
    return complaints


def _judge(module: Module, target: str) -> str:
    theirs = target.split(".")[1] if "." in target else ""
    if module.folder == theirs or not module.folder or (module.folder, theirs) in SIDEWAYS:
        return ""
    said = f"{module.short} imports {target.removeprefix(PACKAGE + '.')}"
    for folder in (module.folder, theirs):
        if folder not in RANKS:
            return f'{said}: "{folder}" has no rank (give it one in tests/architecture/layers.py and ARCHITECTURE.md).'
    if theirs == SHIPPED_FOR_TESTS:
        return f"{said}: the product may not import its fakes (see ARCHITECTURE.md, rule 1)."
    mine, other = RANKS[module.folder], RANKS[theirs]
    if other >= mine:
        return f"{said}: rank {mine} may not import rank {other} (see ARCHITECTURE.md, rule 1)."
    return ""


def unranked_folders(modules: list[Module]) -> list[str]:
    folders = {module.folder for module in modules} - set(RANKS) - {""}
    return [f"src/deskhand/{folder} has no rank: give it one in layers.py and ARCHITECTURE.md." for folder in folders]


def import_cycles(modules: list[Module]) -> list[str]:
    known = {module.name for module in modules}
    graph = {m.name: {target for target, _ in internal_targets(m, known)} & known - {m.name} for m in modules}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = " -> ".join(name.removeprefix(f"{PACKAGE}.") for name in reversed(error.args[1]))
        return [f"modules import each other in a circle: {circle} (see ARCHITECTURE.md, rule 2)."]
    return []


def hidden_imports(modules: list[Module]) -> list[str]:
    """Imports in functions, and imports by name outside the registries."""
    complaints = []
    for module in modules:
        for item in module.imports:
            if item.inside_function:
                complaints.append(
                    f"{module.short}:{item.line} imports {item.target} inside a function: import it at the top of the "
                    "module that needs it, and load that module through a registry (see ARCHITECTURE.md, rule 3)."
                )
        for name, line in module.dotted:
            if name in {"importlib.import_module", "__import__"} and module.name not in REGISTRIES:
                complaints.append(
                    f"{module.short}:{line} imports by name: only a registry may (see ARCHITECTURE.md, rule 3)."
                )
    return complaints


def foreign_imports_inside_cells(modules: list[Module], standard: frozenset[str]) -> list[str]:
    """Programs that run inside a cell have the system's Python: its standard library and gi."""
    complaints = []
    for module in modules:
        if runs_inside(module):
            for item in module.imports:
                if item.target.split(".")[0] not in standard | STANDARD_LIBRARY_OF_CELLS:
                    complaints.append(
                        f"{module.short}:{item.line} imports {item.target}, which the system's Python inside a cell "
                        "lacks (see ARCHITECTURE.md, rule 9)."
                    )
    return complaints


def runs_inside(module: Module) -> bool:
    """Whether a module is a program that is started inside a cell, not imported."""
    parts = module.name.split(".")
    return not module.package and module.folder == "desk" and (INSIDE in parts or parts[-1].startswith(f"{INSIDE}_"))
