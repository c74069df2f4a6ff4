"""`deskhand policy learn`: rules from the answers in the journal, proposed, and written where a person says so."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from deskhand.agent.profiles import known_texts, load_profile, own_profiles, read_profile
from deskhand.agent.remembering import Remembering, replace_file
from deskhand.agent.session import Home
from deskhand.cli.commands.policy.showing import console_of
from deskhand.cli.running import run_async
from deskhand.core.errors import InvalidInput
from deskhand.policy.learning import Answer, Learned, learned, rules_toml, with_rules
from deskhand.policy.profile import Profile, parse_profile
from deskhand.report.audit import audit, taught
from deskhand.report.readable import plain
from deskhand.settings import Settings, from_environment


@click.command("learn")
@click.argument("sessions", nargs=-1, metavar="[SESSION]...")
@click.option(
    "--times", default=2, type=click.IntRange(min=1), show_default=True, help="Answered so at least so often."
)
@click.option("--write", "to", metavar="NAME|FILE", help="Put the rules into this profile of yours; made when new.")
@click.option("--profile", "-p", default="", metavar="NAME|FILE", help="What is asked now. [default: your settings']")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def learn(sessions: tuple[str, ...], times: int, to: str | None, profile: str, as_json: bool) -> int:
    """Propose narrow rules from the questions that you always answered the same, in SESSIONS or in all of them.

    Nothing is changed unless you say --write; then the rules are shown first.

    \b
    Examples:
      deskhand policy learn
      deskhand policy learn s-4f2k --write mine
    """
    settings = from_environment()
    name = to if to and _exists(to, settings) and not profile else profile or settings.profile
    judging = load_profile(name, settings.profiles_dir, Remembering(settings.config_dir))
    answers = run_async_answers(settings, sessions)
    found = learned(answers, judging, times_min=times)
    if as_json:
        click.echo(found.model_dump_json(indent=1, exclude_defaults=True))
    else:
        _print(console_of(settings), found, len(answers))
    if to and found.proposals:
        path = _write(to, found, judging, settings)
        click.echo(f"Written to {path}" if not as_json else json.dumps({"written": str(path)}), err=as_json)
    return 0


def run_async_answers(settings: Settings, sessions: tuple[str, ...]) -> list[Answer]:
    """The answers in the journal, oldest session first."""
    found: list[Answer] = []

    async def read() -> int:
        async with await Home(settings).journal() as journal:
            named = [await journal.info(each) for each in sessions]
            for info in named or reversed(await journal.streams("session")):
                found.extend(taught(audit(await journal.read(info.id)), info.id))
        return 0

    run_async(read())
    return found


def _exists(name: str, settings: Settings) -> bool:
    return name in own_profiles(settings.profiles_dir) or Path(name).is_file()


def _print(console: Console, found: Learned, answers: int) -> None:
    for proposal in found.proposals:
        sessions = ", ".join(proposal.sessions[:3]) + (", ..." if len(proposal.sessions) > 3 else "")
        console.print(Text(f"# asked {proposal.times} times: {sessions}", "dim"), highlight=False)
        console.print(Text(plain(rules_toml([proposal.rule]))), highlight=False, soft_wrap=True)
    left = (
        (found.few, "asked about too seldom"),
        (found.mixed, "not always answered the same"),
        (found.settled, "not asked about any more"),
        (found.each_time, "asked each time, whatever the answer"),
    )
    told = "; ".join(f"{count} {words}" for count, words in left if count)
    head = f"{len(found.proposals)} rules from {answers} answers" if answers else "No question was answered yet"
    console.print(Text(f"{head}{f' ({told})' if told else ''}.", "dim"), highlight=False)


def _write(to: str, found: Learned, judging: Profile, settings: Settings) -> Path:
    """Put the rules into a profile of the person's own. The file is read again first: nothing broken is written."""
    path = own_profiles(settings.profiles_dir).get(to) or (
        Path(to) if to.endswith(".toml") else settings.profiles_dir / f"{to}.toml"
    )
    if to in known_texts(None):
        raise InvalidInput(f"{to!r} ships with Deskhand and is not changed.", hint="Give another name: --write mine")
    if "/" in to and not to.endswith(".toml"):
        raise InvalidInput(
            f"--write {to!r} is no name of a profile.", hint="Give a name such as mine, or a .toml file."
        )
    text = read_profile(path) if path.exists() else _begun(path.stem, judging, settings)
    made = with_rules(text, [proposal.rule for proposal in found.proposals])
    parse_profile(made, known_texts(settings.profiles_dir, but=path))
    replace_file(path, made)
    return path


def _begun(name: str, judging: Profile, settings: Settings) -> str:
    """The beginning of a new profile, based on the one that asked."""
    if judging.name not in known_texts(settings.profiles_dir):
        raise InvalidInput(
            f"a new profile can't be based on {judging.name!r}, which is a file elsewhere.",
            hint="Write into that file instead: --write FILE",
        )
    return f"name = {json.dumps(name, ensure_ascii=False)}\nbased_on = {json.dumps(judging.name, ensure_ascii=False)}\n"
