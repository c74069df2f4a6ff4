"""Shows a person how what was filed compares with the receipts, and every other check. It does not know the desk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from check import Check, check
from prepare import Prepared
from rich.console import Console
from rich.markup import escape
from rich.table import Table

_FIELDS = ("merchant", "date", "amount", "currency", "category", "paid by")


def _cell(found: Check | None) -> str:
    if found is None:
        return "[red]–[/]"
    if found.holds:
        return escape(found.found)
    return f"[red]{escape(found.found)}[/] (should be {escape(found.wanted)})"


def filed_table(prepared: Prepared, checks: list[Check]) -> Table:
    """One row a receipt: what was filed, and in red where the receipt says something else."""
    table = Table(title="What was filed, against the receipts")
    for heading in ("receipt", *_FIELDS, ""):
        table.add_column(heading, justify="right" if heading == "amount" else "left")
    for truth in prepared.truth:
        own = {each.field: each for each in checks if each.about == truth.file}
        holds = all(each.holds for each in own.values())
        count = own.get("entries")
        mark = f"[red]filed {count.found} times[/]" if count else "[green]✓[/]" if holds else "[red]✗[/]"
        table.add_row(truth.file, *(_cell(own.get(name)) for name in _FIELDS), mark)
    return table


def other_lines(prepared: Prepared, checks: list[Check]) -> list[str]:
    """A line for each check that is not about a receipt."""
    receipts = {truth.file for truth in prepared.truth}
    lines = []
    for each in checks:
        if each.about not in receipts:
            said = f"{each.about}, {each.field}: {each.found}"
            wrong = "" if each.holds else f" (should be {each.wanted})"
            lines.append(f"{'[green]✓[/]' if each.holds else '[red]✗[/]'} {escape(said + wrong)}")
    return lines


def show(console: Console, prepared: Prepared, work: Path, shown: Mapping[str, str]) -> bool:
    """Print the comparison and its sum; whether everything is as it should be. shown: artifacts by title."""
    checks = check(prepared, work, shown)
    console.print(filed_table(prepared, checks))
    for line in other_lines(prepared, checks):
        console.print(line)
    right = sum(each.holds for each in checks)
    console.print(f"\n{right} of {len(checks)} checks hold.")
    return right == len(checks)
