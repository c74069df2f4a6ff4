"""The package as parsed modules, and the questions that the guards ask of one. It knows no rule."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
PACKAGE = "deskhand"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Import:
    """One name that a module imports: `from a import b` gives target "a", name "b"."""

    target: str
    name: str
    inside_function: bool
    line: int


@dataclass(frozen=True)
class Module:
    """One module: its dotted name, its text, and whether it is a package's `__init__`."""

    name: str
    text: str
    package: bool = False

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=self.name)

    @cached_property
    def short(self) -> str:
        """The name as the messages say it: "models/steps/parse.py"."""
        inner = self.name.removeprefix(f"{PACKAGE}.").replace(".", "/")
        return f"{inner}/__init__.py" if self.package else f"{inner}.py"

    @property
    def folder(self) -> str:
        """The folder (or top-level module) that has the rank; "" for the package itself."""
        return self.name.split(".")[1] if "." in self.name else ""

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        return tuple(self._imports(self.tree, False))

    def _imports(self, node: ast.AST, inside_function: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            match child:
                case ast.Import():
                    for alias in child.names:
                        yield Import(alias.name, "", inside_function, child.lineno)
                case ast.ImportFrom():
                    for alias in child.names:
                        yield Import(self._absolute(child), alias.name, inside_function, child.lineno)
                case _:
                    yield from self._imports(child, inside_function or isinstance(child, Function | ast.Lambda))

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parts = self.name.split(".")
        base = parts[: len(parts) - node.level + (1 if self.package else 0)]
        return ".".join([*base, *([node.module] if node.module else [])])

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        return tuple(node for node in ast.walk(self.tree) if isinstance(node, Function))

    @cached_property
    def classes(self) -> tuple[ast.ClassDef, ...]:
        return tuple(node for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef))

    @cached_property
    def dotted(self) -> tuple[tuple[str, int], ...]:
        """Every dotted name that the module uses ("os.environ") with its line, imported short names spelt out."""
        long = {item.name: f"{item.target}.{item.name}" for item in self.imports if item.name}
        found = []
        for node in ast.walk(self.tree):
            name = dotted_name(node)
            if name:
                head, dot, rest = name.partition(".")
                found.append((long.get(head, head) + dot + rest, node.lineno))  # type: ignore[attr-defined]
        return tuple(found)


def dotted_name(node: ast.AST) -> str:
    """ "a.b.c" for a plain chain of attributes, else ""."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        base = dotted_name(node.value)
        return f"{base}.{node.attr}" if base else ""
    return ""


def internal_targets(module: Module, known: set[str]) -> Iterator[tuple[str, Import]]:
    """The modules of the package that a module imports, resolved: `from a import b` may mean the module a.b."""
    for item in module.imports:
        if item.target.split(".")[0] == PACKAGE:
            deeper = f"{item.target}.{item.name}"
            yield (deeper if deeper in known else item.target), item


def load(source: Path = SOURCE) -> list[Module]:
    """Every module under src/deskhand."""
    modules = []
    for path in sorted((source / PACKAGE).rglob("*.py")):
        parts = path.relative_to(source).with_suffix("").parts
        package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if package else parts)
        modules.append(Module(name, path.read_text(encoding="utf-8"), package))
    return modules
