"""The package holds to its rules; each rule names a small offender, so that no guard is asleep."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from . import absence_rules, import_rules, size_rules
from .layers import SLEEPS_ALLOWED
from .source import Module, load

MODULES = load()


def standard_only(modules: list[Module]) -> list[str]:
    return import_rules.foreign_imports_inside_cells(modules, frozenset(sys.stdlib_module_names))


def sample(name: str, text: str) -> Module:
    return Module(f"deskhand.{name}", text)


LONG_BODY = "\n".join("    x = 1" for _ in range(61))

# rule, an offending sample, words of its complaint
CASES = [
    (
        import_rules.upward_imports,
        [sample("models.x", "from deskhand.desk.y import z"), sample("desk.y", "")],
        "models/x.py imports desk.y: rank 1 may not import rank 1 (see ARCHITECTURE.md, rule 1).",
    ),
    (
        import_rules.upward_imports,
        [sample("core.x", "from deskhand import settings"), sample("settings", "")],
        "core/x.py imports settings: rank 0 may not import rank 0",
    ),
    (
        import_rules.upward_imports,
        [sample("agent.x", "from ..cli import main")],
        "agent/x.py imports cli: rank 3 may not import rank 6",
    ),
    (import_rules.upward_imports, [sample("cli.x", "import deskhand.testing.desk")], "may not import its fakes"),
    (import_rules.upward_imports, [sample("core.x", "import deskhand.odds.ends")], '"odds" has no rank'),
    (import_rules.unranked_folders, [sample("odds.x", "")], "src/deskhand/odds has no rank"),
    (
        import_rules.import_cycles,
        [sample("core.a", "from deskhand.core import b"), sample("core.b", "from .a import x")],
        "in a circle: core.",
    ),
    (import_rules.hidden_imports, [sample("tools.x", "def f():\n    import json")], "tools/x.py:2 imports json inside"),
    (
        import_rules.hidden_imports,
        [sample("tools.x", "from importlib import import_module\nimport_module('numpy')")],
        "tools/x.py:2 imports by name",
    ),
    (standard_only, [sample("desk.sight.inside_app", "import numpy")], "imports numpy, which the system's Python"),
    (standard_only, [sample("desk.inside.reader", "from deskhand.core import acts")], "imports deskhand.core"),
    (size_rules.long_files, [sample("core.x", "\n" * 601)], "core/x.py has 601 lines"),
    (size_rules.long_functions, [sample("core.x", f"def f():\n{LONG_BODY}")], "core/x.py:1 f has 62 lines"),
    (
        size_rules.wide_constructors,
        [sample("core.x", "class A:\n    def __init__(self, a, b, c, d, e, f, *, g, h): ...")],
        "a constructor takes 8 parameters",
    ),
    (
        size_rules.deep_inheritance,
        [sample("core.x", "class A: ...\nclass B(A): ...\nclass C(B): ...\nclass D(C): ...")],
        "core/x.py:4 D has 3 ancestors",
    ),
    (absence_rules.environment_reads, [sample("desk.x", "import os\nos.environ['A']")], "desk/x.py:2 uses os.environ"),
    (absence_rules.environment_reads, [sample("cli.x", "from os import getenv\ngetenv('A')")], "uses os.getenv"),
    (absence_rules.process_starts, [sample("cli.x", "import subprocess")], "cli/x.py:1 uses subprocess"),
    (absence_rules.process_starts, [sample("tools.x", "import os\nos.execv('a', [])")], "uses os.execv"),
    (
        absence_rules.process_starts,
        [sample("agent.x", "import asyncio\nasyncio.create_subprocess_exec('a')")],
        "uses asyncio.create_subprocess_exec",
    ),
    (absence_rules.prints, [sample("agent.x", "print('hello')")], "agent/x.py:1 prints"),
    (absence_rules.impurities, [sample("policy.x", "import time")], "policy/x.py:1 imports time"),
    (absence_rules.impurities, [sample("core.x", "open('a')")], "core/x.py:1 calls open"),
    (absence_rules.sleeps, [sample("desk.x", "import asyncio\nasyncio.sleep(1)")], "deskhand.desk.x sleeps 1 times"),
    (absence_rules.missing_docstrings, [sample("core.x", "a = 1")], "core/x.py has no docstring"),
]
RULES = list(dict.fromkeys(rule for rule, _, _ in CASES))

Rule = Callable[[list[Module]], list[str]]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_package_holds_to_the_rule(rule: Rule) -> None:
    complaints = rule(MODULES)
    assert not complaints, "\n" + "\n".join(complaints)


@pytest.mark.parametrize(
    ("rule", "modules", "words"), CASES, ids=[f"{n}-{rule.__name__}" for n, (rule, _, _) in enumerate(CASES)]
)
def test_an_offender_is_named_in_one_sentence(rule: Rule, modules: list[Module], words: str) -> None:
    assert any(words in complaint and complaint.endswith(".") for complaint in rule(modules)), rule(modules)


INNOCENT = [
    sample("settings", '"""Reads."""\nimport os\nfrom deskhand.core.errors import InvalidInput\nos.environ\n'),
    sample("core.errors", '"""Errors."""\nclass DeskhandError(Exception): ...\n'),
    sample("desk.cells.start", '"""Starts."""\nimport asyncio\nasyncio.create_subprocess_exec\nasyncio.sleep(0)\n'),
    sample("desk.inside.reader", '"""Reads."""\nimport gi, json, os\nprint(os.environ)\n'),
    sample("cli.main", '"""Prints."""\nfrom deskhand.agent import loop\nprint(1)\n'),
    sample("agent.loop", '"""Loops."""\nfrom deskhand.desk.base import Desk\nfrom . import limits\n'),
    sample("models.registry", '"""Loads."""\nimport importlib\nimportlib.import_module("json")\n'),
]
INNOCENT += [
    Module(name, '"""Sleeps."""\nimport asyncio\n' + "asyncio.sleep(1)\n" * n) for name, n in SLEEPS_ALLOWED.items()
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_what_is_allowed_passes(rule: Rule) -> None:
    assert rule(INNOCENT) == []


def test_a_sleep_that_went_must_leave_the_list() -> None:
    assert "shorten SLEEPS_ALLOWED" in absence_rules.sleeps([], {"deskhand.desk.x": 1})[0]


def test_every_module_of_the_package_is_looked_at() -> None:
    names = {module.name for module in MODULES}
    assert {"deskhand", "deskhand.core.errors", "deskhand.desk.base", "deskhand.models.base"} <= names
