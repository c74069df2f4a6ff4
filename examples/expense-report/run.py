"""The example job from beginning to end: `python run.py [--folder DIR] [--seed N]`. What `make run` calls.

Makes receipts, starts the app, lets Deskhand do the job, and compares what the app and the desk hold with the truth.
Exit code 0: everything is as it should be. 1: something is not (it is shown). 6: the desk could not be made.
7: interrupted. Everything that it starts has ended when it ends.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from pathlib import Path

from app.web import make_app
from check import REPORT
from comparison import show
from drive import all_shown, run_job, write_report
from make_receipts import SEED
from prepare import prepare
from rich.console import Console
from rich.markup import escape
from runfolder import new_folder
from smallsite.serving import serving

from deskhand.core.errors import DeskhandError

_WIDTH_MIN = 100


def do_job(console: Console, folder: Path, seed: int) -> int:
    """Everything in one folder; gives the exit code."""
    console.print(f"Making the receipts and the notes in {folder}", soft_wrap=True)
    prepared = prepare(folder, seed)
    with serving(make_app(prepared.data)) as port:
        console.print(f"The expenses app answers on port {port} of this machine only. The job begins.\n")
        ran = asyncio.run(run_job(prepared, port, lambda words: console.print(escape(words), highlight=False)))
    is_right = show(console, prepared, ran.work, asyncio.run(all_shown(ran.session)))
    console.print(f"Session {ran.session}: {ran.outcome}. {escape(ran.summary)}")
    story = folder / "session.html"
    asyncio.run(write_report(ran.session, story))
    console.print(f"Its report: {ran.work / REPORT}", soft_wrap=True)
    console.print(f"Every step, with pictures and verdicts: {story}", soft_wrap=True)
    return 0 if is_right else 1


def main() -> int:
    parser = argparse.ArgumentParser(description="Do the expense report on a real desk, and check it.")
    parser.add_argument("--folder", type=Path, help="a new folder for the data (default: runs/expense-report-<time>)")
    parser.add_argument("--seed", type=int, default=SEED, help="chooses what the receipts say")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    console = Console()
    if not console.is_terminal:
        console.width = max(console.width, _WIDTH_MIN)
    folder = new_folder(console, options.folder, "expense-report")
    if folder is None:
        return 2
    try:
        return do_job(console, folder, options.seed)
    except DeskhandError as error:
        console.print(f"[red]{escape(str(error))}[/]")
        return 6
    except KeyboardInterrupt:
        console.print("Interrupted; the desk and the app have ended.")
        return 7


if __name__ == "__main__":
    sys.exit(main())
