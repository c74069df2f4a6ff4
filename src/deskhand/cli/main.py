"""The command line's entrance: names of commands, loaded only when one is used, and the one place errors are shown.

It knows nothing of what the commands do; `deskhand --help` loads none of them.
"""

from __future__ import annotations

import os
import sys

import click

from deskhand.cli.exits import EXIT_DONE, EXIT_INTERNAL, EXIT_INTERRUPTED, EXIT_USAGE, code_of
from deskhand.cli.lazy import LazyGroup
from deskhand.core.errors import DeskhandError

COMMANDS: dict[str, tuple[str, str]] = {
    "up": ("deskhand.cli.commands.up:up", "Open the workspace in the browser."),
    "do": ("deskhand.cli.commands.do:do", "Do one task on a desk and report how it ended."),
    "chat": ("deskhand.cli.commands.chat:chat", "Talk with the agent over several turns."),
    "resume": ("deskhand.cli.commands.resume:resume", "Take up a session that was interrupted, or answer it."),
    "show": ("deskhand.cli.commands.show:show_session", "Show a session step by step, or write its HTML report."),
    "audit": ("deskhand.cli.commands.audit:audit_session", "Tell who allowed what in a session, and by which rule."),
    "policy": ("deskhand.cli.commands.policy:policy", "Show, try, check and learn your level of risk."),
    "artifact": ("deskhand.cli.commands.artifact:artifact", "List, show and export what sessions made."),
    "sessions": ("deskhand.cli.commands.sessions:sessions", "List, delete and prune sessions."),
    "journal": ("deskhand.cli.commands.journal:journal", "Verify the record."),
    "models": ("deskhand.cli.commands.models:models", "List the models that can drive a desk."),
    "secrets": ("deskhand.cli.commands.secrets:secrets", "Keep secrets for sign-ins, which no model sees."),
    "doctor": ("deskhand.cli.commands.doctor:doctor", "Tell which walls stand on this machine, and mend the rest."),
    "bench": ("deskhand.cli.commands.bench:bench", "Measure speed and rightness beside the way others do it."),
}
"""Command -> (where it is, its line of help)."""


@click.group(
    cls=LazyGroup,
    table=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="deskhand", message="%(prog)s %(version)s")
def deskhand() -> None:
    """A desk of its own for an AI model, and the window, the brake and the record for you.

    \b
    Example:
      deskhand do 'run `date +%Y` as year, then expect year is at least 2025'

    The built-in model `steps` follows plain-language steps and needs no key.
    """


def main() -> None:
    """Run the command line; every error on purpose ends in one line and an exit code (docs/exit-codes.md)."""
    sys.exit(_run())


def _run() -> int:
    try:
        code = deskhand(prog_name="deskhand", standalone_mode=False)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as error:
        error.show()
        return EXIT_USAGE
    except (KeyboardInterrupt, click.Abort):
        click.echo("Interrupted.", err=True)
        return EXIT_INTERRUPTED
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_DONE
    except DeskhandError as error:
        click.echo(f"deskhand: {error.message}", err=True)
        if error.hint:
            click.echo(f"  {error.hint}", err=True)
        return code_of(error)
    except Exception as error:  # noqa: BLE001 - the last line of defence: one line and a code, never a traceback
        click.echo(f"deskhand: an error of its own: {type(error).__name__}: {error}", err=True)
        click.echo("  This is a fault in Deskhand. The session is kept; `deskhand resume` takes it up again.", err=True)
        return EXIT_INTERNAL
    return code if isinstance(code, int) else EXIT_DONE


if __name__ == "__main__":
    main()
