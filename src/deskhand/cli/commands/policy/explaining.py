"""`deskhand policy explain`: what a profile would decide about something, by which rule, in which words."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from deskhand.agent.profiles import load_profile
from deskhand.agent.remembering import Remembering
from deskhand.cli.commands.policy.showing import chip, console_of, json_option
from deskhand.core.errors import InvalidInput
from deskhand.core.verdicts import RISK_CLASSES, Moment, Touch, Verdict
from deskhand.policy.judge import Finding, findings, judge
from deskhand.policy.profile import Profile, Rule
from deskhand.policy.remembered import in_words, remember
from deskhand.policy.sentences import silence_words
from deskhand.policy.shell.line import touch_of_command
from deskhand.report.readable import one_line
from deskhand.settings import from_environment

_PLACES = (
    click.option("--class", "classes", multiple=True, type=click.Choice(RISK_CLASSES), help="What it would do."),
    click.option("--at", "host", default="", metavar="SITE", help="The site it is on."),
    click.option("--sends-to", default="", metavar="SITE", help="The site that something goes to, if another."),
    click.option("--app", default="", metavar="NAME", help="The program it is in."),
    click.option("--path", default="", metavar="PATH", help="The file or folder of the desk (/work/...)."),
    click.option("--target", default="", metavar="NAME", help="The element it is on, such as Save."),
    click.option("--command", default="", metavar="LINE", help="A shell line: its classes are found out."),
    click.option("--amount", type=float, metavar="N", help="How much money it is about."),
    click.option("--currency", default="", metavar="CUR", help="In which currency, such as EUR."),
    click.option("--undoable/--final", "undo", default=None, help="Whether it can be undone, where that is known."),
    click.option("--fills", is_flag=True, help="It only fills in a form, which another act sends."),
)


def _places(function: Any) -> Any:
    for option in reversed(_PLACES):
        function = option(function)
    return function


@click.command("explain")
@_places
@click.option("--clock", default="", metavar="HH:MM", help="At which time of day. [default: now]")
@click.option("--strangers", is_flag=True, help="After a page or file tried to direct the model.")
@click.option("--profile", "-p", default="", metavar="NAME|FILE", help="By which profile. [default: your settings']")
@json_option
def explain(clock: str, strangers: bool, profile: str, as_json: bool, **place: Any) -> int:
    """Tell what would be decided about something, by which rule, and what a lasting yes to it would mean.

    \b
    Examples:
      deskhand policy explain --class submit --at shop.test --amount 30 --currency EUR
      deskhand policy explain --command 'git push' --profile cautious
    """
    settings = from_environment()
    judging = load_profile(profile or settings.profile, settings.profiles_dir, Remembering(settings.config_dir))
    touch, moment = _touch(place), Moment(clock=_clock(clock), suspicions=(_STRANGERS,) if strangers else ())
    verdict = judge(touch, judging, moment)
    lasting = remember(touch, judging, moment) if verdict.decision == "ask" else None
    found = findings(touch, judging, moment)
    if as_json:
        click.echo(json.dumps(_facts(verdict, found, lasting), ensure_ascii=False, indent=1))
    else:
        _print(console_of(settings), verdict, found, judging, lasting)
    return 0


_STRANGERS = "a page tried to direct the model"


def _touch(place: dict[str, Any]) -> Touch:
    command = place.pop("command")
    classes = tuple(place.pop("classes"))
    base = touch_of_command(command) if command else Touch(classes=())
    if not classes and not base.classes:
        raise InvalidInput(
            "what it would do is missing.", hint="Give --class, such as --class submit; or a shell line with --command."
        )
    given = {name: value for name, value in place.items() if value not in ("", None)}
    if given.get("target") and '"' not in given["target"]:
        given["target"] = f'element "{given["target"]}"'
    return base.model_copy(update={**given, "classes": tuple(dict.fromkeys((*classes, *base.classes)))})


def _clock(given: str) -> str:
    if not given:
        return f"{datetime.now():%Y-%m-%dT%H:%M}"
    try:
        return f"{datetime.now():%Y-%m-%d}T{datetime.strptime(given, '%H:%M'):%H:%M}"
    except ValueError:
        raise InvalidInput(f"--clock {given!r} is no time of day.", hint="Write it like 22:00.") from None


def _print(
    console: Console, verdict: Verdict, found: tuple[Finding, ...], profile: Profile, lasting: Rule | None
) -> None:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    table.add_row("verdict", chip(verdict.decision))
    table.add_row("because", one_line(verdict.reason))
    table.add_row("rule", one_line(verdict.rule))
    for each in found if len(found) > 1 else ():
        words = f"  {each.by.describe(each.risk)}" if each.by else "  no rule speaks of it"
        table.add_row(each.risk, Text.assemble(chip(each.decision), (words, "dim")))
    if verdict.decision == "ask":
        means = one_line(in_words(lasting)) if lasting else "nothing: this is asked each time"
        table.add_row("always", f"would allow {means}" if lasting else f"would change {means}")
        silence = profile.unanswered(verdict.touch.classes)
        table.add_row("silence", silence_words(silence))
    console.print(table, highlight=False)


def _facts(verdict: Verdict, found: tuple[Finding, ...], lasting: Rule | None) -> dict[str, object]:
    return {
        "decision": verdict.decision,
        "reason": verdict.reason,
        "rule": verdict.rule,
        "undoable": verdict.undoable,
        "classes": {each.risk: {"decision": each.decision, "ground": each.ground} for each in found},
        "always": lasting.model_dump(mode="json", exclude_defaults=True) if lasting else None,
        "touch": verdict.touch.model_dump(mode="json", exclude_defaults=True),
    }
