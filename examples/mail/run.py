"""The mail job from beginning to end: `python run.py [--profile NAME] [--yes] [--folder DIR] [--seed N]`.

Starts the app, lets Deskhand do the job by this profile, and compares what the app and the desk hold with the truth.
Each question is put to you; --yes answers them all with "allow". Exit code 0: everything is as it should be. 1:
something is not (it is shown). 6: the desk could not be made. 7: interrupted. Everything that it starts has ended when
it ends.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from pathlib import Path

from mailapp.web import make_app
from mailjob.check import check
from mailjob.drive import run_job
from mailjob.prepare import SEED, prepare
from rich.console import Console
from rich.markup import escape
from runfolder import new_folder
from smallsite.serving import serving

from deskhand.cli.questions import question_lines
from deskhand.core.errors import DeskhandError
from deskhand.core.state import OpenCall

PROFILES = ("cautious", "balanced", "trusting", "own")


def _ask(console: Console, yes: bool, asked: OpenCall) -> str | None:
    """The person's answer in words that Deskhand knows; None at the end of input, and for what --yes can't answer."""
    for line in question_lines(asked):
        console.print(line, highlight=False)
    if yes:
        return "allow" if asked.approval else None
    try:
        given = input("  allow? [y]es, anything else is no > " if asked.approval else "  > ").strip()
    except EOFError:
        return None
    if not asked.approval:
        return given
    given = given.lower()
    return "allow" if given in ("y", "yes") else "deny"


def do_job(console: Console, folder: Path, options: argparse.Namespace) -> int:
    """Everything in one folder; gives the exit code."""
    prepared = prepare(folder, options.seed)

    def say(words: str) -> None:
        console.print(escape(words), highlight=False)

    with serving(make_app(prepared.data)) as port:
        console.print(f"The mail app answers on port {port} of this machine only. The job begins.\n")
        ran = asyncio.run(
            run_job(prepared, port, options.profile, say, lambda asked: _ask(console, options.yes, asked))
        )
    checks = check(prepared, ran.work)
    console.print()
    for each in checks:
        wrong = "" if each.holds else f" (should be {each.wanted})"
        mark = "[green]✓[/]" if each.holds else "[red]✗[/]"
        console.print(f"{mark} {escape(f'{each.about}: {each.found}{wrong}')}", highlight=False)
    asked = f"{len(ran.questions)} questions were asked by the profile {options.profile!r}"
    console.print(f"\nSession {ran.session}: {ran.outcome}. {escape(ran.summary)} {asked}.", highlight=False)
    return 0 if all(each.holds for each in checks) else 1


def main() -> int:
    parser = argparse.ArgumentParser(description="Send a letter with a file in the mail app, and check it.")
    parser.add_argument("--profile", choices=PROFILES, default="own", help="whose level of risk (default: own)")
    parser.add_argument("--yes", action="store_true", help="answer every question with allow")
    parser.add_argument("--folder", type=Path, help="a new folder for the data (default: runs/mail-<time>)")
    parser.add_argument("--seed", type=int, default=SEED, help="chooses the figures")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    console = Console()
    folder = new_folder(console, options.folder, "mail")
    if folder is None:
        return 2
    try:
        return do_job(console, folder, options)
    except DeskhandError as error:
        console.print(f"[red]{escape(str(error))}[/]")
        return 6
    except KeyboardInterrupt:
        console.print("Interrupted; the desk and the app have ended.")
        return 7


if __name__ == "__main__":
    sys.exit(main())
