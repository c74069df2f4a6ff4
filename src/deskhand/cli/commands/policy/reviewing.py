"""`deskhand policy check`: errors in a profile's file, and what in it does not do what it seems to say."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.text import Text

from deskhand.agent.profiles import known_texts, profile_file, read_profile, shipped_texts
from deskhand.cli.commands.policy.showing import console_of
from deskhand.cli.exits import EXIT_DONE, EXIT_NOT_ALL
from deskhand.core.errors import InvalidInput
from deskhand.policy.checking import Remark, remarks
from deskhand.policy.profile import line_of, own_rules, parse_profile
from deskhand.report.readable import one_line
from deskhand.settings import from_environment


@click.command("check")
@click.argument("profile", metavar="FILE|NAME")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def check_profile(profile: str, as_json: bool) -> int:
    """Check a profile's file: errors, rules that never decide, a no that is taken back, classes nobody speaks of.

    Ends with 0 when there is nothing to mend, 1 when there is, 2 for a file that can't be used.

    \b
    Example:
      deskhand policy check mine.toml
    """
    settings = from_environment()
    path = profile_file(profile, settings.profiles_dir)
    text = read_profile(path) if path else shipped_texts()[profile]
    found = _remarks(path, text, settings.profiles_dir)
    mends = any(each.kind == "mend" for each in found)
    if as_json:
        told = [{**each.model_dump(mode="json"), "line": _line(text, each)} for each in found]
        click.echo(json.dumps({"profile": str(path or profile), "remarks": told}, ensure_ascii=False, indent=1))
        return EXIT_NOT_ALL if mends else EXIT_DONE
    console = console_of(settings)
    for each in found:
        mark = Text("✗ ", "red") if each.kind == "mend" else Text("· ", "dim")
        line = _line(text, each)
        where = f"rule {each.rule}, line {line}: " if each.rule and line else ""
        console.print(Text.assemble(mark, (where, "bold"), one_line(each.words)), highlight=False)
    if not mends:
        console.print(Text(f"✓ {path or profile} can be used, and every rule in it decides.", "green"), highlight=False)
    return EXIT_NOT_ALL if mends else EXIT_DONE


def _remarks(path: Path | None, text: str, folder: Path) -> tuple[Remark, ...]:
    try:
        return remarks(own_rules(text), parse_profile(text, known_texts(folder, but=path)))
    except InvalidInput as error:
        raise InvalidInput(f"{path}: {error.message}" if path else error.message, hint=error.hint) from None


def _line(text: str, remark: Remark) -> int:
    return line_of(text, ("rule", remark.rule - 1, "")) if remark.rule else 0
