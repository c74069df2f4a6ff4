"""`deskhand policy show`: a profile as people read it, with the answers that are remembered beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from deskhand.agent.profiles import load_profile, own_profiles
from deskhand.agent.remembering import NOBODY, Answer, Remembering
from deskhand.core.events import TERMINAL
from deskhand.core.verdicts import RISK_CLASSES, RiskClass
from deskhand.policy.profile import Profile, Rule
from deskhand.policy.remembered import in_words
from deskhand.policy.rules import Silence
from deskhand.policy.sentences import DOING, rule_words, silence_words
from deskhand.report.readable import one_line
from deskhand.settings import Settings, from_environment

STYLES = {"allow": "green", "ask": "yellow", "deny": "red"}
MARKS = {"allow": "✓", "ask": "?", "deny": "✗"}
WIDTH_MAX = 100

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


@click.command("show")
@click.argument("profile", default="", metavar="[NAME|FILE]")
@json_option
def show_profile(profile: str, as_json: bool) -> int:
    """Show a profile as a table: what is allowed, asked about and denied, where, and which answers are remembered.

    Without a name it is the one that your settings name.

    \b
    Examples:
      deskhand policy show cautious
      deskhand policy show mine.toml --json
    """
    return print_profile(profile, as_json=as_json)


def print_profile(name: str, *, as_json: bool) -> int:
    """Print a profile; "" for that of the settings."""
    settings = from_environment()
    remembering = Remembering(settings.config_dir)
    profile = load_profile(name or settings.profile, settings.profiles_dir, remembering)
    if as_json:
        click.echo(json.dumps(_facts(profile, remembering.answers()), ensure_ascii=False, indent=1))
        return 0
    console = console_of(settings)
    console.print(Text.assemble((profile.name, "bold"), "  ", one_line(profile.about)), highlight=False)
    console.print()
    console.print(_table(profile), highlight=False)
    for line in (*_hours(profile), *_answers(remembering.answers())):
        console.print(line, highlight=False)
    others = [each for each in own_profiles(settings.profiles_dir) if each != profile.name]
    if others:
        console.print(Text(f"\nYour own profiles: {', '.join(others)}", "dim"), highlight=False)
    return 0


def console_of(settings: Settings) -> Console:
    """The terminal, at most so wide that a table is read with ease."""
    console = Console(no_color=not settings.color)
    console.width = min(console.width, WIDTH_MAX)
    return console


def chip(decision: str) -> Text:
    """A decision with its mark and colour."""
    return Text(f"{MARKS[decision]} {decision}", STYLES[decision])


def _table(profile: Profile) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("class", no_wrap=True)
    table.add_column("decided", no_wrap=True)
    table.add_column("but")
    for risk in RISK_CLASSES:
        rule = profile.everywhere(risk)
        again = Text(_again(rule), "dim")
        buts = [again] if again else []
        for each in profile.exceptions(risk):
            words = one_line(rule_words(each))
            buts.append(Text.assemble((each.decide, STYLES[each.decide]), words.removeprefix(each.decide)))
        table.add_row(Text(risk, "bold"), chip(rule.decide if rule else "ask"), Text("\n").join(buts))
    return table


def _again(rule: Rule | None) -> str:
    """What limits the rule for everywhere, in words."""
    return "".join(rule.conditions()).lstrip(", ") if rule else "no rule speaks of it"


def _hours(profile: Profile) -> Iterable[Text]:
    if profile.quiet:
        quiet = profile.quiet
        verb = "asked about" if quiet.decide == "ask" else "denied"
        left = [risk for risk in RISK_CLASSES if risk not in quiet.classes]
        which = f"all but {', '.join(left)}" if len(left) < len(quiet.classes) else ", ".join(quiet.classes)
        yield Text.assemble("\n", ("Quiet hours ", "bold"), f"{quiet.hours()}: {which} is {verb}.")
    for silence in profile.silences or (Silence(),):
        yield Text.assemble("\n", ("Nobody answers: ", "bold"), silence_words(silence))


def _answers(answers: tuple[Answer, ...]) -> Iterable[Text]:
    """One's own, then those of the workspace's accounts, which count in their own sessions only."""
    own = [each for each in answers if each.account == TERMINAL]
    yield from _listed("Remembered answers (take one back: deskhand policy forget N)", own)
    others = [each for each in answers if each.account != TERMINAL]
    yield from _listed("Remembered answers of others, for their own sessions only", others)


def _listed(title: str, answers: list[Answer]) -> Iterable[Text]:
    if answers:
        yield Text(f"\n{title}", "bold")
    for each in answers:
        given = f"  {each.given[:10]}" if each.given else ""
        whose = "" if each.account == TERMINAL else f"  {_whose(each)}"
        yield Text.assemble((f"{each.number:>4}  ", "bold"), one_line(in_words(each.rule)), (given + whose, "dim"))


def _whose(answer: Answer) -> str:
    return "of nobody who is known: asked again" if answer.account in ("", NOBODY) else f"of {answer.account}"


def _facts(profile: Profile, answers: tuple[Answer, ...]) -> dict[str, object]:
    return {
        "name": profile.name,
        "about": profile.about,
        "classes": {risk: _class_facts(profile, risk) for risk in RISK_CLASSES},
        "rules": [rule.model_dump(mode="json", exclude_defaults=True) for rule in profile.rules],
        "quiet": profile.quiet.model_dump(mode="json") if profile.quiet else None,
        "unanswered": [each.model_dump(mode="json") for each in profile.silences],
        "remembered": [each.model_dump(mode="json", exclude_defaults=True) for each in answers],
    }


def _class_facts(profile: Profile, risk: RiskClass) -> dict[str, object]:
    rule = profile.everywhere(risk)
    return {
        "decide": rule.decide if rule else "ask",
        "doing": DOING[risk],
        "but": [rule_words(each) for each in profile.exceptions(risk)],
    }
