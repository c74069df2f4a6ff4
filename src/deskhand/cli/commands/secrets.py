"""`deskhand secrets`: what a person keeps for sign-ins; values go in without being shown and never come out here."""

from __future__ import annotations

import sys
import time

import click
from publicsuffixlist import PublicSuffixList
from pydantic import SecretStr, ValidationError
from rich.console import Console
from rich.text import Text

from deskhand.cli.lazy import LazyGroup
from deskhand.cli.lines import show
from deskhand.core.errors import InvalidInput
from deskhand.core.secrets import LOCAL_HOSTS, Secret, SecretField
from deskhand.secrets.kept import KeptSecret, checked_value
from deskhand.secrets.store import SecretStore
from deskhand.secrets.totp import read_seed
from deskhand.settings import from_environment

COMMANDS = {
    "list": (f"{__name__}:list_secrets", "Names, sites and kinds; never a value."),
    "add": (f"{__name__}:add_secret", "Keep a secret for a site or program."),
    "remove": (f"{__name__}:remove_secret", "Forget a secret."),
    "test": (f"{__name__}:test_secret", "Tell whether a secret can be opened."),
}
_PROMPTS = {"username": "Username", "password": "Password", "code": "Seed of the one-time codes"}


@click.group(cls=LazyGroup, table=COMMANDS)
def secrets() -> None:
    """Keep secrets that are typed for the model, which never sees them.

    \b
    Example:
      deskhand secrets list
    """


@click.command("list")
def list_secrets() -> int:
    """Name, where each belongs, what it holds and where it is kept, a line each.

    \b
    Example:
      deskhand secrets list
    """
    settings = from_environment()
    console, lines = Console(no_color=not settings.color), SecretStore.of(settings).listed()
    for line in lines:
        secret = line.secret
        words = f"{secret.belongs_to}  {', '.join(secret.fields)}  in the {line.kept_in}"
        show(console, [Text.assemble((secret.name, "bold"), "  ", words)])
    if not lines:
        show(console, [Text("There are no secrets yet. `deskhand secrets add` keeps one.", "dim")])
    return 0


@click.command("add")
@click.argument("name")
@click.option("--site", "sites", multiple=True, help='Host it belongs to: "example.com", "*.example.com". Repeatable.')
@click.option("--app", default="", help="The program it belongs to, instead of a site.")
@click.option("--username", default="", help="A username that may be seen.")
@click.option("--hide-username", is_flag=True, help="The username is a secret too: it is asked for.")
@click.option("--no-password", is_flag=True, help="It has no password.")
@click.option("--code", is_flag=True, help="It makes one-time codes: their seed is asked for.")
@click.option("--label", "labels", multiple=True, help="A field that the password may go into besides. Repeatable.")
@click.option("--stdin", is_flag=True, help="Read the values from standard input, a line each, in the order asked.")
@click.option("--replace", is_flag=True, help="Also when there is one of this name.")
def add_secret(
    name: str, sites: tuple[str, ...], app: str, username: str, hide_username: bool, no_password: bool, code: bool,
    labels: tuple[str, ...], stdin: bool, replace: bool,
) -> int:  # fmt: skip
    """Keep the secret NAME. Its values are asked for without being shown.

    \b
    Examples:
      deskhand secrets add github --site github.com --username ann --code
      deskhand secrets add bank --site '*.bank.example' --hide-username --stdin
    """
    asked: list[SecretField] = ["username"] if hide_username else []
    asked += [] if no_password else ["password"]
    asked += ["code"] if code else []
    fields: list[SecretField] = [*(["username"] if username and not hide_username else []), *asked]  # type: ignore[list-item]
    secret = _secret(name, tuple(map(_site, sites)), app, tuple(fields), labels, not hide_username)
    store = SecretStore.of(from_environment())
    values: dict[SecretField, SecretStr] = {"username": SecretStr(username)}
    values |= {field: checked_value(_read(field, name, stdin=stdin), field) for field in asked}
    if "code" in values:
        read_seed(values["code"].get_secret_value())
    none = SecretStr("")
    kept = KeptSecret(
        secret=secret,
        username=values["username"],
        password=values.get("password", none),
        seed=values.get("code", none),
    )
    click.echo(f"The secret {name} for {secret.belongs_to} is kept in {store.add(kept, replace=replace)}.")
    return 0


def _secret(
    name: str, sites: tuple[str, ...], app: str, fields: tuple[SecretField, ...], labels: tuple[str, ...], open_: bool
) -> Secret:
    if bool(sites) == bool(app):
        raise InvalidInput(
            f"the secret {name[:80]} belongs to {'a site and a program' if app else 'nothing'}, so it could be typed "
            f"{'in two kinds of places' if app else 'nowhere'}.",
            hint="Give --site (as often as needed), or --app.",
        )
    try:
        return Secret(name=name, sites=sites, app=app, fields=fields, labels=labels, open_username=open_)
    except ValidationError as error:
        what = str(error.errors()[0]["loc"][0])
        hints = {"name": 'A name is of small letters, digits, ".", "-", "_".', "fields": "Give it something to hold."}
        raise InvalidInput(
            f"the secret's {what} can't be used.", hint=hints.get(what, "Use fewer or shorter.")
        ) from None


def _site(site: str) -> str:
    """A host as pages have it. Raises InvalidInput for an address, and for a whole registry such as "*.com"."""
    host = site.strip().lower()
    bare = host.removeprefix("*.")
    try:
        plain = bare.encode("idna").decode()
    except UnicodeError:
        plain = ""
    if not plain or any(sign in plain for sign in "/:@*? ") or plain.startswith("."):
        raise InvalidInput(f"{site[:200]!r} is no host.", hint='Give the host alone: "example.com" or "*.example.com".')
    if host != bare and (PublicSuffixList().is_public(plain) or plain in LOCAL_HOSTS):
        raise InvalidInput(
            f"{site!r} would be everybody's: anyone can have a site below {plain}.", hint="Name the very site."
        )
    return f"*.{plain}" if host != bare else plain


def _read(field: SecretField, name: str, *, stdin: bool) -> str:
    if stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise InvalidInput(
            f"there is no terminal to type the {field} into.", hint="Pass it on standard input with --stdin."
        )
    value: str = click.prompt(f"{_PROMPTS[field]} for {name} (nothing is shown)", hide_input=True, err=True)
    return value


@click.command("remove")
@click.argument("name")
def remove_secret(name: str) -> int:
    """Forget the secret NAME.

    \b
    Example:
      deskhand secrets remove github
    """
    SecretStore.of(from_environment()).remove(name)
    click.echo(f"The secret {name} is gone.")
    return 0


@click.command("test")
@click.argument("name")
def test_secret(name: str) -> int:
    """Open the secret NAME as a run would, and tell what it holds, never a value.

    \b
    Example:
      deskhand secrets test github
    """
    store = SecretStore.of(from_environment())
    secret = store.open(name).secret
    for field in secret.fields:
        store.typed(name, field, time.time())
    click.echo(f"The secret {name} can be opened; {', '.join(secret.fields)} can be typed at {secret.belongs_to}.")
    return 0
