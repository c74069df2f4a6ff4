"""How often is a person asked? `python run.py [JOB ...] [--json FILE]`: jobs under "balanced", every answer yes.

Prints a table of the questions asked, the acts that can't be taken back (irreversible.toml) and what was needless.
Exit code 0: every job was done, every such act was asked about, and one question at most was needless in all.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from counting import NAMES, NEEDLESS, NEEDLESS_MAX, PROFILE, Counted, count
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from deskhand.agent.session import Home
from deskhand.core.errors import DeskhandError
from deskhand.settings import from_environment


def table(counted: Sequence[Counted]) -> Table:
    """A row a job: questions, irreversible acts, needless ones, acts that were not asked about, whether it was done."""
    shown = Table(title=f'Questions under "{PROFILE}", all answered yes')
    for heading in ("job", "questions asked", "irreversible acts", "needless", "not asked", "done"):
        shown.add_column(heading, justify="left" if heading in ("job", "not asked", "done") else "right")
    for each in counted:
        needless = str(len(each.needless))
        if len(each.needless) > NEEDLESS.get(each.job, 0):
            needless = f"[red]{needless}[/]"
        done = f"[red]{escape(each.wrong[0])}[/]" if each.wrong else "yes"
        row = (str(len(each.questions)), str(each.irreversible), needless, escape(", ".join(each.unasked)) or "–", done)
        shown.add_row(each.job, *row)
    sums = (sum(len(e.questions) for e in counted), sum(e.irreversible for e in counted), sum(
        len(e.needless) for e in counted
    ))  # fmt: skip
    shown.add_row("all", *map(str, sums), "", "", style="bold")
    return shown


def tell(console: Console, counted: Counted) -> None:
    """Every question of a job, the needless ones marked."""
    console.print(f"{counted.job}: {len(counted.questions)} questions", highlight=False)
    for question in counted.questions:
        mark = "needless" if question in counted.needless else "        "
        held = f" <- {', '.join(question.held)}" if question.held else ""
        said = f"  {mark} {', '.join(question.classes)}: {question.target or question.act}{held}"
        console.print(escape(said), highlight=False, soft_wrap=True)


def main() -> int:
    parser = argparse.ArgumentParser(description="Jobs under the balanced profile: how many questions are needless.")
    parser.add_argument("jobs", nargs="*", metavar="JOB", help=f"of {', '.join(NAMES)} (default: all)")
    parser.add_argument("--json", type=Path, help="write every question into this file too")
    options = parser.parse_args()
    if unknown := set(options.jobs) - set(NAMES):
        parser.error(f"there is no job {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    console, home, counted = Console(), Home(from_environment()), []
    for name in options.jobs or NAMES:
        with tempfile.TemporaryDirectory() as folder:
            try:
                counted.append(asyncio.run(count(name, Path(folder), home)))
            except DeskhandError as error:
                console.print(f"[red]{name}: {escape(str(error))}[/]")
                return 6
        tell(console, counted[-1])
    console.print(table(counted))
    if options.json:
        rows = [asdict(each) for each in counted]
        options.json.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    needless = sum(len(each.needless) for each in counted)
    return 0 if needless <= NEEDLESS_MAX and not any(each.wrong or each.unasked for each in counted) else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
