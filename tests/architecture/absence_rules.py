"""What must be absent, and where. Each rule takes modules and returns complaints, one sentence each."""

from __future__ import annotations

import ast
import re
from collections import Counter

from .import_rules import runs_inside
from .layers import ENVIRONMENT_READERS, PRINTERS, PROCESS_STARTERS, PURE, SLEEPS_ALLOWED, WAITERS
from .source import Module

ENVIRONMENT = re.compile(r"^os\.(environb?|getenvb?|putenv|unsetenv)\b")
PROCESSES = re.compile(
    r"^(subprocess|multiprocessing|pty\.(fork|spawn)|os\.(exec\w+|fork\w*|spawn\w+|posix_spawn\w*|system|popen)"
    r"|asyncio\.(create_)?subprocess\w*|concurrent\.futures\.ProcessPoolExecutor)\b"
)
SLEEPS = {"time.sleep", "asyncio.sleep", "anyio.sleep"}
IMPURE_MODULES = re.compile(
    r"^(asyncio|glob|http|logging|multiprocessing|os|pathlib|random|secrets|select|selectors|shutil|signal|socket"
    r"|sqlite3|ssl|subprocess|tempfile|threading|time|urllib\.request|uuid)\b"
)
IMPURE_CALLS = {"open", "input", "print"}


def environment_reads(modules: list[Module]) -> list[str]:
    """Programs inside a cell are exempt: their environment is the cell's, made by the desk."""
    return [
        f"{module.short}:{line} uses {name}: only settings.py reads the environment (see ARCHITECTURE.md, rule 4)."
        for module in modules
        if module.name not in ENVIRONMENT_READERS and not runs_inside(module)
        for name, line in module.dotted
        if ENVIRONMENT.match(name)
    ]


def process_starts(modules: list[Module]) -> list[str]:
    return [
        f"{module.short}:{line} uses {name}: only the desk starts processes (see ARCHITECTURE.md, rule 5)."
        for module in modules
        if not {module.folder, module.name} & PROCESS_STARTERS
        for name, line in (*module.dotted, *((item.target, item.line) for item in module.imports))
        if PROCESSES.match(name)
    ]


def prints(modules: list[Module]) -> list[str]:
    """A process of its own (`__main__`) may say on its way out why it ends."""
    return [
        f"{module.short}:{line} prints: only the command line speaks to a terminal (see ARCHITECTURE.md, rule 6)."
        for module in modules
        if module.folder not in PRINTERS and not runs_inside(module) and not module.name.endswith(".__main__")
        for name, line in module.dotted
        if name in {"print", "rich.print"}
    ]


def impurities(modules: list[Module]) -> list[str]:
    complaints = []
    for module in modules:
        if module.folder in PURE:
            for item in module.imports:
                if IMPURE_MODULES.match(item.target):
                    complaints.append(
                        f"{module.short}:{item.line} imports {item.target}: {module.folder} does no I/O and has no "
                        "clock and no chance (see ARCHITECTURE.md, rule 7)."
                    )
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in IMPURE_CALLS:
                    complaints.append(
                        f"{module.short}:{node.lineno} calls {node.func.id}: {module.folder} does no I/O "
                        "(see ARCHITECTURE.md, rule 7)."
                    )
    return complaints


def sleeps(modules: list[Module], allowed: dict[str, int] = SLEEPS_ALLOWED) -> list[str]:
    """More sleeps than the list allows, or a list that was not shortened when they went. sleep(0) only yields."""
    found: Counter[str] = Counter()
    for module in modules:
        if module.folder in WAITERS:
            found[module.name] += sum(name in SLEEPS for name, _ in module.dotted) - _yields(module)
    return [
        f"{name} sleeps {found[name]} times where {allowed.get(name, 0)} are listed: wait for what happens instead, "
        "or shorten SLEEPS_ALLOWED when some went (see ARCHITECTURE.md, rule 8)."
        for name in sorted({*found, *allowed})
        if found[name] != allowed.get(name, 0)
    ]


def _yields(module: Module) -> int:
    """How many calls are asyncio.sleep(0), which waits for nothing."""
    return sum(
        isinstance(node, ast.Call)
        and ast.unparse(node.func) == "asyncio.sleep"
        and [ast.unparse(argument) for argument in node.args] == ["0"]
        for node in ast.walk(module.tree)
    )


def missing_docstrings(modules: list[Module]) -> list[str]:
    return [
        f"{module.short} has no docstring: say what it is for, and what it does not know."
        for module in modules
        if module.tree.body and ast.get_docstring(module.tree) is None
    ]
