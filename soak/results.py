"""The results of all runs so far: a line of JSON each, added up and shown. It does not know how a job is run."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from soak.running import Ran
from soak.victims import TARGETS

_CAME = ("right", "question", "honest failure", "WRONG")


def add(file: Path, seed: str, ran: Ran) -> None:
    """Append one job's result."""
    row = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "seed": seed, **asdict(ran)}
    with file.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(row, ensure_ascii=False) + "\n")


def read(file: Path) -> list[dict[str, Any]]:
    """The results so far; a line that was cut off when the machine went down is left out."""
    rows = []
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        try:
            rows.append(json.loads(line))
        except ValueError:
            continue
    return rows


def kills(rows: list[dict[str, Any]]) -> int:
    return sum(len(row["killed"]) for row in rows)


def show(console: Console, rows: list[dict[str, Any]]) -> None:
    """Print what was killed how often, and what the jobs came to."""
    struck = Counter(target for row in rows for target, _ in row["killed"])
    came = Counter(row["came"] for row in rows)
    aimed = sum(len(row.get("aimed", ())) for row in rows)
    table = Table(title=f"{kills(rows)} kills in {len(rows)} jobs, {aimed} of them aimed")
    for heading in (*TARGETS, "all"):
        table.add_column(heading, justify="right")
    table.add_row(*(str(struck[target]) for target in TARGETS), str(kills(rows)))
    console.print(table)
    ends = Table(title="What the jobs came to")
    for heading in _CAME:
        ends.add_column(heading, justify="right")
    ends.add_row(*(str(came[name]) for name in _CAME))
    console.print(ends)
    if answered := sum(len(row.get("answered", ())) for row in rows):
        console.print(f"{answered} questions were answered by what was in the app")
    for row in rows:
        if row["came"] == "WRONG":
            console.print(f"[red]WRONG[/] seed {escape(row['seed'])}: {escape('; '.join(row['faults']))[:1500]}")
