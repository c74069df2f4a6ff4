"""`make soak`: kills parts of the example job until so many kills were seen, over as many runs as it takes.

Exit code 0: no job came to a wrong end. 1: one did (it is shown, and its folder is kept). 130: interrupted; what was
counted so far is kept. Results are added to runs/soak/results.jsonl.
"""

from __future__ import annotations

import argparse
import secrets
import signal
import sys
from pathlib import Path
from random import Random

from rich.console import Console
from rich.markup import escape

from soak.results import add, kills, read, show
from soak.running import aimed, plan, run_job
from soak.stage import clear, staged

_KILLS_A_JOB = (3, 8)
_AIMED_RECEIPTS = 2
"""A job whose kills are aimed is shorter, so that it comes to Save and Export more often."""


def soak(console: Console, folder: Path, seed: str, options: argparse.Namespace) -> None:
    """Jobs until the results hold so many kills."""

    def say(words: str) -> None:
        console.print(escape(words), highlight=False)

    file = folder / "results.jsonl"
    while (seen := kills(read(file))) < options.kills:
        number = len(read(file)) + 1
        own = f"{seed}-{number}"
        count = min(Random(own).randint(*_KILLS_A_JOB), options.kills - seen)
        console.print(f"job {number}, seed {own}: {count} kills to come, {seen} of {options.kills} seen")
        with staged(folder / own, _AIMED_RECEIPTS if options.aimed else None) as stage:
            kills_now = aimed(own, count) if options.aimed else plan(own, count)
            ran = run_job(stage, kills_now, say, attended=options.attended)
        add(file, own, ran)
        console.print(f"  {ran.came} after {ran.took_s:g} s: {escape(' '.join(ran.told.split())[:200])}")
        if ran.came != "WRONG":
            clear(stage)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make soak", description="Kill parts of a working job, and judge the end.")
    parser.add_argument("--kills", type=int, default=100, help="how many kills the results shall hold in the end")
    parser.add_argument("--folder", type=Path, default=Path("runs/soak"), help="where the results are kept")
    parser.add_argument("--seed", default="", help="chooses targets and moments (default: a new one)")
    parser.add_argument("--aimed", action="store_true", help="kill just before or after Confirm, Save and Export")
    parser.add_argument("--attended", action="store_true", help="answer what the job asks, by what is in the app")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    console = Console()
    seed = options.seed or secrets.token_hex(3)
    folder = options.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    code = 0
    try:
        soak(console, folder, seed, options)
    except KeyboardInterrupt:
        code = 130
    rows = read(folder / "results.jsonl")
    show(console, rows)
    return code or int(any(row["came"] == "WRONG" for row in rows))


if __name__ == "__main__":
    sys.exit(main())
